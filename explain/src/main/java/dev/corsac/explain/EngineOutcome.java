package dev.corsac.explain;

import dev.corsac.browser.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one engine makes of a recorded call. Immutable.
 *
 * @param result whether the script gets the response
 * @param check the failed check in kebab-case, or what blocked the call if it is not CORS; null unless it is blocked
 * @param chromiumName the name of the failed check in Chromium's DevTools protocol; null if it has none
 * @param console what the engine's console states, word for word but for values that are not known; empty unless blocked
 * @param model the model's outcome; null if the call is not known well enough for the model, or the error is not one of
 *     the Fetch Standard's checks
 */
public record EngineOutcome(
        Result result,
        @Nullable String check,
        @Nullable String chromiumName,
        List<String> console,
        @Nullable Outcome model) {

    /** Copies the list. */
    public EngineOutcome {
        console = List.copyOf(console);
    }

    /** The three results. */
    public enum Result {
        /** The script gets the response. */
        ALLOWED("allowed"),
        /** The browser keeps the response from the script, or did not send the request. */
        BLOCKED("blocked"),
        /** It depends on a response that is not known. */
        UNKNOWN("unknown");

        private final String code;

        Result(String code) {
            this.code = code;
        }

        /** Returns the name in JSON: stable. */
        public String code() {
            return code;
        }
    }

    static final EngineOutcome UNKNOWN = new EngineOutcome(Result.UNKNOWN, null, null, List.of(), null);

    boolean isBlocked() {
        return result == Result.BLOCKED;
    }
}
