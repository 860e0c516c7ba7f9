package dev.corsac.config;

import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a {@code corsac.yaml} that the schema has let through: it knows its place, its defaults, and whether a reader has
 * asked for it. A setting that no reader asks for has no effect, which is reported to the user.
 */
final class Setting {

    private final Document document;
    private final Node node;
    private final String where;
    private final Schema schema;
    private final Map<String, Setting> fields = new LinkedHashMap<>();
    private boolean asked;

    Setting(Document document, Node node, String where, Schema any) {
        this.document = document;
        this.node = node;
        this.where = where;
        Map<String, String> scalars = new LinkedHashMap<>();
        Map<String, Node> nodes = node instanceof MappingNode mapping ? YamlFile.fields(mapping) : Map.of();
        nodes.forEach((name, value) -> {
            if (value instanceof ScalarNode scalar) {
                scalars.put(name, scalar.getValue());
            }
        });
        this.schema = any.chosen(scalars);
        nodes.forEach((name, value) -> {
            Schema property = schema.property(name);
            if (property == null || document.isRefused(value)) {
                return; // The schema check has reported it.
            }
            fields.put(name, new Setting(document, value, SchemaCheck.within(where, name), property));
        });
    }

    String where() {
        return where;
    }

    /** Returns where this setting is written. */
    Place place() {
        return document.file().place(node, where);
    }

    /** Whether the schema check has refused something in this setting. */
    boolean isRefused() {
        return document.isRefused(node);
    }

    /** Returns the text of that name at its place, else the schema's default. */
    Value<String> value(String name) {
        Setting found = find(name);
        return found == null ? Value.byDefault(byDefault(name)) : found.value();
    }

    /** Returns the text of that name at its place, or null. */
    @Nullable
    Value<String> valueOrNull(String name) {
        Setting found = find(name);
        return found == null ? null : found.value();
    }

    /** Returns the number of that name at its place, or null. */
    @Nullable
    Value<Integer> numberValue(String name) {
        Setting found = find(name);
        return found == null ? null : Value.of(Integer.valueOf(found.text()), found.place());
    }

    /** Returns this text at its place. */
    Value<String> value() {
        return Value.of(text(), place());
    }

    /** Returns one text or a list of them, each at its place; nothing if it is not there. */
    List<Value<String>> values(String name) {
        Setting found = find(name);
        return found == null
                ? List.of()
                : found.items().stream().map(Setting::value).toList();
    }

    /** Returns the texts by name, each at its place. */
    Map<String, Value<String>> valueMap(String name) {
        Map<String, Value<String>> map = new LinkedHashMap<>();
        entries(name).forEach((key, value) -> map.put(key, value.value()));
        return map;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The setting of that name, or null. */
    @Nullable
    Setting find(String name) {
        Setting found = fields.get(name);
        if (found != null) {
            found.asked = true;
        }
        return found;
    }

    /** @throws ConfigurationException if it is not there */
    Setting need(String name, String why) {
        Setting found = find(name);
        if (found == null) {
            throw wrong(where + " needs \"" + name + "\": " + why);
        }
        return found;
    }

    /** What is here under names that the file chooses, in its order. */
    Map<String, Setting> entries() {
        fields.values().forEach(field -> field.asked = true);
        return fields;
    }

    /** What is in the mapping of that name; nothing if it is not there. */
    Map<String, Setting> entries(String name) {
        Setting found = find(name);
        return found == null ? Map.of() : found.entries();
    }

    /** The items of the list of that name; where there is one instead of a list, that; nothing if it is not there. */
    List<Setting> items(String name) {
        Setting found = find(name);
        return found == null ? List.of() : found.items();
    }

    private List<Setting> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        Schema item = schema.part("items");
        List<Setting> items = new ArrayList<>();
        for (int i = 0; item != null && i < sequence.getValue().size(); i++) {
            Setting made = document.setting(sequence.getValue().get(i), where + "[" + i + "]", item);
            items.add(made);
        }
        return items;
    }

    /** The text, its references replaced. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return document.replaced(scalar.getValue(), this);
        }
        throw new IllegalStateException(where + " is not a text");
    }

    List<String> texts() {
        return items().stream().map(Setting::text).toList();
    }

    /** The text of that name, else the schema's default. */
    String text(String name) {
        String text = textOrNull(name);
        return text != null ? text : byDefault(name);
    }

    @Nullable
    String textOrNull(String name) {
        Setting found = find(name);
        return found == null ? null : found.text();
    }

    /** One text or a list of them; nothing if it is not there. */
    List<String> texts(String name) {
        Setting found = find(name);
        return found == null ? List.of() : found.texts();
    }

    String[] textArray(String name) {
        return texts(name).toArray(String[]::new);
    }

    /** The number of that name, else the schema's default. */
    int number(String name) {
        return Integer.parseInt(text(name));
    }

    @Nullable
    Integer numberOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : Integer.valueOf(text);
    }

    /** Whether it is true, else the schema's default. */
    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** The constant of that name, else of the schema's default. */
    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    Map<String, String> map(String name) {
        Setting found = find(name);
        return found == null ? Map.of() : found.map();
    }

    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        entries().forEach((name, value) -> map.put(name, value.text()));
        return map;
    }

    private String byDefault(String name) {
        Schema property = schema.property(name);
        String value = property == null ? null : property.byDefault();
        if (value == null) {
            throw new IllegalStateException(where + " has no default of " + name);
        }
        return value;
    }

    /** What is wrong here. */
    ConfigurationException wrong(String problem) {
        return new ConfigurationException(document.file().told(node, problem));
    }

    /**
     * What the supplier makes of this setting.
     *
     * @throws ConfigurationException with the place of this setting and AWS's reason, if AWS would refuse it
     */
    <T> T deployed(Supplier<T> made) {
        try {
            return made.get();
        } catch (dev.corsac.gateway.DeploymentException e) {
            throw wrong(where + ": AWS refuses this: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw wrong(where + ": " + e.getMessage());
        }
    }

    /** Reports every setting that nothing has asked for, in this one or below it. */
    void reportUnused() {
        for (Setting field : fields.values()) {
            if (!field.asked) {
                document.problem(
                        field.wrong(field.where + " is unused with the other settings of " + where + ". Remove it"));
            } else {
                field.reportUnused();
            }
        }
    }
}
