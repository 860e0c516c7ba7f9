package dev.corsac.cli;

import dev.corsac.browser.Call;
import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.ConsoleText;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.EvidenceDiagnosis;
import dev.corsac.explain.FailureAdvice;
import dev.corsac.explain.Masking;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.List;
import java.util.Map;

/** An explanation for people. */
final class ExplanationText {

    private final StringBuilder text = new StringBuilder();
    private final Terminal terminal;

    private ExplanationText(Terminal terminal) {
        this.terminal = terminal;
    }

    static String of(EvidenceDiagnosis explanation, Terminal terminal) {
        ExplanationText renderer = new ExplanationText(terminal);
        renderer.render(explanation);
        return renderer.text.toString();
    }

    private void render(EvidenceDiagnosis explanation) {
        line(terminal.bold(title(explanation.evidence().call())));
        for (String note : explanation.evidence().notes()) {
            line("  " + terminal.dim(note));
        }
        line("");
        for (Map.Entry<Engine, Outcome> each : explanation.outcomes().entrySet()) {
            line("  " + pad(each.getKey().displayName()) + verdict(each.getValue()));
        }
        Outcome shown = explanation.shown();
        line("");
        line(terminal.bold("What reached the server") + " (" + shown.engine().displayName() + ")");
        exchanges(shown);
        if (shown instanceof Outcome.Blocked blocked) {
            refusal(explanation, blocked);
        } else if (shown instanceof Outcome.Allowed allowed) {
            line("");
            line("The script can read status " + allowed.status() + " and these headers: "
                    + String.join(", ", allowed.readableHeaders()));
        }
        cookies(explanation.cookies());
    }

    private void cookies(List<CookieDiagnosis> answers) {
        if (answers.isEmpty()) {
            return;
        }
        line("");
        line(terminal.bold("Will a cookie travel") + " (an answer of its own: no CORS header changes it)");
        for (CookieDiagnosis answer : answers) {
            line("  " + answer.describe());
            answer.travels()
                    .forEach((engine, travel) -> line("    " + pad(engine.displayName()) + travelWords(travel)));
        }
    }

    private String travelWords(CookieDiagnosis.Travel travel) {
        String words = travel.words();
        String coloured = travel.verdict() == null
                ? terminal.yellow(words)
                : travel.verdict() == CookieCheck.Verdict.STAYS ? terminal.red(words) : terminal.green(words);
        return coloured + ": " + travel.text();
    }

    static String title(Call call) {
        return call.method() + " " + Masking.text(call.url().toString()) + "  from " + call.origin()
                + (call.credentials() == CredentialsMode.INCLUDE ? ", with credentials" : "");
    }

    private String verdict(Outcome outcome) {
        if (!(outcome instanceof Outcome.Blocked blocked)) {
            return terminal.green("allowed");
        }
        Failure failure = blocked.failure();
        String name = failure.corsError() == null
                ? failure.check().toString()
                : failure.corsError().toString();
        return terminal.red("blocked") + "  " + name;
    }

    private void exchanges(Outcome outcome) {
        List<Exchange> exchanges = outcome.exchanges();
        if (exchanges.isEmpty()) {
            line("  nothing: the browser refused before it sent anything");
        }
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            boolean failed = outcome instanceof Outcome.Blocked && i == exchanges.size() - 1;
            String status = exchange.response() == null
                    ? "no answer"
                    : Integer.toString(exchange.response().status());
            line("  " + (i + 1) + ". " + exchange.request().method() + " "
                    + Masking.text(exchange.request().url().toString())
                    + (exchange.preflight() ? "  (preflight)" : ""));
            for (Header header : exchange.request().headers()) {
                String name = header.lowerCaseName();
                if (name.equals("origin") || name.startsWith("access-control-") || !exchange.preflight()) {
                    line("       " + terminal.dim(header.name() + ": " + Masking.value(header)));
                }
            }
            line("     " + (failed ? terminal.red("✗ " + status) : terminal.green("✓ " + status)));
            if (exchange.response() != null) {
                for (Header header : exchange.response().headers()) {
                    String name = header.lowerCaseName();
                    if (name.startsWith("access-control-") || name.equals("vary") || name.equals("location")) {
                        line("       " + terminal.dim(header.name() + ": " + Masking.value(header)));
                    }
                }
            }
        }
    }

    private void refusal(EvidenceDiagnosis explanation, Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        FailureAdvice mend = FailureAdvice.of(blocked);
        line("");
        line(terminal.bold("Why"));
        line("  " + Masking.text(mend.cause()));
        line("  " + terminal.dim(failure.check().step() + ", " + failure.check().specification()));
        line("");
        line(terminal.bold("What the consoles say"));
        for (Outcome outcome : explanation.outcomes().values()) {
            if (outcome instanceof Outcome.Blocked each) {
                for (String sentence : ConsoleText.of(each)) {
                    line("  " + pad(each.engine().displayName()) + Masking.text(sentence));
                }
            }
        }
        line("");
        line(terminal.bold("What to change"));
        line("  " + Masking.text(mend.advice()));
        headers("Answer the preflight with a status of 200 to 299 and", mend.preflightHeaders());
        headers("Answer the call, errors too, with", mend.responseHeaders());
        for (FailureAdvice.Setting setting : mend.settings()) {
            line("");
            line("  " + terminal.bold(setting.product()));
            for (String part : setting.text().split("\n", -1)) {
                line("    " + part);
            }
        }
    }

    private void headers(String intro, Headers headers) {
        if (headers.isEmpty()) {
            return;
        }
        line("");
        line("  " + intro);
        for (Header header : headers) {
            line("    " + terminal.green(header.toString()));
        }
    }

    private static String pad(String name) {
        return name + " ".repeat(Math.max(1, 10 - name.length()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
