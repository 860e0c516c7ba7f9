package dev.corsac.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corsac.browser.Browser;
import dev.corsac.browser.CorsError;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.config.Json;
import dev.corsac.http.Header;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corsac predict}: what each browser will do, one case a line, for programs. */
@Command(
        name = "predict",
        description = {
            "Says what Chromium, Firefox and WebKit will do with a page's call: JSON lines in, JSON lines out.",
            "A line has \"id\", \"request\" (origin, url, method, headers, credentials, mode, redirect, body,"
                    + " xhr, uploadListener) and \"server\": for each URL the answers \"preflight\" and \"actual\","
                    + " each with status and headers. Headers are lists of [name, value]."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PredictCommand implements Callable<Integer> {

    private final InputStream in;
    private final PrintStream out;
    private boolean failed;
    private boolean anyBlocked;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the cases; standard input if there is none, or -")
    @Nullable
    Path file;

    @Option(
            names = "--browser",
            paramLabel = "NAME",
            description = "one browser instead of all: ${COMPLETION-CANDIDATES}")
    @Nullable
    BrowserName browser;

    PredictCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() {
        List<Engine> engines = browser == null ? List.of(Engine.values()) : List.of(browser.engine());
        boolean allWell = true;
        anyBlocked = false;
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
                // A program that writes a case and waits for its answer gets it.
                if (!lines.ready()) {
                    results.flush();
                }
                allWell &= !failed;
            }
        } catch (NoSuchFileException e) {
            throw new Failure("there is no " + file, e);
        } catch (IOException e) {
            throw new Failure("the cases cannot be read: " + e.getMessage(), e);
        }
        return !allWell ? 3 : anyBlocked ? 1 : 0;
    }

    private BufferedReader open() throws IOException {
        return file == null || file.toString().equals("-")
                ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file);
    }

    private String predict(int number, String line, List<Engine> engines) throws IOException {
        StringWriter text = new StringWriter();
        failed = false;
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            try {
                PredictionCase each = PredictionCase.of(JsonFields.of("line " + number, Json.read(line)));
                json.writeFieldName("id");
                writeId(json, each.id());
                for (Engine engine : engines) {
                    json.writeFieldName(engine.name().toLowerCase(Locale.ROOT));
                    Outcome outcome = Browser.of(engine).fetch(each.call(), each::respond);
                    anyBlocked |= outcome instanceof Outcome.Blocked;
                    write(json, engine, outcome);
                }
            } catch (JsonProcessingException e) {
                json.writeStringField("error", "line " + number + " is no JSON: " + e.getOriginalMessage());
                failed = true;
            } catch (Failure e) {
                json.writeStringField("error", String.valueOf(e.getMessage()));
                failed = true;
            }
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

    private static void write(JsonGenerator json, Engine engine, Outcome outcome) throws IOException {
        json.writeStartObject();
        if (outcome instanceof Outcome.Allowed allowed) {
            json.writeStringField("outcome", "allowed");
            json.writeNumberField("status", allowed.status());
            json.writeBooleanField("redirected", allowed.redirected());
            json.writeArrayFieldStart("readableHeaders");
            for (String name : allowed.readableHeaders()) {
                json.writeString(name);
            }
            json.writeEndArray();
        } else if (outcome instanceof Outcome.Blocked blocked) {
            json.writeStringField("outcome", "blocked");
            CorsError error = blocked.failure().corsError();
            if (engine == Engine.CHROMIUM && error != null) {
                json.writeStringField("corsError", error.toString());
                json.writeStringField("failedParameter", blocked.failure().failedParameter());
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
