package dev.corsac.check;

import dev.corsac.deployment.Place;
import dev.corsac.explain.Masking;

/** Writes findings as workflow commands, which GitHub shows with the lines of a pull request. */
public final class FindingsGithub {

    private FindingsGithub() {}

    /** Returns a line for each finding, and the summary. */
    public static String of(CheckResult findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings.findings()) {
            String level =
                    finding.level() == Level.NOTE ? "notice" : finding.level().code();
            text.append("::").append(level).append(' ');
            Place place = finding.place();
            if (place.file() != null) {
                text.append("file=").append(property(place.file())).append(',');
                if (place.line() != null) {
                    text.append("line=").append(place.line()).append(',');
                }
                if (place.column() != null) {
                    text.append("col=").append(place.column()).append(',');
                }
            }
            text.append("title=")
                    .append(property(
                            finding.code().code() + ": " + finding.code().title()));
            text.append("::").append(data(Masking.text(finding.message()))).append('\n');
        }
        return text.append(FindingsText.summary(findings)).append('\n').toString();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
