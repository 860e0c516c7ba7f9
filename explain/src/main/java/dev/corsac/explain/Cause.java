package dev.corsac.explain;

/**
 * One possible reason for a blocked call. Immutable.
 *
 * @param code a stable name in kebab-case
 * @param text one or two sentences
 */
public record Cause(String code, String text) {}
