package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.CloudFrontPage;
import dev.corsac.gateway.internal.HopByHop;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an edge location makes of a request for the origin, of a response for the cache, and the responses that are its own. */
final class CloudFrontEdge {

    static final Component SERVICE = Component.of(Component.Kind.SERVICE, "CloudFront");

    /** Sent on whatever the policies say (documented): they describe the body, or come in with a request not cached. */
    private static final Set<String> WITH_BODY = Set.of("content-type", "content-length", "content-encoding");

    private static final Set<String> CONDITIONS =
            Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "range");

    /** Written by CloudFront itself. */
    private static final Set<String> OWN =
            Set.of("host", "via", "x-amz-cf-id", "x-forwarded-for", "cookie", "user-agent", "accept-encoding");

    /**
     * Errors cached for the error caching time whatever the origin sends (<a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html">documented</a>).
     */
    private static final Set<Integer> CACHED_ERRORS = Set.of(404, 410, 414, 500, 501, 502, 503, 504);

    /**
     * Of those the ones that an origin keeps out with {@code no-store}, {@code no-cache} or {@code private}; for all others
     * these are ignored (<a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html">documented</a>).
     */
    private static final Set<Integer> ERRORS_KEPT_OUT = Set.of(404, 410, 414, 501);

    /** Errors cached only if the origin sends {@code max-age} or {@code s-maxage} (documented). */
    private static final Set<Integer> ERRORS_CACHED_WITH_AGE = Set.of(400, 403, 405, 412, 415);

    private CloudFrontEdge() {}

    /** Returns the request that goes to the origin. */
    static Request forward(
            Request request,
            CloudFrontBehavior behavior,
            CloudFrontOrigin origin,
            String distribution,
            RequestMetadata arrival) {
        boolean cached = behavior.caches(request.method());
        Headers viewer = request.headers();
        List<Header> lines = new ArrayList<>(viewer.size() + 4);
        String host = behavior.forwards("Host") ? viewer.first("Host") : null;
        lines.add(new Header("Host", host == null ? origin.host() : host));
        for (Header line : viewer) {
            String name = line.lowerCaseName();
            boolean always = WITH_BODY.contains(name)
                    || (name.equals("authorization") && keepsAuthorization(request.method(), cached))
                    || (!cached && CONDITIONS.contains(name));
            boolean never = HopByHop.contains(name) || OWN.contains(name) || (cached && CONDITIONS.contains(name));
            if (always || (!never && behavior.forwards(name))) {
                lines.add(line);
            }
        }
        String agent = behavior.forwards("User-Agent") ? viewer.first("User-Agent") : null;
        lines.add(new Header("User-Agent", agent == null ? "Amazon CloudFront" : agent));
        String encoding = behavior.cachePolicy().compressed() ? normalised(viewer.combined("Accept-Encoding")) : null;
        if (encoding == null && behavior.forwards("Accept-Encoding")) {
            encoding = viewer.combined("Accept-Encoding");
        }
        if (encoding != null) {
            lines.add(new Header("Accept-Encoding", encoding));
        }
        String cookies = pairs(viewer.combined("Cookie"), "; ", behavior::forwardsCookie);
        if (cookies != null) {
            lines.add(new Header("Cookie", cookies));
        }
        String forwarded = viewer.combined("X-Forwarded-For");
        lines.add(new Header(
                "X-Forwarded-For", forwarded == null ? arrival.sourceIp() : forwarded + "," + arrival.sourceIp()));
        lines.add(new Header("Via", "1.1 " + distribution + ".cloudfront.net (CloudFront)"));
        lines.add(new Header("X-Amz-Cf-Id", CloudFrontPage.id(arrival)));
        String query = pairs(request.url().query(), "&", behavior::forwardsQuery);
        Url url = Url.of(
                origin.protocol(), origin.host(), origin.path() + request.url().path(), query);
        Request unsigned = new Request(request.method(), url, origin.customized(Headers.of(lines)), request.body());
        return origin.signed(unsigned, request, distribution, arrival);
    }

    /** Removed from GET and HEAD, and from OPTIONS where it is cached, unless a policy forwards it (documented). */
    private static boolean keepsAuthorization(String method, boolean cached) {
        return switch (method) {
            case "GET", "HEAD" -> false;
            case "OPTIONS" -> !cached;
            default -> true;
        };
    }

    /** Returns what tells requests apart. */
    static String key(String distribution, Request request, CloudFrontBehavior behavior) {
        CloudFrontCachePolicy policy = behavior.cachePolicy();
        Headers viewer = request.headers();
        StringBuilder key = new StringBuilder(distribution);
        key.append(request.method().equals("OPTIONS") ? "\nOPTIONS " : "\n");
        key.append(behavior.origin()).append(' ').append(request.url().path());
        String query = pairs(request.url().query(), "&", policy.queries()::takes);
        key.append('\n').append(query == null ? "" : query);
        String cookies = pairs(viewer.combined("Cookie"), "; ", policy.cookies()::takes);
        key.append('\n').append(cookies == null ? "" : cookies);
        for (String name : policy.headers().names().stream().sorted().toList()) {
            String value = viewer.combined(name);
            key.append('\n').append(name).append(value == null ? "" : ":" + value);
        }
        if (policy.compressed()) {
            key.append('\n').append(normalised(viewer.combined("Accept-Encoding")));
        }
        return key.toString();
    }

    /** {@code br} and {@code gzip} are all that CloudFront tells apart (documented). */
    private static @Nullable String normalised(@Nullable String accepted) {
        if (accepted == null) {
            return null;
        }
        String lower = accepted.toLowerCase(Locale.ROOT);
        boolean gzip = lower.contains("gzip");
        if (lower.contains("br")) {
            return gzip ? "br,gzip" : "br";
        }
        return gzip ? "gzip" : null;
    }

    private interface Chosen {
        boolean takes(String name);
    }

    /** Returns the pairs with a name that is chosen, or null for none. */
    private static @Nullable String pairs(@Nullable String all, String separator, Chosen chosen) {
        if (all == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        for (String pair : all.split(separator.trim(), -1)) {
            String trimmed = pair.trim();
            int equals = trimmed.indexOf('=');
            if (!trimmed.isEmpty() && chosen.takes(equals < 0 ? trimmed : trimmed.substring(0, equals))) {
                kept.append(kept.length() == 0 ? "" : separator).append(trimmed);
            }
        }
        return kept.length() == 0 ? null : kept.toString();
    }

    /**
     * Returns how long a response is kept; zero for not at all.
     *
     * @param errorMinTtl the error caching minimum TTL for its status
     */
    static Duration ttl(Response response, CloudFrontCachePolicy policy, Duration errorMinTtl, Instant now) {
        int status = response.status();
        String control = response.headers().combined("Cache-Control");
        Long age = age(control);
        boolean keptOut =
                control != null && (has(control, "no-store") || has(control, "no-cache") || has(control, "private"));
        Duration asked = age == null ? untilExpiry(response.headers().first("Expires"), now) : Duration.ofSeconds(age);
        if (status >= 400) {
            boolean kept = CACHED_ERRORS.contains(status)
                    ? !(keptOut && ERRORS_KEPT_OUT.contains(status))
                    : ERRORS_CACHED_WITH_AGE.contains(status) && age != null;
            return kept ? max(errorMinTtl, asked == null ? Duration.ZERO : min(asked, policy.maxTtl())) : Duration.ZERO;
        }
        if (status < 200 || status == 206 || status == 304) {
            return Duration.ZERO;
        }
        if (keptOut) {
            return policy.minTtl();
        }
        return asked == null ? policy.defaultTtl() : min(max(asked, policy.minTtl()), policy.maxTtl());
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** {@code s-maxage} before {@code max-age}. */
    private static @Nullable Long age(@Nullable String control) {
        Long age = null;
        if (control != null) {
            for (String directive : HeaderValues.commaSeparated(control)) {
                String lower = directive.toLowerCase(Locale.ROOT);
                boolean shared = lower.startsWith("s-maxage=");
                if (shared || (lower.startsWith("max-age=") && age == null)) {
                    try {
                        age = Math.min(
                                Long.parseLong(
                                        lower.substring(lower.indexOf('=') + 1).trim()),
                                Integer.MAX_VALUE);
                    } catch (NumberFormatException e) {
                        continue;
                    }
                    if (age < 0) {
                        age = 0L;
                    }
                    if (shared) {
                        return age;
                    }
                }
            }
        }
        return age;
    }

    private static boolean has(String control, String directive) {
        for (String each : HeaderValues.commaSeparated(control)) {
            String lower = each.toLowerCase(Locale.ROOT);
            if (lower.equals(directive) || lower.startsWith(directive + "=")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Duration untilExpiry(@Nullable String expires, Instant now) {
        if (expires == null) {
            return null;
        }
        try {
            Duration until = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(expires, Instant::from));
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return Duration.ZERO; // RFC 9111 section 5.3: "0" and other invalid dates are in the past
        }
    }

    /**
     * Returns what of the origin's response goes on: all but what belongs to the connection, and of {@code Vary} no more than {@code
     * Accept-Encoding}, {@code Cookie} and the headers that are forwarded (documented).
     */
    static ResponseLines received(AttributedResponse response, CloudFrontBehavior behavior) {
        ResponseLines lines = new ResponseLines();
        List<Header> all = response.response().headers().lines();
        for (int i = 0; i < all.size(); i++) {
            Header line = all.get(i);
            if (line.is("Vary")) {
                String kept = vary(line.value(), behavior);
                if (!kept.isEmpty()) {
                    lines.add(new Header(line.name(), kept), response.sources().get(i));
                }
            } else if (!HopByHop.contains(line.lowerCaseName())) {
                lines.add(line, response.sources().get(i));
            }
        }
        return lines;
    }

    private static String vary(String value, CloudFrontBehavior behavior) {
        StringBuilder kept = new StringBuilder();
        for (String name : HeaderValues.commaSeparated(value)) {
            if (name.equalsIgnoreCase("Accept-Encoding")
                    || name.equalsIgnoreCase("Cookie")
                    || behavior.forwards(name)) {
                kept.append(kept.length() == 0 ? "" : ", ").append(name);
            }
        }
        return kept.toString();
    }
}
