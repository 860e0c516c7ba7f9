package dev.corsac.check;

import dev.corsac.deployment.Place;
import dev.corsac.deployment.Suppression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Suppressions in the templates themselves: {@code # corsac: accept CODE: REASON} on the line of a finding, or on a line of its own
 * before it. One without a reason has no effect, and is reported.
 */
public final class Comments {

    private static final Pattern COMMENT =
            Pattern.compile("#\\s*corsac:\\s*accept\\s+([a-z0-9-]+)\\s*(?::\\s*(.*?))?\\s*$");

    private Comments() {}

    /**
     * Returns the findings without those that a comment accepts, with one for each comment that accepts none.
     *
     * @param sources the text of a file by the name that places have; null where it cannot be read
     */
    public static CheckResult applied(CheckResult findings, Function<String, @Nullable String> sources) {
        Map<String, Map<Integer, Suppression>> byFile = new LinkedHashMap<>();
        Set<String> files = new LinkedHashSet<>();
        findings.findings()
                .forEach(finding -> files.add(String.valueOf(finding.place().file())));
        findings.calls().forEach(call -> {
            if (call.call().front() != null) {
                files.add(String.valueOf(call.call().front().place().file()));
            }
        });
        for (String file : files) {
            String text = file.equals("null") ? null : sources.apply(file);
            if (text != null) {
                byFile.put(file, comments(file, text));
            }
        }
        Set<Suppression> used = new LinkedHashSet<>();
        List<Finding> left = new ArrayList<>();
        List<CheckResult.Suppressed> suppressed = new ArrayList<>(findings.suppressed());
        for (Finding finding : findings.findings()) {
            Integer line = finding.place().line();
            Suppression by = line == null
                    ? null
                    : byFile.getOrDefault(String.valueOf(finding.place().file()), Map.of())
                            .get(line);
            if (by != null
                    && by.code().equals(finding.code().code())
                    && !by.reason().isEmpty()) {
                used.add(by);
                suppressed.add(new CheckResult.Suppressed(finding, by));
            } else {
                left.add(finding);
            }
        }
        byFile.values()
                .forEach(comments -> comments.values().stream()
                        .distinct()
                        .filter(comment -> !used.contains(comment))
                        .forEach(comment -> left.add(unused(comment))));
        return findings.with(left, suppressed);
    }

    private static Finding unused(Suppression comment) {
        return SettingsCheck.finding(
                FindingCode.SUPPRESSION_UNUSED,
                Level.WARNING,
                comment.place(),
                "the comment",
                comment.reason().isEmpty()
                        ? "The comment that accepts " + comment.code()
                                + " has no reason, so that it has no effect. Write \"# corsac: accept " + comment.code()
                                + ": REASON\"."
                        : "There is no finding " + comment.code() + " on this line. Remove the comment.",
                List.of());
    }

    /** Returns the comment that counts for each line. */
    private static Map<Integer, Suppression> comments(String file, String text) {
        Map<Integer, Suppression> comments = new LinkedHashMap<>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        Suppression before = null;
        for (int i = 0; i < lines.length; i++) {
            Matcher matcher = COMMENT.matcher(lines[i]);
            if (before != null && !lines[i].isBlank() && !lines[i].strip().startsWith("#")) {
                comments.put(i + 1, before);
                before = null;
            }
            if (matcher.find()) {
                String reason = matcher.group(2) == null ? "" : matcher.group(2);
                Suppression comment = new Suppression(
                        matcher.group(1), null, reason, new Place(file, i + 1, matcher.start() + 1, null));
                if (lines[i].strip().startsWith("#")) {
                    before = comment;
                } else {
                    comments.put(i + 1, comment);
                }
            }
        }
        return comments;
    }
}
