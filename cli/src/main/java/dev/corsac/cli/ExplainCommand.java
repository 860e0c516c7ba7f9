package dev.corsac.cli;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.FixForm;
import dev.corsac.explain.ProjectForm;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.SendPlan;
import dev.corsac.explain.page.ExplainOptions;
import dev.corsac.explain.page.ExplainPage;
import dev.corsac.explain.page.ExplainRun;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.local.machine.CaptureFile;
import dev.corsac.local.machine.HttpSender;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
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
            "  corsac explain --send --url https://api.example.com/orders --origin https://shop.example.com --method PUT",
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

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
            description = "the form of the fix to print first, such as terraform, sam, cdk, cloudformation, serverless,"
                    + " environment, spring; without it, that of the template in this folder")
    @Nullable
    String form;

    @Option(names = "--all", description = "prints every fix instead of the first")
    boolean all;

    @Option(
            names = "--send",
            description =
                    "asks the server itself, at --url for a page of --origin: the preflight and the call as a browser"
                            + " makes them, then once more as a page of a stranger and without Origin. GET, HEAD and OPTIONS only,"
                            + " unless --unsafe is given")
    boolean send;

    @Option(names = "--header", paramLabel = "NAME:VALUE", description = "with --send: a header that the script sets")
    List<String> headers = List.of();

    @Option(names = "--data", paramLabel = "TEXT", description = "with --send and --unsafe: the call's body")
    @Nullable
    String data;

    @Option(names = "--unsafe", description = "with --send: also sends methods that may change something, and a body")
    boolean unsafe;

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
        ExplainOptions options;
        try {
            options = new ExplainOptions(
                    origin,
                    url,
                    method,
                    mode(),
                    engine == null ? List.of(Engine.values()) : List.of(engine.engine()),
                    form == null ? null : ExplainOptions.fixForm(form),
                    projectForm(),
                    all,
                    format == Format.json);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
        try {
            ExplainRun run = send ? sent(options) : ExplainRun.of(read(), options, SuffixList.SITES);
            out.print(run.output(options, Terminal.detect().colour()));
            out.flush();
            if (!run.leftOut().isEmpty()) {
                err.println("corsac: " + run.leftOut());
            }
            if (html != null) {
                Files.writeString(html, ExplainPage.of(run));
            }
            return run.exitCode();
        } catch (NoSuchFileException e) {
            throw new CommandFailure(e.getFile() + ": there is no such file", e);
        } catch (IOException e) {
            throw new CommandFailure("reading or writing failed: " + e.getMessage(), e);
        }
    }

    /** Asks the server, and explains its response to the page; its responses to others are in the notes. */
    private ExplainRun sent(ExplainOptions options) throws IOException {
        if (url == null || origin == null) {
            throw wrongUsage("--send needs --url, what to call, and --origin, the page that calls");
        }
        CredentialsMode mode = mode();
        SendPlan plan = new SendPlan(
                url,
                origin,
                method == null ? "GET" : method,
                headers(),
                mode == null ? CredentialsMode.SAME_ORIGIN : mode,
                data == null ? Body.EMPTY : Body.of(data),
                unsafe,
                Version.userAgent());
        List<String> problems = plan.problems();
        if (!problems.isEmpty()) {
            throw wrongUsage(String.join("\n", problems));
        }
        Diagnoser diagnoser = Diagnoser.of(SuffixList.SITES)
                .forEngines(options.engines())
                .preferring(options.form())
                .forProject(options.project());
        Diagnosis diagnosis = diagnoser.diagnoseSent(plan.run(new HttpSender(TIMEOUT, null)));
        return new ExplainRun(List.of(diagnosis), 1, diagnosis.isBlocked());
    }

    private Headers headers() {
        List<Header> lines = new ArrayList<>();
        for (String line : headers) {
            int colon = line.indexOf(':');
            try {
                lines.add(new Header(
                        colon < 0 ? line.strip() : line.substring(0, colon).strip(),
                        colon < 0 ? "" : line.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                throw wrongUsage("--header \"" + line + "\": must be NAME:VALUE");
            }
        }
        return Headers.of(lines);
    }

    private List<RecordedCall> read() throws IOException {
        if (console != null) {
            return ExplainRun.read("--console", console);
        }
        if (request != null || response != null || preflight != null) {
            return List.of(ExplainRun.ofHeads(
                    request == null ? null : CaptureFile.read(request),
                    preflight == null ? null : CaptureFile.read(preflight),
                    response == null ? null : CaptureFile.read(response)));
        }
        if (file == null && Terminal.isInput()) {
            err.println("Paste the red lines from the browser's console, what curl -i printed, or a HAR file."
                    + " End with Ctrl-D (on Windows: Ctrl-Z and Enter) on a line of its own.");
            err.flush();
        }
        return file == null || file.toString().equals("-")
                ? ExplainRun.read("-", CaptureFile.text(in.readAllBytes()))
                : CaptureFile.read(file);
    }

    private @Nullable CredentialsMode mode() {
        return credentials == null ? null : ExplainOptions.credentialsMode(credentials);
    }

    /** The form of the infrastructure in the folder where the command runs. */
    private static @Nullable FixForm projectForm() {
        Path folder = Path.of("").toAbsolutePath();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(each -> names.add(each.getFileName().toString()));
            return ProjectForm.of(names, name -> text(folder.resolve(name)));
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
    }

    private static @Nullable String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }

    private ParameterException wrongUsage(String message) {
        return CommandFailure.ofUsage(spec, message);
    }
}
