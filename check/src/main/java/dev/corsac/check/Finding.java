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

    /** Returns a builder of a finding about no call, without fixes. */
    static Builder builder(FindingCode code, Level level, Place place, String component, String message) {
        return new Builder(code, level, place, component, message);
    }

    /** Returns a builder with everything of this finding, to change some of it. */
    Builder toBuilder() {
        return new Builder(code, level, place, component, message)
                .related(related)
                .call(call)
                .others(others)
                .engines(engines)
                .fixes(fixes)
                .assumed(assumed)
                .dependsOn(dependsOn);
    }

    /** Builds a {@link Finding}. Not thread-safe. */
    static final class Builder {
        private final FindingCode code;
        private Level level;
        private Place place;
        private List<Related> related = List.of();
        private @Nullable PlannedCall call;
        private int others;
        private Map<Engine, EngineOutcome> engines = Map.of();
        private final String component;
        private final String message;
        private List<Fix> fixes = List.of();
        private List<String> assumed = List.of();
        private List<String> dependsOn = List.of();

        private Builder(FindingCode code, Level level, Place place, String component, String message) {
            this.code = code;
            this.level = level;
            this.place = place;
            this.component = component;
            this.message = message;
        }

        /** Sets how certain and grave it is. */
        Builder level(Level level) {
            this.level = level;
            return this;
        }

        /** Sets where to change something. */
        Builder place(Place place) {
            this.place = place;
            return this;
        }

        /** Sets the other places that take part. */
        Builder related(List<Related> related) {
            this.related = related;
            return this;
        }

        /** Sets the first of the calls that it is about. */
        Builder call(@Nullable PlannedCall call) {
            this.call = call;
            return this;
        }

        /** Sets how many further calls it is about. */
        Builder others(int others) {
            this.others = others;
            return this;
        }

        /** Sets what each engine makes of the call. */
        Builder engines(Map<Engine, EngineOutcome> engines) {
            this.engines = engines;
            return this;
        }

        /** Sets what to change, the template's own language first. */
        Builder fixes(List<Fix> fixes) {
            this.fixes = fixes;
            return this;
        }

        /** Sets the names of what had to be assumed or is unverified. */
        Builder assumed(List<String> assumed) {
            this.assumed = assumed;
            return this;
        }

        /** Sets the unknown values that it depends on. */
        Builder dependsOn(List<String> dependsOn) {
            this.dependsOn = dependsOn;
            return this;
        }

        /** Builds the finding. */
        Finding build() {
            return new Finding(
                    code, level, place, related, call, others, engines, component, message, fixes, assumed, dependsOn);
        }
    }
}
