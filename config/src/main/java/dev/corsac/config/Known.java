package dev.corsac.config;

import dev.corsac.deployment.DeployedFront;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The functions and fronts that a corsac.yaml can refer to. Not safe to share between threads. */
final class Known {

    private final Set<String> functions;
    private final Map<String, DeployedFront> fronts = new LinkedHashMap<>();

    /** @param functions the names of all functions, those with mistakes included */
    Known(Set<String> functions) {
        this.functions = functions;
    }

    void add(DeployedFront front) {
        fronts.put(front.kind().section() + "." + front.id(), front);
    }

    /** @throws ConfigurationException if there is none of that name */
    String function(Setting name) {
        Map<String, String> known = new LinkedHashMap<>();
        functions.forEach(function -> known.put(function, function));
        return named(name, known, name.where() + " is \"" + name.text() + "\", which is not among functions: ");
    }

    boolean hasFront(String reference) {
        return fronts.containsKey(reference);
    }

    /** @throws ConfigurationException if there is none of that name, or none yet */
    DeployedFront front(Setting reference) {
        return named(
                reference,
                fronts,
                reference.where() + " is \"" + reference.text() + "\", which is not an origin; there are ");
    }

    /** Returns the names that {@link #front} knows. */
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
