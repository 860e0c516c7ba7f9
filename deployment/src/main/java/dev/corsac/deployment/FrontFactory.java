package dev.corsac.deployment;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.TokenSignature;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerRule;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.s3.Bucket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the fronts of a deployment. What AWS would refuse becomes a problem with its place; the other fronts are made all the
 * same, so that all problems are found at once. Not safe to share between threads; the fronts that it makes are.
 */
public final class FrontFactory {

    /**
     * Something that AWS would refuse.
     *
     * @param place where it is written
     * @param message what is wrong and how to fix it, without the place
     */
    public record Problem(Place place, String message) {
        /** Returns the line that a user reads. */
        public String line() {
            return place.says(message);
        }
    }

    /** What a factory takes from around the deployment. */
    public interface Surroundings {

        /** Returns how a function responds. */
        LambdaFunction function(DeployedFunction function);

        /** Returns the objects of a site or bucket. */
        Bucket objects(DeployedFront siteOrBucket);

        /** Checks tokens of an authorizer whose keys are not at hand; the default accepts none. */
        default TokenSignature signature(DeployedAuthorizer authorizer) {
            return token -> false;
        }

        /** Makes of a distribution what is served; the default serves it as it is. */
        default Front distribution(DeployedDistribution distribution, Front front, CloudFrontCache cache) {
            return front;
        }
    }

    private final Deployment deployment;
    private final Resolution resolution;
    private final Surroundings surroundings;
    private final UnverifiedBehavior open;
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    private final Map<List<Object>, Front> made = new LinkedHashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();

    /** A factory that has made nothing yet. */
    public FrontFactory(
            Deployment deployment, Resolution resolution, Surroundings surroundings, UnverifiedBehavior open) {
        this.deployment = deployment;
        this.resolution = resolution;
        this.surroundings = surroundings;
        this.open = open;
    }

    /** Makes every front and returns them at the origins of the resolution; look at {@link #problems} afterwards. */
    public Network network() {
        Map<String, Map<String, Front>> origins = new LinkedHashMap<>();
        for (DeployedFront front : deployment.fronts()) {
            for (Endpoint endpoint : front.endpoints()) {
                Front served = front(front, endpoint);
                if (served != null) {
                    origins.computeIfAbsent(resolution.origin(front, endpoint), origin -> new LinkedHashMap<>())
                            .putIfAbsent(endpoint.path(), served);
                }
            }
        }
        Network.Builder network = Network.builder();
        origins.forEach((origin, byPath) -> network.serve(origin, SharedHost.of(byPath)));
        return network.build();
    }

    /** Returns what AWS would refuse of what was made so far, in order. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns a front as it is reached by one of its endpoints, the same each time; null if AWS would refuse it. */
    public @Nullable Front front(DeployedFront front, Endpoint endpoint) {
        List<Object> key = List.of(front.kind(), front.id(), endpoint);
        Front before = made.get(key);
        if (before != null) {
            return before;
        }
        int found = problems.size();
        Front now = attempt(front.place(), () -> make(front, endpoint));
        if (now == null || problems.size() > found) {
            return null;
        }
        made.put(key, now);
        return now;
    }

    private Front make(DeployedFront front, Endpoint endpoint) {
        return front.accept(new Maker(endpoint));
    }

    /** Makes fronts as they are reached by one endpoint. */
    private final class Maker implements DeployedFront.Visitor<Front> {

        private final Endpoint endpoint;

        Maker(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Front restApi(DeployedRestApi api) {
            return new RestApiFactory(FrontFactory.this, api).make(endpoint);
        }

        @Override
        public Front httpApi(DeployedHttpApi api) {
            return new HttpApiFactory(FrontFactory.this, api).make(endpoint);
        }

        @Override
        public Front functionUrl(DeployedFunctionUrl url) {
            return FrontFactory.this.functionUrl(url);
        }

        @Override
        public Front loadBalancer(DeployedLoadBalancer balancer) {
            return FrontFactory.this.loadBalancer(balancer);
        }

        @Override
        public Front website(DeployedWebsite site) {
            return StorageFactory.site(FrontFactory.this, site);
        }

        @Override
        public Front bucket(DeployedBucket bucket) {
            return StorageFactory.bucket(FrontFactory.this, bucket);
        }

        @Override
        public Front distribution(DeployedDistribution distribution) {
            return new DistributionFactory(FrontFactory.this, distribution).make();
        }
    }

    private Front functionUrl(DeployedFunctionUrl url) {
        FunctionUrl.Builder builder = FunctionUrl.builder(function(url.function()))
                .authType(
                        "NONE".equals(text(url.authType())) ? FunctionUrl.AuthType.NONE : FunctionUrl.AuthType.AWS_IAM)
                .invokeMode(
                        "RESPONSE_STREAM".equals(text(url.invokeMode()))
                                ? FunctionUrl.InvokeMode.RESPONSE_STREAM
                                : FunctionUrl.InvokeMode.BUFFERED)
                .unverified(open);
        DeployedCors cors = url.cors();
        if (cors != null) {
            new CorsFactory(this, cors).functionUrl(builder);
        }
        if ("lambda:InvokeFunctionUrl".equals(url.missingPermission())) {
            builder.withoutInvokeFunctionUrl();
        } else if (url.missingPermission() != null) {
            builder.withoutInvokeFunction();
        }
        return builder.build();
    }

    private Front loadBalancer(DeployedLoadBalancer balancer) {
        LoadBalancer.Builder builder = LoadBalancer.builder().unverified(open);
        balancer.attributes().forEach((key, value) -> {
            String known = text(value);
            if (known != null) {
                attempt(value.place(), () -> builder.attribute(key, known));
            }
        });
        for (DeployedLoadBalancer.Rule rule : balancer.rules()) {
            attempt(rule.place(), () -> builder.rule(rule(rule)));
        }
        DeployedLoadBalancer.Rule last = balancer.defaultAction();
        attempt(last.place(), () -> builder.defaultAction(rule(last)));
        return builder.build();
    }

    private LoadBalancerRule rule(DeployedLoadBalancer.Rule rule) {
        LoadBalancerRule made = rule.action() instanceof DeployedLoadBalancer.Fixed fixed
                ? LoadBalancerRule.fixed(rule.pattern(), fixed.response())
                : LoadBalancerRule.forward(rule.pattern(), target((DeployedLoadBalancer.Target) rule.action()));
        if (!rule.methods().isEmpty()) {
            made = made.forMethods(rule.methods().toArray(String[]::new));
        }
        LoadBalancerTokenValidation validation = rule.validation();
        return validation == null ? made : made.validating(validation);
    }

    private LoadBalancerTarget target(DeployedLoadBalancer.Target target) {
        String function = target.function();
        LoadBalancerTarget made = LoadBalancerTarget.of(
                function == null
                        ? unmodelled(target.name(), "the target group " + target.name() + " is not a Lambda function")
                        : function(function));
        return target.multiValueHeaders() ? made.withMultiValueHeaders() : made;
    }

    UnverifiedBehavior open() {
        return open;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Returns the function of that id; one that always fails where the deployment does not have it. */
    LambdaFunction function(String id) {
        return functions.computeIfAbsent(id, key -> {
            DeployedFunction function = deployment.function(key);
            return function == null
                    ? unmodelled(key, "the function " + key + " is not part of the deployment")
                    : surroundings.function(function);
        });
    }

    /** Returns a function in the place of something whose responses are unknown: it always fails, and says why. */
    static LambdaFunction unmodelled(String name, String reason) {
        return LambdaFunction.of(name, event -> new InvocationResult.Failed("Corsac.NotModelled", reason));
    }

    @Nullable
    String text(Value<String> value) {
        return resolution.text(value);
    }

    /** Returns the texts that are known or made; unknown ones are left out, which allows less. */
    String[] texts(List<Value<String>> values) {
        List<String> texts = new ArrayList<>();
        for (Value<String> value : values) {
            String text = text(value);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts.toArray(String[]::new);
    }

    /** Returns the texts that are known or made, by name. */
    Map<String, String> texts(Map<String, Value<String>> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String text = text(value);
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    Resolution resolution() {
        return resolution;
    }

    /** Returns what the supplier makes; null, with a problem at that place, if AWS would refuse it. */
    <T> @Nullable T attempt(Place place, Supplier<? extends T> supplier) {
        try {
            return supplier.get();
        } catch (DeploymentException e) {
            problem(place, "AWS refuses this: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problem(place, String.valueOf(e.getMessage()));
        }
        return null;
    }

    void problem(Place place, String message) {
        problems.add(new Problem(place, place.address() == null ? message : place.address() + ": " + message));
    }
}
