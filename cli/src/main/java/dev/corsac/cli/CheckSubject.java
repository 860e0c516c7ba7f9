package dev.corsac.cli;

import dev.corsac.check.Checker;
import dev.corsac.check.Findings;
import dev.corsac.config.Configuration;
import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.FrontSpec;
import dev.corsac.config.Sources;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateReader;
import dev.corsac.config.TemplateResult;
import dev.corsac.config.TerraformRun;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.StatedCall;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.deployment.Value;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.http.Request;
import dev.corsac.local.LocalException;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import dev.corsac.local.machine.DiskFiles;
import dev.corsac.local.machine.FunctionJava;
import dev.corsac.local.machine.Installation;
import dev.corsac.local.machine.ToolProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is checked: a template as AWS deploys it, or, of a corsac.yaml without one and of functions that run, the deployment of
 * this machine.
 */
final class CheckSubject {

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
    static CheckSubject read(Path file, TemplateInputs inputs, boolean run) {
        boolean own = Sources.isOwn(DiskFiles.ALL, file);
        TemplateResult template = own
                ? ConfigurationReader.template(DiskFiles.ALL, file, inputs)
                : TemplateReader.read(DiskFiles.ALL, file, inputs);
        Configuration configuration = null;
        if (own) {
            configuration = ConfigurationReader.read(DiskFiles.ALL, file, null, null, "http", inputs);
        } else if (run && template != null) {
            Path parent = file.toAbsolutePath().getParent();
            configuration = ConfigurationReader.read(
                    DiskFiles.ALL, template, parent == null ? Path.of("") : parent, null, "http");
        }
        if (template != null && !run) {
            Resolution standIns = Resolution.standIns(template.deployment());
            Checker checker = Checker.of(template.deployment(), standIns)
                    .with(configuration == null ? CheckSettings.NONE : translated(configuration, standIns));
            return new CheckSubject(checker.preferring(form(template.files().get(0))), null);
        }
        if (configuration == null) {
            throw new IllegalStateException("a file is a template or Corsac's own");
        }
        Checker checker = Checker.of(configuration.deployment(), configuration.resolution())
                .with(configuration.check())
                .assuming(configuration.open());
        return new CheckSubject(
                template == null
                        ? checker
                        : checker.preferring(form(template.files().get(0))),
                run ? configuration : null);
    }

    /** Returns what the file states, with the stand-ins for the addresses of this machine that it refers to. */
    private static CheckSettings translated(Configuration configuration, Resolution standIns) {
        Map<String, String> origins = new LinkedHashMap<>();
        for (FrontSpec front : configuration.fronts()) {
            boolean deployed = configuration.deployment().fronts().contains(front.front());
            if (deployed) {
                origins.put(front.origin(), standIns.origin(front.front(), front.endpoint()));
            }
        }
        CheckSettings settings = configuration.check();
        List<Value<String>> pages = settings.pages().stream()
                .map(page -> page.map(text -> translated(text, origins)))
                .toList();
        List<StatedCall> calls = new ArrayList<>();
        for (StatedCall call : settings.calls()) {
            calls.add(new StatedCall(
                    call.page() == null ? null : translated(call.page(), origins),
                    call.method(),
                    translated(call.url(), origins),
                    call.front(),
                    call.headers(),
                    call.body(),
                    call.credentials(),
                    call.reads(),
                    call.place()));
        }
        List<StatedResponse> responses = new ArrayList<>();
        for (StatedResponse response : settings.responses()) {
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().forEach((name, value) -> headers.put(name, translated(value, origins)));
            responses.add(new StatedResponse(
                    response.function(),
                    response.methods(),
                    response.status(),
                    headers,
                    response.reflectedOrigins().stream()
                            .map(origin -> translated(origin, origins))
                            .toList(),
                    response.place()));
        }
        return new CheckSettings(pages, calls, responses, settings.suppressions());
    }

    private static String translated(String text, Map<String, String> origins) {
        for (Map.Entry<String, String> origin : origins.entrySet()) {
            if (text.equals(origin.getKey()) || text.startsWith(origin.getKey() + "/")) {
                return origin.getValue() + text.substring(origin.getKey().length());
            }
        }
        return text;
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
    Findings measured(Checker ready, PrintStream err) {
        Configuration configuration = running;
        if (configuration == null) {
            return ready.check();
        }
        FunctionJava java = FunctionJava.find(System.getenv());
        Map<String, LambdaFunction> functions = new LinkedHashMap<>();
        configuration
                .notRunnable()
                .forEach((id, reason) -> err.println("corsac: function " + id + " is not run: " + reason));
        // It runs as long as the functions are called.
        try (LocalRun run = LocalRun.builder(Installation.javaRuntime(java), new Failures(err), Clock.systemUTC())
                .serve(host -> configuration
                        .functions()
                        .forEach(function -> functions.put(function.name(), host.function(function))))
                .start()) {
            Objects.requireNonNull(run);
            return ready.withFunctions(functions).check();
        } catch (LocalException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reports what functions cannot do. */
    private record Failures(PrintStream err) implements LocalListener {

        @Override
        public void answered(Request request, AttributedResponse response, Duration took) {
            // There are no fronts on sockets.
        }

        @Override
        public void functionReady(String function, Duration took) {
            // A check says nothing of that.
        }

        @Override
        public void functionFailed(String function, String problem) {
            err.println("corsac: function " + function + ": " + problem);
        }

        @Override
        public void functionLogged(String function, String line) {
            // Findings are what counts; "corsac up" shows logs.
        }
    }
}
