package dev.corsac.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a message: immutable, in order, each with its own spelling, repeats included. Look-ups ignore the
 * case of names.
 */
public final class Headers implements Iterable<Header> {

    /** No lines at all. */
    public static final Headers EMPTY = new Headers(List.of());

    private final List<Header> lines;

    private Headers(List<Header> lines) {
        this.lines = lines;
    }

    /**
     * Lines from names and values in turn.
     *
     * @throws IllegalArgumentException if there is a name without a value, or a line that {@link Header} refuses
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a name without a value: \"" + namesAndValues[namesAndValues.length - 1] + "\"");
        }
        List<Header> lines = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(lines);
    }

    /** These lines, copied. */
    public static Headers of(List<Header> lines) {
        return lines.isEmpty() ? EMPTY : new Headers(List.copyOf(lines));
    }

    /** The value of the first line of that name, or null. */
    public @Nullable String first(String name) {
        for (Header line : lines) {
            if (line.is(name)) {
                return line.value();
            }
        }
        return null;
    }

    /** The value of the last line of that name, or null. */
    public @Nullable String last(String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).is(name)) {
                return lines.get(i).value();
            }
        }
        return null;
    }

    /**
     * The values of all lines of that name joined with {@code ", "}, or null: what the Fetch Standard calls to <a
     * href="https://fetch.spec.whatwg.org/#concept-header-list-get">get</a> a header.
     */
    public @Nullable String combined(String name) {
        @Nullable String result = null;
        for (Header line : lines) {
            if (line.is(name)) {
                result = result == null ? line.value() : result + ", " + line.value();
            }
        }
        return result;
    }

    /** The values of all lines of that name, in order; empty if there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Header line : lines) {
            if (line.is(name)) {
                values.add(line.value());
            }
        }
        return values;
    }

    /** Whether there is a line of that name. */
    public boolean has(String name) {
        return first(name) != null;
    }

    /** The names in lower case, each once, in the order of their first lines. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Header line : lines) {
            names.add(line.lowerCaseName());
        }
        return names;
    }

    /** These lines and one more at the end. */
    public Headers plus(String name, String value) {
        List<Header> more = new ArrayList<>(lines.size() + 1);
        more.addAll(lines);
        more.add(new Header(name, value));
        return of(more);
    }

    /** These lines and those others after them. */
    public Headers plus(Headers others) {
        List<Header> more = new ArrayList<>(lines.size() + others.lines.size());
        more.addAll(lines);
        more.addAll(others.lines);
        return of(more);
    }

    /** Without the lines of that name. */
    public Headers without(String name) {
        if (!has(name)) {
            return this;
        }
        List<Header> fewer = new ArrayList<>(lines.size());
        for (Header line : lines) {
            if (!line.is(name)) {
                fewer.add(line);
            }
        }
        return of(fewer);
    }

    /** One line of that name, at the end; those that were there are gone. */
    public Headers with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** The lines, in order. */
    public List<Header> lines() {
        return lines;
    }

    /** How many lines there are. */
    public int size() {
        return lines.size();
    }

    /** Whether there is no line. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public Iterator<Header> iterator() {
        return lines.iterator();
    }

    /** The lines, in order. */
    public Stream<Header> stream() {
        return lines.stream();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && lines.equals(headers.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    /** The lines as on the wire, each ended by a line feed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Header line : lines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
