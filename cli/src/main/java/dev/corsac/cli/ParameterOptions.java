package dev.corsac.cli;

import dev.corsac.config.TemplateInputs;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a template does not say itself. */
class ParameterOptions {

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "gives a parameter of the template its value; can be repeated")
    Map<String, String> parameters = new LinkedHashMap<>();

    TemplateInputs inputs() {
        return new TemplateInputs(parameters, System.getenv());
    }
}
