package dev.corsac.check;

import dev.corsac.CorsPolicy;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.PreflightCache;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Network;
import dev.corsac.deployment.Resolution;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.TokenSignature;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A deployment under one set of suppositions, ready to be called. Not safe to share between threads. */
final class World {

    /** Any moment will do: tokens are valid for a century. */
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** The keys of the objects that every bucket has. */
    static final String PAGE = "index.html";

    /** The key of an object that a page may read. */
    static final String OBJECT = "object.json";

    /**
     * What is supposed.
     *
     * @param hypothesis what functions do whose responses are unknown
     * @param behavior how functions end an invocation
     * @param open what is assumed where AWS's behavior is unverified
     */
    record Suppositions(Hypothesis hypothesis, Behavior behavior, UnverifiedBehavior open) {}

    private final Suppositions suppositions;
    private final Functions functions;
    private final CorsPolicy cooperative;
    private final Subject subject;
    private final Network network;
    private final List<FrontFactory.Problem> problems;
    private final List<CloudFrontCache> caches = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** @param cooperative the policy of a function that cooperates */
    World(
            Subject subject,
            Deployment deployment,
            Resolution resolution,
            Functions functions,
            CorsPolicy cooperative,
            Suppositions suppositions) {
        this.subject = subject;
        this.functions = functions;
        this.cooperative = cooperative;
        this.suppositions = suppositions;
        FrontFactory factory = new FrontFactory(deployment, resolution, new Around(), suppositions.open());
        Network.Builder builder = Network.builder();
        Set<String> origins = new LinkedHashSet<>();
        for (DeployedFront front : deployment.fronts()) {
            for (Endpoint endpoint : front.endpoints()) {
                Front made = factory.front(front, endpoint);
                String origin = resolution.origin(front, endpoint);
                if (made != null && origins.add(origin)) {
                    builder.serve(origin, made);
                }
            }
        }
        this.network = builder.build();
        this.problems = factory.problems();
    }

    /** Returns what AWS would refuse. */
    List<FrontFactory.Problem> problems() {
        return problems;
    }

    boolean serves(String origin) {
        return network.fronts().containsKey(origin);
    }

    /** Makes a call with empty caches. */
    CallOutcome call(Engine engine, Call call) {
        coolDown();
        return callWarm(engine, call);
    }

    /** Makes a call with the caches that calls before it have left. */
    CallOutcome callWarm(Engine engine, Call call) {
        asked.clear();
        return network.call(engine, call, PreflightCache.EMPTY, World::metadata);
    }

    void coolDown() {
        caches.forEach(CloudFrontCache::invalidate);
    }

    private static RequestMetadata metadata() {
        return new RequestMetadata(TIME, "11111111-2222-4333-8444-555555555555", "203.0.113.7");
    }

    /** Returns the ids of the functions of unknown responses that the last call reached. */
    Set<String> unknownAsked() {
        return Set.copyOf(asked);
    }

    /** What fronts are made of here. */
    private final class Around implements FrontFactory.Surroundings {

        @Override
        public LambdaFunction function(DeployedFunction function) {
            String id = function.id();
            if (subject.authorizers().contains(id)) {
                return switch (suppositions.behavior()) {
                    case REFUSING_CALLERS ->
                        ModelFunction.ending(id, new InvocationResult.Failed("Exception", "Unauthorized"));
                    case DENYING_CALLERS -> ModelFunction.authorizer(id, false);
                    default -> ModelFunction.authorizer(id, true);
                };
            }
            Functions.Known known = functions.of(function);
            LambdaFunction supposed = supposed(id);
            return switch (suppositions.behavior()) {
                case FAILING -> known.failing(id, supposed);
                case TIMING_OUT -> known.late(id, supposed);
                default -> known.responding(id, supposed);
            };
        }

        private LambdaFunction supposed(String id) {
            LambdaFunction function = switch (suppositions.hypothesis()) {
                case COOPERATES -> ModelFunction.underPolicy(id, cooperative, 200);
                case SILENT -> ModelFunction.silent(id, false);
                case REFUSES_OPTIONS -> ModelFunction.silent(id, true);
            };
            return ModelFunction.watched(function, asked);
        }

        @Override
        public Bucket objects(DeployedFront siteOrBucket) {
            return key -> key.equals(PAGE) || key.equals(OBJECT)
                    ? new S3Object(
                            Body.of(key.equals(PAGE) ? "<!doctype html>" : "{}"),
                            key.equals(PAGE) ? "text/html" : "application/json",
                            "\"1\"",
                            TIME)
                    : null;
        }

        @Override
        public TokenSignature signature(dev.corsac.deployment.DeployedAuthorizer authorizer) {
            return token -> true;
        }

        @Override
        public Front distribution(DeployedDistribution distribution, Front front, CloudFrontCache cache) {
            caches.add(cache);
            return front;
        }
    }

    /** Whether a front is called by pages rather than opened. */
    static boolean isCalled(FrontKind kind) {
        return kind == FrontKind.REST_API
                || kind == FrontKind.HTTP_API
                || kind == FrontKind.FUNCTION_URL
                || kind == FrontKind.LOAD_BALANCER;
    }
}
