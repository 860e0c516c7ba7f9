package dev.corsac.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URL in parts. Path and query are exactly as they were sent, neither decoded nor normalised, because fronts
 * route and sign the raw text ({@code //}, {@code %2F} and {@code ..} have no meaning here); {@link UrlReference} parses as a
 * page's browser does. Immutable and thread-safe.
 *
 * @param scheme in lower case, without the colon
 * @param host as {@link Host} writes it: lower case, an IPv6 address in its brackets
 * @param port the port, the scheme's default one filled in; -1 where the scheme has none
 * @param path what is before the first {@code ?}; at least {@code /}
 * @param query what follows the first {@code ?}; null if there is none
 */
public record Url(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String query) {

    private static final int LAST_PORT = 65535;

    /** @throws IllegalArgumentException if the path does not begin with a slash, or the port is out of range */
    public Url {
        if (scheme.isEmpty() || host.isEmpty()) {
            throw new IllegalArgumentException("a URL needs a scheme and a host");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("\"" + path + "\" is not an absolute path: begin it with a slash");
        }
        if (port < -1 || port > LAST_PORT) {
            throw new IllegalArgumentException(port + " is not a port: use a number from 0 to " + LAST_PORT);
        }
    }

    /**
     * Parses an absolute URL with an authority; drops a fragment.
     *
     * @throws IllegalArgumentException if there is no scheme or no host, if there is a user name, if the host is not valid or
     *     if the port is not a number from 0 to 65535
     */
    public static Url parse(String text) {
        int schemeEnd = text.indexOf("://");
        if (!isScheme(text, schemeEnd)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an absolute URL: write it in full, such as https://api.example.com/");
        }
        String scheme = text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        int fragment = text.indexOf('#');
        String rest = text.substring(schemeEnd + 3, fragment < 0 ? text.length() : fragment);
        int authorityEnd = 0;
        while (authorityEnd < rest.length() && rest.charAt(authorityEnd) != '/' && rest.charAt(authorityEnd) != '?') {
            authorityEnd++;
        }
        String authority = rest.substring(0, authorityEnd);
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" has a user name: remove it");
        }
        String target = rest.substring(authorityEnd);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return of(scheme, authority, path.isEmpty() ? "/" : path, question < 0 ? null : target.substring(question + 1));
    }

    /**
     * Makes a URL from its parts, as a server has them.
     *
     * @param scheme in lower case
     * @param authority host and, where it is not the scheme's own, port: the value of the {@code Host} header
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Url of(String scheme, String authority, String path, @Nullable String query) {
        int colon = portColon(authority);
        String host = hostPart(authority);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("\"" + authority + "\" has no host");
        }
        int port = defaultPort(scheme);
        if (colon >= 0 && colon + 1 < authority.length()) {
            port = portOrMinusOne(authority, colon + 1);
            if (port < 0) {
                throw new IllegalArgumentException("\"" + authority.substring(colon + 1)
                        + "\" is not a port: use a number from 0 to " + LAST_PORT);
            }
        }
        String parsed = isSpecial(scheme) ? Host.parse(host).toString() : Host.parseOpaque(host);
        if (parsed == null) {
            throw new IllegalArgumentException("\"" + host + "\" is not a valid host");
        }
        return new Url(scheme, parsed, port, path, query);
    }

    /**
     * Parses a port: ASCII digits and nothing else, 0 to 65535.
     *
     * @throws IllegalArgumentException if it is not a port
     */
    public static int parsePort(String text) {
        int port = portOrMinusOne(text, 0);
        if (port < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a port: use a number from 0 to " + LAST_PORT);
        }
        return port;
    }

    /**
     * Returns the host in the value of a {@code Host} header: what is before the port, as written and not validated.
     *
     * @param authority host and port, an IPv6 address in brackets
     */
    public static String hostPart(String authority) {
        int colon = portColon(authority);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    /** Returns the scheme's own port: 80, 443 or 21; -1 for a scheme without one. */
    public static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            case "ftp" -> 21;
            default -> -1;
        };
    }

    /** Returns the origin's serialization, as a browser sends it: without the default port. */
    public String origin() {
        return scheme + "://" + authority();
    }

    /** Returns the host, and the port where it is not the scheme's own. */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** Returns path and query as they appear in a request line. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    @Override
    public String toString() {
        // One string for most URLs; they are keys of caches.
        return query == null && port == defaultPort(scheme) ? scheme + "://" + host + path : origin() + target();
    }

    /** Whether the scheme is one of the URL Standard's <a href="https://url.spec.whatwg.org/#special-scheme">special schemes</a>, {@code file} excepted. */
    static boolean isSpecial(String scheme) {
        return defaultPort(scheme) >= 0;
    }

    /** The index of the colon before the port; -1 if there is none. */
    static int portColon(String authority) {
        return authority.indexOf(':', Math.max(authority.lastIndexOf(']'), 0));
    }

    /** The port in the rest of the text; -1 if it is not one. */
    static int portOrMinusOne(String text, int from) {
        int port = from < text.length() ? 0 : -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + (c - '0');
            if (port > LAST_PORT) {
                return -1;
            }
        }
        return port;
    }

    static @Nullable String hostOrNull(String scheme, String text) {
        if (!isSpecial(scheme)) {
            return Host.parseOpaque(text);
        }
        Host host = Host.parseOrNull(text);
        return host == null ? null : host.toString();
    }

    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return end > 0;
    }
}
