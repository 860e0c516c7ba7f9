package dev.corsac.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The findings that a team starts with, so that only new ones count: a file with a fingerprint a line, which does not change when
 * lines of a template move. Immutable.
 */
public final class Baseline {

    private static final String HEAD =
            "# Findings of \"corsac check\" that were there when this file was written: --baseline leaves them out.\n";

    private final Set<String> fingerprints;

    private Baseline(Set<String> fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** Returns the file for the findings that there are. */
    public static String of(CheckResult findings) {
        StringBuilder text = new StringBuilder(HEAD);
        for (Finding finding : findings.findings()) {
            text.append(FindingsSarif.fingerprint(finding))
                    .append("  ")
                    .append(finding.code().code())
                    .append("  ")
                    .append(
                            finding.place().address() == null
                                    ? ""
                                    : finding.place().address())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if a line does not begin with a fingerprint
     */
    public static Baseline read(String text) {
        Set<String> fingerprints = new LinkedHashSet<>();
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String first = line.strip().split("\\s+", 2)[0];
            if (!first.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException(
                        "line " + number + " does not begin with a fingerprint. Write the file with --write-baseline");
            }
            fingerprints.add(first);
        }
        return new Baseline(fingerprints);
    }

    /** Returns the findings without those that the file lists. */
    public CheckResult applied(CheckResult findings) {
        List<Finding> left = new ArrayList<>();
        List<CheckResult.Suppressed> suppressed = new ArrayList<>(findings.suppressed());
        for (Finding finding : findings.findings()) {
            if (fingerprints.contains(FindingsSarif.fingerprint(finding))) {
                suppressed.add(new CheckResult.Suppressed(finding, null));
            } else {
                left.add(finding);
            }
        }
        return findings.with(left, suppressed);
    }
}
