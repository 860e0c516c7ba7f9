package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What fronts are made of: functions, and the fronts that were made before. Not safe to share between threads. */
final class FrontParts {

    private final Map<String, LambdaFunction> functions;
    private final Map<String, Part> fronts = new LinkedHashMap<>();

    /** A front that can stand behind another. */
    record Part(FrontSpec spec, Front front) {}

    FrontParts(Map<String, LambdaFunction> functions) {
        this.functions = functions;
    }

    void add(FrontSpec spec, Front front) {
        fronts.put(spec.reference(), new Part(spec, front));
    }

    /** @throws ConfigurationException if there is none of that name */
    LambdaFunction function(Setting name) {
        return named(name, functions, name.where() + " is \"" + name.text() + "\", which is not among functions: ");
    }

    boolean hasFront(String reference) {
        return fronts.containsKey(reference);
    }

    /** @throws ConfigurationException if there is none of that name, or none yet */
    Part front(Setting reference) {
        return named(
                reference,
                fronts,
                reference.where() + " is \"" + reference.text() + "\", which is no origin; there are ");
    }

    /** The names that {@link #front} knows. */
    Set<String> fronts() {
        return fronts.keySet();
    }

    static <T> T named(Setting name, Map<String, T> known, String problem) {
        T found = known.get(name.text());
        if (found == null) {
            throw name.wrong(problem
                    + (known.isEmpty() ? "none" : String.join(", ", known.keySet()))
                    + Nearest.hint(name.text(), known.keySet()));
        }
        return found;
    }
}
