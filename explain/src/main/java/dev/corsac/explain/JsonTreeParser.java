package dev.corsac.explain;

import org.jspecify.annotations.Nullable;

/** Parses JSON into plain values. This module has no JSON library, so its caller brings one. */
@FunctionalInterface
public interface JsonTreeParser {

    /**
     * Parses a document.
     *
     * @return a {@code Map} with strings as keys, a {@code List}, a {@code String}, a {@code Number}, a {@code Boolean} or
     *     null
     * @throws IllegalArgumentException if it is not well-formed; the message states the line
     */
    @Nullable
    Object parse(String text);
}
