package dev.corsac.local.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.explain.DiagnosisHtml;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.page.ExplainOptions;
import dev.corsac.explain.page.ExplainRun;
import dev.corsac.explain.page.UnreadableInputException;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What people hand to the console: texts to explain, and calls to try. */
final class Workbench {

    /** A HAR file of a day's work; more is for the command. */
    private static final int MOST_BYTES = 64 << 20;

    /** Diagnoses of one text that are shown. */
    private static final int MOST_DIAGNOSES = 20;

    private final Sites sites;
    private final Replayer fronts;

    /**
     * @param sites asked whether cookies travel
     * @param fronts the front on the port of a request's URL
     */
    Workbench(Sites sites, Replayer fronts) {
        this.sites = sites;
        this.fronts = fronts;
    }

    /** Explains the body as {@code corsac explain} does. */
    boolean explain(Request request, Response response, Callback callback) throws IOException {
        String text = text(request);
        if (text == null) {
            return tooLong(response, callback);
        }
        String html = "";
        String problem = "";
        try {
            List<RecordedCall> calls = ExplainRun.read("-", text);
            ExplainRun run = ExplainRun.of(calls, ExplainOptions.NONE, sites);
            html = DiagnosisHtml.of(
                    run.shown().subList(0, Math.min(MOST_DIAGNOSES, run.shown().size())), "pasted-");
            problem = !run.leftOut().isEmpty()
                    ? run.leftOut()
                    : run.shown().isEmpty() ? "No call in it is blocked: " + run.calls() + " were read." : "";
        } catch (UnreadableInputException e) {
            problem = String.valueOf(e.getMessage());
        }
        String shown = html;
        String said = problem;
        return Console.body(response, callback, "application/json", ConsoleJson.text(json -> {
            json.writeStringField("html", shown);
            json.writeStringField("problem", said);
        }));
    }

    /**
     * Makes a call through a front as Chromium would: its preflight first if it needs one, and where it redirects. What was sent
     * is in the history afterwards.
     */
    boolean attempt(Request request, Response response, Callback callback) throws IOException {
        String text = text(request);
        if (text == null) {
            return tooLong(response, callback);
        }
        Map<String, String> fields = fields(text);
        boolean include = "include".equals(fields.get("credentials"));
        Call call;
        try {
            call = call(fields).withCredentials(include ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN);
        } catch (IllegalArgumentException e) {
            return Console.text(response, callback, 400, String.valueOf(e.getMessage()));
        }
        String body = fields.getOrDefault("body", "");
        long mark = include ? FrontExchange.TRIED_WITH_CREDENTIALS : FrontExchange.TRIED;
        Outcome outcome;
        try {
            outcome = Browser.of(Engine.CHROMIUM).fetch(call, sent -> {
                dev.corsac.http.Request whole =
                        sent.isPreflight() || body.isEmpty() ? sent : sent.withBody(dev.corsac.http.Body.of(body));
                return fronts.replay(whole, mark);
            });
        } catch (IllegalArgumentException e) {
            return Console.text(response, callback, 400, String.valueOf(e.getMessage()));
        }
        if (outcome.exchanges().isEmpty() && outcome instanceof Outcome.Blocked blocked) {
            return Console.text(
                    response,
                    callback,
                    400,
                    "The browser does not send this call: " + blocked.failure().check() + ".");
        }
        return Console.body(response, callback, "application/json", "{}");
    }

    private static Call call(Map<String, String> fields) {
        List<Header> lines = new ArrayList<>();
        for (String line : fields.getOrDefault("headers", "").split("\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                continue;
            }
            if (colon < 1) {
                throw new IllegalArgumentException("\"" + line.strip() + "\" is not a header. Write Name: value.");
            }
            lines.add(new Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
        String method = fields.getOrDefault("method", "").strip();
        return Call.fetch(
                        fields.getOrDefault("origin", "").strip(),
                        method.isEmpty() ? "GET" : method,
                        fields.getOrDefault("url", "").strip())
                .withHeaders(Headers.of(lines));
    }

    private static Map<String, String> fields(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = ConsoleJson.FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    fields.put(String.valueOf(parser.currentName()), parser.getText());
                }
            }
        }
        return fields;
    }

    private static boolean tooLong(Response response, Callback callback) {
        return Console.text(
                response,
                callback,
                413,
                "That is more than " + (MOST_BYTES >> 20) + " MB. Use the command: corsac explain FILE.");
    }

    /** The body as text; null if it is too long. */
    private static @Nullable String text(Request request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                bytes.write(part, 0, read);
                if (bytes.size() > MOST_BYTES) {
                    return null;
                }
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
