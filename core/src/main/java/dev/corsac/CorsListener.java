package dev.corsac;

/**
 * Receives every decision of a policy, for metrics and logs; see {@link CorsPolicy.Builder#listener}. Count by a decision's
 * {@link CorsDecision#kind}, {@link CorsDecision#allowed} and the {@link CorsRefusal#code code} of its {@link
 * CorsDecision#refusal}, which have few values; the other values of a refusal come from strangers.
 */
@FunctionalInterface
public interface CorsListener {

    /**
     * Receives a decision. Called in the caller's thread before the decision is returned, so it must be quick, and by many
     * threads at once. An exception goes to the log of {@code dev.corsac} and no further.
     */
    void decided(CorsRequest request, CorsDecision decision);
}
