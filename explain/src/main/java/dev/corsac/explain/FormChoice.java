package dev.corsac.explain;

import org.jspecify.annotations.Nullable;

/**
 * Which form of a fix comes first. Immutable.
 *
 * @param asked the form that the user asks for: it comes first, whichever fix has it; null for none
 * @param project the form that the user's project has: it comes first where the fix to try first has it; null if it is not
 *     known
 */
record FormChoice(@Nullable FixForm asked, @Nullable FixForm project) {

    /** The usual order. */
    static final FormChoice NONE = new FormChoice(null, null);
}
