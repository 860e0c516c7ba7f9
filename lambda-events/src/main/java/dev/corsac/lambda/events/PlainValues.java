package dev.corsac.lambda.events;

import dev.corsac.lambda.internal.JsonText;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values that every JSON library writes alike: maps, lists, strings, numbers, booleans and null. A handler's values are copied
 * to these, so that maps that are lazy, cyclic or have odd keys fail here, where the page can still get a response, and not
 * when Lambda's runtime writes them.
 */
final class PlainValues {

    /** What Lambda's runtime writes is not nested deeper either. */
    private static final int DEEPEST = 500;

    private PlainValues() {}

    /** Thrown for a value that has no JSON that all libraries agree on. The message is the end of a sentence about it. */
    static final class UnsupportedException extends Exception {
        private static final long serialVersionUID = 1L;

        private UnsupportedException(String message) {
            super(message);
        }
    }

    /** Returns a copy in plain values, without the members that are null, as Lambda's runtime writes a map. */
    static @Nullable Object copy(@Nullable Object value) throws UnsupportedException {
        return copy(value, 0);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) throws UnsupportedException {
        if (depth > DEEPEST) {
            throw new UnsupportedException("is nested more than " + DEEPEST + " levels deep, or contains itself");
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof AtomicBoolean flag) {
            return flag.get();
        }
        Number number = number(value);
        if (number != null) {
            return number;
        }
        String string = string(value);
        if (string != null) {
            return string;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                Object plain = copy(member.getValue(), depth + 1);
                if (plain != null && member.getKey() != null) {
                    copy.put(name(member.getKey()), plain);
                }
            }
            return copy;
        }
        List<?> elements = elements(value);
        if (elements == null) {
            throw new UnsupportedException(
                    "contains a " + value.getClass().getName()
                            + ", which is not plain JSON: use maps, lists, strings, numbers and booleans, or CorsRequestHandler");
        }
        List<@Nullable Object> copy = new ArrayList<>(elements.size());
        for (Object element : elements) {
            copy.add(copy(element, depth + 1));
        }
        return copy;
    }

    /** Returns the name under which a map's key is written. */
    static String name(Object key) {
        return key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
    }

    /** Returns the string that a value is written as; null if it is written as something else. */
    static @Nullable String string(Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        boolean printed = value instanceof URI
                || value instanceof URL
                || value instanceof UUID
                || value instanceof Locale
                || value instanceof Currency
                || (value instanceof Double d && !Double.isFinite(d))
                || (value instanceof Float f && !Float.isFinite(f));
        return printed ? value.toString() : null;
    }

    /** Returns the text of a value that is written as a string, a number or a boolean; null for all others. */
    static @Nullable String scalar(Object value) {
        if (value instanceof Boolean || value instanceof AtomicBoolean) {
            return value.toString();
        }
        Number number = number(value);
        return number == null ? string(value) : number.toString();
    }

    private static @Nullable Number number(Object value) {
        if (value instanceof AtomicInteger || value instanceof AtomicLong) {
            return ((Number) value).longValue();
        }
        boolean plain = value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || (value instanceof Double d && Double.isFinite(d))
                || (value instanceof Float f && Float.isFinite(f));
        return plain ? (Number) value : null;
    }

    /** Returns the elements of a value that is written as a list; null for all others. */
    static @Nullable List<?> elements(Object value) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (value instanceof Iterable<?> all) {
            for (Object element : all) {
                elements.add(element);
            }
            return elements;
        }
        if (!value.getClass().isArray() || value instanceof char[] || value instanceof byte[]) {
            return null;
        }
        for (int i = 0; i < Array.getLength(value); i++) {
            elements.add(Array.get(value, i));
        }
        return elements;
    }

    /** Returns the JSON of a value, without white space. */
    static String of(@Nullable Object value) throws UnsupportedException {
        JsonText text = new JsonText(256);
        write(copy(value), text);
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonText text) {
        if (value instanceof String string) {
            text.string(string);
        } else if (value instanceof Map<?, ?> map) {
            text.raw("{");
            boolean first = true;
            for (Map.Entry<?, ?> member : map.entrySet()) {
                text.raw(first ? "" : ",")
                        .string(String.valueOf(member.getKey()))
                        .raw(":");
                write(member.getValue(), text);
                first = false;
            }
            text.raw("}");
        } else if (value instanceof List<?> list) {
            text.raw("[");
            for (int i = 0; i < list.size(); i++) {
                text.raw(i == 0 ? "" : ",");
                write(list.get(i), text);
            }
            text.raw("]");
        } else {
            text.raw(String.valueOf(value));
        }
    }
}
