package dev.corsac.config;

import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.StatedCall;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.deployment.Value;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.UnverifiedBehavior;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is checked: a template as AWS deploys it, or the deployment of this machine that a corsac.yaml without a template
 * describes. Immutable.
 *
 * @param deployment the deployment
 * @param resolution the texts of values that AWS makes
 * @param settings what a corsac.yaml states for a check
 * @param open what is assumed where AWS's behavior is unverified
 * @param template the template's file; null without one
 * @param resourceTypes the types of the template's resources by logical id; empty in other languages than CloudFormation
 * @param local how all of it runs on this machine; null for a template without a corsac.yaml
 */
public record CheckInput(
        Deployment deployment,
        Resolution resolution,
        CheckSettings settings,
        UnverifiedBehavior open,
        @Nullable Path template,
        Map<String, String> resourceTypes,
        @Nullable Configuration local) {

    private static final Pattern SERVERLESS = Pattern.compile("(?m)^(service|functions|provider):");

    /**
     * Reads a template, or a corsac.yaml with or without one.
     *
     * @throws ConfigurationException if a file cannot be read, is not recognised or has mistakes
     */
    public static CheckInput read(FileSource files, Path file, TemplateInputs given) {
        TemplateInputs inputs = given.withRefusalsAsNotices();
        if (!Sources.isOwn(files, file)) {
            TemplateResult template = TemplateReader.read(files, file, inputs);
            return of(template, CheckSettings.NONE, UnverifiedBehavior.defaults(), null);
        }
        TemplateResult template = ConfigurationReader.template(files, file, null, inputs);
        Configuration local = ConfigurationReader.read(files, file, null, null, "http", inputs);
        return template == null
                ? of(local, null)
                : of(template, translated(local, Resolution.standIns(template.deployment())), local.open(), local);
    }

    /**
     * Reads what {@code corsac up} would run, whose addresses are those of this machine: for functions that run.
     *
     * @throws ConfigurationException likewise
     */
    public static CheckInput readLocal(FileSource files, Path file, TemplateInputs given) {
        return readLocal(files, file, null, given);
    }

    /**
     * Reads what {@code corsac up} would run, of a project without a file if need be.
     *
     * @param inferred the corsac.yaml that the project makes, in the place of the file's text; null to read the file
     * @throws ConfigurationException likewise
     */
    public static CheckInput readLocal(FileSource files, Path file, @Nullable String inferred, TemplateInputs given) {
        TemplateInputs inputs = given.withRefusalsAsNotices();
        if (inferred != null || Sources.isOwn(files, file)) {
            TemplateResult template = ConfigurationReader.template(files, file, inferred, inputs);
            Configuration local = ConfigurationReader.read(files, file, inferred, null, "http", inputs);
            return of(local, template);
        }
        TemplateResult template = TemplateReader.read(files, file, inputs);
        Path parent = file.toAbsolutePath().getParent();
        return of(
                ConfigurationReader.read(files, template, parent == null ? Path.of("") : parent, null, "http"),
                template);
    }

    /** Returns the language of the template, in which fixes are written first; null without a template. */
    public @Nullable FixForm form(FileSource files) {
        Path file = template;
        if (file == null) {
            return null;
        }
        try {
            String text = files.text(file);
            if (file.toString().contains("cdk.out")) {
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

    private static CheckInput of(
            TemplateResult template, CheckSettings settings, UnverifiedBehavior open, @Nullable Configuration local) {
        Resolution standIns = Resolution.standIns(template.deployment());
        return new CheckInput(
                template.deployment(),
                standIns,
                settings,
                open,
                template.files().get(0),
                template.resourceTypes(),
                local);
    }

    private static CheckInput of(Configuration local, @Nullable TemplateResult template) {
        return new CheckInput(
                local.deployment(),
                local.resolution(),
                local.check(),
                local.open(),
                template == null ? null : template.files().get(0),
                template == null ? Map.of() : template.resourceTypes(),
                local);
    }

    /** Returns what the file states, with placeholders for the addresses of this machine that it refers to. */
    private static CheckSettings translated(Configuration configuration, Resolution standIns) {
        Map<String, String> origins = new LinkedHashMap<>();
        for (FrontSpec front : configuration.fronts()) {
            origins.put(front.origin(), standIns.origin(front.front(), front.endpoint()));
        }
        CheckSettings settings = configuration.check();
        List<Value<String>> pages = settings.pages().stream()
                .map(page -> page.map(text -> translated(text, origins)))
                .toList();
        List<StatedCall> calls = new ArrayList<>();
        for (StatedCall call : settings.calls()) {
            String page = call.page();
            calls.add(new StatedCall(
                    page == null ? null : translated(page, origins),
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
}
