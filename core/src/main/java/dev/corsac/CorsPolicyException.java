package dev.corsac;

import java.util.List;

/** Thrown when a policy cannot be built. Its message lists every problem, each on its own line. Immutable. */
public final class CorsPolicyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<CorsProblem> problems;

    private CorsPolicyException(List<CorsProblem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Throws the exception here, since the verifier loads the class wherever a method contains {@code throw}. */
    @SuppressWarnings("DoNotCallSuggester")
    static void raise(List<CorsProblem> problems) {
        throw new CorsPolicyException(problems);
    }

    /** Returns all problems of the policy, in the order of its settings; at least one. Immutable and serializable. */
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
