package dev.corsac.cli;

import dev.corsac.config.TemplateInputs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a template does not say itself, for commands that read a serverless.yml too. */
final class TemplateOptions extends ParameterOptions {

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "the stage of a serverless.yml; the same as --parameter stage=NAME")
    @Nullable
    String stage;

    @Override
    TemplateInputs inputs() {
        return inputs(null);
    }

    /** @param stack the file with the resources of a deployed stack; null for none */
    TemplateInputs inputs(@Nullable Path stack) {
        Map<String, String> given = new LinkedHashMap<>(parameters);
        if (stage != null) {
            given.putIfAbsent("stage", stage);
        }
        return new TemplateInputs(given, System.getenv(), stack);
    }
}
