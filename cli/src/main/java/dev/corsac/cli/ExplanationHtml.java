package dev.corsac.cli;

import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.ConsoleText;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.EvidenceDiagnosis;
import dev.corsac.explain.FailureAdvice;
import dev.corsac.explain.Masking;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.List;
import java.util.Map;

/** Explanations as one page that needs nothing else: the exchange as a sequence, the arrow that failed marked. */
final class ExplanationHtml {

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

    private ExplanationHtml() {}

    static String of(List<EvidenceDiagnosis> explanations) {
        ExplanationHtml page = new ExplanationHtml();
        page.html
                .append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>Why the call was blocked</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n");
        for (EvidenceDiagnosis explanation : explanations) {
            page.section(explanation);
        }
        return page.html.append("</html>\n").toString();
    }

    private void section(EvidenceDiagnosis explanation) {
        tag("h1", ExplanationText.title(explanation.evidence().call()));
        for (String note : explanation.evidence().notes()) {
            html.append("<p class=\"note\">").append(escape(note)).append("</p>\n");
        }
        html.append("<table>\n");
        for (Map.Entry<Engine, Outcome> each : explanation.outcomes().entrySet()) {
            boolean blocked = each.getValue() instanceof Outcome.Blocked;
            html.append("<tr><td>").append(each.getKey().displayName());
            html.append("<td class=\"")
                    .append(blocked ? "blocked\">blocked" : "allowed\">allowed")
                    .append("<td>");
            if (each.getValue() instanceof Outcome.Blocked refusal) {
                for (String sentence : ConsoleText.of(refusal)) {
                    html.append(escape(Masking.text(sentence))).append("<br>");
                }
            }
            html.append("\n");
        }
        html.append("</table>\n");
        Outcome shown = explanation.shown();
        tag("h2", "What happened in " + shown.engine().displayName());
        sequence(shown);
        if (shown instanceof Outcome.Blocked blocked) {
            FailureAdvice mend = FailureAdvice.of(blocked);
            tag("h2", "Why");
            tag("p", Masking.text(mend.cause()));
            html.append("<p class=\"note\"><a href=\"")
                    .append(blocked.failure().check().specification())
                    .append("\">")
                    .append(escape(blocked.failure().check().step()))
                    .append("</a></p>\n");
            tag("h2", "What to change");
            tag("p", Masking.text(mend.advice()));
            headers("Answer the preflight with a status of 200 to 299 and", mend.preflightHeaders());
            headers("Answer the call, errors too, with", mend.responseHeaders());
            for (FailureAdvice.Setting setting : mend.settings()) {
                html.append("<details><summary>")
                        .append(escape(setting.product()))
                        .append("</summary>\n");
                tag("pre", setting.text());
                html.append("</details>\n");
            }
        }
        cookies(explanation.cookies());
    }

    private void cookies(List<CookieDiagnosis> answers) {
        if (answers.isEmpty()) {
            return;
        }
        tag("h2", "Will a cookie travel");
        html.append("<p class=\"note\">An answer of its own: no CORS header changes it.</p>\n");
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

    private void sequence(Outcome outcome) {
        List<Exchange> exchanges = outcome.exchanges();
        int height = 70 + exchanges.size() * 110;
        html.append("<svg viewBox=\"0 0 900 ").append(height).append("\" role=\"img\" aria-label=\"The exchange\">\n");
        html.append("<text class=\"head\" x=\"150\" y=\"20\" text-anchor=\"middle\">page ")
                .append(escape(outcome.call().origin().toString()))
                .append("</text>\n<text class=\"head\" x=\"750\" y=\"20\" text-anchor=\"middle\">server</text>\n");
        html.append("<line x1=\"150\" y1=\"30\" x2=\"150\" y2=\"")
                .append(height)
                .append("\"/>\n");
        html.append("<line x1=\"750\" y1=\"30\" x2=\"750\" y2=\"")
                .append(height)
                .append("\"/>\n");
        if (exchanges.isEmpty()) {
            text(450, 60, "bad", "nothing was sent");
        }
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            int y = 65 + i * 110;
            boolean failed = outcome instanceof Outcome.Blocked && i == exchanges.size() - 1;
            text(
                    450,
                    y - 8,
                    "head",
                    exchange.request().method() + " "
                            + shortened(Masking.text(exchange.request().url().toString()))
                            + (exchange.preflight() ? " (preflight)" : ""));
            arrow(150, 750, y, false);
            int line = y + 14;
            for (Header header : exchange.request().headers()) {
                String name = header.lowerCaseName();
                if (name.equals("origin") || name.startsWith("access-control-request-")) {
                    text(450, line, "small", shortened(header.name() + ": " + Masking.value(header)));
                    line += 13;
                }
            }
            Response response = exchange.response();
            String status = response == null ? "no answer" : Integer.toString(response.status());
            text(450, y + 62, failed ? "bad" : "head", (failed ? "✗ " : "") + status + " " + allowOrigin(response));
            arrow(750, 150, y + 68, failed);
        }
        html.append("</svg>\n");
    }

    private static String allowOrigin(@org.jspecify.annotations.Nullable Response response) {
        String value = response == null ? null : response.headers().combined("Access-Control-Allow-Origin");
        return value == null
                ? "without Access-Control-Allow-Origin"
                : shortened("Access-Control-Allow-Origin: " + Masking.text(value));
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
