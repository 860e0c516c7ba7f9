package dev.corsac.internal;

/**
 * A set of origins that a policy allows in addition to those of its settings. Immutable for callers and thread-safe: the same
 * origin is in it for as long as the policy exists, since policies keep their decisions.
 */
public interface OriginLookup {

    /**
     * Whether the origin is in the set. Called for each decision about an origin that the settings do not list, in the
     * caller's thread, so it must be quick and must not allocate, whatever strangers send.
     *
     * @param origin as it was sent, at most as long as an origin can be
     */
    boolean contains(String origin);

    /** Returns how many origins and patterns are in the set, about: for the size of tables. */
    int size();

    /** Returns the name of the set, for people. */
    @Override
    String toString();
}
