package dev.corsac.explain.page;

import dev.corsac.explain.DiagnosisHtml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that explains, as one file that needs nothing else: with its styles and scripts in it, and with diagnoses. Its
 * Content-Security-Policy allows these very styles and scripts by their hashes, and no request. Not for JavaScript: it reads
 * resources.
 */
public final class ExplainPage {

    private ExplainPage() {}

    /**
     * Returns a page's file for a browser; null if there is none of that name.
     *
     * @param name without a folder, such as {@code diagnosis.css}
     */
    public static @Nullable String file(String name) {
        try (InputStream in = ExplainPage.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the page with the diagnoses of a run. Of the run's input it has what the diagnoses show, which is masked. The box
     * for further input is there if the explainer was compiled to JavaScript when this module was built.
     */
    public static String of(ExplainRun run) {
        List<String> styles = List.of(required("diagnosis.css"), required("page.css"));
        List<String> scripts = new ArrayList<>();
        String explainer = file("explain.js");
        String sites = file("sites.js");
        boolean isComplete = explainer != null && sites != null;
        if (isComplete) {
            scripts.add(explainer);
            scripts.add(sites);
        }
        scripts.add(required("page.js"));
        String page = required("index.html");
        page = replaced(page, "<link rel=\"stylesheet\" href=\"diagnosis.css\">", element("style", styles.get(0)));
        page = replaced(page, "<link rel=\"stylesheet\" href=\"page.css\">", element("style", styles.get(1)));
        page = replaced(
                page,
                "script-src 'self'; style-src 'self'; img-src 'self' data:;",
                "script-src" + hashes(scripts) + "; style-src" + hashes(styles) + "; img-src data:;");
        if (!isComplete) {
            page = page.substring(0, page.indexOf("<!-- begin: input -->"))
                    + page.substring(page.indexOf("<!-- end: input -->") + "<!-- end: input -->".length());
            int start = page.indexOf("<header class=\"top\">");
            page = page.substring(0, start) + "<header class=\"top\"><h1>Why was the call blocked?</h1></header>"
                    + page.substring(page.indexOf("</header>") + "</header>".length());
        }
        StringBuilder elements = new StringBuilder();
        for (String script : scripts) {
            elements.append(element("script", script)).append('\n');
        }
        page = page.substring(0, page.indexOf("<!-- begin: scripts -->"))
                + elements
                + page.substring(page.indexOf("<!-- end: scripts -->") + "<!-- end: scripts -->".length());
        String diagnoses = run.shown().isEmpty()
                ? "<p class=\"problem\">" + run.nothing(ExplainOptions.NONE) + "</p>\n"
                : DiagnosisHtml.of(run.shown());
        // Last, so that nothing in them is replaced.
        return replaced(page, "<!-- diagnoses -->", diagnoses);
    }

    private static String replaced(String page, String part, String by) {
        int at = page.indexOf(part);
        if (at < 0) {
            throw new IllegalStateException("the page lacks " + part);
        }
        return page.substring(0, at) + by + page.substring(at + part.length());
    }

    private static String required(String name) {
        String text = file(name);
        if (text == null) {
            throw new IllegalStateException("this build lacks the page's " + name);
        }
        return text;
    }

    /** An element whose text a browser takes as it is: it may not contain its own end, nor begin a comment. */
    private static String element(String name, String text) {
        if (text.contains("</" + name) || text.contains("<!--")) {
            throw new IllegalStateException("text of a <" + name + "> that ends it");
        }
        return "<" + name + ">" + text + "</" + name + ">";
    }

    private static String hashes(List<String> texts) {
        StringBuilder sources = new StringBuilder();
        for (String text : texts) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                sources.append(" 'sha256-")
                        .append(Base64.getEncoder().encodeToString(hash))
                        .append('\'');
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
        return sources.toString();
    }
}
