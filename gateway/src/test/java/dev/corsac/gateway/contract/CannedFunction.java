package dev.corsac.gateway.contract;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A function that comes to the same result whatever the event.
 *
 * @param name its name
 * @param result what comes of invoking it
 */
public record CannedFunction(String name, InvocationResult result) implements LambdaFunction {

    /** Returns this JSON. */
    public static CannedFunction returning(String json) {
        return new CannedFunction("orders", new InvocationResult.Payload(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Throws. */
    public static CannedFunction failing() {
        return new CannedFunction(
                "orders", new InvocationResult.Failed("java.lang.IllegalStateException", "not for the client"));
    }

    /** Never responds. */
    public static CannedFunction hanging() {
        return new CannedFunction("orders", new InvocationResult.TimedOut(Duration.ofSeconds(29)));
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        return result;
    }
}
