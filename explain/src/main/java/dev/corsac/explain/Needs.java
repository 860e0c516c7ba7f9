package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.Methods;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.TokenList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server must allow so that the call passes and no call that passes now is lost: what it allows already, as far as
 * that is known, is part of it. Immutable.
 *
 * @param origin the page's origin, or what stands for it
 * @param otherOrigins other origins that the server names already
 * @param credentials whether calls with credentials must pass
 * @param methods all methods to allow that are not CORS-safelisted
 * @param headers the header names to allow
 * @param preflight whether the call has a preflight, or may have
 * @param namesPage whether the page's origin is known
 * @param namesCall whether the call's method and headers are known
 */
record Needs(
        String origin,
        List<String> otherOrigins,
        boolean credentials,
        List<String> methods,
        List<String> headers,
        boolean preflight,
        boolean namesPage,
        boolean namesCall) {

    /** What stands for a page's origin that is not known. */
    static final String SOME_PAGE = "https://your-page.example";

    Needs {
        otherOrigins = List.copyOf(otherOrigins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
    }

    static Needs of(Situation situation) {
        List<String> methods = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String method : tokens(situation.lists(), "Access-Control-Allow-Methods")) {
            add(methods, method);
        }
        for (String name : tokens(situation.lists(), "Access-Control-Allow-Headers")) {
            headers.put(name.toLowerCase(Locale.ROOT), name);
        }
        for (String method : situation.askedMethods()) {
            add(methods, method);
        }
        String method = situation.method();
        if (method != null) {
            add(methods, Methods.normalize(method));
        }
        if (situation.check() == Check.METHOD && !situation.parameter().isEmpty()) {
            add(methods, situation.parameter());
        }
        List<String> names = new ArrayList<>(situation.askedHeaders());
        names.addAll(situation.refusedHeaders());
        if (situation.check() == Check.HEADERS && !situation.parameter().isEmpty()) {
            names.add(situation.parameter());
        }
        for (String name : names) {
            if (Header.isToken(name)) {
                headers.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            }
        }
        methods.removeIf(each -> each.equals("*") || Methods.isSafelisted(each));
        headers.remove("*");
        boolean preflight =
                situation.preflight() == null || situation.isPreflight() || !methods.isEmpty() || !headers.isEmpty();
        boolean namesCall = !situation.isPreflight()
                || !situation.askedMethods().isEmpty()
                || (situation.check() == Check.METHOD || situation.check() == Check.HEADERS);
        return new Needs(
                situation.page() == null ? SOME_PAGE : situation.page(),
                otherOrigins(situation),
                situation.include(),
                methods,
                List.copyOf(headers.values()),
                preflight,
                situation.page() != null,
                namesCall);
    }

    private static void add(List<String> methods, String method) {
        if (Header.isToken(method) && !methods.contains(method)) {
            methods.add(method);
        }
    }

    /** A list with an element that is not a token allows nothing: no browser accepts a part of it. */
    private static List<String> tokens(Headers lines, String name) {
        return TokenList.of(lines, name).tokens();
    }

    /** The origins that a failed header names besides the page's: other pages may use them. */
    private static List<String> otherOrigins(Situation situation) {
        List<String> others = new ArrayList<>();
        if (situation.check() == Check.ALLOW_ORIGIN_MISMATCH || situation.check() == Check.ALLOW_ORIGIN_MULTIPLE) {
            for (String part : situation.parameter().split("[,\\s]+", -1)) {
                String origin = origin(part);
                if (origin != null && !origin.equals(situation.page()) && !others.contains(origin)) {
                    others.add(origin);
                }
            }
        }
        return others;
    }

    /** Returns the text if it is an origin as a browser sends it; null otherwise, for {@code null} and {@code *} too. */
    static @Nullable String origin(String text) {
        if (!text.startsWith("https://") && !text.startsWith("http://")) {
            return null;
        }
        try {
            dev.corsac.browser.Origin origin = dev.corsac.browser.Origin.parse(text);
            return origin.toString().equals(text) && isPlain(text) ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || ":/[]_".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    List<String> origins() {
        List<String> origins = new ArrayList<>();
        origins.add(origin);
        origins.addAll(otherOrigins);
        return origins;
    }

    /** The methods of a list that must name all: of a front's or a framework's configuration. */
    List<String> allMethods() {
        List<String> all = new ArrayList<>(List.of("GET", "HEAD", "POST"));
        all.addAll(methods);
        return all;
    }

    /** Whether Corsac's policy needs the switch for http: origins. */
    boolean needsInsecureSwitch() {
        if (!credentials) {
            return false;
        }
        for (String each : origins()) {
            if (each.startsWith("http://") && !ComponentInCharge.isLoopback(Situation.host(each))) {
                return true;
            }
        }
        return false;
    }

    Headers responseHeaders() {
        Headers lines = Headers.of("Access-Control-Allow-Origin", origin);
        return (credentials ? lines.plus("Access-Control-Allow-Credentials", "true") : lines).plus("Vary", "Origin");
    }

    Headers preflightHeaders() {
        if (!preflight) {
            return Headers.EMPTY;
        }
        Headers lines = responseHeaders();
        if (!methods.isEmpty()) {
            lines = lines.plus("Access-Control-Allow-Methods", String.join(", ", methods));
        }
        return headers.isEmpty() ? lines : lines.plus("Access-Control-Allow-Headers", String.join(", ", headers));
    }
}
