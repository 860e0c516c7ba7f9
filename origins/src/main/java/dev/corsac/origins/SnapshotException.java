package dev.corsac.origins;

import java.io.IOException;
import java.util.List;

/** Thrown when a snapshot cannot be used or made: its bytes are damaged, it is older than the one in use, its origins are not valid. */
public final class SnapshotException extends IOException {

    private static final int MOST_SHOWN = 20;

    @SuppressWarnings("serial") // an immutable list of a record that can be serialized
    private final List<SnapshotProblem> problems;

    /** Makes one with a message for people: what is wrong, and the fix. */
    public SnapshotException(String message) {
        super(message);
        this.problems = List.of();
    }

    SnapshotException(List<SnapshotProblem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns the origins that are not valid; empty if something else is wrong. Immutable. */
    public List<SnapshotProblem> problems() {
        return problems;
    }

    private static String describe(List<SnapshotProblem> problems) {
        StringBuilder text = new StringBuilder("These allowed origins cannot be used:");
        for (int i = 0; i < Math.min(problems.size(), MOST_SHOWN); i++) {
            text.append("\n  - ").append(problems.get(i).message());
        }
        if (problems.size() > MOST_SHOWN) {
            text.append("\n  - and ").append(problems.size() - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }
}
