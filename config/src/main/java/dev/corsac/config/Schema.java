package dev.corsac.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of {@code corsac.yaml}, or a part of it: what editors complete by, what the reader checks a file with and
 * takes defaults from, and what the reference is made of. Of JSON Schema's words those are known that the schema has; a test
 * holds it to them. Immutable; safe to share between threads.
 */
public final class Schema {

    private static final String RESOURCE = "corsac.schema.json";

    private final Map<String, ?> root;
    private final Map<String, ?> words;

    private Schema(Map<String, ?> root, Map<String, ?> words) {
        this.root = root;
        this.words = words;
    }

    /** The schema's text, as editors want it. */
    public static String text() {
        try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole. */
    public static Schema load() {
        try {
            Map<String, ?> root = object(Json.read(text()));
            return new Schema(root, root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the schema has here, referred parts included; what is written next to a reference comes first. */
    public Map<String, ?> words() {
        Map<String, ?> here = words;
        Map<String, Object> all = new LinkedHashMap<>();
        while (true) {
            here.forEach((word, value) -> {
                if (!word.equals("$ref") && value != null) {
                    all.putIfAbsent(word, value);
                }
            });
            if (!(here.get("$ref") instanceof String reference)) {
                return all;
            }
            here = referred(reference);
        }
    }

    private Map<String, ?> referred(String reference) {
        Map<String, ?> at = root;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            at = object(at.get(step));
        }
        return at;
    }

    /** The name of the definition that this refers to directly, or null. */
    @Nullable
    public String reference() {
        return words.get("$ref") instanceof String reference ? reference.substring("#/$defs/".length()) : null;
    }

    @Nullable
    public String text(String word) {
        return words().get(word) instanceof String text ? text : null;
    }

    @Nullable
    Integer number(String word) {
        return words().get(word) instanceof Number number ? Integer.valueOf(number.intValue()) : null;
    }

    /** The default as text, or null. */
    @Nullable
    public String byDefault() {
        Object value = words().get("default");
        return value == null ? null : value.toString();
    }

    /** {@code string}, {@code integer}, …; the type of the values where there is only an {@code enum}. */
    List<String> types() {
        Object type = words().get("type");
        return type == null ? List.of("string") : texts(type);
    }

    boolean is(String type) {
        return types().contains(type);
    }

    /** The choices as they are written; empty where anything goes. */
    public List<String> choices() {
        Object choices = words().get("enum");
        return choices == null ? List.of() : texts(choices);
    }

    List<String> required() {
        Object required = words().get("required");
        return required == null ? List.of() : texts(required);
    }

    /** Which names there may be, empty for any; or those that are known. */
    public List<String> names() {
        if (words().get("propertyNames") instanceof Map<?, ?> names) {
            return new Schema(root, object(names)).choices();
        }
        return List.copyOf(properties().keySet());
    }

    public Map<String, Schema> properties() {
        Map<String, Schema> properties = new LinkedHashMap<>();
        if (words().get("properties") instanceof Map<?, ?> given) {
            given.forEach((name, words) -> properties.put(String.valueOf(name), new Schema(root, object(words))));
        }
        return properties;
    }

    /** What a value of that name is held to; null if there can be none. */
    @Nullable
    public Schema property(String name) {
        Schema known = properties().get(name);
        return known != null ? known : part("additionalProperties");
    }

    /** What the words {@code items}, {@code then}, {@code else} and {@code additionalProperties} hold, or null. */
    @Nullable
    public Schema part(String word) {
        return words().get(word) instanceof Map<?, ?> words ? new Schema(root, object(words)) : null;
    }

    public Map<String, Schema> definitions() {
        Map<String, Schema> definitions = new LinkedHashMap<>();
        object(root.get("$defs")).forEach((name, words) -> definitions.put(name, new Schema(root, object(words))));
        return definitions;
    }

    /**
     * What holds for an object: one of two where one of its fields decides.
     *
     * @param fields its fields that are text
     */
    public Schema chosen(Map<String, String> fields) {
        Schema then = part("then");
        Schema otherwise = part("else");
        if (then == null || otherwise == null) {
            return this;
        }
        Map<String, Schema> conditions = new Schema(root, object(words().get("if"))).properties();
        boolean met = conditions.entrySet().stream()
                .allMatch(
                        condition -> String.valueOf(condition.getValue().words().get("const"))
                                .equals(fields.get(condition.getKey())));
        return met ? then : otherwise;
    }

    private static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        } else {
            texts.add(String.valueOf(value));
        }
        return texts;
    }

    private static Map<String, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, entry) -> {
                if (entry != null) {
                    object.put(String.valueOf(name), entry);
                }
            });
            return object;
        }
        throw new IllegalStateException(RESOURCE + " must have an object here, not " + value);
    }
}
