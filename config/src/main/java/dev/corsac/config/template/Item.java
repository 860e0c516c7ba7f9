package dev.corsac.config.template;

import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a template: a mapping, a list or a text, with its place. A text may be made at deployment or unknown. Immutable.
 */
final class Item {

    /** The kinds of items. */
    enum Kind {
        MAP,
        LIST,
        TEXT
    }

    private final Kind kind;
    private final Place place;
    private final Map<String, Item> fields;
    private final List<Item> items;
    private final Value<String> text;

    private Item(Kind kind, Place place, Map<String, Item> fields, List<Item> items, Value<String> text) {
        this.kind = kind;
        this.place = place;
        this.fields = fields;
        this.items = items;
        this.text = text;
    }

    private static Value<String> none(Place place) {
        return Value.of("", place);
    }

    /** Returns a mapping, whose order is kept. */
    static Item map(Map<String, Item> fields, Place place) {
        return new Item(
                Kind.MAP, place, Collections.unmodifiableMap(new LinkedHashMap<>(fields)), List.of(), none(place));
    }

    /** Returns a list. */
    static Item list(List<Item> items, Place place) {
        return new Item(Kind.LIST, place, Map.of(), List.copyOf(items), none(place));
    }

    /** Returns a text. */
    static Item text(Value<String> text) {
        return new Item(Kind.TEXT, text.place(), Map.of(), List.of(), text);
    }

    /** Returns a known text. */
    static Item text(String text, Place place) {
        return text(Value.of(text, place));
    }

    /** Returns something that depends on a missing input, whatever its kind. */
    static Item unknown(List<Missing> inputs, Place place) {
        return text(new Value.Unknown<>(inputs, place));
    }

    Kind kind() {
        return kind;
    }

    Place place() {
        return place;
    }

    boolean isMap() {
        return kind == Kind.MAP;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }

    boolean isUnknown() {
        return kind == Kind.TEXT && text instanceof Value.Unknown<?>;
    }

    /** Returns the fields of a mapping; empty for anything else. */
    Map<String, Item> fields() {
        return fields;
    }

    /** Returns the items of a list; empty for anything else. */
    List<Item> items() {
        return items;
    }

    /** Returns the items of a list, or this in a list of its own; empty for a mapping. */
    List<Item> oneOrMore() {
        return kind == Kind.LIST ? items : kind == Kind.TEXT ? List.of(this) : List.of();
    }

    /** Returns the text; an empty one for anything else. */
    Value<String> text() {
        return text;
    }

    /** Returns what is found by these names, one inside the other; null if it is not there. */
    @Nullable
    Item get(String... names) {
        Item at = this;
        for (String name : names) {
            at = at.fields.get(name);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** Returns the known text that is found by these names; null if it is not there or not known. */
    @Nullable
    String string(String... names) {
        Item at = get(names);
        return at == null || at.kind != Kind.TEXT ? null : at.text.known();
    }

    /** Returns the text that is found by these names; null if it is not there. */
    @Nullable
    Value<String> value(String... names) {
        Item at = get(names);
        return at == null || at.kind != Kind.TEXT ? null : at.text;
    }

    /** Returns the text that is found by this name, or the default. */
    Value<String> valueOr(String name, String byDefault) {
        Value<String> found = value(name);
        return found == null ? Value.byDefault(byDefault) : found;
    }

    /** Returns one text or a list of them; nothing if it is not there. */
    List<Value<String>> values(String... names) {
        Item at = get(names);
        List<Value<String>> values = new ArrayList<>();
        if (at != null) {
            at.oneOrMore().forEach(item -> {
                if (item.kind == Kind.TEXT) {
                    values.add(item.text);
                }
            });
        }
        return values;
    }

    /** Returns the texts by name. */
    Map<String, Value<String>> valueMap(String... names) {
        Map<String, Value<String>> values = new LinkedHashMap<>();
        Item at = get(names);
        if (at != null) {
            at.fields.forEach((name, item) -> {
                if (item.kind == Kind.TEXT) {
                    values.put(name, item.text);
                }
            });
        }
        return values;
    }

    /** Returns the first that is not null. */
    @SafeVarargs
    static <T> @Nullable T first(@Nullable T... candidates) {
        for (T candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    /** Returns whether a known text is {@code true}. */
    boolean flag(String... names) {
        return "true".equalsIgnoreCase(string(names));
    }

    /** Returns the flag, or the default where it is not there or unknown. */
    boolean flagOr(boolean byDefault, String... names) {
        String text = string(names);
        return text == null ? byDefault : text.equalsIgnoreCase("true");
    }

    /** Returns the flag as a value; false where it is not there. */
    Value<Boolean> flagValue(String name) {
        Value<String> found = value(name);
        return found == null
                ? Value.byDefault(false)
                : found.map(text -> stripped(text).equalsIgnoreCase("true"));
    }

    private static String stripped(String text) {
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Returns the number as a value; null where it is not there or known and not a number. */
    @Nullable
    Value<Integer> number(String... names) {
        Value<String> found = value(names);
        if (found == null) {
            return null;
        }
        try {
            return found.map(text -> (int) Double.parseDouble(stripped(text).strip()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case MAP -> fields.toString();
            case LIST -> items.toString();
            case TEXT -> String.valueOf(text);
        };
    }
}
