package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Place;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Findings in the making: those about the same code, place and component are one. Not safe to share between threads. */
final class Grouped {

    private final Map<List<Object>, Finding> findings = new LinkedHashMap<>();

    List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /** Adds a finding about no call, unless a graver one is at its place. */
    void add(Finding finding) {
        boolean graver = findings.values().stream()
                .anyMatch(other -> other.code() == finding.code()
                        && other.place().equals(finding.place())
                        && other.level().isAtLeast(finding.level()));
        if (!graver) {
            findings.putIfAbsent(
                    key(finding.code(), finding.place(), finding.component() + finding.message()), finding);
        }
    }

    private static List<Object> key(FindingCode code, Place place, String component) {
        return List.of(code, place, component);
    }

    /**
     * Adds a blocked call.
     *
     * @param fixes asked for the first call of each finding
     * @param contested the unverified behaviors under which the call would not be blocked; asked likewise
     */
    void blocked(
            FindingCause cause,
            Level level,
            PlannedCall call,
            Map<Engine, EngineOutcome> engines,
            Supplier<List<Fix>> fixes,
            Supplier<List<String>> contested) {
        // Stages of one API are at one place: what is wrong with its methods is one finding.
        boolean isFront =
                call.front() != null && cause.component().equals(call.front().id());
        List<Object> key = key(cause.code(), cause.place(), isFront ? "" : cause.component());
        Finding before = findings.get(key);
        int others = 0;
        if (before != null && before.level() == Level.NOTE && level != Level.NOTE) {
            // A call that is blocked says more than one that may be.
            others = before.others() + 1;
        } else if (before != null) {
            findings.put(key, again(before, level));
            return;
        }
        List<String> assumed = new ArrayList<>(call.assumed());
        List<String> unverified = contested.get();
        assumed.addAll(unverified);
        findings.put(
                key,
                Finding.builder(
                                cause.code(),
                                unverified.isEmpty() ? level : Level.WARNING,
                                cause.place(),
                                cause.component(),
                                cause.message())
                        .related(cause.related())
                        .call(call)
                        .others(others)
                        .engines(engines)
                        .fixes(fixes.get())
                        .assumed(assumed)
                        .build());
    }

    private static Finding again(Finding before, Level level) {
        boolean unverified =
                before.assumed().stream().anyMatch(name -> !name.isEmpty() && Character.isUpperCase(name.charAt(0)));
        return before.toBuilder()
                .level(level.isAtLeast(before.level()) && !unverified ? level : before.level())
                .others(before.others() + 1)
                .build();
    }

    /** Adds something about a call that is not blocked. */
    void note(FindingCause cause, Level level, PlannedCall call) {
        blocked(
                cause,
                level,
                call,
                Map.of(),
                () -> cause.steps().isEmpty() ? List.of() : List.of(new Fix(FixForm.STEPS, cause.steps(), false)),
                List::of);
    }

    /** Adds a call of which it is unknown whether it is blocked. */
    void unknown(PlannedCall call, Evaluation.Result result) {
        List<String> names = result.missing().stream().map(Missing::name).toList();
        DeployedFront front = call.front();
        Place place = result.missing().isEmpty()
                ? front == null ? call.place() : front.place()
                : result.missing().get(0).place();
        List<Object> key = List.of(FindingCode.RESPONSE_UNKNOWN, place, names);
        Finding before = findings.get(key);
        if (before != null) {
            findings.put(key, again(before, Level.NOTE));
            return;
        }
        List<String> ways =
                result.missing().stream().map(Missing::how).distinct().toList();
        findings.put(
                key,
                Finding.builder(
                                FindingCode.RESPONSE_UNKNOWN,
                                Level.NOTE,
                                place,
                                front == null ? "unknown" : front.id(),
                                "Whether " + call.call().origin() + " may read " + call.route() + " depends on "
                                        + String.join(" and ", names) + ". Give it with " + String.join(" and ", ways)
                                        + ".")
                        .call(call)
                        .engines(result.engines())
                        .assumed(call.assumed())
                        .dependsOn(names)
                        .build());
    }
}
