package dev.corsac.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URL in parts, the path and query exactly as they were sent: not decoded, not normalised, because fronts
 * route and sign the raw text ({@code //}, {@code %2F} and {@code ..} stand for themselves).
 *
 * @param scheme in lower case, without the colon
 * @param host in lower case; an IPv6 address in its brackets
 * @param port the port, the scheme's default one filled in; -1 where the scheme has none
 * @param path what stands before the first {@code ?}; at least {@code /}
 * @param query what follows the first {@code ?}; null if there is none
 */
public record Url(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String query) {

    /** @throws IllegalArgumentException if the path does not begin with a slash, or the port is out of range */
    public Url {
        if (scheme.isEmpty() || host.isEmpty()) {
            throw new IllegalArgumentException("a URL needs a scheme and a host");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("no absolute path: \"" + path + "\"");
        }
        if (port < -1 || port > 65535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /**
     * Takes an absolute URL with an authority apart; a fragment is dropped.
     *
     * @throws IllegalArgumentException if there is no scheme or no host, if there is a user, or if the port is no number
     */
    public static Url parse(String text) {
        int schemeEnd = text.indexOf("://");
        int firstFragment = text.indexOf('#');
        if (schemeEnd <= 0 || (firstFragment >= 0 && firstFragment < schemeEnd)) {
            throw new IllegalArgumentException("no absolute URL: \"" + text + "\"");
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
            throw new IllegalArgumentException("a user in a URL: \"" + text + "\"");
        }
        String target = rest.substring(authorityEnd);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return of(scheme, authority, path.isEmpty() ? "/" : path, question < 0 ? null : target.substring(question + 1));
    }

    /**
     * A URL from its parts, as a server has them.
     *
     * @param authority host and, where it is not the scheme's own, port: what stands in the {@code Host} header
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Url of(String scheme, String authority, String path, @Nullable String query) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && authority.indexOf(']', colon) < 0;
        String host = hasPort ? authority.substring(0, colon) : authority;
        if (host.isEmpty()) {
            throw new IllegalArgumentException("no host: \"" + authority + "\"");
        }
        int port = defaultPort(scheme);
        if (hasPort && colon + 1 < authority.length()) {
            try {
                port = Integer.parseInt(authority, colon + 1, authority.length(), 10);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("no port: \"" + authority + "\"", e);
            }
        }
        return new Url(scheme, host.toLowerCase(Locale.ROOT), port, path, query);
    }

    /** The origin's serialization, as a browser sends it: the default port left out. */
    public String origin() {
        return scheme + "://" + authority();
    }

    /** Host, and port where it is not the scheme's own. */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** Path and query as they stand in a request line. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    @Override
    public String toString() {
        return origin() + target();
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            case "ftp" -> 21;
            default -> -1;
        };
    }
}
