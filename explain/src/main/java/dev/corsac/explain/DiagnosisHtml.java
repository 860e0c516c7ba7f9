package dev.corsac.explain;

import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.List;
import java.util.Map;

/**
 * Writes diagnoses as HTML for a page: one {@code article} each, with the exchange drawn as a sequence. It has no script and
 * no style of its own: {@code diagnosis.css} of the module explain-page has the latter, and a button with the attribute
 * {@code data-copy} is for the page's script, which copies the text of the {@code pre} in the same {@code figure}. Secrets are
 * masked.
 */
public final class DiagnosisHtml {

    private static final int LONGEST = 160;

    private final StringBuilder html = new StringBuilder();
    /** In front of the ids of this document's headings. */
    private final String prefix;

    private DiagnosisHtml(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the articles, one below the other. */
    public static String of(List<Diagnosis> diagnoses) {
        return of(diagnoses, "diagnosis-");
    }

    /**
     * Returns the articles, one below the other.
     *
     * @param prefix in front of the ids of headings, for a page with more than one such text
     */
    public static String of(List<Diagnosis> diagnoses, String prefix) {
        DiagnosisHtml page = new DiagnosisHtml(prefix);
        int number = 1;
        for (Diagnosis diagnosis : diagnoses) {
            page.article(diagnosis, number++);
        }
        return page.html.toString();
    }

    private void article(Diagnosis diagnosis, int number) {
        String id = prefix + number;
        html.append("<article class=\"diagnosis\" data-outcome=\"")
                .append(state(diagnosis))
                .append("\" aria-labelledby=\"")
                .append(id)
                .append("\">\n");
        title(diagnosis, id);
        html.append("<div class=\"outcome\">\n");
        summary(diagnosis);
        engines(diagnosis);
        html.append("</div>\n<div class=\"columns\">\n<div class=\"column\">\n");
        fixes(diagnosis);
        component(diagnosis);
        html.append("</div>\n<div class=\"column\">\n");
        if (!diagnosis.seen().isEmpty()) {
            section("What was seen");
            sequence(diagnosis);
            html.append("</section>\n");
        }
        console(diagnosis);
        cookies(diagnosis.cookies());
        if (!diagnosis.assumed().isEmpty()) {
            section("What was assumed");
            tag("p", "The input does not state: " + String.join(", ", diagnosis.assumed()) + ".");
            html.append("</section>\n");
        }
        html.append("</div>\n</div>\n</article>\n");
    }

    private static String state(Diagnosis diagnosis) {
        return diagnosis.isBlocked() ? "blocked" : diagnosis.isUnknown() ? "unknown" : "allowed";
    }

    private void title(Diagnosis diagnosis, String id) {
        CallFacts facts = CallFacts.of(diagnosis);
        html.append("<header>\n<h2 id=\"").append(id).append("\">");
        if (facts.url() == null && facts.method() == null) {
            html.append("A call");
        } else {
            html.append(escape(facts.method() == null ? "A call to" : facts.method()))
                    .append(" <code>")
                    .append(escape(facts.url() == null ? "(URL not in the text)" : facts.url()))
                    .append("</code>");
        }
        html.append("</h2>\n<p class=\"from\">from ")
                .append(
                        facts.page() == null
                                ? "a page that is not in the text"
                                : "<code>" + escape(facts.page()) + "</code>")
                .append(facts.credentials() == CredentialsMode.INCLUDE ? ", with credentials" : "")
                .append("</p>\n</header>\n");
    }

    private void summary(Diagnosis diagnosis) {
        boolean isBlocked = diagnosis.isBlocked();
        html.append("<div class=\"summary\">\n<p><strong>")
                .append(isBlocked ? "✗ Blocked." : diagnosis.isUnknown() ? "? Not known." : "✓ Not blocked.")
                .append("</strong> ")
                .append(escape(Masking.text(diagnosis.summary())))
                .append("</p>\n");
        Diagnosis.FailedCheck failed = diagnosis.failed();
        if (failed != null && failed.step() != null) {
            html.append("<p class=\"note\">Decided by <a href=\"")
                    .append(escape(String.valueOf(failed.specification())))
                    .append("\" rel=\"noreferrer\">")
                    .append(escape(failed.step()))
                    .append("</a></p>\n");
        }
        for (String note : diagnosis.notes()) {
            html.append("<p class=\"note\">").append(escape(Masking.text(note))).append("</p>\n");
        }
        html.append("</div>\n");
    }

    private void engines(Diagnosis diagnosis) {
        html.append("<ul class=\"engines\" aria-label=\"Browsers\">\n");
        for (Map.Entry<Engine, EngineOutcome> each : diagnosis.engines().entrySet()) {
            EngineOutcome outcome = each.getValue();
            html.append("<li data-outcome=\"")
                    .append(outcome.result().code())
                    .append("\"><b>")
                    .append(each.getKey().displayName())
                    .append("</b> ")
                    .append(outcome.result().code())
                    .append(outcome.check() == null ? "" : " <code>" + escape(outcome.check()) + "</code>")
                    .append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private void fixes(Diagnosis diagnosis) {
        List<Fix> fixes = diagnosis.fixes();
        if (fixes.isEmpty()) {
            return;
        }
        section(diagnosis.isBlocked() ? "What to change" : "What to do next");
        fix(fixes.get(0));
        boolean hasHeaders = !diagnosis.preflightHeaders().isEmpty()
                || !diagnosis.responseHeaders().isEmpty();
        if (fixes.size() > 1 || hasHeaders) {
            html.append("<details class=\"all\"><summary>All fixes</summary>\n");
            for (Fix fix : fixes.subList(1, fixes.size())) {
                fix(fix);
            }
            headers("The preflight's response needs a status from 200 to 299 and", diagnosis.preflightHeaders());
            headers("Every other response needs, errors too,", diagnosis.responseHeaders());
            html.append("</details>\n");
        }
        html.append("</section>\n");
    }

    private void fix(Fix fix) {
        boolean isProse = fix.form() == FixForm.STEPS || fix.form() == FixForm.PAGE;
        snippet(
                fix.form().title(),
                fix.replacesConfiguration() ? "replaces what is configured" : "",
                fix.text(),
                isProse ? "prose" : "code");
    }

    private void snippet(String title, String warning, String text, String style) {
        html.append("<figure class=\"snippet\"><figcaption><span>")
                .append(escape(title))
                .append(warning.isEmpty() ? "" : " <em>" + escape(warning) + "</em>")
                .append("</span> <button type=\"button\" data-copy aria-label=\"Copy: ")
                .append(escape(title))
                .append("\">Copy</button></figcaption>\n<pre class=\"")
                .append(style)
                .append("\" tabindex=\"0\">")
                .append(escape(text.stripTrailing()))
                .append("</pre></figure>\n");
    }

    private void component(Diagnosis diagnosis) {
        ComponentInCharge component = diagnosis.component();
        boolean hasComponent = component.kind() != ComponentInCharge.Kind.UNKNOWN;
        if (!diagnosis.isBlocked() || (!hasComponent && diagnosis.causes().isEmpty())) {
            return;
        }
        if (hasComponent) {
            section("Who is in charge");
            String described = component.describe();
            tag(
                    "p",
                    Character.toUpperCase(described.charAt(0))
                            + described.substring(1)
                            + (component.signs().isEmpty()
                                    ? "."
                                    : ". It is identified by " + String.join(", ", component.signs()) + "."));
            html.append("</section>\n");
        }
        if (!diagnosis.causes().isEmpty()) {
            section("Likely causes, the most frequent first");
            html.append("<ol class=\"causes\">\n");
            for (Cause cause : diagnosis.causes()) {
                html.append("<li>").append(escape(Masking.text(cause.text()))).append("</li>\n");
            }
            html.append("</ol>\n</section>\n");
        }
    }

    private void headers(String intro, Headers headers) {
        if (!headers.isEmpty()) {
            snippet(intro, "", headers.toString(), "code");
        }
    }

    private void console(Diagnosis diagnosis) {
        if (!diagnosis.isBlocked()) {
            return;
        }
        html.append("<details class=\"consoles\"><summary>What each browser's console shows</summary>\n");
        for (Map.Entry<Engine, EngineOutcome> each : diagnosis.engines().entrySet()) {
            if (!each.getValue().console().isEmpty()) {
                StringBuilder lines = new StringBuilder();
                for (String line : each.getValue().console()) {
                    lines.append(Masking.text(line)).append('\n');
                }
                snippet(each.getKey().displayName(), "", lines.toString(), "code");
            }
        }
        html.append("</details>\n");
    }

    private void cookies(List<CookieDiagnosis> cookies) {
        if (cookies.isEmpty()) {
            return;
        }
        section("Does a cookie travel");
        html.append("<p class=\"note\">No CORS header changes this.</p>\n");
        for (CookieDiagnosis cookie : cookies) {
            html.append("<p><code>").append(escape(cookie.describe())).append("</code></p>\n<ul class=\"travels\">\n");
            cookie.travels().forEach((engine, travel) -> {
                String outcome = travel.result() == null
                        ? "unknown"
                        : travel.result() == CookieCheck.Result.STAYS ? "blocked" : "allowed";
                html.append("<li data-outcome=\"").append(outcome).append("\"><b>");
                html.append(engine.displayName()).append("</b> <span>").append(travel.words());
                html.append("</span>: ").append(escape(travel.text())).append("</li>\n");
            });
            html.append("</ul>\n");
        }
        html.append("</section>\n");
    }

    private void sequence(Diagnosis diagnosis) {
        CallFacts facts = CallFacts.of(diagnosis);
        html.append("<div class=\"exchange\">\n<div class=\"ends\" aria-hidden=\"true\"><span><b>Page</b> ")
                .append(escape(facts.page() == null ? "(not in the text)" : middle(bare(facts.page()))))
                .append("</span><span><b>Server</b> ")
                .append(escape(facts.url() == null ? "(not in the text)" : middle(host(facts.url()))))
                .append("</span></div>\n<ol>\n");
        for (SeenStep step : diagnosis.seen()) {
            step(step);
        }
        html.append("</ol>\n</div>\n");
    }

    private void step(SeenStep step) {
        boolean isBlocked = step.result() == EngineOutcome.Result.BLOCKED;
        html.append("<li data-outcome=\"").append(step.result().code()).append("\">\n<p class=\"there\">");
        html.append(escape(step.method() == null ? "(method not in the text)" : step.method()))
                .append(' ')
                .append(escape(
                        step.url() == null ? "(URL not in the text)" : shortened(path(Masking.text(step.url())))));
        html.append(Boolean.TRUE.equals(step.preflight()) ? " <em>preflight</em>" : "")
                .append("</p>\n");
        lines(step.requestHeaders(), true);
        html.append("<p class=\"back\">")
                .append(isBlocked ? "✗ " : "")
                .append(step.status() == 0 ? "(status not in the text)" : Integer.toString(step.status()))
                .append(isBlocked ? " <em>kept from the script</em>" : "")
                .append("</p>\n");
        lines(step.responseHeaders(), false);
        if (step.responseSeen() && !step.responseHeaders().has("Access-Control-Allow-Origin")) {
            tag("p", "no Access-Control-Allow-Origin");
        }
        html.append("</li>\n");
    }

    /** The headers that have to do with CORS. */
    private void lines(Headers headers, boolean request) {
        StringBuilder lines = new StringBuilder();
        for (Header header : headers) {
            String name = header.lowerCaseName();
            if (name.equals("origin")
                    || name.startsWith("access-control-")
                    || (request ? name.equals("cookie") : name.equals("vary") || name.equals("location"))) {
                lines.append(escape(shortened(header.name() + ": " + Masking.value(header))))
                        .append('\n');
            }
        }
        if (lines.length() > 0) {
            html.append("<pre tabindex=\"0\">")
                    .append(lines.toString().stripTrailing())
                    .append("</pre>\n");
        }
    }

    private void section(String title) {
        html.append("<section>\n");
        tag("h3", title);
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

    private static String bare(String origin) {
        int end = origin.indexOf("://");
        return end < 0 ? origin : origin.substring(end + 3);
    }

    private static String host(String url) {
        String rest = bare(url);
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static String path(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
        return start < 0 ? url : url.substring(start);
    }

    /** A host's ends tell more than its middle. */
    private static String middle(String host) {
        return host.length() <= 40 ? host : host.substring(0, 18) + "…" + host.substring(host.length() - 21);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.append(c);
                // Neither control characters nor what turns the direction of text around.
                default -> escaped.append(TerminalText.isHidden(c) && !Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }
}
