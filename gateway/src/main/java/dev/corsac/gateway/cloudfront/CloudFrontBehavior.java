package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html">cache
 * behavior</a>: what a distribution does with requests of certain paths. Immutable.
 *
 * @param origin the id of the origin
 * @param viewerProtocol what happens to {@code http:} requests
 * @param allowedMethods which methods get through; others are a 403
 * @param cachesOptions whether responses to {@code OPTIONS} are kept, as those to GET and HEAD are
 * @param cachePolicy the cache key and times
 * @param originRequestPolicy what else goes to the origin; null for nothing
 * @param responseHeadersPolicy what is added to responses; null for nothing
 */
public record CloudFrontBehavior(
        String origin,
        ViewerProtocol viewerProtocol,
        Methods allowedMethods,
        boolean cachesOptions,
        CloudFrontCachePolicy cachePolicy,
        @Nullable CloudFrontOriginRequestPolicy originRequestPolicy,
        @Nullable CloudFrontResponseHeadersPolicy responseHeadersPolicy) {

    /** The viewer protocol policies. */
    public enum ViewerProtocol {
        /** {@code allow-all}. */
        ALLOW_ALL,
        /** {@code redirect-to-https}: which fails every preflight by {@code http:} (C27). */
        REDIRECT_TO_HTTPS,
        /** {@code https-only}. */
        HTTPS_ONLY
    }

    /** The sets of methods that there are. */
    public enum Methods {
        /** No preflights (C27). */
        GET_HEAD,
        /** Preflights, and no requests that need one for their method. */
        GET_HEAD_OPTIONS,
        /** All that CloudFront knows. */
        ALL;

        /** Returns the set of these methods; null if CloudFront does not have it. */
        public static @Nullable Methods of(Collection<String> names) {
            Set<String> asked = Set.copyOf(names);
            for (Methods each : values()) {
                if (each.names().equals(asked)) {
                    return each;
                }
            }
            return null;
        }

        private Set<String> names() {
            return switch (this) {
                case GET_HEAD -> Set.of("GET", "HEAD");
                case GET_HEAD_OPTIONS -> Set.of("GET", "HEAD", "OPTIONS");
                case ALL -> Set.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");
            };
        }

        boolean has(String method) {
            return names().contains(method);
        }
    }

    /** @throws DeploymentException if {@code OPTIONS} is cached and not allowed (documented) */
    public CloudFrontBehavior {
        if (cachesOptions && !allowedMethods.has("OPTIONS")) {
            throw new DeploymentException(
                    "The parameter CachedMethods has a method that is not among AllowedMethods",
                    "allow OPTIONS, or do not cache it");
        }
    }

    /** Returns what the console offers: all protocols, GET and HEAD, {@code CachingOptimized}, no other policy. */
    public static CloudFrontBehavior to(String origin) {
        return new CloudFrontBehavior(
                origin,
                ViewerProtocol.ALLOW_ALL,
                Methods.GET_HEAD,
                false,
                CloudFrontCachePolicy.CACHING_OPTIMIZED,
                null,
                null);
    }

    /** Returns the same with another viewer protocol policy. */
    public CloudFrontBehavior with(ViewerProtocol viewerProtocol) {
        return new CloudFrontBehavior(
                origin,
                viewerProtocol,
                allowedMethods,
                cachesOptions,
                cachePolicy,
                originRequestPolicy,
                responseHeadersPolicy);
    }

    /** Returns the same with other methods. */
    public CloudFrontBehavior with(Methods allowedMethods) {
        return new CloudFrontBehavior(
                origin,
                viewerProtocol,
                allowedMethods,
                cachesOptions,
                cachePolicy,
                originRequestPolicy,
                responseHeadersPolicy);
    }

    /** Returns the same, keeping responses to {@code OPTIONS} too. */
    public CloudFrontBehavior cachingOptions() {
        return new CloudFrontBehavior(
                origin, viewerProtocol, allowedMethods, true, cachePolicy, originRequestPolicy, responseHeadersPolicy);
    }

    /** Returns the same with another cache policy. */
    public CloudFrontBehavior with(CloudFrontCachePolicy cachePolicy) {
        return new CloudFrontBehavior(
                origin,
                viewerProtocol,
                allowedMethods,
                cachesOptions,
                cachePolicy,
                originRequestPolicy,
                responseHeadersPolicy);
    }

    /** Returns the same with an origin request policy. */
    public CloudFrontBehavior with(CloudFrontOriginRequestPolicy originRequestPolicy) {
        return new CloudFrontBehavior(
                origin,
                viewerProtocol,
                allowedMethods,
                cachesOptions,
                cachePolicy,
                originRequestPolicy,
                responseHeadersPolicy);
    }

    /** Returns the same with a response headers policy. */
    public CloudFrontBehavior with(CloudFrontResponseHeadersPolicy responseHeadersPolicy) {
        return new CloudFrontBehavior(
                origin,
                viewerProtocol,
                allowedMethods,
                cachesOptions,
                cachePolicy,
                originRequestPolicy,
                responseHeadersPolicy);
    }

    /** Returns whether a header of the viewer's goes to the origin by one of the policies. */
    boolean forwards(String header) {
        return cachePolicy.headers().takesHeader(header)
                || (originRequestPolicy != null && originRequestPolicy.headers().takesHeader(header));
    }

    boolean forwardsCookie(String name) {
        return cachePolicy.cookies().takes(name)
                || (originRequestPolicy != null && originRequestPolicy.cookies().takes(name));
    }

    boolean forwardsQuery(String name) {
        return cachePolicy.queries().takes(name)
                || (originRequestPolicy != null && originRequestPolicy.queries().takes(name));
    }

    /** Returns whether responses to that method are kept at all. */
    boolean caches(String method) {
        boolean cached = method.equals("GET") || method.equals("HEAD") || (cachesOptions && method.equals("OPTIONS"));
        return cached && !cachePolicy.maxTtl().isZero();
    }
}
