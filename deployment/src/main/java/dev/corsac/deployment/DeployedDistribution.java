package dev.corsac.deployment;

import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin.Signing;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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

    @Override
    public List<DeployedCors> corsBlocks() {
        List<DeployedCors> blocks = new ArrayList<>();
        for (Behavior behavior : behaviors) {
            HeadersPolicy policy = behavior.responseHeadersPolicy();
            if (policy != null && policy.cors() != null) {
                blocks.add(policy.cors());
            }
        }
        return blocks;
    }

    @Override
    public DeployedDistribution withCorsBlocks(UnaryOperator<DeployedCors> change) {
        return withBehaviors(behavior -> {
            HeadersPolicy policy = behavior.responseHeadersPolicy();
            return policy == null || policy.cors() == null
                    ? behavior
                    : behavior.with(policy.with(change.apply(policy.cors())));
        });
    }

    @Override
    public Set<String> functions() {
        Set<String> ids = new LinkedHashSet<>();
        for (Origin origin : origins) {
            if (origin.front() != null) {
                ids.addAll(origin.front().functions());
            }
        }
        return ids;
    }

    @Override
    public List<Value<?>> settings() {
        return origins.stream().<Value<?>>map(Origin::domain).toList();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.distribution(this);
    }

    /**
     * Returns the distribution in front of other fronts.
     *
     * @param replaced what takes the place of a front; one that is not among them stays
     */
    @SuppressWarnings("NullAway") // the signing of an origin may be null: the annotation of the nested type is not seen
    DeployedDistribution before(Map<DeployedFront, DeployedFront> replaced) {
        List<Origin> made = new ArrayList<>();
        for (Origin origin : origins) {
            DeployedFront front = origin.front();
            made.add(new Origin(
                    origin.id(),
                    origin.domain(),
                    front == null ? null : replaced.getOrDefault(front, front),
                    origin.path(),
                    origin.protocol(),
                    origin.customHeaders(),
                    origin.accessControl(),
                    origin.place()));
        }
        return new DeployedDistribution(id, endpoints, made, behaviors, defaultRootObject, errorResponses, place);
    }

    /** Returns the distribution with other behaviors. */
    public DeployedDistribution withBehaviors(UnaryOperator<Behavior> change) {
        return new DeployedDistribution(
                id,
                endpoints,
                origins,
                behaviors.stream().map(change).toList(),
                defaultRootObject,
                errorResponses,
                place);
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
            Place place) {

        /** Returns the behavior with another viewer protocol policy. */
        public Behavior with(ViewerProtocol other) {
            return new Behavior(
                    pattern,
                    origin,
                    other,
                    allowedMethods,
                    cachesOptions,
                    cachePolicy,
                    originRequestPolicy,
                    responseHeadersPolicy,
                    place);
        }

        /** Returns the behavior with another response headers policy; null for none. */
        public Behavior with(@Nullable HeadersPolicy other) {
            return new Behavior(
                    pattern,
                    origin,
                    viewerProtocol,
                    allowedMethods,
                    cachesOptions,
                    cachePolicy,
                    originRequestPolicy,
                    other,
                    place);
        }
    }

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

        HeadersPolicy with(DeployedCors other) {
            return new HeadersPolicy(name, managed, other, originOverride, removeHeaders, place);
        }
    }

    /** Returns a hash of the name and place only: one of hundreds of routes takes longer than what it is for. */
    @Override
    public int hashCode() {
        return 31 * id.hashCode() + place.hashCode();
    }
}
