package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.deployment.Place;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something of a deployment that blocks a call of a page, or may. Immutable.
 *
 * @param code what kind of finding it is
 * @param level how certain and grave it is
 * @param place where to change something; {@link Place#NONE} if no file has it
 * @param related other places that take part
 * @param call the first of the calls that it is about; null if it is about none
 * @param others how many further calls it is about
 * @param engines what each engine makes of the call; empty without one
 * @param component which component of the deployment is in charge
 * @param message what is wrong, and the fix as an imperative; one line, without the place
 * @param fixes what to change, the template's own language first
 * @param assumed the names of what had to be assumed or is unverified: {@code page}, {@code call}, {@code
 *     HttpApiRefusedPreflight}
 * @param dependsOn the unknown values that it depends on; empty unless it is a note
 */
public record Finding(
        FindingCode code,
        Level level,
        Place place,
        List<Related> related,
        @Nullable PlannedCall call,
        int others,
        Map<Engine, EngineOutcome> engines,
        String component,
        String message,
        List<Fix> fixes,
        List<String> assumed,
        List<String> dependsOn) {

    /**
     * Another place that takes part.
     *
     * @param what what is there
     */
    public record Related(Place place, String what) {}

    /** Copies the collections. */
    public Finding {
        related = List.copyOf(related);
        engines = engines.isEmpty() ? Map.of() : new EnumMap<>(engines);
        fixes = List.copyOf(fixes);
        assumed = List.copyOf(assumed);
        dependsOn = List.copyOf(dependsOn);
    }

    /** Returns the line that a compiler would print: place, level, message and code. */
    public String line() {
        return place.says(level.code() + ": " + message + " [" + code.code() + "]");
    }
}
