package dev.corsac.explain;

import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.Engine;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.List;
import java.util.Map;

/**
 * Writes diagnoses as one page that needs nothing else: the exchange as a sequence, the arrow that failed marked. It has no
 * script and loads nothing. Secrets are masked.
 */
public final class DiagnosisHtml {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.3rem; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin-top: 1.8rem; }
            pre { background: #8882; padding: .7rem; overflow-x: auto; border-radius: .3rem; }
            table { border-collapse: collapse; } td { padding: .15rem 1rem .15rem 0; vertical-align: top; }
            .allowed { color: #16803c; } .blocked { color: #c81e1e; font-weight: 600; } .note { opacity: .75; }
            svg { width: 100%; height: auto; } svg text { font: 13px system-ui, sans-serif; fill: currentColor; }
            svg .head { font-weight: 600; } svg .small { font-size: 11px; opacity: .8; }
            svg line { stroke: currentColor; } svg .bad { stroke: #c81e1e; stroke-width: 2.5; }
            svg text.bad { fill: #c81e1e; stroke: none; font-weight: 600; }
            details { margin: .4rem 0; } summary { cursor: pointer; }
            """;

    private final StringBuilder html = new StringBuilder();

    private DiagnosisHtml() {}

    /** Returns the page. */
    public static String of(List<Diagnosis> diagnoses) {
        DiagnosisHtml page = new DiagnosisHtml();
        page.html
                .append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>Why the call was blocked</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n");
        for (Diagnosis diagnosis : diagnoses) {
            page.section(diagnosis);
        }
        return page.html.append("</html>\n").toString();
    }

    private void section(Diagnosis diagnosis) {
        tag("h1", CallFacts.of(diagnosis).title());
        html.append("<table>\n");
        for (Map.Entry<Engine, EngineOutcome> each : diagnosis.engines().entrySet()) {
            EngineOutcome outcome = each.getValue();
            html.append("<tr><td>").append(each.getKey().displayName());
            html.append("<td class=\"")
                    .append(
                            switch (outcome.result()) {
                                case BLOCKED -> "blocked";
                                case ALLOWED -> "allowed";
                                case UNKNOWN -> "note";
                            })
                    .append("\">")
                    .append(outcome.result().code())
                    .append("<td>");
            for (String sentence : outcome.console()) {
                html.append(escape(Masking.text(sentence))).append("<br>");
            }
            html.append('\n');
        }
        html.append("</table>\n");
        tag("h2", diagnosis.isBlocked() ? "What is wrong" : "What follows");
        tag("p", Masking.text(diagnosis.summary()));
        Diagnosis.FailedCheck failed = diagnosis.failed();
        if (failed != null && failed.step() != null) {
            html.append("<p class=\"note\"><a href=\"")
                    .append(failed.specification())
                    .append("\">")
                    .append(escape(failed.step()))
                    .append("</a></p>\n");
        }
        for (String note : diagnosis.notes()) {
            html.append("<p class=\"note\">").append(escape(Masking.text(note))).append("</p>\n");
        }
        if (!diagnosis.seen().isEmpty()) {
            tag("h2", "What was seen");
            sequence(diagnosis);
        }
        if (diagnosis.isBlocked()) {
            blocked(diagnosis);
        }
        cookies(diagnosis.cookies());
        if (!diagnosis.assumed().isEmpty()) {
            tag("h2", "What was assumed");
            tag("p", "The input does not state: " + String.join(", ", diagnosis.assumed()) + ".");
        }
    }

    private void blocked(Diagnosis diagnosis) {
        if (diagnosis.component().kind() != ComponentInCharge.Kind.UNKNOWN) {
            tag("h2", "Who is in charge");
            tag("p", diagnosis.component().describe());
        }
        if (!diagnosis.causes().isEmpty()) {
            html.append("<p>Likely causes, the most frequent first:</p>\n<ol>\n");
            for (Cause cause : diagnosis.causes()) {
                html.append("<li>").append(escape(Masking.text(cause.text()))).append('\n');
            }
            html.append("</ol>\n");
        }
        tag("h2", "What to change");
        boolean first = true;
        for (Fix fix : diagnosis.fixes()) {
            html.append(first ? "<details open><summary>" : "<details><summary>")
                    .append(escape(fix.form().title()))
                    .append(fix.replacesConfiguration() ? " (replaces what is configured)" : "")
                    .append("</summary>\n");
            tag("pre", fix.text());
            html.append("</details>\n");
            first = false;
        }
        headers("The preflight's response needs a status from 200 to 299 and", diagnosis.preflightHeaders());
        headers("Every other response needs, errors too,", diagnosis.responseHeaders());
    }

    private void cookies(List<CookieDiagnosis> answers) {
        if (answers.isEmpty()) {
            return;
        }
        tag("h2", "Will a cookie travel");
        html.append("<p class=\"note\">A question of its own: no CORS header changes it.</p>\n");
        for (CookieDiagnosis answer : answers) {
            tag("pre", answer.describe());
            html.append("<table>\n");
            answer.travels().forEach((engine, travel) -> {
                String style = travel.verdict() == null
                        ? "note"
                        : travel.verdict() == CookieCheck.Verdict.STAYS ? "blocked" : "allowed";
                html.append("<tr><td>").append(engine.displayName());
                html.append("<td class=\"").append(style).append("\">").append(travel.words());
                html.append("<td>").append(escape(travel.text())).append("\n");
            });
            html.append("</table>\n");
        }
    }

    private void headers(String intro, Headers headers) {
        if (!headers.isEmpty()) {
            tag("p", intro);
            tag("pre", headers.toString().stripTrailing());
        }
    }

    private void sequence(Diagnosis diagnosis) {
        List<SeenStep> steps = diagnosis.seen();
        String page = CallFacts.of(diagnosis).page();
        int height = 70 + steps.size() * 110;
        html.append("<svg viewBox=\"0 0 900 ").append(height).append("\" role=\"img\" aria-label=\"The exchange\">\n");
        html.append("<text class=\"head\" x=\"150\" y=\"20\" text-anchor=\"middle\">page ")
                .append(escape(page == null ? "(not in the text)" : page))
                .append("</text>\n<text class=\"head\" x=\"750\" y=\"20\" text-anchor=\"middle\">server</text>\n");
        html.append("<line x1=\"150\" y1=\"30\" x2=\"150\" y2=\"")
                .append(height)
                .append("\"/>\n");
        html.append("<line x1=\"750\" y1=\"30\" x2=\"750\" y2=\"")
                .append(height)
                .append("\"/>\n");
        for (int i = 0; i < steps.size(); i++) {
            step(steps.get(i), 65 + i * 110);
        }
        html.append("</svg>\n");
    }

    private void step(SeenStep step, int y) {
        boolean failed = step.result() == EngineOutcome.Result.BLOCKED;
        text(
                450,
                y - 8,
                "head",
                (step.method() == null ? "(method not known)" : step.method()) + " "
                        + (step.url() == null ? "(URL not known)" : shortened(Masking.text(step.url())))
                        + (Boolean.TRUE.equals(step.preflight()) ? " (preflight)" : ""));
        arrow(150, 750, y, false);
        int line = y + 14;
        for (Header header : step.requestHeaders()) {
            String name = header.lowerCaseName();
            if (name.equals("origin") || name.startsWith("access-control-request-")) {
                text(450, line, "small", shortened(header.name() + ": " + Masking.value(header)));
                line += 13;
            }
        }
        String status = step.status() == 0 ? "(status not known)" : Integer.toString(step.status());
        text(450, y + 62, failed ? "bad" : "head", (failed ? "✗ " : "") + status + " " + allowOrigin(step));
        arrow(750, 150, y + 68, failed);
    }

    private static String allowOrigin(SeenStep step) {
        String value = step.responseHeaders().combined("Access-Control-Allow-Origin");
        if (value == null) {
            return step.responseSeen() ? "without Access-Control-Allow-Origin" : "";
        }
        return shortened("Access-Control-Allow-Origin: " + Masking.text(value));
    }

    private void arrow(int from, int to, int y, boolean failed) {
        int back = from < to ? -9 : 9;
        String style = failed ? " class=\"bad\"" : "";
        for (int[] line : new int[][] {{from, y, to, y}, {to + back, y - 5, to, y}, {to + back, y + 5, to, y}}) {
            html.append("<line")
                    .append(style)
                    .append(" x1=\"" + line[0] + "\" y1=\"" + line[1] + "\" x2=\"" + line[2] + "\" y2=\"" + line[3]
                            + "\"/>\n");
        }
    }

    private void text(int x, int y, String style, String text) {
        html.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"middle\">")
                .append(escape(text))
                .append("</text>\n");
    }

    private void tag(String name, String text) {
        html.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String shortened(String text) {
        return text.length() <= 90 ? text : text.substring(0, 89) + "…";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
