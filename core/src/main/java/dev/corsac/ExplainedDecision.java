package dev.corsac;

import java.util.List;

/**
 * A decision with the steps that led to it; see {@link CorsPolicy#explain}. Immutable.
 *
 * @param decision the decision of the policy
 * @param steps the steps in order, ending with the one that decided
 */
public record ExplainedDecision(CorsDecision decision, List<Step> steps) {

    public ExplainedDecision {
        steps = List.copyOf(steps);
    }

    /**
     * One step towards a decision.
     *
     * @param passed false for the step at which the request fails
     * @param text a sentence or two for people
     * @param reference the source of the rule: the address of a section of the Fetch Standard
     */
    public record Step(boolean passed, String text, String reference) {}

    /** Returns the steps, one a line with its reference, and then the response, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(step.passed() ? "ok    " : "FAILS ")
                    .append(step.text())
                    .append("\n      ")
                    .append(step.reference())
                    .append('\n');
        }
        if (decision.status().isPresent()) {
            text.append("Response: ").append(decision.status().getAsInt()).append(", without the handler");
        } else {
            text.append("Response: that of the handler");
        }
        if (decision.headers().isEmpty()) {
            return text.append(", without CORS headers\n").toString();
        }
        text.append(", with\n");
        for (int i = 0; i < decision.headers().size(); i++) {
            text.append("      ").append(decision.headers().get(i)).append('\n');
        }
        return text.toString();
    }
}
