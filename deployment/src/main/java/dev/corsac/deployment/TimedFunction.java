package dev.corsac.deployment;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function for which one integration waits no longer than its own timeout. Immutable; thread-safe if the function is.
 *
 * @param function the function
 * @param longest how long the integration waits
 */
record TimedFunction(LambdaFunction function, Duration longest) implements LambdaFunction {

    private static final int SHORTEST_MILLIS = 50;

    /**
     * Returns the function with the integration's timeout.
     *
     * @param byDefault the timeout of an integration without its own
     * @param most the longest that AWS accepts in milliseconds; 0 where a quota decides
     * @throws DeploymentException if AWS would refuse the timeout
     */
    static LambdaFunction of(LambdaFunction function, @Nullable Value<Integer> millis, Duration byDefault, int most) {
        Integer known = millis == null ? null : millis.known();
        if (known == null) {
            return new TimedFunction(function, byDefault);
        }
        if (known < SHORTEST_MILLIS || (most > 0 && known > most)) {
            throw new DeploymentException(
                    "Timeout should be between " + SHORTEST_MILLIS + " ms and " + (most > 0 ? most : 29_000) + " ms",
                    known + " ms is " + (known < SHORTEST_MILLIS ? "less" : "more"));
        }
        return new TimedFunction(function, Duration.ofMillis(known));
    }

    /** Returns the longest timeout of the routes' integrations, and at least the default. */
    static Duration longest(List<DeployedRoute> routes, Duration byDefault) {
        Duration longest = byDefault;
        for (DeployedRoute route : routes) {
            Value<Integer> millis =
                    route.integration() instanceof Integration.Function function ? function.timeoutMillis() : null;
            Integer known = millis == null ? null : millis.known();
            if (known != null && known > longest.toMillis()) {
                longest = Duration.ofMillis(known);
            }
        }
        return longest;
    }

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        return function.invoke(event, timeout.compareTo(longest) < 0 ? timeout : longest);
    }
}
