package dev.corsac.explain;

import java.util.List;

/**
 * What was read from an input. Immutable.
 *
 * @param calls in the order of the input; empty if there is a problem
 * @param problem why nothing could be read, with the place and what to give instead, in one line; empty if calls were read
 */
public record ReadResult(List<RecordedCall> calls, String problem) {

    /** Copies the list. */
    public ReadResult {
        calls = List.copyOf(calls);
    }

    static ReadResult of(List<RecordedCall> calls) {
        return new ReadResult(calls, "");
    }

    static ReadResult problem(String problem) {
        return new ReadResult(List.of(), problem);
    }
}
