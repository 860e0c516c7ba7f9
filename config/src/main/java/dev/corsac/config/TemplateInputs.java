package dev.corsac.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user gives for a template in addition to its files.
 *
 * @param parameters values of parameters, options and stacks' exports by name
 * @param environment the environment variables that a template may refer to
 * @param stack the file with the resources of a deployed stack, as {@code aws cloudformation describe-stack-resources} prints
 *     them; null for none
 * @param refusalsAsNotices whether what AWS refuses is a notice of the deployment, rather than an error
 */
public record TemplateInputs(
        Map<String, String> parameters,
        Map<String, String> environment,
        @Nullable Path stack,
        boolean refusalsAsNotices) {

    /** Nothing. */
    public static final TemplateInputs NONE = new TemplateInputs(Map.of(), Map.of());

    /** Makes inputs without a deployed stack. */
    public TemplateInputs(Map<String, String> parameters, Map<String, String> environment) {
        this(parameters, environment, null);
    }

    /** Makes inputs for what is to run: what AWS refuses is an error. */
    public TemplateInputs(Map<String, String> parameters, Map<String, String> environment, @Nullable Path stack) {
        this(parameters, environment, stack, false);
    }

    /** Copies the maps. */
    public TemplateInputs {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** Returns the same with parameters that count where these have none of their name. */
    TemplateInputs withDefaults(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(parameters);
        return new TemplateInputs(all, environment, stack, refusalsAsNotices);
    }

    /** Returns the same for a check: what AWS refuses is a notice of the deployment. */
    TemplateInputs withRefusalsAsNotices() {
        return new TemplateInputs(parameters, environment, stack, true);
    }
}
