package dev.corsac.check;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedDistribution.HeadersPolicy;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment whose unknown CORS settings are those that a page needs. What is blocked even so is blocked whatever they are; what
 * is allowed only so depends on them.
 *
 * @param page the page's origin
 * @param methods the methods that its calls have
 * @param headers the headers that its calls have
 */
record Favourable(String page, List<String> methods, List<String> headers) {

    Deployment of(Deployment deployment) {
        return deployment.withFronts(deployment.replaced(this::front).values());
    }

    private DeployedFront front(DeployedFront front) {
        if (front instanceof DeployedHttpApi api) {
            return api.with(cors(api.cors()));
        } else if (front instanceof DeployedFunctionUrl url) {
            return new DeployedFunctionUrl(
                    url.id(),
                    url.endpoints(),
                    url.function(),
                    url.authType(),
                    url.invokeMode(),
                    cors(url.cors()),
                    url.missingPermission(),
                    url.place());
        } else if (front instanceof DeployedBucket bucket) {
            return new DeployedBucket(
                    bucket.id(), bucket.endpoints(), rules(bucket.cors()), bucket.access(), bucket.place());
        } else if (front instanceof DeployedWebsite site) {
            return new DeployedWebsite(
                    site.id(),
                    site.endpoints(),
                    site.index(),
                    site.error(),
                    site.redirectProtocol(),
                    site.redirectHost(),
                    site.routingRules(),
                    rules(site.cors()),
                    site.access(),
                    site.place());
        } else if (front instanceof DeployedDistribution distribution) {
            return distribution.withBehaviors(behavior -> behavior.with(policy(behavior.responseHeadersPolicy())));
        }
        return front;
    }

    private @Nullable HeadersPolicy policy(@Nullable HeadersPolicy policy) {
        return policy == null
                ? null
                : new HeadersPolicy(
                        policy.name(),
                        policy.managed(),
                        cors(policy.cors()),
                        policy.originOverride(),
                        policy.removeHeaders(),
                        policy.place());
    }

    private List<DeployedCors> rules(List<DeployedCors> rules) {
        List<DeployedCors> made = new ArrayList<>();
        for (DeployedCors rule : rules) {
            DeployedCors one = cors(rule);
            if (one != null) {
                made.add(one);
            }
        }
        return made;
    }

    private @Nullable DeployedCors cors(@Nullable DeployedCors cors) {
        if (cors == null) {
            return null;
        }
        return new DeployedCors(
                known(cors.allowOrigins(), List.of(page)),
                known(cors.allowMethods(), methods),
                known(cors.allowHeaders(), headers),
                cors.exposeHeaders(),
                cors.allowCredentials() instanceof Value.Unknown<Boolean> unknown
                        ? Value.of(true, unknown.place())
                        : cors.allowCredentials(),
                cors.maxAge(),
                cors.place());
    }

    /** Returns the values with the favourable ones in the place of those that are unknown. */
    private static List<Value<String>> known(List<Value<String>> values, List<String> favourable) {
        List<Value<String>> known = new ArrayList<>();
        for (Value<String> value : values) {
            if (value instanceof Value.Unknown<String> unknown) {
                for (String each : favourable) {
                    known.add(Value.of(each, unknown.place()));
                }
            } else {
                known.add(value);
            }
        }
        return known;
    }
}
