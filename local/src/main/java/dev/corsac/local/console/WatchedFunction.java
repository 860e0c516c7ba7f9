package dev.corsac.local.console;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.time.Duration;

/** A function that notes when it was invoked, for the console. */
public record WatchedFunction(LambdaFunction function) implements LambdaFunction {

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        long start = System.nanoTime();
        try {
            return function.invoke(event, timeout);
        } finally {
            Invoked.note(name(), Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
