package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.explain.EngineOutcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A call with what became of it. Immutable.
 *
 * @param call the call
 * @param engines what each engine makes of it; unknown where that depends on what is unknown
 * @param sentences for each engine what became of it, and which component made that
 * @param dependsOn the unknown values that the outcomes depend on
 */
public record CheckedCall(
        PlannedCall call, Map<Engine, EngineOutcome> engines, Map<Engine, String> sentences, List<String> dependsOn) {

    /** Copies the collections. */
    public CheckedCall {
        engines = engines.isEmpty() ? Map.of() : new EnumMap<>(engines);
        sentences = sentences.isEmpty() ? Map.of() : new EnumMap<>(sentences);
        dependsOn = List.copyOf(dependsOn);
    }
}
