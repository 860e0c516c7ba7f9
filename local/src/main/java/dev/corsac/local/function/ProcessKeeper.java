package dev.corsac.local.function;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends the processes of a function and keeps their time. Its methods but {@link #seconds} are called under the function's lock or
 * for a process that the function has let go; what they begin runs on other threads. Thread-safe.
 */
record ProcessKeeper(String function, FunctionHost host) {

    /** Starts a process, and reports to its function where that fails. Where the run is ending, it has failed what waits. */
    void launch(FunctionProcess process) {
        host.background()
                .execute(
                        "starting function " + function,
                        process::launch,
                        thrown -> process.neverBegan("its process cannot be started"));
    }

    /** Runs a task when the process has taken too long, in place of the one that was armed before. */
    void arm(FunctionProcess process, Duration limit, Runnable past) {
        if (process.timeout != null) {
            process.timeout.cancel(false);
        }
        process.timeout = later(past, limit);
    }

    /** Takes back what was armed. */
    void disarm(FunctionProcess process) {
        if (process.timeout != null) {
            process.timeout.cancel(false);
            process.timeout = null;
        }
    }

    /** Runs a short task later; null if the run is ending. */
    @Nullable
    Future<?> later(Runnable task, Duration delay) {
        return host.background().later("a timeout of function " + function, delay, task);
    }

    /** Tells a process to end, and helps where it does not. */
    void end(FunctionProcess process) {
        if (!host.background().execute("ending a process of function " + function, process::end)) {
            process.kill();
        }
    }

    /** Ends a process at once. */
    void kill(FunctionProcess process) {
        if (!host.background().execute("ending a process of function " + function, process::kill)) {
            process.kill();
        }
    }

    /** A duration in seconds, as Lambda writes it: with two decimals. */
    static String seconds(Duration duration) {
        long hundredths = duration.toMillis() / 10;
        return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
    }
}
