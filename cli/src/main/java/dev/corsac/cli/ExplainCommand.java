package dev.corsac.cli;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.config.Json;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.DiagnosisHtml;
import dev.corsac.explain.DiagnosisJson;
import dev.corsac.explain.DiagnosisText;
import dev.corsac.explain.Explainer;
import dev.corsac.explain.FixForm;
import dev.corsac.explain.PasteReader;
import dev.corsac.explain.ReadResult;
import dev.corsac.explain.RecordedCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corsac explain}: why a call was blocked, and what to change. */
@Command(
        name = "explain",
        description = {
            "Explains why a browser blocked a call, and what to change.",
            "Reads what you have: the red lines of the browser's console, a HAR file of its Network panel, what curl -i or"
                    + " curl -v printed, a request copied from the Network panel."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is blocked",
            "1:a call is blocked, or the input names an error",
            "2:wrong usage",
            "3:the input cannot be read or is not recognized"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  corsac explain                          paste the console's lines, then Ctrl-D",
            "  corsac explain shop.har --url /orders   the blocked calls of a HAR file",
            "  corsac explain --console \"Access to fetch at 'https://…' from origin …\"",
            "  curl -si -H 'Origin: https://shop.example.com' https://api.example.com/orders |",
            "    corsac explain --origin https://shop.example.com --url https://api.example.com/orders",
            "  corsac explain --all --form terraform < console.txt",
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int MOST_CALLS = 20;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "a HAR file, console lines or curl's output; standard input if there is none, or -")
    @Nullable
    Path file;

    @Option(names = "--console", paramLabel = "TEXT", description = "the console's lines, as an argument")
    @Nullable
    String console;

    @Option(names = "--request", paramLabel = "FILE", description = "the head of the call: request line and headers")
    @Nullable
    Path request;

    @Option(names = "--response", paramLabel = "FILE", description = "the head of its response")
    @Nullable
    Path response;

    @Option(names = "--preflight", paramLabel = "FILE", description = "the head of the response to its preflight")
    @Nullable
    Path preflight;

    @Option(
            names = {"--origin", "--page"},
            paramLabel = "ORIGIN",
            description = "the page's origin, where the input does not state it")
    @Nullable
    String origin;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "the URL that was called, where the input does not state it; with a HAR file, a part of it picks"
                            + " calls")
    @Nullable
    String url;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "the call's method, where the input does not state it")
    @Nullable
    String method;

    @Option(
            names = "--credentials",
            paramLabel = "MODE",
            description = "the call's credentials mode: omit, same-origin or include")
    @Nullable
    String credentials;

    @Option(
            names = {"--engine", "--browser"},
            paramLabel = "NAME",
            description = "one engine instead of all: ${COMPLETION-CANDIDATES}")
    @Nullable
    BrowserName engine;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description =
                    "the form of the fix to print first, such as terraform, sam, cdk, cloudformation, environment,"
                            + " spring")
    @Nullable
    String form;

    @Option(names = "--all", description = "prints every fix instead of the first")
    boolean all;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}", defaultValue = "text")
    Format format = Format.text;

    @Option(names = "--html", paramLabel = "FILE", description = "also writes a page with the exchange drawn")
    @Nullable
    Path html;

    /** How diagnoses are printed. */
    enum Format {
        text,
        json
    }

    ExplainCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Overrides overrides = new Overrides(origin, url, method, mode());
        Explainer explainer = Explainer.of(SuffixList.SITES)
                .forEngines(engine == null ? List.of(Engine.values()) : List.of(engine.engine()))
                .preferring(fixForm());
        try {
            List<RecordedCall> calls = overrides.apply(read());
            boolean isHar = !calls.isEmpty() && calls.get(0).source() == RecordedCall.Source.HAR;
            List<Diagnosis> diagnoses = new ArrayList<>();
            for (RecordedCall call : calls) {
                diagnoses.add(explainer.explain(call));
            }
            List<Diagnosis> shown = isHar ? blocked(diagnoses) : diagnoses;
            print(shown.subList(0, Math.min(shown.size(), MOST_CALLS)), calls.size());
            if (shown.size() > MOST_CALLS) {
                err.println("corsac: " + (shown.size() - MOST_CALLS)
                        + " more blocked calls are left out; --url picks those whose URL contains a text");
            }
            if (html != null) {
                Files.writeString(html, DiagnosisHtml.of(shown));
            }
            return diagnoses.stream().anyMatch(Diagnosis::isBlocked) ? 1 : 0;
        } catch (NoSuchFileException e) {
            throw new Failure(e.getFile() + ": there is no such file", e);
        } catch (IOException e) {
            throw new Failure("reading or writing failed: " + e.getMessage(), e);
        }
    }

    /** Calls that are blocked, and those whose response the browser left out. */
    private static List<Diagnosis> blocked(List<Diagnosis> diagnoses) {
        return diagnoses.stream().filter(Diagnosis::isBlocked).toList();
    }

    private void print(List<Diagnosis> diagnoses, int calls) {
        if (format == Format.json) {
            out.print(DiagnosisJson.of(diagnoses));
        } else if (diagnoses.isEmpty()) {
            out.println(
                    calls == 0
                            ? "There is no call to another origin in it"
                                    + (url == null ? "." : " whose URL contains \"" + url + "\".")
                                    + " Open the Network panel, tick \"Preserve log\", make the call again, then save the HAR file."
                            : calls + (calls == 1 ? " call" : " calls")
                                    + " to another origin, none of them blocked. If one"
                                    + " was, state how it was made with --credentials include.");
        } else {
            out.print(DiagnosisText.of(diagnoses, Terminal.detect().colour(), all));
        }
        out.flush();
    }

    private List<RecordedCall> read() throws IOException {
        if (console != null) {
            return calls(read("--console", console));
        }
        if (request != null || response != null || preflight != null) {
            return List.of(Heads.call(
                    request == null ? null : one(request),
                    preflight == null ? null : one(preflight),
                    response == null ? null : one(response)));
        }
        if (file == null && Terminal.isInput()) {
            err.println("Paste the red lines from the browser's console, what curl -i printed, or a HAR file."
                    + " End with Ctrl-D (on Windows: Ctrl-Z and Enter) on a line of its own.");
            err.flush();
        }
        boolean standardInput = file == null || file.toString().equals("-");
        byte[] bytes = standardInput ? in.readAllBytes() : Files.readAllBytes(java.util.Objects.requireNonNull(file));
        return calls(read(standardInput ? "-" : String.valueOf(file), decode(bytes)));
    }

    private RecordedCall one(Path path) throws IOException {
        List<RecordedCall> calls = calls(read(path.toString(), decode(Files.readAllBytes(path))));
        if (calls.isEmpty()) {
            throw new Failure(path + ": there is no request or response in it");
        }
        return calls.get(calls.size() - 1);
    }

    private static ReadResult read(String name, String text) {
        return PasteReader.read(name, text, json -> {
            try {
                return Json.read(json);
            } catch (IOException e) {
                throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private static List<RecordedCall> calls(ReadResult result) {
        if (!result.problem().isEmpty()) {
            throw new Failure(result.problem());
        }
        return result.calls();
    }

    /** UTF-8, but for what PowerShell's redirections write. */
    private static String decode(byte[] bytes) {
        boolean little = bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
        boolean big = bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
        Charset charset = little || big ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return new String(bytes, charset);
    }

    private @Nullable CredentialsMode mode() {
        if (credentials == null) {
            return null;
        }
        for (CredentialsMode each : CredentialsMode.values()) {
            if (each.value().equalsIgnoreCase(credentials)) {
                return each;
            }
        }
        throw wrongUsage("--credentials \"" + credentials + "\": must be omit, same-origin or include");
    }

    private @Nullable FixForm fixForm() {
        if (form == null) {
            return null;
        }
        StringBuilder names = new StringBuilder();
        for (FixForm each : FixForm.values()) {
            if (each.code().equalsIgnoreCase(form)) {
                return each;
            }
            names.append(names.isEmpty() ? "" : ", ").append(each.code());
        }
        throw wrongUsage("--form \"" + form + "\": must be one of " + names);
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
    }
}
