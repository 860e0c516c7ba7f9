package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a handler until shortly before Lambda would end the process. A class of its own, since most functions do
 * not need it and each class costs something when a function starts.
 */
final class TimeLimit {

    private final int marginMillis;
    private final boolean oneAtATime;

    /** A handler that was given up and may still be running. */
    private volatile @Nullable Thread late;

    /**
     * @param marginMillis how long before the function's deadline to give up
     * @param oneAtATime whether Lambda hands this process one event at a time
     */
    TimeLimit(int marginMillis, boolean oneAtATime) {
        this.marginMillis = marginMillis;
        this.oneAtATime = oneAtATime;
    }

    /**
     * Runs {@code work} on a thread of its own; it may still be running there if it was late.
     *
     * @return whether it ended in time
     * @throws Throwable what it threw
     */
    boolean run(GuardedCall.Work work, Context context) throws Throwable {
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
            return false;
        }
        if (run.thrown != null) {
            throw run.thrown;
        }
        return true;
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

        private final GuardedCall.Work work;
        private @Nullable Throwable thrown;

        /** Written last, so that whoever sees it true sees all that the handler wrote. */
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
