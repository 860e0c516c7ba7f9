package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Headers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a recorded call, why, which component is in charge, and what to change. What was seen is in
 * {@link #call} and {@link #seen}; what was assumed is named in {@link #assumed}; everything else follows from the two.
 * Immutable.
 *
 * @param code what became of it: the code of the failed check or of another error; {@code allowed}, {@code unknown}
 * @param call as it was read
 * @param credentials the mode that the outcomes are for; null if there are none
 * @param assumed the names of values that had to be assumed: {@code page}, {@code url}, {@code method},
 *     {@code credentials}, {@code preflight}
 * @param summary what is wrong, in a sentence or two
 * @param component which component to change
 * @param causes likely causes, the most frequent first
 * @param engines what each engine makes of it, in order
 * @param withCredentials the outcomes with credentials where the mode is not known; empty otherwise
 * @param fixes what to change, the one to try first first; empty if nothing is blocked
 * @param preflightHeaders what the preflight's response needs, with a status from 200 to 299; empty if headers do not help
 * @param responseHeaders what every other response needs; empty if headers do not help
 * @param seen the requests and responses as far as the input shows them
 * @param cookies whether cookies travel with the call
 * @param notes what follows from the input besides, in sentences
 * @param failed everything that is known around the failed check; null if nothing is blocked
 */
public record Diagnosis(
        String code,
        RecordedCall call,
        @Nullable CredentialsMode credentials,
        List<String> assumed,
        String summary,
        ComponentInCharge component,
        List<Cause> causes,
        Map<Engine, EngineOutcome> engines,
        Map<Engine, EngineOutcome> withCredentials,
        List<Fix> fixes,
        Headers preflightHeaders,
        Headers responseHeaders,
        List<SeenStep> seen,
        List<CookieDiagnosis> cookies,
        List<String> notes,
        @Nullable FailedCheck failed) {

    /**
     * The check that failed, of the engine that the diagnosis is about.
     *
     * @param engine which one; null if it is not known
     * @param step the standard's algorithm and the step in it; null if the error is not one of its checks
     * @param specification where that is; null likewise
     * @param chromiumName the name in Chromium's DevTools protocol; null if it has none
     */
    public record FailedCheck(
            @Nullable Engine engine,
            @Nullable String step,
            @Nullable String specification,
            @Nullable String chromiumName) {}

    /** Copies the lists and maps. */
    public Diagnosis {
        Objects.requireNonNull(code, "code");
        assumed = List.copyOf(assumed);
        causes = List.copyOf(causes);
        engines = engines.isEmpty() ? Map.of() : new EnumMap<>(engines);
        withCredentials = withCredentials.isEmpty() ? Map.of() : new EnumMap<>(withCredentials);
        fixes = List.copyOf(fixes);
        seen = List.copyOf(seen);
        cookies = List.copyOf(cookies);
        notes = List.copyOf(notes);
    }

    /** Returns the same with these notes. */
    Diagnosis withNotes(List<String> notes) {
        return new Diagnosis(
                code,
                call,
                credentials,
                assumed,
                summary,
                component,
                causes,
                engines,
                withCredentials,
                fixes,
                preflightHeaders,
                responseHeaders,
                seen,
                cookies,
                notes,
                failed);
    }

    /** Where the call begins in the input. */
    public InputPlace place() {
        return call.place();
    }

    /** Whether the call, as it was made, is blocked in one of the engines, or the input names an error. */
    public boolean isBlocked() {
        if (call.error() != null) {
            return true;
        }
        return engines.values().stream().anyMatch(EngineOutcome::isBlocked);
    }

    /** Whether it cannot be said what becomes of the call. */
    public boolean isUnknown() {
        return !isBlocked()
                && engines.values().stream().anyMatch(each -> each.result() == EngineOutcome.Result.UNKNOWN);
    }

    /** The call as the model made it; null if too little of it is known. */
    public @Nullable Call modelled() {
        for (EngineOutcome each : engines.values()) {
            Outcome model = each.model();
            if (model != null) {
                return model.call();
            }
        }
        return null;
    }
}
