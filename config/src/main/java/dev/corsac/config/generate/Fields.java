package dev.corsac.config.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping of a document to be written: its fields in order, with comments. A value is a text, number or boolean, a list,
 * another mapping, or one of the records of this type. Not thread-safe.
 */
final class Fields {

    /**
     * A field.
     *
     * @param comment what is written above it; empty for nothing
     * @param apart whether an empty line precedes it
     */
    record Field(String name, Object value, List<String> comment, boolean apart) {}

    /** A value with a tag of CloudFormation, such as {@code !Sub}. */
    record Tagged(String tag, Object value) {}

    /** An expression of the language that is written, taken as it is. */
    record Verbatim(String text) {}

    /** A text of several lines. */
    record Lines(String text) {}

    /** A value on one line. */
    record OneLine(Object value) {}

    private final List<Field> fields = new ArrayList<>();
    private List<String> comment = List.of();
    private boolean apart;

    /** Adds a field. */
    Fields put(String name, Object value) {
        fields.add(new Field(name, value, comment, apart));
        comment = List.of();
        apart = false;
        return this;
    }

    /** Adds texts by name, if there are any. */
    Fields putAll(Map<String, String> texts) {
        texts.forEach(this::put);
        return this;
    }

    /** Writes sentences above the next field. */
    Fields comment(List<String> sentences) {
        comment = sentences;
        return this;
    }

    /** Writes sentences above the next field. */
    Fields comment(String... sentences) {
        return comment(List.of(sentences));
    }

    /** Puts an empty line before the next field. */
    Fields apart() {
        apart = true;
        return this;
    }

    /** Removes a field, if it is there. */
    void remove(String name) {
        fields.removeIf(field -> field.name().equals(name));
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    List<Field> all() {
        return fields;
    }

    static Fields of(Map<String, String> texts) {
        return new Fields().putAll(texts);
    }

    /** Breaks sentences into lines of a comment. */
    static List<String> wrapped(List<String> sentences, int width) {
        List<String> lines = new ArrayList<>();
        for (String sentence : sentences) {
            StringBuilder line = new StringBuilder();
            for (String word : sentence.split(" ", -1)) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Returns texts by name with something around each value. */
    static Map<String, String> around(Map<String, String> texts, String prefix, String quote) {
        Map<String, String> quoted = new LinkedHashMap<>();
        texts.forEach((name, value) -> quoted.put(prefix + name, quote + value + quote));
        return quoted;
    }
}
