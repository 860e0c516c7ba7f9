package dev.corsac.gateway.contract;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A function that comes to one result after another, and to a failure past the last: so that a case sees how often it is asked. */
public final class SequenceFunction implements LambdaFunction {

    private final Deque<InvocationResult> results;

    private SequenceFunction(List<InvocationResult> results) {
        this.results = new ArrayDeque<>(results);
    }

    /** Returns these JSON texts, one for each invocation. */
    public static SequenceFunction returning(String... json) {
        return new SequenceFunction(List.of(json).stream()
                .map(text -> (InvocationResult) InvocationResult.Payload.of(text))
                .toList());
    }

    @Override
    public String name() {
        return "sequence";
    }

    @Override
    public synchronized InvocationResult invoke(byte[] event, Duration timeout) {
        InvocationResult next = results.poll();
        return next != null ? next : new InvocationResult.Failed("none left", "invoked too often");
    }
}
