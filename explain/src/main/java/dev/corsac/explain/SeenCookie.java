package dev.corsac.explain;

import dev.corsac.browser.Cookie;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of the called server, as far as what was recorded shows it. Its value is not kept.
 *
 * @param name its name
 * @param attributes as the server set them; null if only a request shows the cookie
 * @param sent whether the recorded call had it
 */
public record SeenCookie(String name, @Nullable Cookie attributes, boolean sent) {

    private static final List<Cookie.SameSite> SAME_SITE = List.of(Cookie.SameSite.values());

    /** Every cookie that it may be. */
    public List<Cookie> candidates() {
        if (attributes != null) {
            return List.of(attributes);
        }
        List<Cookie> all = new ArrayList<>();
        for (Cookie.SameSite sameSite : SAME_SITE) {
            for (boolean secure : new boolean[] {true, false}) {
                for (boolean partitioned : new boolean[] {true, false}) {
                    all.add(new Cookie(name, sameSite, secure, partitioned));
                }
            }
        }
        return all;
    }

    /** Gathers the cookies of one server. */
    public static final class Jar {

        private final Url server;
        private final Map<String, SeenCookie> cookies = new LinkedHashMap<>();

        /** An empty one, for the server of that URL. */
        public Jar(Url server) {
            this.server = server;
        }

        /** What a response from that host sets, if the server gets it; a later one replaces an earlier one. */
        public void set(String host, Headers response) {
            for (String line : response.all("Set-Cookie")) {
                Cookie cookie = Cookie.parse(line);
                if (isForServer(host, line)) {
                    SeenCookie seen = cookies.get(cookie.name());
                    cookies.put(cookie.name(), new SeenCookie(cookie.name(), cookie, seen != null && seen.sent()));
                }
            }
        }

        /** What the call had with it. */
        public void sent(Headers request) {
            for (Header line : request) {
                if (line.lowerCaseName().equals("cookie")) {
                    for (String pair : HeaderValues.semicolonSeparated(line.value())) {
                        int equals = pair.indexOf('=');
                        if (equals >= 0) {
                            String name = pair.substring(0, equals).strip();
                            SeenCookie seen = cookies.get(name);
                            cookies.put(name, new SeenCookie(name, seen == null ? null : seen.attributes(), true));
                        }
                    }
                }
            }
        }

        /** Those that it has, in the order in which they came. */
        public List<SeenCookie> cookies() {
            return List.copyOf(cookies.values());
        }

        /** <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.1.3">Domain matching</a>; the path is not looked at. */
        private boolean isForServer(String host, String setCookie) {
            String domain = "";
            for (String part : HeaderValues.semicolonSeparated(setCookie)) {
                String attribute = part.toLowerCase(Locale.ROOT);
                if (attribute.startsWith("domain=")) {
                    domain = attribute.substring("domain=".length()).strip();
                    domain = domain.startsWith(".") ? domain.substring(1) : domain;
                }
            }
            return domain.isEmpty() ? host.equals(server.host()) : isIn(host, domain) && isIn(server.host(), domain);
        }

        private static boolean isIn(String host, String domain) {
            return host.equals(domain) || host.endsWith("." + domain);
        }
    }
}
