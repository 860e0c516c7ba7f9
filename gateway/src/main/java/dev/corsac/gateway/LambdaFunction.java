package dev.corsac.gateway;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** A Lambda function as its front sees it. Implementations are thread-safe. */
public interface LambdaFunction {

    /** Returns the function's name. */
    String name();

    /**
     * Invokes the function and waits for what comes of it.
     *
     * @param event the event, JSON in UTF-8; not to be written to
     * @param timeout how long the front waits; past it the result is {@link InvocationResult.TimedOut}
     */
    InvocationResult invoke(byte[] event, Duration timeout);

    /**
     * Returns a function of that name which invokes the other with each event, whatever the timeout; thread-safe if the other
     * is.
     *
     * @param name the function's name
     * @param results makes the result of an event, JSON in UTF-8, which it must not write to
     */
    static LambdaFunction of(String name, Function<byte[], InvocationResult> results) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(results, "results");
        return new LambdaFunction() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InvocationResult invoke(byte[] event, Duration timeout) {
                return results.apply(event);
            }
        };
    }
}
