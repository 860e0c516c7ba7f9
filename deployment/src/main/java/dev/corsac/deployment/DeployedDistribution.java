package dev.corsac.deployment;

import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin.Signing;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudFront distribution.
 *
 * @param origins the origins, in the file's order
 * @param behaviors the cache behaviors, in their order; the default one is last and has the pattern {@code *}
 * @param defaultRootObject the default root object's key; null for none
 * @param errorResponses the custom error responses
 */
public record DeployedDistribution(
        String id,
        List<Endpoint> endpoints,
        List<Origin> origins,
        List<Behavior> behaviors,
        @Nullable Value<String> defaultRootObject,
        List<CloudFrontErrorResponse> errorResponses,
        Place place)
        implements DeployedFront {

    /** Copies the lists. */
    public DeployedDistribution {
        endpoints = List.copyOf(endpoints);
        origins = List.copyOf(origins);
        behaviors = List.copyOf(behaviors);
        errorResponses = List.copyOf(errorResponses);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.CLOUDFRONT;
    }

    /**
     * An origin.
     *
     * @param id what behaviors call it
     * @param domain its domain name
     * @param front the front of the deployment that is there; null where it is not part of the deployment
     * @param path what goes before the path of every request; empty for nothing
     * @param protocol {@code http} or {@code https}
     * @param customHeaders headers that CloudFront sets on every request to it
     * @param accessControl how its origin access control signs requests; null without one
     */
    public record Origin(
            String id,
            Value<String> domain,
            @Nullable DeployedFront front,
            Value<String> path,
            String protocol,
            Map<String, Value<String>> customHeaders,
            @Nullable Signing accessControl,
            Place place) {

        /** Copies the map, whose order is kept. */
        public Origin {
            customHeaders = Copies.of(customHeaders);
        }
    }

    /**
     * A cache behavior.
     *
     * @param pattern the path pattern; {@code *} for the default one
     * @param origin the origin's id
     * @param originRequestPolicy null for none
     * @param responseHeadersPolicy null for none
     */
    public record Behavior(
            String pattern,
            String origin,
            ViewerProtocol viewerProtocol,
            Methods allowedMethods,
            boolean cachesOptions,
            CloudFrontCachePolicy cachePolicy,
            @Nullable CloudFrontOriginRequestPolicy originRequestPolicy,
            @Nullable HeadersPolicy responseHeadersPolicy,
            Place place) {}

    /**
     * A response headers policy.
     *
     * @param name its name or, of AWS's own, its id
     * @param managed whether it is one of AWS's own
     * @param cors its CORS block; null for none
     * @param originOverride whether the block replaces what the origin sent
     * @param removeHeaders the names of headers that it removes
     */
    public record HeadersPolicy(
            String name,
            boolean managed,
            @Nullable DeployedCors cors,
            boolean originOverride,
            List<String> removeHeaders,
            Place place) {

        /** Copies the list. */
        public HeadersPolicy {
            removeHeaders = List.copyOf(removeHeaders);
        }
    }

    /** Returns a hash of the name and place only: one of hundreds of routes takes longer than what it is for. */
    @Override
    public int hashCode() {
        return 31 * id.hashCode() + place.hashCode();
    }
}
