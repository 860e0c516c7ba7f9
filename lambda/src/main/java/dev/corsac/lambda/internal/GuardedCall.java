package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import org.jspecify.annotations.Nullable;

/**
 * Calls a handler so that something can always be answered: what it throws goes to the log, and if its time is watched
 * it is not waited for until Lambda ends the process. Safe for use by several threads.
 */
public final class GuardedCall {

    /** The handler answered. */
    public static final int ANSWERED = 0;

    private static final int THREW = 500;
    private static final int LATE = 504;

    private final boolean rethrows;
    private final @Nullable TimeLimit limit;

    /** One call of the handler, which keeps the answer for itself. */
    public interface Work {
        /** Calls the handler. */
        void run() throws Throwable;
    }

    /**
     * @param rethrows whether to let through what the handler throws
     * @param marginMillis how long before the function's deadline to give up; 0 for never
     */
    public GuardedCall(boolean rethrows, int marginMillis) {
        this.rethrows = rethrows;
        this.limit = marginMillis == 0
                ? null
                : new TimeLimit(marginMillis, System.getenv("AWS_LAMBDA_MAX_CONCURRENCY") == null);
    }

    /**
     * Runs {@code work}, which is on its own if this does not return {@link #ANSWERED}: it may still be running.
     *
     * @return {@link #ANSWERED}, or the status to answer in its stead
     * @throws VirtualMachineError if it does: Lambda then replaces the process
     */
    public int run(Work work, @Nullable Context context) {
        try {
            if (limit == null || context == null) {
                work.run();
                return ANSWERED;
            }
            return limit.run(work, context) ? ANSWERED : LATE;
        } catch (Throwable e) {
            return failed(e, rethrows, context);
        }
    }

    /**
     * What to do when a handler has thrown.
     *
     * @return the status to answer in its stead
     * @throws VirtualMachineError if it is one: Lambda then replaces the process
     */
    public static int failed(Throwable thrown, boolean rethrows, @Nullable Context context) {
        if (rethrows || thrown instanceof VirtualMachineError) {
            throw Thrown.asIs(thrown);
        }
        FunctionLog.error(context, "The handler threw; answered 500.", thrown);
        return THREW;
    }

    /**
     * What to do when a handler's answer is none: it is logged, for a 500 to be answered.
     *
     * @throws IllegalStateException if errors are left to Lambda
     */
    public static void rejected(String problem, boolean rethrows, @Nullable Context context) {
        if (rethrows) {
            throw new IllegalStateException(problem);
        }
        FunctionLog.error(context, problem + " Answered 500.", null);
    }
}
