package dev.corsac.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a local run knows of a call besides its exchanges. Immutable.
 *
 * @param remembered an earlier preflight of the same page to the same URL, for a call without one of its own; null if
 *     there is none
 * @param others everything else that was recorded: where redirects lead to
 * @param settled whether an actual request that has not come will not come
 * @param refusal why a function's Corsac policy refused the call; null if none did
 */
public record LocalKnowledge(
        @Nullable RecordedExchange remembered,
        Iterable<RecordedExchange> others,
        boolean settled,
        @Nullable PolicyRefusal refusal) {

    /** What every other input knows: nothing. */
    public static final LocalKnowledge NONE = new LocalKnowledge(null, List.of(), true, null);
}
