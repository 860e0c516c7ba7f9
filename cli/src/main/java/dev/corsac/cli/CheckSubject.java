package dev.corsac.cli;

import dev.corsac.check.CheckResult;
import dev.corsac.check.Checker;
import dev.corsac.check.RunningFunction;
import dev.corsac.config.CheckInput;
import dev.corsac.config.Configuration;
import dev.corsac.config.Project;
import dev.corsac.config.Sources;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TerraformRun;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import dev.corsac.local.LocalException;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import dev.corsac.local.machine.DiskFiles;
import dev.corsac.local.machine.FunctionJava;
import dev.corsac.local.machine.Installation;
import dev.corsac.local.machine.ToolProcess;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.project.HandlerSearch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is checked: a template as AWS deploys it, or, of a corsac.yaml without one and of functions that run, the deployment of
 * this machine.
 */
final class CheckSubject {

    private static final Pattern SERVERLESS = Pattern.compile("(?m)^(service|functions|provider):");

    private final Checker checker;

    /** The functions to run; null to run none. */
    private final @Nullable Configuration running;

    private CheckSubject(Checker checker, @Nullable Configuration running) {
        this.checker = checker;
        this.running = running;
    }

    Checker checker() {
        return checker;
    }

    /**
     * Reads a file.
     *
     * @throws dev.corsac.config.ConfigurationException if it cannot be read or has mistakes
     */
    static CheckSubject read(Path file, TemplateInputs inputs) {
        return of(CheckInput.read(DiskFiles.ALL, file, inputs), false);
    }

    /**
     * Reads what {@code corsac up} runs: a corsac.yaml, or what the project around a template makes.
     *
     * @param file the template, or the corsac.yaml, which need not be there
     * @param log hears what a build tool is asked
     * @throws dev.corsac.config.ConfigurationException if a file cannot be read or has mistakes
     */
    static CheckSubject running(Path file, TemplateInputs inputs, PrintStream log) {
        boolean exists = Files.exists(file.toAbsolutePath());
        if (exists && Sources.isOwn(DiskFiles.ALL, file)) {
            return of(CheckInput.readLocal(DiskFiles.ALL, file, inputs), true);
        }
        Path parent = file.getParent();
        Path folder = parent == null ? Path.of("") : parent;
        Project project = Project.in(
                DiskFiles.ALL,
                folder,
                exists ? file : null,
                inputs,
                new HandlerSearch(BuildTools.ofMachine(log::println)));
        if (project.isEmpty()) {
            throw new Failure("there is neither a " + Sources.OWN + " nor a template nor a handler in "
                    + folder.toAbsolutePath().normalize() + ": name the file: corsac check --run FILE");
        }
        return of(CheckInput.readLocal(DiskFiles.ALL, folder.resolve(Sources.OWN), project.yaml(), inputs), true);
    }

    private static CheckSubject of(CheckInput input, boolean run) {
        Checker checker = Checker.of(input.deployment(), input.resolution())
                .with(input.settings())
                .assuming(input.open());
        Path template = input.template();
        return new CheckSubject(
                template == null ? checker.onThisMachine() : checker.preferring(form(template), input.resourceTypes()),
                run ? input.local() : null);
    }

    /** Returns the language of a template, for fixes. */
    private static FixForm form(Path template) {
        try {
            String text = DiskFiles.ALL.text(template);
            if (template.toString().contains("cdk.out")) {
                return FixForm.CDK;
            } else if (text.contains("AWS::Serverless")) {
                return FixForm.SAM;
            }
            if (SERVERLESS.matcher(text).find()) {
                return FixForm.SERVERLESS;
            }
            return text.contains("\"terraform_version\"") || text.contains("\"test_state\"")
                    ? FixForm.TERRAFORM
                    : FixForm.CLOUDFORMATION;
        } catch (IOException e) {
            return FixForm.CLOUDFORMATION;
        }
    }

    /** Returns a file with the mocked state of the Terraform configuration in a folder. */
    static Path terraform(Path folder, Map<String, String> parameters) {
        String state = TerraformRun.state(DiskFiles.ALL, ToolProcess.ANY, folder, parameters);
        Path file = folder.resolve(".corsac").resolve("terraform-state.json");
        try {
            Files.createDirectories(folder.resolve(".corsac").toAbsolutePath());
            Files.writeString(file, state);
            return file;
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Runs a check, with the functions running meanwhile if they are to. */
    CheckResult measured(Checker ready, PrintStream err) {
        Configuration configuration = running;
        if (configuration == null) {
            return ready.check();
        }
        FunctionJava java = FunctionJava.find(System.getenv());
        Map<String, RunningFunction> functions = new LinkedHashMap<>();
        configuration
                .notRunnable()
                .forEach((id, reason) -> err.println("corsac: function " + id + " is not run: " + reason));
        // It runs as long as the functions are called.
        try (LocalRun run = LocalRun.builder(
                        Installation.javaRuntime(java),
                        new Failures(err, ConcurrentHashMap.newKeySet()),
                        Clock.systemUTC())
                .serve(host -> configuration
                        .functions()
                        .forEach(function -> functions.put(
                                function.name(), new RunningFunction(host.function(function), function.environment()))))
                .start()) {
            Objects.requireNonNull(run);
            return ready.withRunning(functions).check();
        } catch (LocalException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reports what functions cannot do, once each: every call finds that again. */
    private record Failures(PrintStream err, Set<String> reported) implements LocalListener {

        @Override
        public void responded(Request request, AttributedResponse response, Duration took) {
            // There are no fronts on sockets.
        }

        @Override
        public void functionReady(String function, Duration took) {
            // It does not matter to a check.
        }

        @Override
        public void functionFailed(String function, String problem) {
            String message = "corsac: function " + function + ": " + problem;
            if (reported.add(message)) {
                err.println(message);
            }
        }

        @Override
        public void functionLogged(String function, String line) {
            // Findings are what counts; "corsac up" shows logs.
        }
    }
}
