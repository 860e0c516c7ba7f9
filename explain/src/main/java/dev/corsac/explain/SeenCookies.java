package dev.corsac.explain;

import dev.corsac.browser.Cookie;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cookies that recorded responses set, found by host in a time that does not grow with the number of responses. */
final class SeenCookies {

    /** Browsers keep about that many for a site. */
    private static final int MOST = 180;

    /** By the domain that a cookie is for; a name that begins with a dot stands for the hosts below it, too. */
    private final Map<String, Map<String, Cookie>> byDomain = new HashMap<>();

    private final Map<String, Map<String, Cookie>> byHost = new HashMap<>();

    /** Takes up what a response sets. Browsers keep nothing that the response to a preflight sets. */
    void add(RecordedExchange exchange) {
        if (exchange.isPreflight() || !exchange.responseHeaders().has("Set-Cookie")) {
            return;
        }
        String host = host(exchange.url());
        if (host == null) {
            return;
        }
        byHost.clear();
        for (String line : exchange.responseHeaders().all("Set-Cookie")) {
            Cookie cookie;
            try {
                cookie = Cookie.parse(line);
            } catch (IllegalArgumentException e) {
                continue;
            }
            String domain = domain(line);
            boolean isOwn = domain.isEmpty();
            if (isOwn || host.equals(domain) || host.endsWith("." + domain)) {
                Map<String, Cookie> cookies =
                        byDomain.computeIfAbsent(isOwn ? host : "." + domain, key -> new LinkedHashMap<>());
                if (cookies.size() < MOST || cookies.containsKey(cookie.name())) {
                    cookies.put(cookie.name(), cookie);
                }
            }
        }
    }

    /** Returns the cookies of the server of that URL, and those that the request had. */
    List<SeenCookie> of(String url, Headers request) {
        String host = host(url);
        Map<String, SeenCookie> seen = new LinkedHashMap<>();
        if (host != null) {
            byHost.computeIfAbsent(host, this::ofHost)
                    .forEach((name, cookie) -> seen.put(name, new SeenCookie(name, cookie, false)));
        }
        for (Header line : request) {
            if (line.is("Cookie")) {
                for (String pair : HeaderValues.semicolonSeparated(line.value())) {
                    int equals = pair.indexOf('=');
                    if (equals >= 0) {
                        String name = pair.substring(0, equals).strip();
                        SeenCookie known = seen.get(name);
                        seen.put(name, new SeenCookie(name, known == null ? null : known.attributes(), true));
                    }
                }
            }
        }
        return new ArrayList<>(seen.values());
    }

    private Map<String, Cookie> ofHost(String host) {
        Map<String, Cookie> cookies = new LinkedHashMap<>();
        for (int dot = 0; dot >= 0; dot = host.indexOf('.', dot + 1)) {
            String parent = dot == 0 ? "." + host : host.substring(dot);
            Map<String, Cookie> ofParent = byDomain.get(parent);
            if (ofParent != null) {
                cookies.putAll(ofParent);
            }
        }
        Map<String, Cookie> own = byDomain.get(host);
        if (own != null) {
            cookies.putAll(own);
        }
        return cookies;
    }

    private static String domain(String setCookie) {
        String domain = "";
        for (String part : HeaderValues.semicolonSeparated(setCookie)) {
            String attribute = part.toLowerCase(Locale.ROOT);
            if (attribute.startsWith("domain=")) {
                domain = attribute.substring("domain=".length()).strip();
                domain = domain.startsWith(".") ? domain.substring(1) : domain;
            }
        }
        return domain;
    }

    private static @Nullable String host(String url) {
        try {
            return Url.parse(url).host();
        } catch (IllegalArgumentException e) {
            // Such as data: and blob:, which have no host and set nothing.
            return null;
        }
    }
}
