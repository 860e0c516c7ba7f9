package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document, two spaces of indentation a level. It checks neither that names are unique nor that every
 * container is closed. Not safe for use by several threads.
 */
final class JsonWriter {

    private final StringBuilder text = new StringBuilder();
    /** For each open container whether it has a member yet. */
    private final List<Boolean> filled = new ArrayList<>();

    private boolean named;

    JsonWriter object() {
        return open('{');
    }

    JsonWriter endObject() {
        return close('}');
    }

    JsonWriter array() {
        return open('[');
    }

    JsonWriter endArray() {
        return close(']');
    }

    /** Starts a member of an object. */
    JsonWriter name(String name) {
        separate();
        text.append(Quoting.json(name)).append(": ");
        named = true;
        return this;
    }

    JsonWriter value(@Nullable String value) {
        separate();
        text.append(value == null ? "null" : Quoting.json(value));
        return this;
    }

    JsonWriter value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    /** Writes a number; null where {@code unknown} stands for a value that is not known. */
    JsonWriter value(int value, int unknown) {
        separate();
        text.append(value == unknown ? "null" : Integer.toString(value));
        return this;
    }

    JsonWriter strings(Iterable<String> values) {
        array();
        for (String value : values) {
            value(value);
        }
        return endArray();
    }

    @Override
    public String toString() {
        return text + "\n";
    }

    private JsonWriter open(char bracket) {
        separate();
        text.append(bracket);
        filled.add(false);
        return this;
    }

    private JsonWriter close(char bracket) {
        if (filled.remove(filled.size() - 1)) {
            newLine();
        }
        text.append(bracket);
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (filled.isEmpty()) {
            return;
        }
        int last = filled.size() - 1;
        if (filled.get(last)) {
            text.append(',');
        }
        filled.set(last, true);
        newLine();
    }

    private void newLine() {
        text.append('\n').append("  ".repeat(filled.size()));
    }
}
