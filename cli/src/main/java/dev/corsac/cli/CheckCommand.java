package dev.corsac.cli;

import dev.corsac.browser.Origin;
import dev.corsac.check.Baseline;
import dev.corsac.check.CheckResult;
import dev.corsac.check.Checker;
import dev.corsac.check.Comments;
import dev.corsac.check.FindingCode;
import dev.corsac.check.FindingsGithub;
import dev.corsac.check.FindingsHtml;
import dev.corsac.check.FindingsJson;
import dev.corsac.check.FindingsJunit;
import dev.corsac.check.FindingsSarif;
import dev.corsac.check.FindingsText;
import dev.corsac.check.Level;
import dev.corsac.check.RunningFunction;
import dev.corsac.config.CheckInput;
import dev.corsac.config.Configuration;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.Project;
import dev.corsac.config.SourceChoice;
import dev.corsac.config.Sources;
import dev.corsac.config.TemplateInputs;
import dev.corsac.explain.FixForm;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.page.ExplainPage;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.LocalException;
import dev.corsac.local.machine.CaptureFile;
import dev.corsac.local.machine.RunningFunctions;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.project.HandlerSearch;
import dev.corsac.local.project.MockedState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corsac check}: the calls of a deployment's pages that browsers would block. */
@Command(
        name = "check",
        description = {
            "Finds the calls that browsers will block, before they ship: reads a template, makes the calls of its pages through"
                    + " it in every browser, and names the line to change.",
            "Knows what a function responds where its handler is Corsac's, where corsac.yaml states it, or with --run; else it"
                    + " says what it depends on."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no finding of the level of --fail-on or a graver one",
            "1:there is one",
            "2:wrong usage",
            "3:the template cannot be read or is not recognized"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  corsac check                            the template of this folder",
            "  corsac check template.yaml --page https://shop.example.com",
            "  corsac check --har shop.har             the calls that a browser recorded",
            "  corsac check --run --fail-on warning    the functions run, as in corsac up",
            "  corsac check --explain preflight-no-route",
        })
final class CheckCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "a template (CloudFormation, AWS SAM, cdk.out, serverless.yml, terraform show -json), a corsac.yaml,"
                            + " or a folder with one; this folder unless named")
    @Nullable
    Path file;

    @Option(
            names = "--page",
            paramLabel = "ORIGIN",
            description =
                    "the origin of a page that calls; can be repeated; those that the deployment makes and allows unless"
                            + " given")
    List<String> pages = List.of();

    @Option(
            names = "--har",
            paramLabel = "FILE",
            description = "makes the calls of a HAR file instead of those of each route")
    List<Path> hars = List.of();

    @Option(names = "--run", description = "runs the functions as in corsac up, and asks them what they respond")
    boolean run;

    @Mixin
    TemplateOptions template = new TemplateOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; text unless given",
            defaultValue = "text")
    Format format = Format.text;

    @Option(names = "--output", paramLabel = "FILE", description = "writes to a file instead of standard output")
    @Nullable
    Path output;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            description = "the level from which the exit code is 1: ${COMPLETION-CANDIDATES}; error unless given",
            defaultValue = "error")
    FailOn failOn = FailOn.error;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "leaves out the findings that a file lists, which --write-baseline made")
    @Nullable
    Path baseline;

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "writes the findings that there are into a file for --baseline, and ends")
    @Nullable
    Path writtenBaseline;

    @Option(names = "--all", description = "prints every fix and every browser's sentence")
    boolean all;

    @Option(names = "--explain", paramLabel = "CODE", description = "explains a finding's code, and ends")
    @Nullable
    String explain;

    /** How findings are printed. */
    enum Format {
        text,
        json,
        sarif,
        github,
        junit,
        html
    }

    /** Levels as options have them. */
    enum FailOn {
        error(Level.ERROR),
        warning(Level.WARNING),
        note(Level.NOTE);

        private final Level level;

        FailOn(Level level) {
            this.level = level;
        }
    }

    CheckCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws LocalException {
        if (explain != null) {
            return explain(explain);
        }
        CheckInput input = input();
        pages.forEach(this::requireOrigin);
        FixForm form = input.form(DiskFiles.ALL);
        Checker checker = Checker.of(input.deployment(), input.resolution())
                .with(input.settings())
                .assuming(input.open())
                .withPages(pages)
                .withRecorded(recorded());
        checker = form == null ? checker.onThisMachine() : checker.preferring(form, input.resourceTypes());
        CheckResult findings = Comments.applied(result(checker, input.local()), CheckCommand::source);
        if (writtenBaseline != null) {
            return write(writtenBaseline, Baseline.of(findings));
        }
        if (baseline != null) {
            findings = known(baseline).applied(findings);
        }
        print(written(findings));
        return findings.has(failOn.level) ? Main.FOUND : 0;
    }

    /** Reads what is to be checked. */
    private CheckInput input() {
        SourceChoice choice = SourceChoice.of(DiskFiles.ALL, file);
        TemplateInputs inputs = template.inputs();
        if (run && choice.kind() == SourceChoice.Kind.NOTHING) {
            return running(choice.folder(), null, inputs);
        }
        Path found = switch (choice.kind()) {
            case NAMED, OWN, TEMPLATE -> choice.file();
            case SEVERAL -> throw CommandFailure.ofSeveral(choice.files(), "check", "check");
            case TERRAFORM -> new MockedState(choice.folder(), template.parameters).write();
            case NOTHING ->
                throw new CommandFailure("there is neither a " + Sources.OWN + " nor a template in "
                        + choice.folder().toAbsolutePath().normalize()
                        + ": name the file: corsac check FILE. A project without one is checked with --run");
        };
        if (!run) {
            return CheckInput.read(DiskFiles.ALL, found, inputs);
        }
        return Sources.isOwn(DiskFiles.ALL, found)
                ? CheckInput.readLocal(DiskFiles.ALL, found, inputs)
                : running(choice.folder(), found, inputs);
    }

    /**
     * Reads what the project in a folder makes, as {@code corsac up} does.
     *
     * @param found its template; null for what the build makes
     */
    private CheckInput running(Path folder, @Nullable Path found, TemplateInputs inputs) {
        Project project =
                Project.in(DiskFiles.ALL, folder, found, inputs, new HandlerSearch(BuildTools.ofMachine(err::println)));
        if (project.isEmpty()) {
            throw new CommandFailure("there is neither a " + Sources.OWN + " nor a template nor a handler in "
                    + folder.toAbsolutePath().normalize() + ": name the file: corsac check --run FILE");
        }
        return CheckInput.readLocal(DiskFiles.ALL, folder.resolve(Sources.OWN), project.yaml(), inputs);
    }

    /** Checks, with the functions running meanwhile if they are to. */
    private CheckResult result(Checker checker, @Nullable Configuration local) throws LocalException {
        if (!run || local == null) {
            return checker.check();
        }
        // Once each: every call finds the same problem again.
        Set<String> reported = ConcurrentHashMap.newKeySet();
        return RunningFunctions.during(
                local,
                problem -> {
                    if (reported.add(problem)) {
                        err.println("corsac: " + problem);
                    }
                },
                functions -> {
                    Map<String, RunningFunction> running = new LinkedHashMap<>();
                    local.functions().forEach(function -> {
                        LambdaFunction started = functions.get(function.name());
                        if (started != null) {
                            running.put(function.name(), new RunningFunction(started, function.environment()));
                        }
                    });
                    return checker.withRunning(running).check();
                });
    }

    private String written(CheckResult findings) {
        return switch (format) {
            case text ->
                FindingsText.of(
                        findings,
                        CheckCommand::source,
                        output == null && Terminal.detect().colour(),
                        all);
            case json -> FindingsJson.of(findings);
            case sarif -> FindingsSarif.of(findings, version(), "");
            case github -> FindingsGithub.of(findings);
            case junit -> FindingsJunit.of(findings, failOn.level);
            case html ->
                FindingsHtml.of(
                        findings, Objects.requireNonNullElse(ExplainPage.file("diagnosis.css"), ""), SuffixList.SITES);
        };
    }

    private static String version() {
        String version = Version.version();
        return version.startsWith("(") ? "" : version;
    }

    private void print(String text) {
        if (output == null) {
            out.print(text);
            out.flush();
            return;
        }
        write(output, text);
    }

    private static int write(Path file, String text) {
        try {
            Files.writeString(file, text);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Baseline known(Path file) {
        try {
            return Baseline.read(DiskFiles.ALL.text(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(file + ": there is no such file: --write-baseline " + file + " makes it", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private int explain(String name) {
        FindingCode code = FindingCode.of(name.toLowerCase(Locale.ROOT));
        if (code == null) {
            List<String> codes = new ArrayList<>();
            for (FindingCode each : FindingCode.values()) {
                codes.add(each.code());
            }
            throw wrongUsage(
                    "--explain \"" + name + "\": there is no such code. There are " + String.join(", ", codes));
        }
        out.println(code.code() + ": " + code.title());
        out.println();
        out.println(code.happens());
        out.println(code.aws());
        out.println(code.source());
        return 0;
    }

    private void requireOrigin(String page) {
        try {
            Origin.parse(page);
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--page " + e.getMessage());
        }
    }

    private List<RecordedCall> recorded() {
        List<RecordedCall> calls = new ArrayList<>();
        for (Path har : hars) {
            try {
                calls.addAll(CaptureFile.readHar(har));
            } catch (NoSuchFileException e) {
                throw new CommandFailure(har + ": there is no such file", e);
            } catch (IOException e) {
                throw new CommandFailure(har + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return calls;
    }

    /** Returns the text of a file of the findings; null if it cannot be read. */
    private static @Nullable String source(String file) {
        try {
            return DiskFiles.ALL.text(Path.of(file));
        } catch (IOException e) {
            return null;
        }
    }

    private ParameterException wrongUsage(String message) {
        return CommandFailure.ofUsage(spec, message);
    }
}
