package dev.corsac.explain;

import java.util.Objects;

/**
 * One way to make a blocked call pass. Immutable.
 *
 * @param form what the text is written in
 * @param text code, a template's snippet or a command: of several lines, without a line feed at the end
 * @param replacesConfiguration whether using it drops settings that it does not repeat; the text then shows how to keep
 *     them
 */
public record Fix(FixForm form, String text, boolean replacesConfiguration) {

    /** Checks that nothing is null. */
    public Fix {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(text, "text");
    }

    static Fix of(FixForm form, String text) {
        return new Fix(form, text, false);
    }
}
