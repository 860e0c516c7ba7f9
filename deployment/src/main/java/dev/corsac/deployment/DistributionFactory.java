package dev.corsac.deployment;

import dev.corsac.deployment.DeployedDistribution.Behavior;
import dev.corsac.deployment.DeployedDistribution.HeadersPolicy;
import dev.corsac.deployment.DeployedDistribution.Origin;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a CloudFront distribution. */
final class DistributionFactory {

    /** Room for the pages and responses of a local run or a check, in bytes. */
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    private final FrontFactory factory;
    private final DeployedDistribution distribution;

    DistributionFactory(FrontFactory factory, DeployedDistribution distribution) {
        this.factory = factory;
        this.distribution = distribution;
    }

    Front make() {
        CloudFrontCache cache = new CloudFrontCache(CACHE_BYTES);
        CloudFront.Builder builder = CloudFront.builder(cache).unverified(factory.open());
        for (Origin origin : distribution.origins()) {
            CloudFrontOrigin made = factory.attempt(origin.place(), () -> origin(origin));
            if (made != null) {
                builder.origin(made);
            }
        }
        for (Behavior behavior : distribution.behaviors()) {
            CloudFrontBehavior made = factory.attempt(behavior.place(), () -> behavior(behavior));
            if (made != null && behavior.pattern().equals("*")) {
                builder.defaultBehavior(made);
            } else if (made != null) {
                factory.attempt(behavior.place(), () -> builder.behavior(behavior.pattern(), made));
            }
        }
        Value<String> root = distribution.defaultRootObject();
        String key = root == null ? null : factory.text(root);
        if (key != null && !key.isEmpty()) {
            builder.defaultRootObject(key);
        }
        distribution.errorResponses().forEach(builder::errorResponse);
        return factory.surroundings().distribution(distribution, builder.build(), cache);
    }

    private CloudFrontOrigin origin(Origin origin) {
        CloudFrontOrigin made = reached(origin);
        String path = factory.text(origin.path());
        if (path != null && !path.isEmpty()) {
            made = made.withPath(path);
        }
        for (Map.Entry<String, String> header :
                factory.texts(origin.customHeaders()).entrySet()) {
            made = made.withHeader(header.getKey(), header.getValue());
        }
        CloudFrontOrigin.Signing signing = origin.accessControl();
        // On a bucket it is how CloudFront is let in, which changes no request.
        return signing == null || !(origin.front() instanceof DeployedFunctionUrl)
                ? made
                : made.withAccessControl(signing);
    }

    private CloudFrontOrigin reached(Origin origin) {
        DeployedFront front = origin.front();
        Front served = null;
        String host = factory.text(origin.domain());
        if (front != null) {
            Endpoint endpoint = front.endpoints().stream()
                    .filter(candidate -> candidate.host().same(origin.domain()))
                    .findFirst()
                    .orElse(front.endpoints().get(0));
            served = factory.front(front, endpoint);
            String reached = factory.resolution().origin(front, endpoint);
            host = reached.substring(reached.indexOf("://") + 3).replaceAll(":[0-9]+$", "");
        }
        String name = host == null ? "unknown.invalid" : host;
        if (front == null || served == null) {
            return CloudFrontOrigin.custom(origin.id(), elsewhere(name), origin.protocol(), name);
        }
        return switch (front.kind()) {
            case BUCKET -> CloudFrontOrigin.s3(origin.id(), served, name);
            case REST_API, HTTP_API -> CloudFrontOrigin.apiGateway(origin.id(), served, name);
            case FUNCTION_URL -> CloudFrontOrigin.functionUrl(origin.id(), served, name);
            case SITE, LOAD_BALANCER, CLOUDFRONT -> CloudFrontOrigin.custom(origin.id(), served, "http", name);
        };
    }

    /** Returns a front in the place of a server that is not part of the deployment. */
    private static Front elsewhere(String host) {
        return (request, metadata) -> AttributedResponse.by(
                Component.of(Component.Kind.SERVICE, "origin " + host),
                "it is not part of the deployment, so that its response is unknown",
                Response.of(502, Headers.EMPTY));
    }

    private CloudFrontBehavior behavior(Behavior behavior) {
        return new CloudFrontBehavior(
                behavior.origin(),
                behavior.viewerProtocol(),
                behavior.allowedMethods(),
                behavior.cachesOptions(),
                behavior.cachePolicy(),
                behavior.originRequestPolicy(),
                policy(behavior.responseHeadersPolicy()));
    }

    private @Nullable CloudFrontResponseHeadersPolicy policy(@Nullable HeadersPolicy policy) {
        if (policy == null) {
            return null;
        }
        if (policy.managed()) {
            return CloudFrontResponseHeadersPolicy.managed(policy.name());
        }
        DeployedCors cors = policy.cors();
        CloudFrontResponseHeadersPolicy.Cors made = null;
        if (cors != null) {
            String[] origins = factory.texts(cors.allowOrigins());
            if (origins.length > 0 || cors.allowOrigins().isEmpty()) {
                Value<Integer> maxAge = cors.maxAge();
                made = factory.attempt(
                        cors.place(),
                        () -> new CloudFrontResponseHeadersPolicy.Cors(
                                List.of(origins),
                                List.of(factory.texts(cors.allowMethods())),
                                List.of(factory.texts(cors.allowHeaders())),
                                List.of(factory.texts(cors.exposeHeaders())),
                                maxAge == null ? null : maxAge.known(),
                                cors.allowCredentials().or(false),
                                policy.originOverride(),
                                false));
            }
        }
        return new CloudFrontResponseHeadersPolicy(policy.name(), made, policy.removeHeaders());
    }
}
