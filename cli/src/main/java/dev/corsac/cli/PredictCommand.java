package dev.corsac.cli;

import dev.corsac.browser.Engine;
import dev.corsac.explain.Prediction;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    private final InputStream in;
    private final PrintStream out;

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
        boolean blocked = false;
        boolean unreadable = false;
        try (BufferedReader lines = open();
                Writer results = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                Prediction prediction = Prediction.of(number, line, engines);
                blocked |= prediction.isBlocked();
                unreadable |= prediction.isUnreadable();
                results.write(prediction.line());
                results.write('\n');
                // A program that writes a case and waits for its outcome gets it.
                if (!lines.ready()) {
                    results.flush();
                }
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure(file + " does not exist", e);
        } catch (IOException e) {
            throw new CommandFailure("the cases cannot be read: " + e.getMessage(), e);
        }
        return unreadable ? Main.IMPOSSIBLE : blocked ? Main.FOUND : 0;
    }

    /** Opens the cases; bytes that are not UTF-8 are replaced, so that they cost one line and not the rest of the file. */
    private BufferedReader open() throws IOException {
        boolean standardInput = file == null || file.toString().equals("-");
        InputStream source = standardInput ? in : Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8));
    }
}
