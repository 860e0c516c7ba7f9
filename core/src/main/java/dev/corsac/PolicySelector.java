package dev.corsac;

/**
 * Chooses the policy for a request by its target, where one function serves several tenants or its policy changes at run time.
 * Thread-safe.
 */
@FunctionalInterface
public interface PolicySelector {

    /** Returns the policy. It must be quick: it is called for each request. */
    CorsPolicy select(CallTarget target);
}
