package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.Place;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.Masking;
import dev.corsac.explain.TerminalText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes findings for people, in the form of a compiler's messages: place, message, the line with a caret, the call, the fix. */
public final class FindingsText {

    private static final String ESCAPE = "\u001b[";

    private final StringBuilder text = new StringBuilder();
    private final Function<String, @Nullable String> sources;
    private final boolean colour;
    private final boolean all;

    private FindingsText(Function<String, @Nullable String> sources, boolean colour, boolean all) {
        this.sources = sources;
        this.colour = colour;
        this.all = all;
    }

    /**
     * Returns the text.
     *
     * @param sources the text of a file by the name that places have; null where it cannot be read
     * @param colour whether to write the terminal's colours
     * @param all whether to write every fix instead of the first
     */
    public static String of(
            CheckResult findings, Function<String, @Nullable String> sources, boolean colour, boolean all) {
        FindingsText writer = new FindingsText(sources, colour, all);
        findings.findings().forEach(writer::finding);
        writer.unknown(findings);
        findings.advice().forEach(advice -> writer.line("advice: " + clean(advice)));
        writer.standIns(findings);
        if (findings.calls().isEmpty() && findings.unknown().isEmpty()) {
            writer.line(
                    "Nothing to check: no page that is known calls a front at another origin. --page ORIGIN names one.");
        }
        writer.line(summary(findings));
        return writer.text.toString();
    }

    /** Returns the last line: how many of what. */
    static String summary(CheckResult findings) {
        List<String> pages = findings.calls().stream()
                .map(call -> call.call().call().origin().toString())
                .distinct()
                .toList();
        List<String> counts = new ArrayList<>();
        for (Level level : Level.values()) {
            counts.add(count(findings.count(level), level.code()));
        }
        String suppressed = findings.suppressed().isEmpty()
                ? ""
                : " (" + findings.suppressed().size() + " suppressed)";
        return String.join(", ", counts) + suppressed + "; "
                + count(findings.calls().size(), "call") + " of " + count(pages.size(), "page") + " checked in "
                + Engine.values().length + " browsers.";
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private void finding(Finding finding) {
        String level = finding.level().code() + ":";
        String where = finding.place().location();
        line((where.isEmpty() ? "" : bold(clean(where)) + ": ") + levelColour(finding.level(), level) + " "
                + clean(finding.message()) + " " + dim("[" + finding.code().code() + "]"));
        if (finding.level() == Level.NOTE && !all) {
            return;
        }
        excerpt(finding.place());
        for (Finding.Related related : finding.related()) {
            if (!related.place().location().isEmpty()) {
                line("  " + clean(related.place().location()) + ": " + clean(related.what()));
            }
        }
        PlannedCall call = finding.call();
        if (call != null) {
            line("  call: " + clean(Masking.text(call.describe()))
                    + (finding.others() == 0 ? "" : " (and " + finding.others() + " more)"));
        }
        engines(finding);
        if (!finding.assumed().isEmpty()) {
            line("  assumed: " + String.join(", ", finding.assumed()));
        }
        fixes(finding);
        line("");
    }

    private void engines(Finding finding) {
        Map<String, List<String>> byText = new LinkedHashMap<>();
        for (Map.Entry<Engine, EngineOutcome> each : finding.engines().entrySet()) {
            EngineOutcome outcome = each.getValue();
            if (outcome.result() == EngineOutcome.Result.BLOCKED
                    && !outcome.console().isEmpty()) {
                byText.computeIfAbsent(outcome.console().get(0), key -> new ArrayList<>())
                        .add(each.getKey().displayName());
            }
        }
        byText.forEach((console, engines) -> {
            boolean first = byText.keySet().iterator().next().equals(console);
            if (first || all) {
                line("  " + String.join(", ", engines) + ": " + dim(clean(Masking.text(console))));
            }
        });
    }

    private void fixes(Finding finding) {
        List<Fix> fixes = finding.fixes();
        for (Fix fix : all || fixes.size() < 2 ? fixes : shown(fixes)) {
            line("  fix (" + fix.form().title() + "):");
            for (String part : fix.text().split("\n", -1)) {
                line("    " + clean(part));
            }
        }
    }

    /** Returns the steps, if they come first, and the first snippet. */
    private static List<Fix> shown(List<Fix> fixes) {
        boolean steps = fixes.get(0).form() == dev.corsac.explain.FixForm.STEPS;
        return fixes.subList(0, steps ? 2 : 1);
    }

    private void excerpt(Place place) {
        String file = place.file();
        Integer line = place.line();
        String source = file == null || line == null ? null : sources.apply(file);
        if (source == null || line == null) {
            return;
        }
        String[] lines = source.split("\r\n|\r|\n", -1);
        if (line < 1 || line > lines.length) {
            return;
        }
        String number = String.valueOf(line);
        String written = lines[line - 1].replace('\t', ' ');
        Integer column = place.column();
        // A long line, as of a file without line feeds, is shown around the place.
        int from = column == null || column <= 160 ? 0 : column - 80;
        String part = TerminalText.of(written.substring(Math.min(from, written.length())), 200);
        line("  " + dim(number + " |") + " " + part);
        if (column != null && column - 1 - from <= part.length()) {
            line("  " + " ".repeat(number.length()) + dim(" |") + " " + " ".repeat(Math.max(0, column - 1 - from))
                    + levelColour(Level.ERROR, "^"));
        }
    }

    private void standIns(CheckResult findings) {
        if (findings.findings().stream().anyMatch(finding -> finding.call() != null)) {
            findings.standIns()
                    .forEach((origin, id) -> line(
                            dim(clean(origin + " is a placeholder for the origin of " + id + ", which AWS makes."))));
        }
    }

    private void unknown(CheckResult findings) {
        Set<String> named = new HashSet<>();
        findings.findings().forEach(finding -> named.addAll(finding.dependsOn()));
        for (Missing missing : findings.unknown()) {
            if (named.contains(missing.name())) {
                continue;
            }
            line(clean(missing.place().says("unknown: " + missing.name() + "; give it with " + missing.how())));
        }
        for (Notice notice : findings.notModelled()) {
            line(clean(notice.line()));
        }
        if (!findings.unknown().isEmpty() || !findings.notModelled().isEmpty()) {
            line("");
        }
    }

    private static String clean(String value) {
        return TerminalText.of(value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String levelColour(Level level, String value) {
        String code = level == Level.ERROR ? "31" : level == Level.WARNING ? "33" : "36";
        return colour ? ESCAPE + "1;" + code + "m" + value + ESCAPE + "0m" : value;
    }

    private String bold(String value) {
        return colour ? ESCAPE + "1m" + value + ESCAPE + "0m" : value;
    }

    private String dim(String value) {
        return colour ? ESCAPE + "2m" + value + ESCAPE + "0m" : value;
    }
}
