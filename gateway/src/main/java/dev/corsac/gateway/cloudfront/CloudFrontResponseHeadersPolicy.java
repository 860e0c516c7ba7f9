package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.http.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">response
 * headers policy</a>: the CORS headers that CloudFront adds, to what its cache had as to what the origin sent, and the
 * headers that it removes before. Security headers and custom headers are not modelled. It does not respond to preflights: {@code
 * OPTIONS} goes to the origin, whose status stays. Immutable.
 *
 * @param name what it is called
 * @param cors the CORS headers; null for none
 * @param removed names of headers that are removed before others are added
 */
public record CloudFrontResponseHeadersPolicy(
        String name, @Nullable Cors cors, List<String> removed) {

    private static final List<String> ALL_METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private static final Cors SIMPLE =
            new Cors(List.of("*"), List.of("GET"), List.of("*"), List.of(), null, false, false, true);

    /** Sends three headers on preflights, none of them {@code Access-Control-Allow-Headers}, and one on others (documented). */
    private static final Cors WITH_PREFLIGHT =
            new Cors(List.of("*"), List.of("ALL"), List.of("*"), List.of("*"), null, false, false, true);

    /** By id (documented); the security headers of the last three are left out. */
    private static final Map<String, CloudFrontResponseHeadersPolicy> MANAGED = Map.of(
            "60669652-455b-4ae9-85a4-c4c02393f86c",
            new CloudFrontResponseHeadersPolicy("Managed-SimpleCORS", SIMPLE, List.of()),
            "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
            new CloudFrontResponseHeadersPolicy("Managed-CORS-With-Preflight", WITH_PREFLIGHT, List.of()),
            "e61eb60c-9c35-4d20-a928-2b84e02af89c",
            new CloudFrontResponseHeadersPolicy("Managed-CORS-and-SecurityHeadersPolicy", SIMPLE, List.of()),
            "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
            new CloudFrontResponseHeadersPolicy(
                    "Managed-CORS-with-preflight-and-SecurityHeadersPolicy", WITH_PREFLIGHT, List.of()),
            "67f7725c-6f97-4210-82d7-5512b31e9d03",
            new CloudFrontResponseHeadersPolicy("Managed-SecurityHeadersPolicy", null, List.of()));

    /**
     * The headers that cannot be removed (<a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-remove-headers">documented</a>),
     * besides those that begin with {@code x-amz-cf-} or {@code x-edge-}.
     */
    private static final Set<String> NOT_REMOVABLE = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "warning",
            "x-accel-buffering",
            "x-accel-charset",
            "x-accel-limit-rate",
            "x-accel-redirect",
            "x-amzn-auth",
            "x-amzn-cf-billing",
            "x-amzn-cf-id",
            "x-amzn-cf-xff",
            "x-amzn-errortype",
            "x-amzn-fle-profile",
            "x-amzn-header-count",
            "x-amzn-header-order",
            "x-amzn-lambda-integration-tag",
            "x-amzn-requestid",
            "x-forwarded-proto",
            "x-real-ip");

    /** @throws DeploymentException if AWS would refuse the policy */
    public CloudFrontResponseHeadersPolicy {
        removed = List.copyOf(removed);
        for (String header : removed) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (NOT_REMOVABLE.contains(lower) || lower.startsWith("x-amz-cf-") || lower.startsWith("x-edge-")) {
                throw new DeploymentException("The policy contains a header that cannot be removed", header);
            }
        }
    }

    /** Returns a policy with these CORS headers that removes nothing. */
    public static CloudFrontResponseHeadersPolicy of(String name, Cors cors) {
        return new CloudFrontResponseHeadersPolicy(name, cors, List.of());
    }

    /** Returns the same policy, removing these headers. */
    public CloudFrontResponseHeadersPolicy removing(String... headers) {
        return new CloudFrontResponseHeadersPolicy(name, cors, List.of(headers));
    }

    /**
     * AWS's own policy of that id or name, {@code Managed-} before it or not.
     *
     * @throws DeploymentException if there is none here
     */
    public static CloudFrontResponseHeadersPolicy managed(String idOrName) {
        CloudFrontResponseHeadersPolicy byId = MANAGED.get(idOrName);
        for (CloudFrontResponseHeadersPolicy policy : MANAGED.values()) {
            if (byId == null && (policy.name.equals(idOrName) || policy.name.equals("Managed-" + idOrName))) {
                byId = policy;
            }
        }
        if (byId == null) {
            throw new DeploymentException(
                    "The specified response headers policy does not exist.", "\"" + idOrName + "\"");
        }
        return byId;
    }

    /**
     * The CORS headers of a policy, the lists as in AWS's settings.
     *
     * @param allowOrigins {@code *}, or origins with or without scheme, {@code *.} possibly before the host
     * @param allowMethods of GET, DELETE, HEAD, OPTIONS, PATCH, POST and PUT; or ALL
     * @param allowHeaders names, or {@code *}
     * @param exposeHeaders names, or {@code *}; may be empty
     * @param maxAgeSeconds {@code Access-Control-Max-Age}; null to send none
     * @param allowCredentials whether {@code Access-Control-Allow-Credentials: true} is sent
     * @param originOverride whether these replace what the origin sent
     * @param managed whether it is one of AWS's own, which send less (documented): no {@code
     *     Access-Control-Allow-Headers}, and what is exposed only on preflights
     */
    public record Cors(
            List<String> allowOrigins,
            List<String> allowMethods,
            List<String> allowHeaders,
            List<String> exposeHeaders,
            @Nullable Integer maxAgeSeconds,
            boolean allowCredentials,
            boolean originOverride,
            boolean managed) {

        /** @throws DeploymentException if AWS would refuse them */
        public Cors {
            allowOrigins = List.copyOf(allowOrigins);
            allowMethods = List.copyOf(allowMethods);
            allowHeaders = List.copyOf(allowHeaders);
            exposeHeaders = List.copyOf(exposeHeaders);
            notEmpty("Access-Control-Allow-Origin", allowOrigins);
            notEmpty("Access-Control-Allow-Methods", allowMethods);
            notEmpty("Access-Control-Allow-Headers", allowHeaders);
            if (allowCredentials) {
                noWildcard("Access-Control-Allow-Origin", allowOrigins.contains("*"));
                noWildcard(
                        "Access-Control-Allow-Headers",
                        allowHeaders.stream().anyMatch(header -> header.indexOf('*') >= 0));
            }
            for (String method : allowMethods) {
                if (!method.equals("ALL") && !ALL_METHODS.contains(method)) {
                    throw new DeploymentException(
                            "Internal error reported from downstream service during operation"
                                    + " 'AWS::CloudFront::ResponseHeadersPolicy'",
                            "Access-Control-Allow-Methods has \"" + method + "\": there are " + ALL_METHODS
                                    + " and ALL");
                }
            }
            allowOrigins.forEach(CloudFrontAllowedOrigin::new);
            if (maxAgeSeconds != null && maxAgeSeconds < 0) {
                throw new DeploymentException(
                        "The parameter AccessControlMaxAgeSec is not valid", maxAgeSeconds + " is below 0");
            }
        }

        /** For these origins, methods and headers: no credentials, nothing exposed, no override. */
        public static Cors of(List<String> allowOrigins, List<String> allowMethods, List<String> allowHeaders) {
            return new Cors(allowOrigins, allowMethods, allowHeaders, List.of(), null, false, false, false);
        }

        /** Returns the same with {@code Access-Control-Allow-Credentials: true}. */
        public Cors withCredentials() {
            return new Cors(
                    allowOrigins,
                    allowMethods,
                    allowHeaders,
                    exposeHeaders,
                    maxAgeSeconds,
                    true,
                    originOverride,
                    managed);
        }

        /** Returns the same, replacing what the origin sends. */
        public Cors overriding() {
            return new Cors(
                    allowOrigins,
                    allowMethods,
                    allowHeaders,
                    exposeHeaders,
                    maxAgeSeconds,
                    allowCredentials,
                    true,
                    managed);
        }

        /** Returns the same with {@code Access-Control-Expose-Headers}. */
        public Cors exposing(String... headers) {
            return new Cors(
                    allowOrigins,
                    allowMethods,
                    allowHeaders,
                    List.of(headers),
                    maxAgeSeconds,
                    allowCredentials,
                    originOverride,
                    managed);
        }

        /** Returns the same with {@code Access-Control-Max-Age}. */
        public Cors withMaxAge(int seconds) {
            return new Cors(
                    allowOrigins,
                    allowMethods,
                    allowHeaders,
                    exposeHeaders,
                    seconds,
                    allowCredentials,
                    originOverride,
                    managed);
        }

        private static void notEmpty(String header, List<String> values) {
            if (values.isEmpty()) {
                throw new DeploymentException("The parameter " + header + " has no items", "name at least one, or *");
            }
        }

        /** AWS's words, recorded for the headers' list. */
        private static void noWildcard(String header, boolean has) {
            if (has) {
                throw new DeploymentException(
                        "The parameter " + header + " cannot contain * when allowCredentials is true.",
                        "name them, or leave out the credentials");
            }
        }

        boolean forAnyOrigin() {
            return allowOrigins.contains("*");
        }

        boolean covers(String origin) {
            for (String pattern : allowOrigins) {
                if (new CloudFrontAllowedOrigin(pattern).covers(origin)) {
                    return true;
                }
            }
            return false;
        }

        /** Returns the lines for an origin that is covered. */
        List<Header> lines(String origin, boolean preflight) {
            List<Header> lines = new ArrayList<>(6);
            lines.add(new Header("Access-Control-Allow-Origin", forAnyOrigin() ? "*" : origin));
            if (preflight) {
                List<String> methods = allowMethods.contains("ALL") ? ALL_METHODS : allowMethods;
                lines.add(new Header("Access-Control-Allow-Methods", String.join(", ", methods)));
                if (!managed) {
                    lines.add(new Header("Access-Control-Allow-Headers", String.join(", ", allowHeaders)));
                }
                if (maxAgeSeconds != null) {
                    lines.add(new Header("Access-Control-Max-Age", maxAgeSeconds.toString()));
                }
            }
            if (!exposeHeaders.isEmpty() && (preflight || !managed)) {
                lines.add(new Header("Access-Control-Expose-Headers", String.join(", ", exposeHeaders)));
            }
            if (allowCredentials) {
                lines.add(new Header("Access-Control-Allow-Credentials", "true"));
            }
            return lines;
        }
    }
}
