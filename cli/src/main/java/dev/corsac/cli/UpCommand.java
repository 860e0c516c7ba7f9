package dev.corsac.cli;

import dev.corsac.config.BackingServices;
import dev.corsac.config.Configuration;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.FrontSpec;
import dev.corsac.config.FunctionOptions;
import dev.corsac.config.PolicyRefusals;
import dev.corsac.config.Project;
import dev.corsac.config.SourceChoice;
import dev.corsac.config.Sources;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.local.ConsoleSpec;
import dev.corsac.local.FileWatch;
import dev.corsac.local.LocalAuthority;
import dev.corsac.local.LocalException;
import dev.corsac.local.LocalRun;
import dev.corsac.local.TrustInstructions;
import dev.corsac.local.machine.Desktop;
import dev.corsac.local.machine.FunctionJava;
import dev.corsac.local.machine.Installation;
import dev.corsac.local.machine.Rehearsal;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.project.HandlerSearch;
import dev.corsac.local.project.MockedState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corsac up}: pages, APIs and functions on this machine, until Ctrl-C. */
@Command(
        name = "up",
        description = {
            "Runs pages, APIs and functions on this machine as AWS would: each site and API on a port of its own,"
                    + " each function in a process of its own.",
            "Ends with Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class UpCommand implements Callable<Integer> {

    private static final String FILE = "corsac.yaml";

    private static final String SERVER_LOG = "org.slf4j.simpleLogger.log.org.eclipse.jetty";

    /** With a site on 8080 the console is on 8089. */
    private static final int CONSOLE_DISTANCE = ConfigurationReader.CONSOLE_DISTANCE;

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "what to run: a " + FILE + ", a template (CloudFormation, AWS SAM, cdk.out, serverless.yml,"
                    + " terraform show -json), or a folder; without it " + FILE
                    + " in this folder, else its template, else"
                    + " what init would write, else the example")
    @Nullable
    Path file;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "moves all ports: the lowest becomes N, the others keep their distance")
    @Nullable
    Integer port;

    @Option(
            names = "--open",
            negatable = true,
            description = "opens the first page in the browser, or not; it does where there is a desktop")
    @Nullable
    Boolean open;

    @Option(
            names = "--runtime",
            paramLabel = "CLIENT",
            description =
                    "what asks for a Java function's events: corsac, or aws, which is AWS's own and runs on Linux")
    FunctionProgram.@Nullable Client runtime;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "how many processes a function may have at once; " + FunctionSettings.CONCURRENCY
                    + " unless the file says otherwise")
    @Nullable
    Integer concurrency;

    @Option(
            names = "--init-timeout",
            paramLabel = "SECONDS",
            description =
                    "how long a function's initialisation may take; 10, as on Lambda, unless the file says otherwise:"
                            + " for a machine that is slower than Lambda")
    @Nullable
    Integer initTimeout;

    @Option(
            names = "--debug",
            paramLabel = "PORT",
            description = "lets a debugger attach to the first Java function on that port, to the next one on the next;"
                    + " nothing times out while one is attached")
    @Nullable
    Integer debug;

    @Option(
            names = "--console",
            paramLabel = "N",
            description =
                    "the console's port; without it the lowest port and " + CONSOLE_DISTANCE + ", or any that is free")
    @Nullable
    Integer console;

    @Option(
            names = "--tls",
            description = "speaks https, with HTTP/2, under a certificate authority of your own, only for this machine:"
                    + " made once, in .corsac in your home folder")
    boolean tls;

    @Option(
            names = "--allow-host",
            paramLabel = "HOST",
            description =
                    "a further host name under which all accept requests, such as that of a tunnel, or *.example.dev"
                            + " for all names below it; can be repeated")
    List<String> allowedHosts = List.of();

    @Mixin
    TemplateOptions template = new TemplateOptions();

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description =
                    "the output of aws cloudformation describe-stack-resources: what functions get for the names and ARNs"
                            + " of the template's other resources")
    @Nullable
    Path stack;

    @Option(
            names = "--aws-endpoint",
            paramLabel = "URL",
            description =
                    "the address of an emulator that functions call in place of AWS's other services: they get it as"
                            + " AWS_ENDPOINT_URL, with credentials of nobody")
    @Nullable
    String awsEndpoint;

    @Option(names = "--no-console", description = "runs without the console")
    boolean noConsole;

    @Option(
            names = "--rehearse",
            paramLabel = "PATH",
            hidden = true,
            description =
                    "asks every front and the console for that path, and ends: what ./corsac knows the classes of a"
                            + " quick start from")
    @Nullable
    String rehearse;

    /** What the project in this folder makes, where there is no file; else null. */
    private @Nullable String inferred;

    /** What Terraform is asked at each reload; null without a Terraform configuration. */
    private @Nullable MockedState terraform;

    UpCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws LocalException, InterruptedException {
        // What matters of it is reported in words; the server's own log is for its developers.
        if (System.getProperty(SERVER_LOG) == null) {
            System.setProperty(SERVER_LOG, "off");
        }
        LocalRun.prepare();
        Instant readFrom = Instant.now();
        Path found = find();
        Configuration configuration = read(found);
        // Before anything starts, which takes a second in which somebody may save a file.
        FileWatch files = watch(found, configuration, readFrom);
        Terminal terminal = Terminal.detect();
        FunctionJava java = FunctionJava.find(System.getenv());
        UpLog log = new UpLog(configuration, java, terminal, out, err);
        LocalRun.Builder builder = LocalRun.builder(Installation.javaRuntime(java), log, Clock.systemUTC())
                .serve(configuration::assemble);
        LocalAuthority authority = tls ? authority(configuration) : null;
        if (authority != null) {
            builder.tls(authority);
        }
        if (!noConsole) {
            builder.console(console(configuration, log.policies()));
        }
        CountDownLatch ended = new CountDownLatch(1);
        LocalRun run = builder.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            run.close();
                            log.close();
                            ended.countDown();
                        },
                        "end"));
        if (movedConsole(configuration, run.consolePort())) {
            // What refers to the console's address gets the one that it has.
            console = run.consolePort();
            configuration = read(found);
            run.replace(configuration::assemble);
            log.configure(configuration);
        }
        log.started(run.consolePort());
        if (authority != null) {
            log.note(TrustInstructions.of(authority, System.getProperty("os.name", "")));
        }
        if (rehearse != null) {
            Rehearsal.of(configuration, run.consolePort(), rehearse);
            return 0;
        }
        run.watch(files, () -> reload(found, run, log));
        if (open == null ? Terminal.isThere() && Desktop.isPresent(System.getenv()) : open) {
            String page = firstPage(configuration);
            try {
                Desktop.open(page);
            } catch (IOException e) {
                err.println("corsac: the page cannot be opened from here (" + e.getMessage() + "): open " + page);
            }
        }
        ended.await();
        return 0;
    }

    private FileWatch watch(Path found, Configuration configuration, Instant readFrom) {
        List<Path> watched = new ArrayList<>(configuration.files());
        watched.add(0, found);
        if (terraform != null) {
            terraform.watch(watched);
        }
        return new FileWatch(watched, readFrom);
    }

    private Configuration read(Path found) {
        Configuration read = ConfigurationReader.read(
                DiskFiles.ALL,
                found,
                Files.exists(found) ? null : inferred,
                port,
                console,
                scheme(),
                template.inputs(stack));
        Configuration configuration = awsEndpoint == null ? read : BackingServices.applied(read, awsEndpoint);
        return new FunctionOptions(runtime, concurrency, initTimeout, debug)
                .applied(configuration)
                .withAllowedHosts(allowedHosts);
    }

    /** Serves what the file says now; mistakes are reported, and the last good version goes on. */
    private void reload(Path found, LocalRun run, UpLog log) {
        try {
            if (terraform != null) {
                terraform.write();
            }
            Configuration configuration = read(found);
            run.replace(configuration::assemble);
            run.consoleAddresses(ConsoleSpec.addresses(configuration));
            run.consoleProblem("");
            log.replaced(configuration, found);
        } catch (CommandFailure | ConfigurationException | LocalException e) {
            run.consoleProblem(String.valueOf(e.getMessage()));
            log.kept(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the corsac.yaml to run, which need not be there if one was inferred. */
    private Path find() {
        SourceChoice choice = SourceChoice.of(DiskFiles.ALL, file);
        Path found = switch (choice.kind()) {
            case SEVERAL -> throw CommandFailure.ofSeveral(choice.files(), "up", "run");
            case NAMED ->
                Sources.isOwn(DiskFiles.ALL, choice.file()) ? choice.file() : infer(choice.folder(), choice.file());
            case OWN -> choice.file();
            case TEMPLATE -> infer(choice.folder(), choice.file());
            case TERRAFORM -> infer(choice.folder(), terraform(choice.folder()));
            case NOTHING -> isOwnSources(choice.folder()) ? null : infer(choice.folder(), null);
        };
        if (choice.kind() == SourceChoice.Kind.OWN) {
            out.println("Found " + choice.file().toAbsolutePath());
        }
        if (found != null) {
            return found;
        }
        Path example = Installation.example();
        if (file != null || example == null) {
            throw new CommandFailure("there is no " + FILE + " and no template in "
                    + choice.folder().toAbsolutePath().normalize() + ": name the file: corsac up FILE");
        }
        out.println("No " + FILE + " here: this is the example, " + example);
        return example;
    }

    /** Whether a folder is a checkout of Corsac itself: its modules are not a project of the user, who wants to see the example. */
    private static boolean isOwnSources(Path folder) {
        Path example = Installation.example();
        return example != null
                && folder.resolve("examples/shop/corsac.yaml")
                        .toAbsolutePath()
                        .normalize()
                        .equals(example.toAbsolutePath().normalize());
    }

    /** Returns a file with the state of the Terraform configuration in a folder. */
    private Path terraform(Path folder) {
        MockedState asked = new MockedState(folder, template.parameters);
        Path state = asked.write();
        terraform = asked;
        out.println("Terraform's mocked state is in " + state + ".");
        return state;
    }

    /** Infers what init would write for a folder and template; null if there is nothing to run. */
    private @Nullable Path infer(Path folder, @Nullable Path from) {
        Project project = Project.in(
                DiskFiles.ALL,
                folder,
                from,
                template.inputs(stack),
                new HandlerSearch(BuildTools.ofMachine(out::println)));
        if (project.isEmpty()) {
            return null;
        }
        out.println("No " + FILE + " here. Found " + String.join(", ", project.found()) + ":"
                + " this runs it, and \"corsac init\" writes it down.");
        if (from == null) {
            project.missing().forEach(missing -> out.println("Not taken over: " + missing));
        }
        inferred = project.yaml();
        return folder.resolve(FILE);
    }

    private String scheme() {
        return tls ? "https" : "http";
    }

    private static String firstPage(Configuration configuration) {
        for (FrontSpec front : configuration.fronts()) {
            if (front.kind().hasPages()) {
                return front.url() + "/";
            }
        }
        return configuration.fronts().get(0).url();
    }

    private static LocalAuthority authority(Configuration configuration) throws LocalException {
        List<String> hosts = new ArrayList<>();
        configuration.fronts().forEach(front -> hosts.addAll(front.hosts()));
        return LocalAuthority.of(Path.of(System.getProperty("user.home"), ".corsac"), hosts);
    }

    /** Whether the console's usual port was in use, so that it is at another. */
    private boolean movedConsole(Configuration configuration, int port) {
        return console == null && port != 0 && port != usualConsolePort(configuration);
    }

    private static int usualConsolePort(Configuration configuration) {
        return ConfigurationReader.usualConsolePort(configuration.fronts().stream());
    }

    private ConsoleSpec console(Configuration configuration, PolicyRefusals policies) {
        if (console != null && (console < 1 || console > 65_535)) {
            throw new CommandFailure("--console is " + console + ": a port is a number from 1 to 65535");
        }
        return new ConsoleSpec(
                console != null ? console : usualConsolePort(configuration),
                console == null,
                SuffixList.SITES,
                ConsoleSpec.addresses(configuration),
                policies::refusal);
    }
}
