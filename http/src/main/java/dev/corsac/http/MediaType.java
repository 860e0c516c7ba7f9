package dev.corsac.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media type as <a href="https://mimesniff.spec.whatwg.org/#parse-a-mime-type">parse a MIME type</a> reads it. Immutable
 * and thread-safe.
 *
 * @param type in lower case
 * @param subtype in lower case
 * @param parameters by name in lower case, in order, the first of each name; values unquoted, their case kept; not to be
 *     changed
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {

    /** @throws IllegalArgumentException if type or subtype is not a token */
    public MediaType {
        if (!Header.isToken(type) || !Header.isToken(subtype)) {
            throw new IllegalArgumentException("\"" + type + "/" + subtype + "\" is not a media type");
        }
        type = type.toLowerCase(Locale.ROOT);
        subtype = subtype.toLowerCase(Locale.ROOT);
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Parses the value of a {@code Content-Type} header; null if it is not a media type. */
    public static @Nullable MediaType parse(String value) {
        String text = trim(value, 0, value.length());
        int slash = text.indexOf('/');
        if (slash <= 0) {
            return null;
        }
        int end = indexOf(text, ';', slash);
        String type = text.substring(0, slash);
        String subtype = trim(text, slash + 1, end);
        // Only the end may have white space.
        if (!Header.isToken(type) || !Header.isToken(subtype) || !text.startsWith(subtype, slash + 1)) {
            return null;
        }
        return new MediaType(type, subtype, parameters(text, end));
    }

    /**
     * Returns what is before the first semicolon, without the white space around it, in lower case: for rules that compare
     * it as text, whether or not it is a media type.
     */
    public static String essence(String contentType) {
        return trim(contentType, 0, indexOf(contentType, ';', 0)).toLowerCase(Locale.ROOT);
    }

    /** Returns type and subtype: {@code application/json}. */
    public String essence() {
        return type + "/" + subtype;
    }

    /** Serializes it as <a href="https://mimesniff.spec.whatwg.org/#serialize-a-mime-type">the standard</a> does. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(essence());
        parameters.forEach((name, value) -> {
            text.append(';').append(name).append('=');
            if (Header.isToken(value)) {
                text.append(value);
            } else {
                text.append('"')
                        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        });
        return text.toString();
    }

    private static Map<String, String> parameters(String text, int from) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int i = from;
        while (i < text.length()) {
            i++; // the semicolon
            while (i < text.length() && isWhiteSpace(text.charAt(i))) {
                i++;
            }
            int end = i;
            while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '=') {
                end++;
            }
            String name = text.substring(i, end).toLowerCase(Locale.ROOT);
            i = end;
            if (i >= text.length() || text.charAt(i) == ';') {
                continue;
            }
            i++; // the equals sign
            String value;
            if (i < text.length() && text.charAt(i) == '"') {
                StringBuilder unquoted = new StringBuilder();
                i = unquote(text, i + 1, unquoted);
                value = unquoted.toString();
                i = indexOf(text, ';', i);
            } else {
                end = indexOf(text, ';', i);
                value = trim(text, i, end);
                i = end;
                if (value.isEmpty()) {
                    continue;
                }
            }
            if (Header.isToken(name) && isQuotable(value)) {
                parameters.putIfAbsent(name, value);
            }
        }
        return parameters;
    }

    /** Appends the quoted string's content; returns where it ends. */
    private static int unquote(String text, int from, StringBuilder unquoted) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            unquoted.append(text.charAt(i++));
        }
        return i;
    }

    /** HTTP quoted-string token code points. */
    private static boolean isQuotable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(String text, char c, int from) {
        int found = text.indexOf(c, from);
        return found < 0 ? text.length() : found;
    }

    /** HTTP white space, which has line breaks too. */
    private static String trim(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
