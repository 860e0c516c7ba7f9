package dev.corsac;

import dev.corsac.CorsDecision.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The decision that a policy should make, in the plainest form: no table, no cache, no bound but those that are promised.
 * Written from the Fetch Standard's <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS protocol</a> and
 * the manual of the policy, not from the code that it checks.
 */
record NaiveCors(
        List<String> origins,
        boolean credentials,
        List<String> methods,
        List<String> headers,
        List<String> exposed,
        int maxAge,
        boolean refuseForeign,
        boolean explain) {

    private static final Map<String, Pattern> EXPRESSIONS = new HashMap<>();

    record Expectation(Kind kind, boolean allowed, int status, List<String> lines) {}

    CorsPolicy policy() {
        CorsPolicy.Builder builder = CorsPolicy.builder()
                .allowOrigins(origins)
                .allowMethods(methods)
                .allowHeaders(headers)
                .exposeHeaders(exposed)
                .dangerouslyAllowInsecureOrigins()
                .dangerouslyAllowPublicSuffixes();
        if (credentials) {
            builder.allowCredentials();
        }
        if (maxAge >= 0) {
            builder.maxAge(java.time.Duration.ofSeconds(maxAge));
        }
        if (refuseForeign) {
            builder.rejectDisallowedOrigins();
        }
        if (explain) {
            builder.explain();
        }
        return builder.build();
    }

    Expectation decide(CorsRequest request) {
        boolean any = origins.contains("*");
        String origin = request.origin();
        boolean preflight = origin != null
                && request.requestMethod() != null
                && request.method().equals("OPTIONS");
        Kind kind = origin == null ? Kind.NOT_CORS : preflight ? Kind.PREFLIGHT : Kind.ACTUAL;
        boolean originAllowed = origin != null && (any || origins.stream().anyMatch(o -> covers(o, origin)));
        boolean allowed = origin == null
                || (originAllowed
                        && (!preflight
                                || (methodAllowed(request.requestMethod())
                                        && headersAllowed(request.requestHeaders()))));
        int status = preflight ? (allowed || explain ? 204 : 403) : refuseForeign && !allowed ? 403 : 0;

        List<String> lines = new ArrayList<>();
        boolean refused = preflight && !allowed;
        if (refused && explain && !originAllowed) {
            origins.stream()
                    .filter(o -> !o.contains("*") && !o.contains("{"))
                    .sorted()
                    .limit(1)
                    .forEach(o -> lines.add("Access-Control-Allow-Origin: " + o));
        }
        if (any ? !refused || explain : originAllowed && (!refused || explain)) {
            lines.add("Access-Control-Allow-Origin: " + (any ? "*" : origin));
            if (credentials) {
                lines.add("Access-Control-Allow-Credentials: true");
            }
            if (preflight) {
                lines.add("Access-Control-Allow-Methods: " + String.join(",", allowedMethods()));
                if (!headers.isEmpty()) {
                    lines.add("Access-Control-Allow-Headers: " + String.join(",", allowedHeaders()));
                }
                if (allowed && maxAge >= 0) {
                    lines.add("Access-Control-Max-Age: " + maxAge);
                }
            } else if (!exposed.isEmpty()) {
                lines.add("Access-Control-Expose-Headers: " + String.join(",", orStar(exposed)));
            }
        }
        List<String> vary = new ArrayList<>();
        if (!any) {
            vary.add("Origin");
        }
        if (preflight) {
            vary.add("Access-Control-Request-Method");
            vary.add("Access-Control-Request-Headers");
        }
        if (!vary.isEmpty()) {
            lines.add("Vary: " + String.join(", ", vary));
        }
        return new Expectation(kind, allowed, status, lines);
    }

    /** Whether one allowed origin, exact or with wildcards, covers an origin. */
    static boolean covers(String allowed, String origin) {
        if (!allowed.contains("*") && !allowed.contains("{")) {
            return allowed.equals(origin);
        }
        Matcher matcher =
                EXPRESSIONS.computeIfAbsent(allowed, NaiveCors::expression).matcher(origin);
        if (!matcher.matches()) {
            return false;
        }
        String host = origin.substring(origin.indexOf("://") + 3).replaceAll(":[0-9]+$", "");
        String port = allowed.endsWith(":*") ? matcher.group(1) : null;
        return host.length() <= 253
                && (port == null
                        || (Integer.parseInt(port) <= 65535
                                && !(origin.startsWith("http:") && port.equals("80"))
                                && !(origin.startsWith("https:") && port.equals("443"))));
    }

    private static Pattern expression(String allowed) {
        return Pattern.compile(Pattern.quote(allowed)
                .replace("://*.", "://\\E(?:[a-z0-9_-]{1,63}\\.)+\\Q")
                .replace("{number}", "\\E(?:0|[1-9][0-9]{0,9})\\Q")
                .replace("{hex}", "\\E[0-9a-f]{6,40}\\Q")
                .replaceAll(Pattern.quote(":*") + "\\\\E$", Matcher.quoteReplacement("\\E(?::([1-9][0-9]{0,4}))?")));
    }

    private boolean methodAllowed(@Nullable String method) {
        return allowedMethods().contains("*") || allowedMethods().contains(String.valueOf(method));
    }

    private TreeSet<String> allowedMethods() {
        TreeSet<String> allowed = new TreeSet<>(List.of("GET", "HEAD", "POST"));
        for (String method : methods) {
            String upper = method.toUpperCase(Locale.ROOT);
            allowed.add(
                    List.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT").contains(upper) ? upper : method);
        }
        return orStar(allowed);
    }

    private boolean headersAllowed(@Nullable String list) {
        TreeSet<String> allowed = allowedHeaders();
        if (list == null) {
            return true;
        }
        if (allowed.contains("*")) {
            return allowed.contains("authorization")
                    || List.of(list.split("[, \t]")).stream().noneMatch("authorization"::equalsIgnoreCase);
        }
        for (String element : list.split(",", -1)) {
            String name = element.replaceAll("^[ \t]+|[ \t]+$", "");
            if (!name.isEmpty() && !allowed.contains(name.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        int room = 32 + allowed.stream().mapToInt(name -> name.length() + 3).sum();
        return list.length() <= room;
    }

    private TreeSet<String> allowedHeaders() {
        TreeSet<String> names = new TreeSet<>();
        headers.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (names.contains("*")) {
            names.retainAll(List.of("*", "authorization"));
        }
        return names;
    }

    private static TreeSet<String> orStar(Iterable<String> names) {
        TreeSet<String> lower = new TreeSet<>();
        for (String name : names) {
            lower.add(name);
        }
        return lower.contains("*") ? new TreeSet<>(List.of("*")) : lower;
    }
}
