package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.DiagnosisHtml;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.Masking;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes findings as one page that needs nothing else: a matrix of pages, calls and browsers, in which each cell opens the call with
 * its exchanges drawn. It has no script and makes no request.
 */
public final class FindingsHtml {

    private static final String STYLE = """
            body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--ground); color: var(--ink); font-family: var(--text); }
            table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; background: var(--surface); }
            th, td { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: left; overflow-wrap: anywhere; }
            td a { display: block; color: inherit; }
            td[data-outcome="blocked"] { background: var(--bad-ground); color: var(--bad); }
            td[data-outcome="allowed"] { background: var(--good-ground); color: var(--good); }
            td[data-outcome="unknown"] { background: var(--sunken); color: var(--soft); }
            .finding { border-left: 0.3rem solid var(--line); padding: 0.2rem 0.8rem; margin: 0.8rem 0; background: var(--surface); }
            .finding[data-level="error"] { border-color: var(--bad); }
            .finding[data-level="warning"] { border-color: var(--warn); }
            .finding pre, .finding p { overflow-wrap: anywhere; white-space: pre-wrap; }
            .call { display: none; border: 1px solid var(--line); padding: 1rem; margin: 1rem 0; background: var(--surface); }
            .call:target { display: block; }
            """;

    private final StringBuilder html = new StringBuilder();
    private final CheckResult findings;
    private final Sites sites;

    private FindingsHtml(CheckResult findings, Sites sites) {
        this.findings = findings;
        this.sites = sites;
    }

    /**
     * Returns the page.
     *
     * @param stylesheet how diagnoses look: {@code diagnosis.css} of the page that explains
     */
    public static String of(CheckResult findings, String stylesheet, Sites sites) {
        FindingsHtml page = new FindingsHtml(findings, sites);
        page.write(stylesheet + STYLE);
        return page.html.toString();
    }

    private void write(String style) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(hash(style))
                .append("'\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>corsac check</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n<body>\n<h1>Which calls would be blocked</h1>\n<p>")
                .append(text(FindingsText.summary(findings)))
                .append("</p>\n");
        findings.advice()
                .forEach(advice -> html.append("<p>").append(text(advice)).append("</p>\n"));
        matrix();
        html.append("<h2>Findings</h2>\n");
        if (findings.findings().isEmpty()) {
            html.append("<p>There are none.</p>\n");
        }
        findings.findings().forEach(this::finding);
        html.append("</body>\n</html>\n");
    }

    private void matrix() {
        Map<String, StringBuilder> pages = new LinkedHashMap<>();
        StringBuilder details = new StringBuilder();
        int number = 0;
        for (CheckedCall checked : findings.calls()) {
            number++;
            String id = "call-" + number;
            StringBuilder rows =
                    pages.computeIfAbsent(checked.call().call().origin().toString(), key -> new StringBuilder());
            rows.append("<tr><th scope=\"row\">")
                    .append(text(Masking.text(checked.call().call().method() + " "
                            + checked.call().call().url())))
                    .append(checked.call().describe().endsWith(", with credentials") ? ", with credentials" : "")
                    .append("</th>");
            checked.engines()
                    .forEach((engine, outcome) -> rows.append("<td data-outcome=\"")
                            .append(outcome.result().code())
                            .append("\"><a href=\"#")
                            .append(id)
                            .append("\">")
                            .append(outcome.result().code())
                            .append(outcome.check() == null ? "" : ": " + outcome.check())
                            .append("</a></td>"));
            rows.append("</tr>\n");
            call(details, id, checked);
        }
        pages.forEach((page, rows) -> {
            html.append("<h2>").append(text(page)).append("</h2>\n<table>\n<thead><tr><th scope=\"col\">Call</th>");
            for (Engine engine : Engine.values()) {
                html.append("<th scope=\"col\">").append(engine.displayName()).append("</th>");
            }
            html.append("</tr></thead>\n<tbody>\n").append(rows).append("</tbody>\n</table>\n");
        });
        html.append(details);
    }

    private void call(StringBuilder details, String id, CheckedCall checked) {
        details.append("<section class=\"call\" id=\"").append(id).append("\">\n");
        boolean unknown = false;
        Outcome shown = null;
        for (EngineOutcome outcome : checked.engines().values()) {
            unknown |= outcome.result() == EngineOutcome.Result.UNKNOWN;
            if (shown == null || outcome.result() == EngineOutcome.Result.BLOCKED) {
                shown = outcome.model() == null ? shown : outcome.model();
            }
        }
        details.append("<ul>\n");
        checked.sentences().values().stream()
                .distinct()
                .forEach(sentence -> details.append("<li>")
                        .append(text(Masking.text(sentence)))
                        .append("</li>\n"));
        details.append("</ul>\n");
        if (!unknown && shown != null) {
            details.append(
                    DiagnosisHtml.of(List.of(Diagnoser.diagnose(Snippets.recorded(shown), sites)), id + "-diagnosis-"));
        }
        details.append("</section>\n");
    }

    private void finding(Finding finding) {
        html.append("<section class=\"finding\" data-level=\"")
                .append(finding.level().code())
                .append("\">\n<p><strong>");
        html.append(text(finding.place().location())).append("</strong> ");
        html.append(finding.level().code()).append(": ").append(text(Masking.text(finding.message())));
        html.append(" <code>").append(finding.code().code()).append("</code></p>\n");
        PlannedCall call = finding.call();
        if (call != null) {
            html.append("<p>Call: ").append(text(Masking.text(call.describe())));
            html.append(finding.others() == 0 ? "" : " (and " + finding.others() + " more)")
                    .append("</p>\n");
        }
        if (!finding.assumed().isEmpty()) {
            html.append("<p>Assumed: ")
                    .append(text(String.join(", ", finding.assumed())))
                    .append("</p>\n");
        }
        for (Fix fix : finding.fixes()) {
            html.append("<details><summary>").append(text(fix.form().title())).append("</summary><pre>");
            html.append(text(fix.text())).append("</pre></details>\n");
        }
        html.append("</section>\n");
    }

    private static String hash(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(String text) {
        return FindingsJunit.text(text);
    }
}
