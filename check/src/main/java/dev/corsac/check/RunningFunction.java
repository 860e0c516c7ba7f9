package dev.corsac.check;

import dev.corsac.gateway.LambdaFunction;
import java.util.Map;

/**
 * A function that a check asks what it responds.
 *
 * @param function the function
 * @param environment the environment variables that it runs with; empty if they are not known
 */
public record RunningFunction(LambdaFunction function, Map<String, String> environment) {

    /** Copies the map. */
    public RunningFunction {
        environment = Map.copyOf(environment);
    }
}
