package dev.corsac.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a browser makes of a URL in a page or a {@code Location}: the URL Standard's <a
 * href="https://url.spec.whatwg.org/#concept-basic-url-parser">basic URL parser</a>, which resolves, normalises and
 * percent-encodes. ({@link Url#parse} keeps a path as it was sent.) Immutable and thread-safe.
 *
 * @param scheme in lower case
 * @param hasCredentials whether there is a user name or password
 * @param url the URL without credentials and fragment; null if it has no host ({@code data:}, {@code file:}, {@code mailto:})
 */
public record UrlReference(
        String scheme, boolean hasCredentials, @Nullable Url url) {

    private static final String PATH_SET = " \"#<>?^`{}";
    private static final String QUERY_SET = " \"#<>";
    private static final String SPECIAL_QUERY_SET = " \"#<>'";

    /** Parses an absolute URL; null if browsers refuse it, or if it is relative. */
    public static @Nullable UrlReference parse(String text) {
        return parse(text, null);
    }

    /** Parses a URL that may be relative to a base; null if browsers refuse it. */
    public static @Nullable UrlReference resolve(Url base, String text) {
        return parse(text, base);
    }

    /** Tests whether the text is an absolute URL, with or without a host. */
    public static boolean isAbsoluteUrl(String text) {
        return parse(text, null) != null;
    }

    private static @Nullable UrlReference parse(String input, @Nullable Url base) {
        String text = clean(input);
        int colon = schemeEnd(text);
        if (colon < 0) {
            return base == null ? null : relative(base, text);
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        if (scheme.equals("file")) {
            return new UrlReference(scheme, false, null);
        }
        if (Url.isSpecial(scheme)) {
            return base != null && base.scheme().equals(scheme) && !rest.startsWith("//")
                    ? relative(base, rest)
                    : absolute(scheme, rest);
        }
        return rest.startsWith("//") ? authority(scheme, rest.substring(2)) : new UrlReference(scheme, false, null);
    }

    /** Without controls and spaces at the ends, and without the line breaks and tabs within. */
    private static String clean(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (from < to && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text.substring(from, to);
        }
        StringBuilder clean = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '\t' && c != '\n' && c != '\r') {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** The index of the colon behind the scheme; -1 if there is no scheme. */
    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (i > 0 && c == ':') {
                return i;
            }
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isSlash(String text, int i, boolean special) {
        return i < text.length() && (text.charAt(i) == '/' || (special && text.charAt(i) == '\\'));
    }

    private static @Nullable UrlReference relative(Url base, String reference) {
        boolean special = Url.isSpecial(base.scheme());
        if (isSlash(reference, 0, special) && isSlash(reference, 1, special)) {
            return special ? absolute(base.scheme(), reference) : authority(base.scheme(), reference.substring(2));
        }
        String text = withoutFragment(reference);
        String path;
        int question = text.indexOf('?');
        String before = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? null : query(text.substring(question + 1), special);
        if (before.isEmpty()) {
            path = base.path();
            query = question < 0 ? base.query() : query;
        } else if (isSlash(before, 0, special)) {
            path = path(before.substring(1), special, List.of());
        } else {
            List<String> folder =
                    new ArrayList<>(List.of(base.path().substring(1).split("/", -1)));
            folder.remove(folder.size() - 1);
            path = path(before, special, folder);
        }
        return new UrlReference(base.scheme(), false, new Url(base.scheme(), base.host(), base.port(), path, query));
    }

    /** With a special scheme, any number of slashes of both kinds comes before the authority. */
    private static @Nullable UrlReference absolute(String scheme, String slashesAndRest) {
        int from = 0;
        while (isSlash(slashesAndRest, from, true)) {
            from++;
        }
        return authority(scheme, slashesAndRest.substring(from));
    }

    private static @Nullable UrlReference authority(String scheme, String authorityAndRest) {
        boolean special = Url.isSpecial(scheme);
        String text = withoutFragment(authorityAndRest);
        int end = 0;
        while (end < text.length() && text.charAt(end) != '?' && !isSlash(text, end, special)) {
            end++;
        }
        String authority = text.substring(0, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        boolean credentials = !userInfo.isEmpty() && !userInfo.equals(":");
        String hostAndPort = authority.substring(at + 1);
        int colon = Url.portColon(hostAndPort);
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        int port = Url.defaultPort(scheme);
        if (colon >= 0 && colon + 1 < hostAndPort.length()) {
            port = Url.portOrMinusOne(hostAndPort, colon + 1);
            if (port < 0) {
                return null;
            }
        }
        if (host.isEmpty()) {
            return special || colon >= 0 || at >= 0 ? null : new UrlReference(scheme, false, null);
        }
        String parsed = Url.hostOrNull(scheme, host);
        if (parsed == null) {
            return null;
        }
        String target = text.substring(end);
        int question = target.indexOf('?');
        String before = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? null : query(target.substring(question + 1), special);
        String path = before.isEmpty() ? "/" : path(before.substring(1), special, List.of());
        return new UrlReference(scheme, credentials, new Url(scheme, parsed, port, path, query));
    }

    /** The path, with its dot segments resolved against the segments before it. */
    private static String path(String text, boolean special, List<String> before) {
        List<String> segments = new ArrayList<>(before);
        int from = 0;
        while (from <= text.length()) {
            int to = from;
            while (to < text.length() && !isSlash(text, to, special)) {
                to++;
            }
            String segment = text.substring(from, to);
            boolean last = to == text.length();
            String dots = segment.replace("%2e", ".").replace("%2E", ".");
            if (dots.equals("..") && !segments.isEmpty()) {
                segments.remove(segments.size() - 1);
            }
            if (!dots.equals("..") && !dots.equals(".")) {
                segments.add(PercentCoding.encodeSet(wellFormed(segment), PATH_SET));
            } else if (last) {
                segments.add("");
            }
            from = to + 1;
        }
        return "/" + String.join("/", segments);
    }

    private static String query(String text, boolean special) {
        return PercentCoding.encodeSet(wellFormed(text), special ? SPECIAL_QUERY_SET : QUERY_SET);
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    /** With half surrogate pairs replaced, which Java's encoder turns into question marks. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                StringBuilder well = new StringBuilder(text.length());
                for (int k = 0; k < text.length(); ) {
                    int point = text.codePointAt(k);
                    k += Character.charCount(point);
                    well.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
                }
                return well.toString();
            }
        }
        return text;
    }
}
