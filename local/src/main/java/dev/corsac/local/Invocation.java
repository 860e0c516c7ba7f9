package dev.corsac.local;

import dev.corsac.gateway.InvocationResult;
import java.util.concurrent.CompletableFuture;

/** One event on its way through a function. The result is completed once; whoever comes later is ignored. */
final class Invocation {

    final String id = RequestId.random();
    final byte[] event;
    final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    Invocation(byte[] event) {
        this.event = event;
    }

    void fail(String type, String message) {
        result.complete(new InvocationResult.Failed(type, message));
    }
}
