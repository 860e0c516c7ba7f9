package dev.corsac.gateway.contract;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.time.Duration;

/** Functions that come to the same result whatever the event. */
public final class CannedFunction {

    private CannedFunction() {}

    /** Returns a function that returns this JSON. */
    public static LambdaFunction returning(String json) {
        return of(InvocationResult.Payload.of(json));
    }

    /** Returns a function that throws. */
    public static LambdaFunction failing() {
        return of(new InvocationResult.Failed("java.lang.IllegalStateException", "not for the client"));
    }

    /** Returns a function that never responds. */
    public static LambdaFunction hanging() {
        return of(new InvocationResult.TimedOut(Duration.ofSeconds(29)));
    }

    private static LambdaFunction of(InvocationResult result) {
        return LambdaFunction.of("orders", event -> result);
    }
}
