package dev.corsac.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A finding that its user accepts, with the reason. Immutable.
 *
 * @param code the finding's code
 * @param at where the finding is: the id of a front or function, the beginning of an address, or the place of a line; null for
 *     everywhere
 * @param reason why it is accepted; not blank
 * @param place where the suppression is written
 */
public record Suppression(String code, @Nullable String at, String reason, Place place) {}
