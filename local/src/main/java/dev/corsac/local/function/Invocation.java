package dev.corsac.local.function;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.local.server.RequestId;
import java.util.concurrent.CompletableFuture;

/** One event on its way through a function. The result is completed once; whoever comes later is ignored. */
public final class Invocation {

    public final String id = RequestId.random();
    public final byte[] event;
    final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    Invocation(byte[] event) {
        this.event = event;
    }

    void fail(String type, String message) {
        result.complete(new InvocationResult.Failed(type, message));
    }
}
