package dev.corsac.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sites, fronts, functions and their settings, as a deployment's own files have them, each with its place. Immutable.
 *
 * <pre>{@code
 * Deployment deployment = Templates.read(...);
 * FrontFactory factory = new FrontFactory(deployment, Resolution.standIns(deployment), functions, contents);
 * Network network = factory.network();
 * }</pre>
 *
 * @param fronts in the order of the files; those that stand before others come last
 * @param functions in the order of the files, those without a front included
 * @param notices what was not read or is not modelled, by place
 */
public record Deployment(List<DeployedFront> fronts, List<DeployedFunction> functions, List<Notice> notices) {

    /** A deployment of nothing. */
    public static final Deployment EMPTY = new Deployment(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Deployment {
        fronts = List.copyOf(fronts);
        functions = List.copyOf(functions);
        notices = List.copyOf(notices);
    }

    /** Returns the front of that id and kind, or null. */
    public @Nullable DeployedFront front(FrontKind kind, String id) {
        return fronts.stream()
                .filter(front -> front.kind() == kind && front.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Returns the function of that id, or null. */
    public @Nullable DeployedFunction function(String id) {
        return functions.stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns each front with what takes its place.
     *
     * @param change returns what takes the place of a front; a distribution comes in front of what takes the place of the fronts
     *     behind it
     */
    public Map<DeployedFront, DeployedFront> replaced(UnaryOperator<DeployedFront> change) {
        Map<DeployedFront, DeployedFront> replaced = new LinkedHashMap<>();
        for (DeployedFront front : fronts) {
            DeployedFront made = change.apply(front);
            replaced.put(
                    front, made instanceof DeployedDistribution distribution ? distribution.before(replaced) : made);
        }
        return replaced;
    }

    /** Returns the deployment with other fronts. */
    public Deployment withFronts(Collection<DeployedFront> others) {
        return new Deployment(List.copyOf(others), functions, notices);
    }

    /** Returns every missing input that a front or function depends on, once, by place. */
    public List<Missing> missing() {
        Map<String, Missing> missing = new LinkedHashMap<>();
        List<Missing> all = new ArrayList<>();
        Inputs.of(this, all::add);
        all.stream()
                .sorted((a, b) -> a.place().compareTo(b.place()))
                .forEach(input -> missing.putIfAbsent(input.name(), input));
        return List.copyOf(missing.values());
    }
}
