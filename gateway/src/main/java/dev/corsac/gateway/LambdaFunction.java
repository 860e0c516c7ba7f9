package dev.corsac.gateway;

import java.time.Duration;

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
}
