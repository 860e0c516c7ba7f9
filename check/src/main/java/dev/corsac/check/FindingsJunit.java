package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Masking;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes findings as JUnit's XML, which CI servers show as tests: one for each call in each browser, and one for each finding that is
 * about no blocked call.
 */
public final class FindingsJunit {

    private FindingsJunit() {}

    /**
     * Returns the document.
     *
     * @param failOn the level from which a finding is a failure
     */
    public static String of(CheckResult findings, Level failOn) {
        int[] counts = new int[2];
        Predicate<Finding> fails = finding -> finding.level().isAtLeast(failOn);
        StringBuilder calls = new StringBuilder();
        for (CheckedCall call : findings.calls()) {
            for (Map.Entry<Engine, EngineOutcome> engine : call.engines().entrySet()) {
                counts[0]++;
                open(calls, call.call().route(), name(call, engine.getKey()));
                String sentence = call.sentences().getOrDefault(engine.getKey(), "");
                switch (engine.getValue().result()) {
                    case UNKNOWN -> {
                        counts[1]++;
                        calls.append("      <skipped message=\"")
                                .append(text(Masking.text(sentence)))
                                .append("\"/>\n");
                    }
                    // Its finding fails, unless that is suppressed.
                    case BLOCKED ->
                        calls.append("      <system-out>")
                                .append(text(Masking.text(sentence)))
                                .append("</system-out>\n");
                    case ALLOWED -> {}
                }
                calls.append("    </testcase>\n");
            }
        }
        StringBuilder rules = new StringBuilder();
        int settings = 0;
        int failed = 0;
        for (Finding finding : findings.findings()) {
            settings++;
            open(rules, finding.code().code(), finding.component());
            if (fails.test(finding)) {
                failed++;
                rules.append("      <failure message=\"")
                        .append(text(Masking.text(finding.message())))
                        .append("\" type=\"")
                        .append(finding.code().code())
                        .append("\">")
                        .append(text(Masking.text(finding.line())))
                        .append("</failure>\n");
            } else {
                rules.append("      <system-out>").append(text(finding.line())).append("</system-out>\n");
            }
            rules.append("    </testcase>\n");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                + suite("calls", counts[0], 0, counts[1], calls)
                + suite("findings", settings, failed, 0, rules) + "</testsuites>\n";
    }

    private static String suite(String name, int tests, int failures, int skipped, CharSequence cases) {
        return "  <testsuite name=\"corsac check: " + name + "\" tests=\"" + tests + "\" failures=\"" + failures
                + "\" errors=\"0\" skipped=\"" + skipped + "\">\n" + cases + "  </testsuite>\n";
    }

    private static String name(CheckedCall call, Engine engine) {
        return Masking.text(call.call().describe()) + " in " + engine.displayName();
    }

    private static void open(StringBuilder xml, String className, String name) {
        xml.append("    <testcase classname=\"")
                .append(text(className))
                .append("\" name=\"")
                .append(text(name))
                .append("\">\n");
    }

    /** Returns the text with what XML needs escaped; characters that XML does not have become a question mark. */
    static String text(String text) {
        StringBuilder xml = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                default -> {
                    boolean valid = c == '\n'
                            || c == '\t'
                            || (c >= ' ' && c < 0xD800)
                            || (c > 0xDFFF && c < 0xFFFE)
                            || c > 0xFFFF;
                    xml.appendCodePoint(valid ? c : '?');
                }
            }
        });
        return xml.toString();
    }
}
