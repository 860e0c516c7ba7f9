package dev.corsac.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CorsError;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.config.Json;
import dev.corsac.explain.ConsoleText;
import dev.corsac.http.Header;
import dev.corsac.http.Response;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corsac predict}: predicts what each browser does, one case a line, for programs. */
@Command(
        name = "predict",
        description = {
            "Predicts what Chromium, Firefox and WebKit do with a page's call: JSON lines in, JSON lines out.",
            "A line has \"id\", \"request\" (origin, url, method, headers, credentials, mode, redirect, body,"
                    + " xhr, uploadListener) and \"server\": for each URL the responses \"preflight\" and \"actual\","
                    + " each with status and headers. Headers are lists of [name, value].",
            "A result has \"id\", \"call\", \"assumed\" (what the case leaves out; \"server\": a response) and"
                    + " \"engines\": outcome, check, console and requests of each."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no call is blocked",
            "1:a call is blocked in one of the browsers",
            "2:wrong usage",
            "3:the cases, or one of the lines, could not be read"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PredictCommand implements Callable<Integer> {

    private static final int BLOCKED = 1;
    private static final int UNREADABLE = 3;

    private final InputStream in;
    private final PrintStream out;
    private boolean blocked;
    private boolean unreadable;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the cases; standard input if there is none, or -")
    @Nullable
    Path file;

    @Option(
            names = "--browser",
            paramLabel = "NAME",
            description = "one browser instead of all: ${COMPLETION-CANDIDATES}")
    @Nullable
    BrowserName browser;

    @SuppressWarnings("NullAway.Init") // picocli sets spec
    PredictCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() {
        List<Engine> engines = browser == null ? List.of(Engine.values()) : List.of(browser.engine());
        try (BufferedReader lines = open();
                Writer results = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                results.write(predict(number, line, engines));
                results.write('\n');
                // A program that writes a case and waits for its outcome gets it.
                if (!lines.ready()) {
                    results.flush();
                }
            }
        } catch (NoSuchFileException e) {
            return unreadable(file + " does not exist");
        } catch (IOException e) {
            return unreadable("the cases cannot be read: " + e.getMessage());
        }
        return unreadable ? UNREADABLE : blocked ? BLOCKED : 0;
    }

    private int unreadable(String message) {
        spec.commandLine().getErr().println("corsac: " + message);
        return UNREADABLE;
    }

    /** Opens the cases; bytes that are not UTF-8 are replaced, so that they cost one line and not the rest of the file. */
    private BufferedReader open() throws IOException {
        boolean standardInput = file == null || file.toString().equals("-");
        InputStream source = standardInput ? in : Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8));
    }

    /** Predicts one case, or reports why it cannot; whatever is wrong with a line, the next ones are predicted too. */
    private String predict(int number, String line, List<Engine> engines) throws IOException {
        String place = "line " + number;
        @Nullable Object id = null;
        try {
            Object json = read(place, line);
            if (json instanceof Map<?, ?> fields && fields.get("id") != null) {
                id = fields.get("id");
                place += " (case " + id + ")";
            }
            return outcomes(id, PredictionCase.of(JsonFields.of(place, "", json)), engines);
        } catch (Failure e) {
            return error(id, number, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return error(id, number, place + ": this is a mistake in Corsac, please report the line: " + e);
        }
    }

    private static @Nullable Object read(String place, String line) {
        try {
            return Json.read(line.startsWith("\uFEFF") ? line.substring(1) : line);
        } catch (JsonProcessingException e) {
            throw new Failure(place + ": the line is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Failure(place + ": the line is not one JSON value: " + e.getMessage(), e);
        }
    }

    private String error(@Nullable Object id, int number, String message) throws IOException {
        unreadable = true;
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeFieldName("id");
            writeId(json, id);
            json.writeNumberField("line", number);
            json.writeStringField("error", message);
            json.writeEndObject();
        }
        return text.toString();
    }

    private String outcomes(@Nullable Object id, PredictionCase each, List<Engine> engines) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeFieldName("id");
            writeId(json, id);
            Set<String> assumed = new LinkedHashSet<>(each.assumed());
            Map<Engine, Outcome> outcomes = new EnumMap<>(Engine.class);
            for (Engine engine : engines) {
                Outcome outcome = Browser.of(engine).fetch(each.call(), request -> {
                    Response response = each.respond(request);
                    if (response == null) {
                        assumed.add("server");
                    }
                    return response;
                });
                blocked |= outcome instanceof Outcome.Blocked;
                outcomes.put(engine, outcome);
            }
            writeCall(json, each.call());
            json.writeArrayFieldStart("assumed");
            for (String name : assumed) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("engines");
            for (Map.Entry<Engine, Outcome> outcome : outcomes.entrySet()) {
                json.writeFieldName(outcome.getKey().name().toLowerCase(Locale.ROOT));
                write(json, outcome.getKey(), outcome.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeId(JsonGenerator json, @Nullable Object id) throws IOException {
        if (id instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (id == null) {
            json.writeNull();
        } else {
            json.writeString(id.toString());
        }
    }

    private static void writeCall(JsonGenerator json, Call call) throws IOException {
        json.writeObjectFieldStart("call");
        json.writeStringField("page", call.origin().toString());
        json.writeStringField("method", call.method());
        json.writeStringField("url", call.url().toString());
        json.writeStringField("credentials", call.credentials().value());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Engine engine, Outcome outcome) throws IOException {
        json.writeStartObject();
        if (outcome instanceof Outcome.Allowed allowed) {
            json.writeStringField("outcome", "allowed");
            json.writeNullField("check");
            json.writeArrayFieldStart("console");
            json.writeEndArray();
            json.writeNumberField("status", allowed.status());
            json.writeBooleanField("redirected", allowed.redirected());
            json.writeArrayFieldStart("readableHeaders");
            for (String name : allowed.readableHeaders()) {
                json.writeString(name);
            }
            json.writeEndArray();
        } else if (outcome instanceof Outcome.Blocked refusal) {
            json.writeStringField("outcome", "blocked");
            json.writeStringField("check", refusal.failure().check().code());
            json.writeArrayFieldStart("console");
            for (String line : ConsoleText.of(refusal)) {
                json.writeString(line);
            }
            json.writeEndArray();
            CorsError error = refusal.failure().corsError();
            if (engine == Engine.CHROMIUM && error != null) {
                json.writeStringField("corsError", error.toString());
                json.writeStringField("failedParameter", refusal.failure().failedParameter());
            }
        }
        json.writeArrayFieldStart("requests");
        for (Exchange exchange : outcome.exchanges()) {
            json.writeStartObject();
            json.writeStringField("url", exchange.request().url().toString());
            json.writeStringField("method", exchange.request().method());
            json.writeBooleanField("preflight", exchange.preflight());
            json.writeArrayFieldStart("headers");
            Map<String, String> sorted = new TreeMap<>();
            for (Header line : exchange.request().headers().lines()) {
                String name = line.lowerCaseName();
                if (name.equals("origin") || name.startsWith("access-control-request-")) {
                    sorted.put(name, line.value());
                }
            }
            for (Map.Entry<String, String> line : sorted.entrySet()) {
                json.writeStartArray();
                json.writeString(line.getKey());
                json.writeString(line.getValue());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
