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

    /** An empty list. */
    public static final Headers EMPTY = new Headers(List.of());

    private final List<Header> lines;

    private Headers(List<Header> lines) {
        this.lines = lines;
    }

    /**
     * Makes lines from names and values in turn.
     *
     * @throws IllegalArgumentException if there is a name without a value, or a line that {@link Header} does not accept
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "the name \"" + namesAndValues[namesAndValues.length - 1] + "\" has no value");
        }
        List<Header> lines = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(lines);
    }

    /** Makes a copy of these lines. */
    public static Headers of(List<Header> lines) {
        return lines.isEmpty() ? EMPTY : new Headers(List.copyOf(lines));
    }

    /** Returns the value of the first line of that name, or null. */
    public @Nullable String first(String name) {
        for (Header line : lines) {
            if (line.is(name)) {
                return line.value();
            }
        }
        return null;
    }

    /** Returns the value of the last line of that name, or null. */
    public @Nullable String last(String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).is(name)) {
                return lines.get(i).value();
            }
        }
        return null;
    }

    /**
     * Returns the values of all lines of that name joined with {@code ", "}, or null: what the Fetch Standard calls to <a
     * href="https://fetch.spec.whatwg.org/#concept-header-list-get">get</a> a header.
     */
    public @Nullable String combined(String name) {
        @Nullable String first = null;
        @Nullable StringBuilder more = null;
        for (Header line : lines) {
            if (line.is(name)) {
                if (first == null) {
                    first = line.value();
                } else {
                    more = more == null ? new StringBuilder(first) : more;
                    more.append(", ").append(line.value());
                }
            }
        }
        return more == null ? first : more.toString();
    }

    /** Returns the values of all lines of that name, in order; empty if there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Header line : lines) {
            if (line.is(name)) {
                values.add(line.value());
            }
        }
        return values;
    }

    /** Tests whether there is a line of that name. */
    public boolean has(String name) {
        return first(name) != null;
    }

    /** Returns the names in lower case, each once, in the order of their first lines. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Header line : lines) {
            names.add(line.lowerCaseName());
        }
        return names;
    }

    /** Returns these lines with one more at the end. */
    public Headers plus(String name, String value) {
        List<Header> more = new ArrayList<>(lines.size() + 1);
        more.addAll(lines);
        more.add(new Header(name, value));
        return of(more);
    }

    /** Returns these lines followed by the others. */
    public Headers plus(Headers others) {
        List<Header> more = new ArrayList<>(lines.size() + others.lines.size());
        more.addAll(lines);
        more.addAll(others.lines);
        return of(more);
    }

    /** Returns these lines without those of that name. */
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

    /** Returns these lines with one line of that name, at the end, in place of all others of that name. */
    public Headers with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** Returns the lines, in order. */
    public List<Header> lines() {
        return lines;
    }

    /** Returns the number of lines. */
    public int size() {
        return lines.size();
    }

    /** Tests whether there is no line. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public Iterator<Header> iterator() {
        return lines.iterator();
    }

    /** Returns the lines, in order. */
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

    /** Returns the lines as on the wire, each ended by a line feed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Header line : lines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
