package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Calls a handler on a thread of its own, and stops waiting for it shortly before Lambda would end the process. */
final class TimeLimit {

    private final RequestStreamHandler handler;
    private final int marginMillis;
    private final boolean oneAtATime;

    /** A handler that was given up and may still be running. */
    private volatile @Nullable Thread late;

    /**
     * @param oneAtATime whether Lambda hands this process one event at a time, as it does unless {@code
     *     AWS_LAMBDA_MAX_CONCURRENCY} is set
     */
    TimeLimit(RequestStreamHandler handler, int marginMillis, boolean oneAtATime) {
        this.handler = handler;
        this.marginMillis = marginMillis;
        this.oneAtATime = oneAtATime;
    }

    /**
     * Calls the handler, with {@code output} for it alone: it may go on writing there after this has returned false.
     *
     * @return whether it answered in time
     * @throws Throwable what the handler threw
     */
    boolean call(byte[] event, OutputStream output, Context context) throws Throwable {
        Thread before = late;
        if (before != null && oneAtATime) {
            before.join();
        }
        Call call = new Call(event, output, context);
        Thread thread = new Thread(call, "corsac-handler");
        thread.setDaemon(true);
        int remaining = context.getRemainingTimeInMillis() - marginMillis;
        thread.start();
        try {
            thread.join(Math.max(1, remaining));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the handler was at work");
        }
        if (!call.done) {
            late = thread;
            StringBuilder where = new StringBuilder("The handler has not answered, and only " + marginMillis
                    + " ms are left before the function times out; answered 504. It is at:");
            for (StackTraceElement element : thread.getStackTrace()) {
                where.append("\n\tat ").append(element);
            }
            FunctionLog.error(context, where.toString(), null);
            thread.interrupt();
            return false;
        }
        if (call.thrown != null) {
            throw call.thrown;
        }
        return true;
    }

    private final class Call implements Runnable {

        private final byte[] event;
        private final OutputStream output;
        private final Context context;
        private @Nullable Throwable thrown;

        /** Written last, so that whoever sees it true sees all that the handler wrote. */
        private volatile boolean done;

        Call(byte[] event, OutputStream output, Context context) {
            this.event = event;
            this.output = output;
            this.context = context;
        }

        @Override
        public void run() {
            try {
                handler.handleRequest(new ByteArrayInputStream(event), output, context);
            } catch (Throwable e) {
                thrown = e;
            }
            done = true;
        }
    }
}
