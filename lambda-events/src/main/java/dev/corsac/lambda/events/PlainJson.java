package dev.corsac.lambda.events;

import dev.corsac.lambda.internal.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, strings, numbers and booleans as JSON. */
final class PlainJson {

    private PlainJson() {}

    /** The JSON of a value, without white space; null if there is something else in it. */
    static @Nullable String of(@Nullable Object value) {
        JsonText text = new JsonText(256);
        return write(value, text) ? text.toString() : null;
    }

    private static boolean write(@Nullable Object value, JsonText text) {
        if (value == null) {
            text.raw("null");
        } else if (value instanceof CharSequence characters) {
            text.string(characters.toString());
        } else if (value instanceof Map<?, ?> map) {
            return writeMap(map, text);
        } else if (value instanceof Collection<?> collection) {
            return writeAll(collection, text);
        } else if (isPlain(value)) {
            text.raw(value.toString());
        } else {
            return false;
        }
        return true;
    }

    private static boolean isPlain(Object value) {
        return value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || (value instanceof Double d && Double.isFinite(d))
                || (value instanceof Float f && Float.isFinite(f));
    }

    /** Without the members that are null, as Lambda's runtime writes a map. */
    private static boolean writeMap(Map<?, ?> map, JsonText text) {
        text.raw("{");
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (member.getValue() == null) {
                continue;
            }
            if (!first) {
                text.raw(",");
            }
            first = false;
            text.string(String.valueOf(member.getKey())).raw(":");
            if (!write(member.getValue(), text)) {
                return false;
            }
        }
        text.raw("}");
        return true;
    }

    private static boolean writeAll(Collection<?> collection, JsonText text) {
        text.raw("[");
        boolean first = true;
        for (Object element : collection) {
            if (!first) {
                text.raw(",");
            }
            first = false;
            if (!write(element, text)) {
                return false;
            }
        }
        text.raw("]");
        return true;
    }
}
