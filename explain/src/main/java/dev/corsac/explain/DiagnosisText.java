package dev.corsac.explain;

import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.List;
import java.util.Map;

/** Writes diagnoses as text for people. Secrets are masked; control characters of the input are left out. */
public final class DiagnosisText {

    /** A line of a fix may hold a long list of headers. */
    private static final int LONGEST = 4_000;

    private final StringBuilder text = new StringBuilder();
    private final boolean colour;
    private final boolean all;

    private DiagnosisText(boolean colour, boolean all) {
        this.colour = colour;
        this.all = all;
    }

    /**
     * Returns the diagnoses one below the other.
     *
     * @param colour whether to use a terminal's colours
     * @param all whether to print every fix instead of the first
     */
    public static String of(List<Diagnosis> diagnoses, boolean colour, boolean all) {
        DiagnosisText writer = new DiagnosisText(colour, all);
        boolean first = true;
        for (Diagnosis diagnosis : diagnoses) {
            if (!first) {
                writer.text.append('\n').append("─".repeat(72)).append("\n\n");
            }
            writer.diagnosis(diagnosis);
            first = false;
        }
        return writer.text.toString();
    }

    private void diagnosis(Diagnosis diagnosis) {
        line(bold(clean(title(diagnosis))));
        if (!diagnosis.call().place().file().isEmpty()
                && diagnosis.call().place().line() > 0) {
            line("  " + dim(clean(diagnosis.place().toString())));
        }
        line("");
        for (Map.Entry<Engine, EngineOutcome> each : diagnosis.engines().entrySet()) {
            line("  " + pad(each.getKey().displayName()) + outcome(each.getKey(), each.getValue()));
        }
        heading(diagnosis.isBlocked() ? "What is wrong" : "What follows");
        paragraph("  ", clean(Masking.text(diagnosis.summary())));
        Diagnosis.FailedCheck failed = diagnosis.failed();
        if (failed != null && failed.step() != null) {
            line("  " + dim(failed.step() + ", " + failed.specification()));
        }
        for (String note : diagnosis.notes()) {
            paragraph("  ", clean(Masking.text(note)));
        }
        if (diagnosis.isBlocked()) {
            component(diagnosis);
        }
        fixes(diagnosis);
        seen(diagnosis);
        consoles(diagnosis);
        cookies(diagnosis.cookies());
        assumed(diagnosis);
    }

    private static String title(Diagnosis diagnosis) {
        CallFacts facts = CallFacts.of(diagnosis);
        if (facts.page() == null && facts.url() == null && diagnosis.call().error() != null) {
            List<String> lines = diagnosis.call().error().lines();
            return lines.isEmpty() ? facts.title() : Masking.text(lines.get(0));
        }
        return facts.title();
    }

    private String outcome(Engine engine, EngineOutcome outcome) {
        return switch (outcome.result()) {
            case ALLOWED -> green("allowed");
            case UNKNOWN -> yellow("unknown");
            case BLOCKED ->
                red("blocked") + "  " + outcome.check()
                        + (outcome.chromiumName() == null || engine != Engine.CHROMIUM
                                ? ""
                                : dim(" (" + outcome.chromiumName() + ")"));
        };
    }

    private void component(Diagnosis diagnosis) {
        ComponentInCharge component = diagnosis.component();
        if (component.kind() != ComponentInCharge.Kind.UNKNOWN) {
            heading("Who is in charge");
            boolean onlyHost =
                    component.signs().size() == 1 && component.signs().get(0).equals("the host " + component.host());
            String signs = onlyHost ? "" : String.join(", ", component.signs());
            String described = component.describe();
            paragraph(
                    "  ",
                    clean(Character.toUpperCase(described.charAt(0))
                            + described.substring(1)
                            + (signs.isEmpty() ? "." : ". It is identified by " + signs + ".")));
        }
        if (!diagnosis.causes().isEmpty()) {
            heading("Likely causes, the most frequent first");
            int number = 1;
            for (Cause cause : diagnosis.causes()) {
                paragraph("  " + number++ + ". ", clean(Masking.text(cause.text())));
            }
        }
    }

    private void fixes(Diagnosis diagnosis) {
        List<Fix> fixes = diagnosis.fixes();
        if (fixes.isEmpty()) {
            return;
        }
        List<Fix> shown = all ? fixes : fixes.subList(0, 1);
        heading(diagnosis.isBlocked() ? "What to change" : "What to do next");
        for (Fix fix : shown) {
            line("  " + bold(fix.form().title())
                    + (fix.replacesConfiguration() ? yellow("  replaces what is configured") : ""));
            boolean prose = fix.form() == FixForm.STEPS || fix.form() == FixForm.PAGE;
            for (String part : fix.text().split("\n", -1)) {
                if (prose && !part.startsWith(" ") && !part.startsWith("fetch(") && !part.startsWith("//")) {
                    paragraph("    ", clean(part));
                } else {
                    line("    " + clean(part));
                }
            }
            line("");
        }
        if (all) {
            headers("The preflight's response needs a status from 200 to 299 and", diagnosis.preflightHeaders());
            headers("Every other response needs, errors too,", diagnosis.responseHeaders());
        } else if (fixes.size() > 1) {
            java.util.Set<String> forms = new java.util.LinkedHashSet<>();
            for (Fix fix : fixes.subList(1, fixes.size())) {
                forms.add(fix.form().code());
            }
            paragraph(
                    "  ",
                    (fixes.size() - 1) + " more with --all; one of another form first with --form: "
                            + String.join(", ", forms));
        }
        trimBlankLine();
    }

    private void headers(String intro, Headers headers) {
        if (!headers.isEmpty()) {
            line("  " + bold(intro));
            for (Header header : headers) {
                line("    " + clean(header.toString()));
            }
            line("");
        }
    }

    private void seen(Diagnosis diagnosis) {
        boolean message = diagnosis.call().source() == RecordedCall.Source.MESSAGE;
        String missing = message ? "not in the text" : "not recorded";
        if (diagnosis.seen().isEmpty()) {
            return;
        }
        heading("What was seen");
        int number = 1;
        for (SeenStep step : diagnosis.seen()) {
            String what = step.preflight() == null
                    ? "  (the call or its preflight)"
                    : step.preflight() ? "  (preflight)" : "";
            line("  " + number++ + ". " + clean(step.method() == null ? "(method " + missing + ")" : step.method())
                    + " " + clean(step.url() == null ? "(URL " + missing + ")" : Masking.text(step.url())) + what);
            for (Header header : step.requestHeaders()) {
                String name = header.lowerCaseName();
                if (!Boolean.TRUE.equals(step.preflight())
                        || name.equals("origin")
                        || name.startsWith("access-control-")) {
                    line("       " + dim(clean(header.name() + ": " + Masking.value(header))));
                }
            }
            String status = step.status() == 0 ? "(status " + missing + ")" : Integer.toString(step.status());
            line("     "
                    + switch (step.result()) {
                        case BLOCKED -> red("✗ " + status);
                        case ALLOWED -> green("✓ ") + status;
                        case UNKNOWN ->
                            yellow("? ")
                                    + (step.status() == 0
                                            ? "(no response " + (message ? "in the text" : "recorded") + ")"
                                            : status);
                    });
            for (Header header : step.responseHeaders()) {
                String name = header.lowerCaseName();
                if (name.startsWith("access-control-")
                        || name.startsWith("x-amzn-error")
                        || name.equals("vary")
                        || name.equals("location")
                        || name.equals("server")) {
                    line("       " + dim(clean(header.name() + ": " + Masking.value(header))));
                }
            }
        }
    }

    private void consoles(Diagnosis diagnosis) {
        boolean any = false;
        for (Map.Entry<Engine, EngineOutcome> each : diagnosis.engines().entrySet()) {
            for (String sentence : each.getValue().console()) {
                if (!any) {
                    heading("What the consoles print");
                    any = true;
                }
                line("  " + pad(each.getKey().displayName()) + clean(Masking.text(sentence)));
            }
        }
    }

    private void cookies(List<CookieDiagnosis> cookies) {
        if (cookies.isEmpty()) {
            return;
        }
        heading("Will a cookie travel", " (a question of its own: no CORS header changes it)");
        for (CookieDiagnosis cookie : cookies) {
            line("  " + clean(cookie.describe()));
            cookie.travels()
                    .forEach((engine, travel) -> line("    " + pad(engine.displayName()) + travelWords(travel)));
        }
    }

    private String travelWords(CookieDiagnosis.Travel travel) {
        String words = travel.words();
        String coloured = travel.result() == null
                ? yellow(words)
                : travel.result() == CookieCheck.Result.STAYS ? red(words) : green(words);
        return coloured + ": " + travel.text();
    }

    private void assumed(Diagnosis diagnosis) {
        if (diagnosis.assumed().isEmpty()) {
            return;
        }
        heading("What was assumed", " (the input does not state it)");
        for (String name : diagnosis.assumed()) {
            line("  "
                    + switch (name) {
                        case "page" -> "page: any other origin than the server's; state it with --origin";
                        case "url" -> "url: any; state it with --url";
                        case "method" -> "method: one that fits the message; state it with --method";
                        case "credentials" ->
                            "credentials: "
                                    + (diagnosis.credentials() == CredentialsMode.INCLUDE
                                            ? "include; --credentials same-origin if the script sends none"
                                            : "same-origin; --credentials include if the script sends cookies");
                        case "preflight" -> "preflight: that it passes; --preflight has the head of its response";
                        case "scheme" -> "scheme: of the URL, which the request does not show; state it with --url";
                        case "request" -> "request: that the response is the preflight's, since the call has one";
                        default -> name;
                    });
        }
    }

    private void heading(String heading) {
        heading(heading, "");
    }

    private void heading(String heading, String rest) {
        line("");
        line(bold(heading) + rest);
    }

    /** A paragraph of at most 110 columns. */
    private void paragraph(String indent, String words) {
        String following = " ".repeat(indent.length());
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : words.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > 110) {
                line(line.toString());
                line = new StringBuilder(following);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        line(line.toString());
    }

    private void trimBlankLine() {
        int length = text.length();
        if (length > 1 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n') {
            text.setLength(length - 1);
        }
    }

    private static String clean(String value) {
        return TerminalText.of(value, LONGEST);
    }

    private static String pad(String name) {
        return name + " ".repeat(Math.max(1, 10 - name.length()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String bold(String value) {
        return in("1", value);
    }

    private String dim(String value) {
        return in("2", value);
    }

    private String red(String value) {
        return in("31", value);
    }

    private String green(String value) {
        return in("32", value);
    }

    private String yellow(String value) {
        return in("33", value);
    }

    private String in(String code, String value) {
        return colour && !value.isEmpty() ? "\u001b[" + code + "m" + value + "\u001b[0m" : value;
    }
}
