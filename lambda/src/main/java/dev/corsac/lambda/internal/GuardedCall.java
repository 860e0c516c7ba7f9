package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InterruptedIOException;
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
    private final int marginMillis;
    private final boolean oneAtATime;

    /** A handler that was given up and may still be running. */
    private volatile @Nullable Thread late;

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
        this(rethrows, marginMillis, System.getenv("AWS_LAMBDA_MAX_CONCURRENCY") == null);
    }

    /** @param oneAtATime whether Lambda hands this process one event at a time */
    GuardedCall(boolean rethrows, int marginMillis, boolean oneAtATime) {
        this.rethrows = rethrows;
        this.marginMillis = marginMillis;
        this.oneAtATime = oneAtATime;
    }

    /**
     * Runs {@code work}, which is on its own if this does not return {@link #ANSWERED}: it may still be running.
     *
     * @return {@link #ANSWERED}, or the status to answer in its stead
     * @throws VirtualMachineError if it does: Lambda then replaces the process
     */
    public int run(Work work, @Nullable Context context) {
        try {
            if (marginMillis == 0 || context == null) {
                work.run();
                return ANSWERED;
            }
            return runWatched(work, context);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            if (rethrows) {
                throw Thrown.asIs(e);
            }
            FunctionLog.error(context, "The handler threw; answered 500.", e);
            return THREW;
        }
    }

    private int runWatched(Work work, Context context) throws Throwable {
        Thread before = late;
        if (before != null && oneAtATime) {
            before.join();
        }
        int remaining = context.getRemainingTimeInMillis() - marginMillis;
        Run run = new Run(work);
        Thread thread = new Thread(run, "corsac-handler");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(Math.max(1, remaining));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the handler was at work");
        }
        if (!run.done) {
            late = thread;
            FunctionLog.error(context, lateness(thread), null);
            thread.interrupt();
            return LATE;
        }
        if (run.thrown != null) {
            throw run.thrown;
        }
        return ANSWERED;
    }

    private String lateness(Thread thread) {
        StringBuilder text = new StringBuilder("The handler has not answered, and only ")
                .append(marginMillis)
                .append(" ms are left before the function times out; answered 504. It is at:");
        for (StackTraceElement element : thread.getStackTrace()) {
            text.append("\n\tat ").append(element);
        }
        return text.toString();
    }

    private static final class Run implements Runnable {

        private final Work work;
        private @Nullable Throwable thrown;

        /** Written last, so that whoever sees it true sees all that the handler wrote. */
        private volatile boolean done;

        Run(Work work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
            } catch (Throwable e) {
                thrown = e;
            }
            done = true;
        }
    }
}
