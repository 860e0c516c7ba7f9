package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.explain.ConsoleText;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.gateway.AttributedResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a call in every engine, under everything that is unknown. Not safe to share between threads. */
final class Evaluation {

    private final Subject subject;
    private final Worlds worlds;
    private final Functions functions;

    /**
     * What became of a call.
     *
     * @param shown for each engine the outcome to show: if blocked, that with functions and values that help the page
     * @param engines for each engine the outcome; unknown where it depends on what is unknown
     * @param missing what it depends on
     */
    record Result(Map<Engine, CallOutcome> shown, Map<Engine, EngineOutcome> engines, List<Missing> missing) {

        boolean isBlockedEverywhere() {
            return engines.values().stream().allMatch(each -> each.result() == EngineOutcome.Result.BLOCKED);
        }

        boolean isBlockedSomewhere() {
            return engines.values().stream().anyMatch(each -> each.result() == EngineOutcome.Result.BLOCKED);
        }

        boolean isUnknownSomewhere() {
            return engines.values().stream().anyMatch(each -> each.result() == EngineOutcome.Result.UNKNOWN);
        }

        /** Returns the engine to tell of: the first that blocks, else the first. */
        Engine told() {
            for (Map.Entry<Engine, EngineOutcome> each : engines.entrySet()) {
                if (each.getValue().result() == EngineOutcome.Result.BLOCKED) {
                    return each.getKey();
                }
            }
            return Engine.CHROMIUM;
        }
    }

    Evaluation(Subject subject, Worlds worlds, Functions functions) {
        this.subject = subject;
        this.worlds = worlds;
        this.functions = functions;
    }

    Result of(PlannedCall call) {
        Map<Engine, CallOutcome> shown = new EnumMap<>(Engine.class);
        Map<Engine, EngineOutcome> engines = new EnumMap<>(Engine.class);
        Set<Missing> missing = new LinkedHashSet<>();
        for (Engine engine : Engine.values()) {
            CallOutcome outcome = of(engine, call, missing, engines);
            shown.put(engine, outcome);
        }
        return new Result(shown, engines, List.copyOf(missing));
    }

    private CallOutcome of(
            Engine engine, PlannedCall planned, Set<Missing> missing, Map<Engine, EngineOutcome> engines) {
        Call call = planned.call();
        String page = call.origin().toString();
        World helping = worlds.of(Hypothesis.COOPERATES, page);
        CallOutcome outcome = helping.call(engine, call);
        Set<String> asked = helping.unknownAsked();
        Set<Missing> depends = new LinkedHashSet<>(unmodelled(planned, outcome, helping));
        boolean undecided = !depends.isEmpty();
        if (!undecided && !asked.isEmpty()) {
            for (Hypothesis other : List.of(Hypothesis.SILENT, Hypothesis.REFUSES_OPTIONS)) {
                World world = worlds.of(other, page);
                if (world.call(engine, call).allowed() != outcome.allowed()) {
                    undecided = true;
                }
            }
            if (undecided) {
                asked.forEach(id -> depends.addAll(missing(id)));
            }
        }
        if (!undecided && outcome.allowed() && worlds.hasUnknownValues()) {
            World plain = worlds.of(Hypothesis.COOPERATES);
            if (!plain.call(engine, call).allowed()) {
                undecided = true;
                depends.addAll(missing(planned));
            }
        }
        if (!undecided && !outcome.allowed()) {
            List<Missing> dropped = dropped(planned.front());
            undecided = !dropped.isEmpty();
            depends.addAll(dropped);
        }
        missing.addAll(depends);
        engines.put(engine, undecided ? unknown(outcome) : outcome(outcome));
        return outcome;
    }

    private List<Missing> missing(String id) {
        DeployedFunction function = subject.deployment().function(id);
        String foreign = subject.foreign().get(id);
        if (function == null) {
            return List.of();
        }
        return foreign == null
                ? functions.missing(function)
                : List.of(new Missing("what " + foreign + " responds", "it is not modelled", function.place()));
    }

    /** Returns the inputs that the front and the distribution before it lack. */
    private List<Missing> missing(PlannedCall planned) {
        Set<DeployedFront> fronts = fronts(planned);
        return new Deployment(List.copyOf(fronts), List.of(), List.of()).missing();
    }

    Set<DeployedFront> fronts(PlannedCall planned) {
        Set<DeployedFront> fronts = new LinkedHashSet<>();
        if (planned.front() != null) {
            fronts.add(planned.front());
        }
        for (DeployedFront front : subject.deployment().fronts()) {
            if (front instanceof dev.corsac.deployment.DeployedDistribution distribution
                    && distribution.origins().stream()
                            .anyMatch(origin ->
                                    planned.front() != null && planned.front().equals(origin.front()))) {
                fronts.add(front);
            }
        }
        return fronts;
    }

    /** Returns what decides outside of the deployment; nothing if all that was asked is modelled. */
    private static List<Missing> unmodelled(PlannedCall planned, CallOutcome outcome, World world) {
        List<Missing> missing = new ArrayList<>();
        for (AttributedResponse response : outcome.responses()) {
            if (response.reason().startsWith("it is not part of the deployment")) {
                missing.add(new Missing(
                        "what " + response.madeBy() + " responds",
                        "it is not part of the deployment",
                        planned.place()));
            }
        }
        if (outcome.outcome() instanceof Outcome.Blocked blocked
                && blocked.failure().check() == Check.CONNECTION
                && !world.serves(blocked.failure().url().origin())) {
            missing.add(new Missing(
                    "what " + blocked.failure().url().origin() + " responds",
                    "it is not part of the deployment, or AWS refuses it",
                    planned.place()));
        }
        return missing;
    }

    /** Returns what a reader left out of a front because it depends on what no file states. */
    private List<Missing> dropped(@Nullable DeployedFront front) {
        List<Missing> dropped = new ArrayList<>();
        String address = front == null ? null : front.place().address();
        for (Notice notice : subject.deployment().notices()) {
            String where = notice.place().address();
            boolean within = address != null
                    && where != null
                    && (where.equals(address) || where.startsWith(address + ".") || where.startsWith(address + "["));
            if (within && notice.code() == NoticeCode.VALUE_UNKNOWN) {
                dropped.add(new Missing(notice.message(), "--parameter NAME=VALUE", notice.place()));
            }
        }
        return dropped;
    }

    static EngineOutcome outcome(CallOutcome outcome) {
        if (outcome.outcome() instanceof Outcome.Blocked blocked) {
            return new EngineOutcome(
                    EngineOutcome.Result.BLOCKED,
                    blocked.failure().check().code(),
                    blocked.failure().corsError() == null
                            ? null
                            : blocked.failure().corsError().toString(),
                    ConsoleText.of(blocked),
                    outcome.outcome());
        }
        return new EngineOutcome(EngineOutcome.Result.ALLOWED, null, null, List.of(), outcome.outcome());
    }

    private static EngineOutcome unknown(CallOutcome outcome) {
        return new EngineOutcome(EngineOutcome.Result.UNKNOWN, null, null, List.of(), outcome.outcome());
    }
}
