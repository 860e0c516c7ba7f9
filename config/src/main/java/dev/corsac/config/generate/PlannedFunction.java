package dev.corsac.config.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that a plan has.
 *
 * @param id its name in the plan
 * @param runtime {@code java21}
 * @param handler the handler as the runtime takes it
 * @param code the folder, jar or zip with its code
 * @param memory in MB
 * @param timeout in seconds
 * @param policy the policy that it has in its environment; null for a function that pages do not call
 * @param layer the ARN of a layer with Corsac's handler, which then wraps the function's own; null where the code does that
 * @param variables the names of its other environment variables, whose values the deployment asks for
 */
public record PlannedFunction(
        String id,
        String runtime,
        String handler,
        String code,
        int memory,
        int timeout,
        @Nullable PlannedPolicy policy,
        @Nullable String layer,
        List<String> variables) {

    /** Copies the list. */
    public PlannedFunction {
        variables = List.copyOf(variables);
    }
}
