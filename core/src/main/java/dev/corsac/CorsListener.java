package dev.corsac;

/**
 * Is told every decision of a policy; see {@link CorsPolicy.Builder#listener}. For metrics and logs: a decision's {@link
 * CorsDecision#kind}, {@link CorsDecision#allowed} and the class of its {@link CorsDecision#refusal} are what to count by,
 * being few; the values in a refusal come from strangers.
 */
@FunctionalInterface
public interface CorsListener {

    /**
     * Takes note of a decision. Called in the thread that asked, before it gets its answer, so it has to be quick; by many
     * threads at once. What it throws goes to the log of {@code dev.corsac} and no further.
     */
    void decided(CorsRequest request, CorsDecision decision);
}
