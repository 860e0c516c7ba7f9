package dev.corsac;

import java.util.List;

/**
 * A decision with the reasoning behind it.
 *
 * @param decision what the policy says
 * @param steps how it came to that, in order, ending with the step that decided
 */
public record CorsExplanation(CorsDecision decision, List<Step> steps) {

    public CorsExplanation {
        steps = List.copyOf(steps);
    }

    /**
     * One step of the reasoning.
     *
     * @param passed false for what the request fails on
     * @param text a sentence or two for people
     * @param reference where the rule comes from: a section of the Fetch Standard
     */
    public record Step(boolean passed, String text, String reference) {}

    /** For people: a line for each step, then the answer. */
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
            text.append("Answer: ").append(decision.status().getAsInt()).append(", without the handler");
        } else {
            text.append("Answer: that of the handler");
        }
        if (decision.headers().isEmpty()) {
            return text.append(", and no CORS header\n").toString();
        }
        text.append(", with\n");
        for (int i = 0; i < decision.headers().size(); i++) {
            text.append("      ").append(decision.headers().get(i)).append('\n');
        }
        return text.toString();
    }
}
