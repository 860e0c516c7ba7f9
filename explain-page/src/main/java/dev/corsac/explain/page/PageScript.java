package dev.corsac.explain.page;

import dev.corsac.explain.DiagnosisHtml;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;

/** What {@code explain.js} exports: the explainer of the page. What only a command needs is in {@link CommandScript}. */
public final class PageScript {

    private PageScript() {}

    /** Does nothing: TeaVM asks for it. */
    public static void main(String[] arguments) {}

    /**
     * Explains a text for the page.
     *
     * @param name of the file; empty for what was pasted
     * @param page what the fields next to the text state, each empty if it is
     * @return {@code html}, the diagnoses; {@code problem}, the line that says why there are none; or null if {@code
     *     sites.js} is needed
     */
    @JSExport
    public static @Nullable JSObject corsacExplain(
            String name, String text, String page, String url, String method, String credentials) {
        ExplainOptions options = new ExplainOptions(
                page.isEmpty() ? null : page,
                url.isEmpty() ? null : url,
                method.isEmpty() ? null : method,
                credentials.isEmpty() ? null : ExplainOptions.credentialsMode(credentials),
                ExplainOptions.NONE.engines(),
                null,
                null,
                false,
                false);
        try {
            ExplainRun run = ExplainRun.of(ExplainRun.read(name, text), options, LoadedSites::registrableDomain);
            return shown(
                    DiagnosisHtml.of(run.shown()),
                    run.shown().isEmpty() ? run.nothing(options) : "",
                    run.shown().size());
        } catch (UnreadableInputException e) {
            return shown("", String.valueOf(e.getMessage()), 0);
        } catch (LoadedSites.MissingException e) {
            return null;
        }
    }

    @JSBody(
            params = {"html", "problem", "count"},
            script = "return {html: html, problem: problem, count: count};")
    private static native JSObject shown(String html, String problem, int count);
}
