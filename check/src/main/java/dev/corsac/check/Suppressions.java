package dev.corsac.check;

import dev.corsac.deployment.Place;
import dev.corsac.deployment.Suppression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes out the findings that their user accepts, and reports suppressions that suppress nothing. */
final class Suppressions {

    private Suppressions() {}

    static CheckResult applied(CheckResult findings, List<Suppression> suppressions) {
        if (suppressions.isEmpty()) {
            return findings;
        }
        Set<Suppression> used = new LinkedHashSet<>();
        List<Finding> left = new ArrayList<>();
        List<CheckResult.Suppressed> suppressed = new ArrayList<>(findings.suppressed());
        for (Finding finding : findings.findings()) {
            Suppression by = null;
            for (Suppression suppression : suppressions) {
                if (suppression.code().equals(finding.code().code()) && isAt(suppression, finding)) {
                    by = suppression;
                    used.add(suppression);
                }
            }
            if (by == null) {
                left.add(finding);
            } else {
                suppressed.add(new CheckResult.Suppressed(finding, by));
            }
        }
        for (Suppression suppression : suppressions) {
            if (!used.contains(suppression)) {
                String at = suppression.at();
                left.add(SettingsCheck.finding(
                        FindingCode.SUPPRESSION_UNUSED,
                        Level.WARNING,
                        suppression.place(),
                        "corsac.yaml",
                        "There is no finding " + suppression.code() + (at == null ? "" : " at " + at)
                                + ", which this suppression is for. Remove it.",
                        List.of()));
            }
        }
        return findings.with(left, suppressed);
    }

    /** Whether the finding is at the front, function, address or line that the suppression names. */
    private static boolean isAt(Suppression suppression, Finding finding) {
        String at = suppression.at();
        if (at == null) {
            return true;
        }
        Place place = finding.place();
        String address = place.address() == null ? "" : place.address();
        PlannedCall call = finding.call();
        boolean named = finding.component().equals(at)
                || (call != null && call.front() != null && call.front().id().equals(at));
        boolean within = address.equals(at)
                || address.startsWith(at + ".")
                || address.startsWith(at + "[")
                || address.startsWith("Resources." + at + ".")
                || address.equals("Resources." + at);
        String line = place.file() + ":" + place.line();
        return named || within || line.equals(at) || line.endsWith("/" + at);
    }
}
