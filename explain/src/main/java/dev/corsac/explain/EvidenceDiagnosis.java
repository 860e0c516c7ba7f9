package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call, and what each engine makes of it.
 *
 * @param outcomes for each engine asked for, in order
 * @param cookies whether they go with the call; empty if it has none to do with
 */
public record EvidenceDiagnosis(Evidence evidence, Map<Engine, Outcome> outcomes, List<CookieDiagnosis> cookies) {

    /** What these engines make of it; {@code sites} is asked only where a cookie depends on it. */
    public static EvidenceDiagnosis of(Evidence evidence, List<Engine> engines, Sites sites) {
        Map<Engine, Outcome> outcomes = new EnumMap<>(Engine.class);
        for (Engine engine : engines) {
            outcomes.put(engine, Browser.of(engine).fetch(evidence.call(), evidence.server()));
        }
        return new EvidenceDiagnosis(evidence, outcomes, CookieDiagnosis.of(evidence, outcomes.keySet(), sites));
    }

    /** The refusal to explain: of the browser that was seen, or of the first that refuses; null if none does. */
    public Outcome.@Nullable Blocked refusal() {
        Engine seen = evidence.engine();
        if (seen != null && outcomes.get(seen) instanceof Outcome.Blocked blocked) {
            return blocked;
        }
        for (Outcome outcome : outcomes.values()) {
            if (outcome instanceof Outcome.Blocked blocked) {
                return blocked;
            }
        }
        return null;
    }

    /** What is drawn: the refusal, or else the first outcome. */
    public Outcome shown() {
        Outcome refusal = refusal();
        return refusal == null ? outcomes.values().iterator().next() : refusal;
    }
}
