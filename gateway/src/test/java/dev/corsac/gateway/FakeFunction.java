package dev.corsac.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A function that always returns the same response, and keeps the last event. */
public final class FakeFunction implements LambdaFunction {

    private final InvocationResult result;

    @Nullable
    public String event;

    public FakeFunction(InvocationResult result) {
        this.result = result;
    }

    public static FakeFunction returning(String json) {
        return new FakeFunction(InvocationResult.Payload.of(json));
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        this.event = new String(event, StandardCharsets.UTF_8);
        return result;
    }
}
