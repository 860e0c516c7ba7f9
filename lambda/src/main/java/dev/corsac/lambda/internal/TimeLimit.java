package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a handler until shortly before Lambda would end the process. A class of its own, since most functions do not need
 * it and each class delays a function's start. Thread-safe.
 */
final class TimeLimit {

    private final int marginMillis;
    private final boolean oneAtATime;

    /** The thread of a handler that was given up and may still be running. */
    private volatile @Nullable Thread late;

    /**
     * @param marginMillis how long before the function's deadline to give up
     * @param oneAtATime whether Lambda gives this process one event at a time
     */
    TimeLimit(int marginMillis, boolean oneAtATime) {
        this.marginMillis = marginMillis;
        this.oneAtATime = oneAtATime;
    }

    /**
     * Runs {@code work} on a thread of its own; it may still be running there if this returns false.
     *
     * @return whether it ended in time
     * @throws Throwable if it throws
     */
    boolean run(GuardedCall.Work work, Context context) throws Throwable {
        Thread before = late;
        if (before != null && oneAtATime) {
            before.join();
        }
        int remaining;
        try {
            remaining = context.getRemainingTimeInMillis() - marginMillis;
        } catch (RuntimeException e) {
            FunctionLog.error(
                    context, "The function's remaining time is not available: running without a time limit.", e);
            work.run();
            return true;
        }
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
            return false;
        }
        if (run.thrown != null) {
            throw run.thrown;
        }
        return true;
    }

    private String lateness(Thread thread) {
        StringBuilder text = new StringBuilder("The handler has not returned, and only ")
                .append(marginMillis)
                .append(" ms are left before the function times out. Responded with 504. The handler is at:");
        for (StackTraceElement element : thread.getStackTrace()) {
            text.append("\n\tat ").append(element);
        }
        return text.toString();
    }

    private static final class Run implements Runnable {

        private final GuardedCall.Work work;
        private @Nullable Throwable thrown;

        /** Written last, so that a thread that reads true also sees everything that the handler wrote. */
        private volatile boolean done;

        Run(GuardedCall.Work work) {
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
