package dev.corsac;

import java.util.List;

/** A policy that cannot be built. Its message lists every problem, each on a line. */
public final class CorsPolicyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<CorsProblem> problems;

    private CorsPolicyException(List<CorsProblem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Throws it. Where {@code throw} stands, the class is loaded for the verifier, even if all is well. */
    @SuppressWarnings("DoNotCallSuggester")
    static void raise(List<CorsProblem> problems) {
        throw new CorsPolicyException(problems);
    }

    /** All that is wrong with the policy, in the order of its settings; at least one. */
    public List<CorsProblem> problems() {
        return problems;
    }

    private static String describe(List<CorsProblem> problems) {
        StringBuilder text = new StringBuilder("This CORS policy cannot be used:");
        for (CorsProblem problem : problems) {
            text.append("\n  - ").append(problem.message());
        }
        return text.toString();
    }
}
