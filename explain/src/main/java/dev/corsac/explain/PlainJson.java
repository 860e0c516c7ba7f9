package dev.corsac.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: a {@code Map} with strings as keys, in order, a {@code List}, a {@code String}, a {@link Number}, a {@code
 * Boolean} or null. In plain Java, because this module has no dependencies and runs in browsers, too.
 */
public final class PlainJson {

    private PlainJson() {}

    /**
     * Reads a document. Of members with the same name the last counts.
     *
     * @throws IllegalArgumentException if it is not well-formed; the message states line and column
     */
    public static @Nullable Object parse(String text) {
        return PlainJsonParser.parse(text);
    }

    /**
     * Returns a document with one member or element a line.
     *
     * @param tree a {@code Map} with strings as keys, a {@code List}, a {@code String}, a {@code Number}, a {@code Boolean} or
     *     null
     * @throws IllegalArgumentException if there is anything else in it, or a number that JSON does not have
     */
    public static String of(@Nullable Object tree) {
        StringBuilder json = new StringBuilder();
        write(tree, "\n", json);
        return json.toString();
    }

    /**
     * Returns a document in one line, without blanks.
     *
     * @param tree likewise
     * @throws IllegalArgumentException likewise
     */
    public static String line(@Nullable Object tree) {
        StringBuilder json = new StringBuilder();
        write(tree, "", json);
        return json.toString();
    }

    private static void write(@Nullable Object value, String indent, StringBuilder json) {
        if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof String text) {
            string(text, json);
        } else if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                throw new IllegalArgumentException("JSON has no number " + number);
            }
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
            json.append(whole ? String.valueOf(number.longValue()) : String.valueOf(number));
        } else if (value instanceof Number) {
            json.append(value);
        } else if (value instanceof Map<?, ?> map) {
            members(map, indent, json);
        } else if (value instanceof List<?> list) {
            elements(list, indent, json);
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
        }
    }

    private static void members(Map<?, ?> map, String indent, StringBuilder json) {
        String inner = indent.isEmpty() ? "" : indent + "  ";
        json.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            json.append(first ? inner : "," + inner);
            string(String.valueOf(member.getKey()), json);
            json.append(indent.isEmpty() ? ":" : ": ");
            write(member.getValue(), inner, json);
            first = false;
        }
        json.append(first ? "" : indent).append('}');
    }

    private static void elements(List<?> list, String indent, StringBuilder json) {
        String inner = indent.isEmpty() ? "" : indent + "  ";
        json.append('[');
        boolean first = true;
        for (Object element : list) {
            json.append(first ? inner : "," + inner);
            write(element, inner, json);
            first = false;
        }
        json.append(first ? "" : indent).append(']');
    }

    private static void string(String text, StringBuilder json) {
        json.append(Quoting.json(text));
    }

    /** Returns an object with these members, in this order: a name, its value, the next name. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
