package dev.corsac.http.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field lines of a message's head or trailers, as they came. A message has a handful, of which few are asked for, so that a
 * search is quicker than a map. Not thread-safe.
 */
public final class FieldLines {

    static final FieldLines NONE = new FieldLines();

    private static final String DELIMITERS = "\"(),/:;<=>?@[\\]{}";

    private final List<String> lines = new ArrayList<>(8);

    FieldLines() {}

    /**
     * Adds a line without its end.
     *
     * @return false if it is not a field line (RFC 9112, section 5), such as one without a colon, with white space before the
     *     colon or at its beginning, or with a raw carriage return or NUL; it is not added then
     */
    boolean add(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line, colon) || line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            return false;
        }
        return lines.add(line);
    }

    private static boolean isToken(String line, int end) {
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c > '~' || DELIMITERS.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first value of that name, in whatever case, without white space around it; null if there is none. */
    public @Nullable String first(String name) {
        for (String line : lines) {
            if (isNamed(line, name)) {
                return value(line, name);
            }
        }
        return null;
    }

    /** Returns the values of all lines of that name, in order. */
    List<String> all(String name) {
        List<String> values = List.of();
        for (String line : lines) {
            if (isNamed(line, name)) {
                if (values.isEmpty()) {
                    values = new ArrayList<>(1);
                }
                values.add(value(line, name));
            }
        }
        return values;
    }

    /** Returns whether the connection stays open after the message (RFC 9112, section 9.3). */
    boolean keepsConnection(boolean http10) {
        List<String> connection = all("connection");
        return (!http10 || hasOption(connection, "keep-alive")) && !hasOption(connection, "close");
    }

    private static boolean hasOption(List<String> lists, String option) {
        for (String list : lists) {
            for (String each : list.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(option)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNamed(String line, String name) {
        int length = name.length();
        return line.length() > length && line.charAt(length) == ':' && line.regionMatches(true, 0, name, 0, length);
    }

    private static String value(String line, String name) {
        int from = name.length() + 1;
        int to = line.length();
        while (from < to && isSpace(line.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
