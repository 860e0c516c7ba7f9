package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.S3Wire;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an edge location makes of a request for the origin, of an answer for the cache, and the answers that are its own. */
final class CloudFrontEdge {

    static final Component SERVICE = Component.of(Component.Kind.SERVICE, "CloudFront");

    /** Of the connection, not of the message. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Sent on whatever the policies say (documented): they describe the body, or come in with a request not cached. */
    private static final Set<String> WITH_BODY = Set.of("content-type", "content-length", "content-encoding");

    private static final Set<String> CONDITIONS =
            Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "range");

    /** Written by CloudFront itself. */
    private static final Set<String> OWN =
            Set.of("host", "via", "x-amz-cf-id", "x-forwarded-for", "cookie", "user-agent", "accept-encoding");

    /** Kept for the error caching time whatever the origin says, and only if it says how long (documented). */
    private static final Set<Integer> ERRORS_KEPT = Set.of(404, 405, 414, 500, 501, 502, 503, 504);

    private static final Set<Integer> ERRORS_KEPT_IF_TOLD = Set.of(400, 403, 412, 415);

    private CloudFrontEdge() {}

    /** The request that goes to the origin. */
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
            boolean never = HOP_BY_HOP.contains(name) || OWN.contains(name) || (cached && CONDITIONS.contains(name));
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
        lines.add(new Header("X-Amz-Cf-Id", id(arrival)));
        String query = pairs(request.url().query(), "&", behavior::forwardsQuery);
        Url url = Url.of(
                origin.protocol(), origin.host(), origin.path() + request.url().path(), query);
        return new Request(request.method(), url, origin.customized(Headers.of(lines)), request.body());
    }

    /** Removed from GET and HEAD, and from OPTIONS where it is cached, unless a policy forwards it (documented). */
    private static boolean keepsAuthorization(String method, boolean cached) {
        return switch (method) {
            case "GET", "HEAD" -> false;
            case "OPTIONS" -> !cached;
            default -> true;
        };
    }

    /** What tells requests apart. */
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

    /** The pairs with a name that is chosen, or null for none. */
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
     * How long an answer is kept; zero for not at all.
     *
     * @param errorMinTtl the error caching minimum TTL for its status
     */
    static Duration ttl(Response response, CloudFrontCachePolicy policy, Duration errorMinTtl, Instant now) {
        int status = response.status();
        String control = response.headers().combined("Cache-Control");
        Long age = age(control);
        if (status >= 400) {
            boolean kept = ERRORS_KEPT.contains(status) || (ERRORS_KEPT_IF_TOLD.contains(status) && age != null);
            return kept ? max(errorMinTtl, age == null ? Duration.ZERO : Duration.ofSeconds(age)) : Duration.ZERO;
        }
        if (status < 200 || status == 206 || status == 304) {
            return Duration.ZERO;
        }
        if (control != null && (has(control, "no-store") || has(control, "no-cache") || has(control, "private"))) {
            return policy.minTtl();
        }
        if (age == null) {
            Duration until = untilExpiry(response.headers().first("Expires"), now);
            if (until == null) {
                return policy.defaultTtl();
            }
            return min(max(until, policy.minTtl()), policy.maxTtl());
        }
        return min(max(Duration.ofSeconds(age), policy.minTtl()), policy.maxTtl());
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
            for (String directive : control.split(",", -1)) {
                String lower = directive.trim().toLowerCase(Locale.ROOT);
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
        for (String each : control.split(",", -1)) {
            String lower = each.trim().toLowerCase(Locale.ROOT);
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
            return Duration.ZERO; // RFC 9111 section 5.3: "0" and other dates that are none are in the past
        }
    }

    /**
     * What of the origin's answer goes on: all but what belongs to the connection, and of {@code Vary} no more than {@code
     * Accept-Encoding}, {@code Cookie} and the headers that are forwarded (documented).
     */
    static Lines received(AttributedResponse answer, CloudFrontBehavior behavior) {
        Lines lines = new Lines();
        List<Header> all = answer.response().headers().lines();
        for (int i = 0; i < all.size(); i++) {
            Header line = all.get(i);
            if (line.is("Vary")) {
                String kept = vary(line.value(), behavior);
                if (!kept.isEmpty()) {
                    lines.add(new Header(line.name(), kept), answer.sources().get(i));
                }
            } else if (!HOP_BY_HOP.contains(line.lowerCaseName())) {
                lines.add(line, answer.sources().get(i));
            }
        }
        return lines;
    }

    private static String vary(String value, CloudFrontBehavior behavior) {
        StringBuilder kept = new StringBuilder();
        for (String name : value.split(",", -1)) {
            String trimmed = name.trim();
            if (!trimmed.isEmpty()
                    && (trimmed.equalsIgnoreCase("Accept-Encoding")
                            || trimmed.equalsIgnoreCase("Cookie")
                            || behavior.forwards(trimmed))) {
                kept.append(kept.length() == 0 ? "" : ", ").append(trimmed);
            }
        }
        return kept.toString();
    }

    /** The form of CloudFront's ids: 56 characters of Base64 for URLs. */
    static String id(RequestMetadata arrival) {
        byte[] id = ("edge" + arrival.requestId()).getBytes(StandardCharsets.UTF_8);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        return (text + "A".repeat(54)).substring(0, 54) + "==";
    }

    /** A page of CloudFront's own. */
    static Response page(int status, String phrase, String message, RequestMetadata arrival) {
        String html = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\""
                + " \"http://www.w3.org/TR/html4/loose.dtd\">\n<HTML><HEAD>\n"
                + "<TITLE>ERROR: The request could not be satisfied</TITLE>\n</HEAD><BODY>\n<H1>" + status
                + " ERROR</H1>\n<H2>The request could not be satisfied.</H2>\n<HR noshade size=\"1px\">\n" + message
                + "\n<BR clear=\"all\">\n<HR noshade size=\"1px\">\n<PRE>\nGenerated by cloudfront (CloudFront)\n"
                + "Request ID: " + id(arrival) + "\n</PRE>\n<ADDRESS>\n</ADDRESS>\n</BODY></HTML>";
        return new Response(status, Headers.of("Server", "CloudFront", "Content-Type", "text/html"), Body.of(html));
    }

    /** What the service behind an origin says to a {@code Host} that is none of its own (C26, reported). */
    static AttributedResponse foreignHost(CloudFrontOrigin.Kind kind, String host, RequestMetadata arrival) {
        String reason = "the viewer's Host, " + host + ", was forwarded, and no deployment has that name";
        Headers json = Headers.of("Content-Type", "application/json", "x-amzn-RequestId", arrival.requestId());
        return switch (kind) {
            case API_GATEWAY ->
                AttributedResponse.by(
                        Component.of(Component.Kind.SERVICE, "API Gateway"),
                        reason,
                        new Response(
                                403,
                                json.plus("x-amzn-ErrorType", "ForbiddenException"),
                                Body.of("{\"message\":\"Forbidden\"}")));
            case FUNCTION_URL ->
                AttributedResponse.by(
                        Component.of(Component.Kind.SERVICE, "Function URL"),
                        reason,
                        new Response(
                                403,
                                json.plus("x-amzn-ErrorType", "AccessDeniedException"),
                                Body.of("{\"Message\":null}")));
            case S3, CUSTOM ->
                AttributedResponse.by(
                        Component.of(Component.Kind.SERVICE, "S3"),
                        reason,
                        new Response(
                                404,
                                S3Wire.identification(arrival).plus("Content-Type", "application/xml"),
                                Body.of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchBucket</Code>"
                                        + "<Message>The specified bucket does not exist</Message><BucketName>"
                                        + S3Wire.escape(host) + "</BucketName><RequestId>" + S3Wire.requestId(arrival)
                                        + "</RequestId><HostId>" + S3Wire.hostId(arrival) + "</HostId></Error>")));
        };
    }

    /** Header lines in the making, each with what made it. */
    static final class Lines {
        private final List<Header> headers = new ArrayList<>();
        private final List<Component> sources = new ArrayList<>();

        void add(Header line, Component source) {
            headers.add(line);
            sources.add(source);
        }

        void add(String name, String value) {
            add(new Header(name, value), SERVICE);
        }

        @Nullable
        String first(String name) {
            for (Header line : headers) {
                if (line.is(name)) {
                    return line.value();
                }
            }
            return null;
        }

        boolean hasCors() {
            for (Header line : headers) {
                if (line.lowerCaseName().startsWith("access-control-")) {
                    return true;
                }
            }
            return false;
        }

        void remove(String name) {
            for (int i = headers.size() - 1; i >= 0; i--) {
                if (headers.get(i).is(name)) {
                    headers.remove(i);
                    sources.remove(i);
                }
            }
        }

        /** These lines were kept: the cache made them, whatever did before. */
        void madeBy(Component cache) {
            sources.replaceAll(source -> cache);
        }

        AttributedResponse answer(int status, Body body, Component madeBy, String reason) {
            return new AttributedResponse(new Response(status, Headers.of(headers), body), madeBy, reason, sources);
        }
    }
}
