package dev.corsac.recorder;

import dev.corsac.explain.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Java's own values: maps, lists, strings, numbers, booleans, null. */
final class Json {

    private Json() {}

    static @Nullable Object read(String text) {
        return PlainJson.parse(text);
    }

    static Map<String, @Nullable Object> object(@Nullable Object json) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return object;
    }

    static Object at(@Nullable Object json, String... path) {
        Object value = json;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value == null ? "" : value;
    }

    static String write(Object value) {
        return PlainJson.line(value);
    }
}
