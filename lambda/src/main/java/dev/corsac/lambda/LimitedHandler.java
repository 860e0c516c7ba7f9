package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.lambda.internal.GuardedCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A handler with a time limit that ends before Lambda would end the process. Thread-safe if the handler is. */
final class LimitedHandler {

    private final RequestStreamHandler handler;
    private final GuardedCall guard;

    LimitedHandler(RequestStreamHandler handler, HandlerOptions options) {
        this.handler = handler;
        this.guard = new GuardedCall(options.isRethrowingErrors(), options.timeoutMarginMillis());
    }

    /** Calls the handler; see {@link GuardedCall#run}. */
    int call(byte[] event, OutputStream output, Context context) {
        return guard.run(new Call(event, output, context), context);
    }

    private final class Call implements GuardedCall.Work {

        private final byte[] event;
        private final OutputStream output;
        private final Context context;

        Call(byte[] event, OutputStream output, Context context) {
            this.event = event;
            this.output = output;
            this.context = context;
        }

        @Override
        public void run() throws IOException {
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
        }
    }
}
