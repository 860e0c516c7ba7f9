package dev.corsac.explain;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What requests show about the call that they were made for. */
final class RequestParts {

    /** What browsers and tools add themselves; everything else in a request comes from the script. */
    private static final Set<String> NOT_THE_SCRIPTS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "user-agent",
            "priority",
            "dnt",
            "cache-control",
            "pragma",
            "range",
            "if-none-match",
            "if-modified-since",
            "connection",
            "content-length",
            "cookie",
            "date",
            "expect",
            "host",
            "keep-alive",
            "origin",
            "referer",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "upgrade-insecure-requests",
            "via",
            "x-forwarded-for",
            "postman-token",
            "authority");

    private RequestParts() {}

    /**
     * Returns the headers that the script set: names that only a preflight shows have the value {@code (unknown)}.
     *
     * @param preflight the preflight's headers; null if there is none
     * @param actual the call's own headers; null if they are not known
     */
    static Headers scriptHeaders(@Nullable Headers preflight, @Nullable Headers actual) {
        Set<String> asked = new HashSet<>();
        String names = preflight == null ? null : preflight.first("Access-Control-Request-Headers");
        List<Header> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (names != null) {
            for (String name : HeaderValues.commaSeparated(names)) {
                asked.add(name.toLowerCase(Locale.ROOT));
            }
        }
        if (actual != null) {
            for (Header line : actual) {
                String name = line.lowerCaseName();
                boolean isOwn = NOT_THE_SCRIPTS.contains(name)
                        || name.startsWith("sec-")
                        || name.startsWith("proxy-")
                        || name.startsWith("access-control-request-");
                if (asked.contains(name) || !isOwn) {
                    lines.add(line);
                    seen.add(name);
                }
            }
        }
        for (String name : asked) {
            if (Header.isToken(name) && seen.add(name)) {
                lines.add(new Header(name, "(unknown)"));
            }
        }
        return Headers.of(lines);
    }

    /** Returns the page's origin: from {@code Origin}, or else from {@code Referer}; null if neither shows it. */
    static @Nullable String page(Headers request) {
        String origin = request.first("Origin");
        return origin != null && !origin.isEmpty() ? origin : originOf(request.first("Referer"));
    }

    /** Returns a URL's origin; null if the text is not an absolute URL. */
    static @Nullable String originOf(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            return Url.parse(url).origin();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A cookie on a request to another origin is there only in mode {@code include}. */
    static @Nullable CredentialsMode credentials(Headers request) {
        return request.has("Cookie") ? CredentialsMode.INCLUDE : null;
    }

    /** Returns the engine that a {@code User-Agent} names; Chromium's names WebKit, too. */
    static @Nullable Engine engine(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        if (userAgent.contains("Chrome/") || userAgent.contains("Chromium/")) {
            return Engine.CHROMIUM;
        }
        if (userAgent.contains("Firefox/")) {
            return Engine.FIREFOX;
        }
        return userAgent.contains("AppleWebKit/") ? Engine.WEBKIT : null;
    }

    /** Returns a header line; null if the name is not a token or the value has a control character. */
    static @Nullable Header header(String name, String value) {
        if (!Header.isToken(name)) {
            return null;
        }
        String clean = value.replace("\r", "").replace("\n", " ").replace("\0", "");
        return new Header(name, clean);
    }

    /** Whether a host is this machine's or its network's, where HTTPS is the exception. */
    static boolean isLocalHost(String host) {
        String name = Url.hostPart(host).toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            return true;
        }
        return name.indexOf('.') < 0
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.endsWith(".internal")
                || name.endsWith(".test")
                || name.startsWith("127.")
                || name.startsWith("10.")
                || name.startsWith("192.168.")
                || name.startsWith("169.254.")
                || name.equals("0.0.0.0")
                || isPrivate172(name);
    }

    private static boolean isPrivate172(String name) {
        if (!name.startsWith("172.")) {
            return false;
        }
        int dot = name.indexOf('.', 4);
        try {
            int second = Integer.parseInt(name.substring(4, Math.max(4, dot)));
            return second >= 16 && second <= 31;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
