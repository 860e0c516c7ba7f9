package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.Server;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page's call among recorded exchanges. At least one of the two is there.
 *
 * @param origin of the page, as {@code Origin} has it
 * @param preflight null if there is none, or it was not recorded
 * @param actual null if only the preflight was recorded
 * @param all what was recorded besides: where redirects lead, and what set cookies
 */
public record RecordedPair(
        String origin,
        @Nullable RecordedExchange preflight,
        @Nullable RecordedExchange actual,
        Iterable<RecordedExchange> all) {

    /** What browsers add themselves; everything else in a request comes from the script. */
    private static final Set<String> BROWSERS_OWN = Set.of(
            "accept",
            "accept-language",
            "user-agent",
            "priority",
            "dnt",
            "cache-control",
            "pragma",
            "range",
            "if-none-match",
            "if-modified-since");

    /** @throws IllegalArgumentException if there is neither */
    public RecordedPair {
        if (preflight == null && actual == null) {
            throw new IllegalArgumentException("neither a preflight nor a call");
        }
    }

    /** The actual request; the preflight where that alone was recorded. */
    public RecordedExchange source() {
        RecordedExchange source = actual != null ? actual : preflight;
        if (source == null) {
            throw new AssertionError("the constructor refuses that");
        }
        return source;
    }

    /**
     * What the script asked for, as far as its requests show it: the credentials mode is not among that.
     *
     * @throws IllegalArgumentException if the origin is none or the URL is not absolute
     */
    public Call call() {
        RecordedExchange source = source();
        String method = source.method();
        if (actual == null) {
            String asked = source.requestHeaders().first("Access-Control-Request-Method");
            method = asked == null ? method : asked;
        }
        return Call.fetch(origin, method, source.url()).withHeaders(scriptHeaders());
    }

    /** A server that answers as it did; null where that was not recorded. */
    public Server server() {
        return this::respond;
    }

    /** Those of the call itself, and what any answer that was recorded set for its server. */
    public List<SeenCookie> cookies(Url server) {
        SeenCookie.Jar jar = new SeenCookie.Jar(server);
        for (RecordedExchange exchange : all) {
            // Browsers keep nothing that the answer to a preflight sets.
            if (!exchange.isPreflight() && exchange.responseHeaders().has("Set-Cookie")) {
                try {
                    jar.set(Url.parse(exchange.url()).host(), exchange.responseHeaders());
                } catch (IllegalArgumentException e) {
                    // Such as data: and blob:, which have no host and set nothing.
                }
            }
        }
        if (actual != null) {
            jar.sent(actual.requestHeaders());
        }
        return jar.cookies();
    }

    private @Nullable Response respond(Request request) {
        boolean asksFirst =
                request.method().equals("OPTIONS") && request.headers().has("Access-Control-Request-Method");
        RecordedExchange exchange = asksFirst ? preflight : actual;
        String url = request.url().toString();
        if (exchange == null || !sameUrl(exchange.url(), url)) {
            exchange = null;
            for (RecordedExchange each : all) {
                if (each.isPreflight() == asksFirst && sameUrl(each.url(), url)) {
                    exchange = each;
                }
            }
        }
        if (exchange == null || exchange.status() < 100 || exchange.status() > 999) {
            return null;
        }
        if (asksFirst && exchange.isWithheld()) {
            return null;
        }
        return Response.of(exchange.status(), exchange.responseHeaders());
    }

    private static boolean sameUrl(String one, String other) {
        try {
            return Url.parse(one).toString().equals(other);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Headers scriptHeaders() {
        List<Header> lines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String asked = preflight == null ? null : preflight.requestHeaders().first("Access-Control-Request-Headers");
        if (actual != null) {
            for (Header line : actual.requestHeaders()) {
                String name = line.lowerCaseName();
                boolean asks =
                        asked != null && HeaderValues.commaSeparated(asked).contains(name);
                if (asks || (preflight == null && !BROWSERS_OWN.contains(name))) {
                    lines.add(line);
                    names.add(name);
                }
            }
        }
        if (asked != null) {
            for (String name : HeaderValues.commaSeparated(asked)) {
                if (Header.isToken(name) && names.add(name)) {
                    // Its value is not known; that it is no safelisted one is.
                    lines.add(new Header(name, "(unknown)"));
                }
            }
        }
        return Headers.of(lines);
    }
}
