package dev.corsac.http;

import java.util.ArrayList;
import java.util.List;

/** Reads the values of headers that are lists: the one place that splits them. Linear in the length of the value. */
public final class HeaderValues {

    private HeaderValues() {}

    /**
     * Splits a comma-separated list as RFC 9110 section 5.6.1 asks of a recipient: without the white space around
     * elements and without empty elements. A comma within a quoted string does not separate.
     *
     * @return the elements in order, as written, quotes kept
     */
    public static List<String> commaSeparated(String value) {
        return split(value, ',', true);
    }

    /**
     * Splits a list whose separator is a semicolon: the parameters of a media type, the attributes of {@code Set-Cookie},
     * the pairs of {@code Cookie}. Quotes have no meaning: RFC 6265 section 5.2 does not support them either.
     *
     * @return the elements in order, without the white space around them, the empty ones left out
     */
    public static List<String> semicolonSeparated(String value) {
        return split(value, ';', false);
    }

    /** Removes spaces and tabs at both ends: the optional white space of RFC 9110 section 5.6.3. */
    public static String trim(String value) {
        return trim(value, 0, value.length());
    }

    static String trim(String value, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isWhiteSpace(value.charAt(start))) {
            start++;
        }
        while (start < end && isWhiteSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static List<String> split(String value, char separator, boolean quotes) {
        List<String> elements = new ArrayList<>(4);
        int from = 0;
        while (from <= value.length()) {
            int to = end(value, from, separator, quotes);
            String element = trim(value, from, to);
            if (!element.isEmpty()) {
                elements.add(element);
            }
            from = to + 1;
        }
        return elements;
    }

    /** Finds the next separator; a quote that is never closed quotes nothing, so that one stray quote hides no element. */
    private static int end(String value, int from, char separator, boolean quotes) {
        int separatorAt = value.indexOf(separator, from);
        int end = separatorAt < 0 ? value.length() : separatorAt;
        int quote = quotes ? value.indexOf('"', from) : -1;
        if (quote < 0 || quote > end) {
            return end;
        }
        int i = from;
        while (i < value.length() && value.charAt(i) != separator) {
            if (value.charAt(i) == '"') {
                int close = closingQuote(value, i + 1);
                if (close < 0) {
                    return end(value, i + 1, separator, false);
                }
                i = close;
            }
            i++;
        }
        return i;
    }

    private static int closingQuote(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }
}
