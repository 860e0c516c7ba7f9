package dev.corsac.check;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.http.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes each {@link World} once. Not safe to share between threads. */
final class Worlds {

    private record Key(
            World.Suppositions suppositions, @Nullable String favourable) {}

    private final Subject subject;
    private final Resolution resolution;
    private final Functions functions;
    private final UnverifiedBehavior open;
    private final List<String> methods;
    private final List<String> headers;
    private final CorsPolicy cooperative;
    private final boolean unknownValues;
    private final Map<Key, World> made = new HashMap<>();

    Worlds(
            Subject subject,
            Resolution resolution,
            Functions functions,
            UnverifiedBehavior open,
            List<PlannedCall> calls) {
        this.subject = subject;
        this.resolution = resolution;
        this.functions = functions;
        this.open = open;
        Set<String> asked = new LinkedHashSet<>(List.of("GET", "POST"));
        Set<String> named = new LinkedHashSet<>(List.of("content-type", "authorization"));
        Set<String> origins = new LinkedHashSet<>(List.of(CacheCheck.OTHER_PAGE));
        for (PlannedCall call : calls) {
            asked.add(call.call().method());
            call.call().headers().lines().forEach(line -> named.add(line.lowerCaseName()));
            origins.add(call.call().origin().toString());
        }
        this.methods = asked.stream().filter(Header::isToken).toList();
        this.headers = List.copyOf(named);
        this.cooperative = cooperative(origins, methods, headers, calls);
        this.unknownValues = hasUnknown(subject.deployment());
    }

    /** Returns the policy of a function that allows what the pages need. */
    private static CorsPolicy cooperative(
            Set<String> origins, List<String> methods, List<String> headers, List<PlannedCall> calls) {
        List<String> allowed = new ArrayList<>();
        for (String origin : origins) {
            if (OriginForm.isExact(origin)) {
                allowed.add(origin);
            }
        }
        List<String> reads = calls.stream()
                .flatMap(call -> call.reads().stream())
                .filter(Header::isToken)
                .distinct()
                .toList();
        CorsPolicy.Builder builder = CorsPolicy.builder()
                .allowOrigins(allowed)
                .allowCredentials()
                .dangerouslyAllowInsecureOrigins()
                .exposeHeaders(reads);
        for (String method : methods) {
            CorsPolicy.Builder more = builder.build().toBuilder().allowMethods(method);
            builder = builds(more) ? more : builder;
        }
        for (String header : headers) {
            CorsPolicy.Builder more = builder.build().toBuilder().allowHeaders(header);
            builder = builds(more) ? more : builder;
        }
        return builder.build();
    }

    private static boolean builds(CorsPolicy.Builder builder) {
        try {
            builder.build();
            return true;
        } catch (CorsPolicyException e) {
            // What no policy accepts, a function can hardly send either.
            return false;
        }
    }

    private static boolean hasUnknown(Deployment deployment) {
        return !new Deployment(deployment.fronts(), List.of(), List.of())
                        .missing()
                        .isEmpty()
                || deployment.fronts().stream().anyMatch(Worlds::hasUnknownCors);
    }

    private static boolean hasUnknownCors(DeployedFront front) {
        for (DeployedCors cors : front.corsBlocks()) {
            List<Value<String>> all = new ArrayList<>(cors.allowOrigins());
            all.addAll(cors.allowMethods());
            all.addAll(cors.allowHeaders());
            if (all.stream().anyMatch(value -> value instanceof Value.Unknown<String>)) {
                return true;
            }
        }
        return front.attributes().values().stream().anyMatch(value -> value instanceof Value.Unknown<String>);
    }

    /** Whether there are values that no file states, so that favourable ones differ. */
    boolean hasUnknownValues() {
        return unknownValues;
    }

    UnverifiedBehavior open() {
        return open;
    }

    /** Returns the world in which functions respond, and unknown values are left out. */
    World of(Hypothesis hypothesis) {
        return of(hypothesis, Behavior.RESPONDING, open, null);
    }

    /** @param page the page for which unknown values are favourable; null to leave them out */
    World of(Hypothesis hypothesis, @Nullable String page) {
        return of(hypothesis, Behavior.RESPONDING, open, page);
    }

    World of(Hypothesis hypothesis, Behavior behavior, UnverifiedBehavior assumed, @Nullable String page) {
        World.Suppositions suppositions = new World.Suppositions(hypothesis, behavior, assumed);
        return made.computeIfAbsent(new Key(suppositions, unknownValues ? page : null), this::make);
    }

    private World make(Key key) {
        String page = key.favourable();
        Deployment deployment = subject.deployment();
        Resolution used = resolution;
        if (page != null) {
            Favourable favourable = new Favourable(page, methods, headers);
            used = CheckResolution.favourable(resolution, deployment, favourable);
            deployment = favourable.of(deployment);
        }
        return new World(subject, deployment, used, functions, cooperative, key.suppositions());
    }
}
