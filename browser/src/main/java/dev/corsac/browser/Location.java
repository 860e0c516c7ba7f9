package dev.corsac.browser;

import dev.corsac.http.Url;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A redirect's target: what a {@code Location} names, seen from the URL that sent it (<a
 * href="https://fetch.spec.whatwg.org/#concept-response-location-url">location URL</a>).
 *
 * @param scheme in lower case
 * @param hasCredentials whether there is a user name or password
 * @param url without them; null if the scheme is not HTTP(S)
 */
record Location(
        String scheme, boolean hasCredentials, @Nullable Url url) {

    /** Null if this is no URL. */
    static @Nullable Location resolve(Url base, String value) {
        String text = escape(value);
        int colon = text.indexOf(':');
        int delimiter = firstOf(text, "/\\?#");
        if (colon > 0 && (delimiter < 0 || colon < delimiter) && UrlSyntax.isScheme(text, colon)) {
            String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return new Location(scheme, false, null);
            }
            String rest = text.substring(colon + 1);
            if (scheme.equals(base.scheme()) && !rest.startsWith("/") && !rest.startsWith("\\")) {
                return relative(base, rest);
            }
            return UrlSyntax.isAbsoluteUrl(text) ? absolute(scheme, rest) : null;
        }
        if (text.startsWith("//") || text.startsWith("/\\") || text.startsWith("\\/") || text.startsWith("\\\\")) {
            return UrlSyntax.isAbsoluteUrl(base.scheme() + ":" + text) ? absolute(base.scheme(), text) : null;
        }
        return relative(base, text);
    }

    private static Location absolute(String scheme, String slashesAndRest) {
        int from = 0;
        while (from < slashesAndRest.length()
                && (slashesAndRest.charAt(from) == '/' || slashesAndRest.charAt(from) == '\\')) {
            from++;
        }
        String rest = withoutFragment(slashesAndRest.substring(from));
        int end = firstOf(rest, "/\\?");
        String authority = end < 0 ? rest : rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        boolean credentials = !userInfo.isEmpty() && !userInfo.equals(":");
        return new Location(
                scheme, credentials, url(scheme, authority.substring(at + 1), end < 0 ? "" : rest.substring(end)));
    }

    private static Location relative(Url base, String reference) {
        String text = withoutFragment(reference);
        String target;
        if (text.isEmpty()) {
            target = base.target();
        } else if (text.startsWith("?")) {
            target = base.path() + text;
        } else if (text.startsWith("/") || text.startsWith("\\")) {
            target = text;
        } else {
            target = base.path().substring(0, base.path().lastIndexOf('/') + 1) + text;
        }
        return new Location(base.scheme(), false, url(base.scheme(), base.authority(), target));
    }

    private static Url url(String scheme, String authority, String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return Url.of(scheme, authority, withoutDots(path), question < 0 ? null : target.substring(question + 1));
    }

    private static String withoutDots(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = path.replace('\\', '/').split("/", -1);
        for (int i = path.isEmpty() ? 0 : 1; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            String plain = parts[i].replace("%2e", ".").replace("%2E", ".");
            if (plain.equals("..")) {
                segments.pollLast();
            } else if (!plain.equals(".")) {
                segments.addLast(parts[i]);
                continue;
            }
            if (last) {
                segments.addLast("");
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte b : text.strip().getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            if (c <= ' ' || c >= 0x7F || c == '"' || c == '<' || c == '>') {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                escaped.append((char) c);
            }
        }
        return escaped.toString();
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
