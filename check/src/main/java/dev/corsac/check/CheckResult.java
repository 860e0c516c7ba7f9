package dev.corsac.check;

import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.Suppression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check. Immutable.
 *
 * @param findings by level, place and code
 * @param suppressed findings that their user accepts
 * @param unknown inputs that no file states, and functions whose responses are not known
 * @param notModelled what was not read or is not modelled
 * @param calls every call that was made, in order
 * @param advice what would spare preflights or CORS as a whole, in sentences
 * @param standIns placeholders of origins that AWS will make, with the id of the front of each
 */
public record CheckResult(
        List<Finding> findings,
        List<Suppressed> suppressed,
        List<Missing> unknown,
        List<Notice> notModelled,
        List<CheckedCall> calls,
        List<String> advice,
        Map<String, String> standIns) {

    /**
     * A finding that is accepted.
     *
     * @param by the suppression; null where a baseline has it
     */
    public record Suppressed(Finding finding, @Nullable Suppression by) {}

    /** Copies the lists. */
    public CheckResult {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        unknown = List.copyOf(unknown);
        notModelled = List.copyOf(notModelled);
        calls = List.copyOf(calls);
        advice = List.copyOf(advice);
        standIns = Collections.unmodifiableMap(new LinkedHashMap<>(standIns));
    }

    /** Returns the same with other findings and suppressed ones. */
    CheckResult with(List<Finding> left, List<Suppressed> accepted) {
        return new CheckResult(left, accepted, unknown, notModelled, calls, advice, standIns);
    }

    /** Returns how many findings have that level. */
    public int count(Level level) {
        return (int) findings.stream().filter(each -> each.level() == level).count();
    }

    /** Whether there is a finding of that level or a graver one. */
    public boolean has(Level level) {
        return findings.stream().anyMatch(each -> each.level().isAtLeast(level));
    }
}
