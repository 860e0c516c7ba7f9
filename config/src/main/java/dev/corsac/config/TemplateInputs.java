package dev.corsac.config;

import java.util.HashMap;
import java.util.Map;

/**
 * What the user gives for a template in addition to its files.
 *
 * @param parameters values of parameters, options and stacks' exports by name
 * @param environment the environment variables that a template may refer to
 */
public record TemplateInputs(Map<String, String> parameters, Map<String, String> environment) {

    /** Nothing. */
    public static final TemplateInputs NONE = new TemplateInputs(Map.of(), Map.of());

    /** Copies the maps. */
    public TemplateInputs {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** Returns the same with parameters that count where these have none of their name. */
    TemplateInputs withDefaults(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(parameters);
        return new TemplateInputs(all, environment);
    }
}
