package dev.corsac.local.function;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.local.runtimeapi.RequestId;
import dev.corsac.local.runtimeapi.RuntimeEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One event on its way through a function. The result is completed once; later ones are ignored. */
final class Invocation implements RuntimeEvent {

    private final String id = RequestId.random();
    private final byte[] event;
    final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    Invocation(byte[] event) {
        this.event = event;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] bytes() {
        return event;
    }

    /**
     * Waits for the result.
     *
     * @param limit past it, the result is that it timed out
     * @param patient asked when the limit is over, whether to wait as long once more
     */
    InvocationResult await(Duration limit, BooleanSupplier patient) {
        try {
            do {
                try {
                    return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Somebody at a breakpoint is not to be hurried.
                }
            } while (patient.getAsBoolean());
            return new InvocationResult.TimedOut(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InvocationResult.Failed("Runtime.ExitError", "the local run is ending");
        } catch (ExecutionException e) {
            throw new AssertionError("results are never completed exceptionally", e);
        }
    }

    void fail(String type, String message) {
        result.complete(new InvocationResult.Failed(type, message));
    }
}
