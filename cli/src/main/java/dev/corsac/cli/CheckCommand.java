package dev.corsac.cli;

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
import dev.corsac.config.Sources;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TerraformRun;
import dev.corsac.explain.ReadResult;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.page.ExplainPage;
import dev.corsac.local.machine.DiskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "gives a parameter of the template its value; can be repeated")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "the stage of a serverless.yml; the same as --parameter stage=NAME")
    @Nullable
    String stage;

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
    public Integer call() {
        if (explain != null) {
            return explain(explain);
        }
        Path found = find();
        if (found == null) {
            return 2;
        }
        Map<String, String> given = new LinkedHashMap<>(parameters);
        if (stage != null) {
            given.putIfAbsent("stage", stage);
        }
        TemplateInputs inputs = new TemplateInputs(given, System.getenv());
        CheckSubject subject = run ? CheckSubject.running(found, inputs, err) : CheckSubject.read(found, inputs);
        pages.forEach(this::requireOrigin);
        Checker checker = subject.checker().withPages(pages).withRecorded(recorded());
        CheckResult findings = Comments.applied(subject.measured(checker, err), CheckCommand::source);
        if (writtenBaseline != null) {
            return write(writtenBaseline, Baseline.of(findings));
        }
        if (baseline != null) {
            findings = known(baseline).applied(findings);
        }
        print(written(findings));
        return findings.has(failOn.level) ? 1 : 0;
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
                        findings,
                        java.util.Objects.requireNonNullElse(ExplainPage.file("diagnosis.css"), ""),
                        SuffixList.SITES);
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
            throw new Failure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Baseline known(Path file) {
        try {
            return Baseline.read(DiskFiles.ALL.text(file));
        } catch (NoSuchFileException e) {
            throw new Failure(file + ": there is no such file: --write-baseline " + file + " makes it", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(file + ": cannot be read: " + e.getMessage(), e);
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
            dev.corsac.browser.Origin.parse(page);
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--page " + e.getMessage());
        }
    }

    private List<RecordedCall> recorded() {
        List<RecordedCall> calls = new ArrayList<>();
        for (Path har : hars) {
            try (InputStream in = Files.newInputStream(har)) {
                ReadResult read = dev.corsac.explain.HarReader.read(har.toString(), JsonTree.parse(in));
                if (!read.problem().isEmpty()) {
                    throw new Failure(read.problem());
                }
                calls.addAll(read.calls());
            } catch (NoSuchFileException e) {
                throw new Failure(har + ": there is no such file", e);
            } catch (IOException | IllegalArgumentException e) {
                throw new Failure(har + ": cannot be read: " + e.getMessage(), e);
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

    /** Returns the file to check; null if there are several templates, which are then named. */
    private @Nullable Path find() {
        Path folder = Path.of("");
        if (file != null) {
            if (!Files.exists(file.toAbsolutePath())) {
                throw new Failure("there is no " + file);
            }
            if (!Files.isDirectory(file.toAbsolutePath())) {
                return file;
            }
            folder = file;
        }
        Path own = folder.resolve(Sources.OWN);
        if (Files.exists(own.toAbsolutePath())) {
            return own;
        }
        List<Path> templates = Sources.templates(DiskFiles.ALL, folder);
        if (templates.size() > 1) {
            err.println("corsac: there are several templates here: name the one to check.");
            templates.forEach(template -> err.println("  corsac check " + template));
            return null;
        }
        if (templates.isEmpty() && TerraformRun.isConfiguration(DiskFiles.ALL, folder)) {
            return CheckSubject.terraform(folder, parameters);
        }
        if (templates.isEmpty() && run) {
            return own;
        }
        if (templates.isEmpty()) {
            throw new Failure("there is neither a " + Sources.OWN + " nor a template in "
                    + folder.toAbsolutePath().normalize()
                    + ": name the file: corsac check FILE. A project without one is checked with --run");
        }
        return templates.get(0);
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
    }
}
