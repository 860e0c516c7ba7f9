package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import org.jspecify.annotations.Nullable;

/**
 * Calls a handler so that there is always a response: an exception goes to the log, and if the time is limited the caller
 * does not wait until Lambda ends the process. Thread-safe.
 */
public final class GuardedCall {

    /** The handler has returned. */
    public static final int RETURNED = 0;

    private static final int THREW = 500;
    private static final int LATE = 504;

    private final boolean rethrows;
    private final @Nullable TimeLimit limit;

    /** One call of the handler, which keeps the response for itself. */
    public interface Work {
        /** Calls the handler. */
        void run() throws Throwable;
    }

    /**
     * Makes calls with these options.
     *
     * @param rethrows whether to rethrow the handler's exceptions
     * @param marginMillis how long before the function's deadline to give up; 0 for never
     */
    public GuardedCall(boolean rethrows, int marginMillis) {
        this.rethrows = rethrows;
        this.limit = marginMillis == 0
                ? null
                : new TimeLimit(marginMillis, System.getenv("AWS_LAMBDA_MAX_CONCURRENCY") == null);
    }

    /**
     * Runs {@code work}, which may still be running if this does not return {@link #RETURNED}.
     *
     * @return {@link #RETURNED}, or the status of the response to send instead
     * @throws VirtualMachineError if the handler throws one: Lambda then replaces the process
     */
    public int run(Work work, @Nullable Context context) {
        try {
            if (limit == null || context == null) {
                work.run();
                return RETURNED;
            }
            return limit.run(work, context) ? RETURNED : LATE;
        } catch (Throwable e) {
            return failed(e, rethrows, context);
        }
    }

    /**
     * Logs an exception of the handler, or rethrows it.
     *
     * @return the status of the response to send instead
     * @throws VirtualMachineError if it is one: Lambda then replaces the process
     */
    public static int failed(Throwable thrown, boolean rethrows, @Nullable Context context) {
        if (rethrows || thrown instanceof VirtualMachineError) {
            throw Thrown.asIs(thrown);
        }
        FunctionLog.error(context, "The handler threw an exception. Responded with 500.", thrown);
        return THREW;
    }

    /**
     * Logs why a handler's response is not valid. The caller sends a 500 instead.
     *
     * @throws IllegalStateException if errors are left to Lambda
     */
    public static void rejected(String problem, boolean rethrows, @Nullable Context context) {
        if (rethrows) {
            throw new IllegalStateException(problem);
        }
        FunctionLog.error(context, problem + " Responded with 500.", null);
    }
}
