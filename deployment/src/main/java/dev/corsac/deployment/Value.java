package dev.corsac.deployment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of a deployment: known from the files, made by AWS at deployment, or unknown. Immutable.
 *
 * @param <T> the type of a known value; a made one is always a text
 */
public sealed interface Value<T> {

    /** Returns where the value is written. */
    Place place();

    /** Returns the value if it is known, else null. */
    default @Nullable T known() {
        return null;
    }

    /** Returns the value if it is known, else the other one. */
    default T or(T other) {
        T value = known();
        return value == null ? other : value;
    }

    /** Returns the inputs that are missing; empty unless the value is unknown. */
    default List<Missing> missing() {
        return List.of();
    }

    /** Returns the parts of the value's text: one literal text if the value is known, none if it is unknown. */
    List<Part> parts();

    /** Returns what AWS makes of the value, in the order of its parts; empty unless the value is made. */
    default List<Symbol> symbols() {
        return List.of();
    }

    /** Whether both are known or made and have the same text, wherever they are written. Unknown values never do. */
    boolean same(Value<?> other);

    /**
     * Returns what the function makes of a known value; otherwise the same state without a value of the other type.
     *
     * @throws IllegalArgumentException if the function throws it
     */
    <R> Value<R> map(Function<T, R> function);

    /** Returns the same value at another place. */
    Value<T> at(Place place);

    /**
     * A value that the files state, directly or through parameters and functions of the template.
     *
     * @param value the value
     */
    record Known<T>(T value, Place place) implements Value<T> {
        @Override
        public T known() {
            return value;
        }

        @Override
        public List<Part> parts() {
            return List.of(new Literal(toString()));
        }

        @Override
        public boolean same(Value<?> other) {
            return other instanceof Known<?> that && value.equals(that.value());
        }

        @Override
        public <R> Value<R> map(Function<T, R> function) {
            return new Known<>(function.apply(value), place);
        }

        @Override
        public Value<T> at(Place other) {
            return new Known<>(value, other);
        }

        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /**
     * A text with parts that AWS makes at deployment.
     *
     * @param parts literal texts and at least one symbol, without two literal texts in a row
     */
    record Made<T>(List<Part> parts, Place place) implements Value<T> {
        /** Copies the list. */
        public Made {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Symbol> symbols() {
            List<Symbol> symbols = new ArrayList<>();
            for (Part part : parts) {
                if (part instanceof Reference reference) {
                    symbols.add(reference.symbol());
                }
            }
            return symbols;
        }

        @Override
        public boolean same(Value<?> other) {
            return other instanceof Made<?> that && parts.equals(that.parts());
        }

        @Override
        public <R> Value<R> map(Function<T, R> function) {
            return new Made<>(parts, place);
        }

        @Override
        public Value<T> at(Place other) {
            return new Made<>(parts, other);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            parts.forEach(text::append);
            return text.toString();
        }
    }

    /**
     * A value that depends on something that no file states.
     *
     * @param inputs what is missing; at least one
     */
    record Unknown<T>(List<Missing> inputs, Place place) implements Value<T> {
        /** Copies the list. */
        public Unknown {
            inputs = List.copyOf(inputs);
        }

        @Override
        public List<Missing> missing() {
            return inputs;
        }

        @Override
        public List<Part> parts() {
            return List.of();
        }

        @Override
        public boolean same(Value<?> other) {
            return false;
        }

        @Override
        public <R> Value<R> map(Function<T, R> function) {
            return new Unknown<>(inputs, place);
        }

        @Override
        public Value<T> at(Place other) {
            return new Unknown<>(inputs, other);
        }

        @Override
        public String toString() {
            return "(unknown: "
                    + String.join(", ", inputs.stream().map(Missing::name).toList()) + ")";
        }
    }

    /** A part of a made text. */
    sealed interface Part {}

    /** A part that is written in the template. */
    record Literal(String text) implements Part {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A part that AWS makes. */
    record Reference(Symbol symbol) implements Part {
        @Override
        public String toString() {
            return "${" + symbol + "}";
        }
    }

    /** Returns a known value. */
    static <T> Value<T> of(T value, Place place) {
        return new Known<>(value, place);
    }

    /** Returns a value that AWS sets where the files are silent. */
    static <T> Value<T> byDefault(T value) {
        return new Known<>(value, Place.NONE);
    }

    /** Returns the text of a symbol. */
    static Value<String> of(Symbol symbol, Place place) {
        return new Made<>(List.of(new Reference(symbol)), place);
    }

    /** Returns a value that depends on a missing input. */
    static <T> Value<T> unknown(Missing input) {
        return new Unknown<>(List.of(input), input.place());
    }

    /**
     * Returns the texts one after the other: known if all are known, unknown if one is. Host names that are spelled with an
     * API's or bucket's id become that component's host symbol, so that every spelling of the same address compares equal.
     */
    static Value<String> joined(List<Value<String>> texts, Place place) {
        List<Part> parts = new ArrayList<>();
        Set<Missing> missing = new LinkedHashSet<>();
        for (Value<String> text : texts) {
            text.parts().forEach(part -> HostNames.add(parts, part));
            missing.addAll(text.missing());
        }
        if (!missing.isEmpty()) {
            return new Unknown<>(List.copyOf(missing), place);
        }
        List<Part> made = HostNames.recognised(parts);
        if (made.isEmpty()) {
            return of("", place);
        }
        return made.size() == 1 && made.get(0) instanceof Literal literal
                ? of(literal.text(), place)
                : new Made<>(made, place);
    }

    /**
     * Returns the pieces of a text between the matches of a separator, each at the text's place; the text itself if it is
     * unknown. Empty pieces are left out.
     *
     * @param separator a regular expression
     */
    static List<Value<String>> split(Value<String> text, String separator) {
        return pieces(text, separator).stream()
                .filter(piece -> !"".equals(piece.known()))
                .toList();
    }

    /**
     * Returns the pieces of a text between the matches of a separator, empty ones included, each at the text's place; the text
     * itself if it is unknown.
     *
     * @param separator a regular expression
     */
    static List<Value<String>> pieces(Value<String> text, String separator) {
        List<Value<String>> pieces = new ArrayList<>();
        List<Value<String>> piece = new ArrayList<>();
        if (!text.missing().isEmpty()) {
            return List.of(text);
        }
        for (Part part : text.parts()) {
            if (part instanceof Literal literal) {
                String[] between = literal.text().split(separator, -1);
                for (int i = 0; i < between.length; i++) {
                    if (i > 0) {
                        pieces.add(joined(piece, text.place()));
                        piece.clear();
                    }
                    piece.add(of(between[i], text.place()));
                }
            } else {
                piece.add(new Made<>(List.of(part), text.place()));
            }
        }
        pieces.add(joined(piece, text.place()));
        return pieces;
    }
}
