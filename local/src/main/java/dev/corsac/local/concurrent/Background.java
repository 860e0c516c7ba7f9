package dev.corsac.local.concurrent;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that nobody waits for. What one throws is reported in words, and its owner gets to restore its state, so that nothing
 * waits for a task that has died in silence. Thread-safe.
 */
public final class Background implements AutoCloseable {

    private final Consumer<String> problems;
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService work;

    /** @param problems receives a sentence for each task that failed */
    public Background(Consumer<String> problems) {
        this.problems = problems;
        this.timer = new ScheduledThreadPoolExecutor(1, threads("timer"));
        // Each event has a timeout, and next to none of them comes to pass.
        timer.setRemoveOnCancelPolicy(true);
        this.work = Executors.newCachedThreadPool(threads("background"));
    }

    /** Makes daemon threads of that name, which report what ends them. */
    public ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((ended, thrown) -> report(name, thrown));
            return thread;
        };
    }

    /**
     * Runs a task, soon and on a thread of its own; it may take its time.
     *
     * @param what the task does, for the report if it fails: {@code loading the changed function orders}
     * @return false if the run is ending and the task is not run
     */
    public boolean execute(String what, Runnable task) {
        return execute(what, task, thrown -> {});
    }

    /**
     * The same.
     *
     * @param restore called after the report with what the task threw, on the task's thread
     */
    public boolean execute(String what, Runnable task, Consumer<Throwable> restore) {
        try {
            work.execute(() -> run(what, task, restore));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Runs a short task later, on the one thread that all such tasks share.
     *
     * @return null if the run is ending and the task is not run
     */
    public @Nullable Future<?> later(String what, Duration delay, Runnable task) {
        try {
            return timer.schedule(
                    () -> run(what, task, thrown -> {}), Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    /**
     * Runs a task later that may take its time.
     *
     * @return false if the run is ending and the task is not run
     */
    public boolean executeLater(String what, Duration delay, Runnable task, Consumer<Throwable> restore) {
        return later(what, delay, () -> execute(what, task, restore)) != null;
    }

    /** Runs a short task again and again until the run ends, whatever it throws; the same failure is reported once. */
    public void repeat(String what, Duration pause, Runnable task) {
        Repeated repeated = new Repeated(what, task);
        try {
            Future<?> unused =
                    timer.scheduleWithFixedDelay(repeated, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The run is ending.
        }
    }

    private final class Repeated implements Runnable {
        private final String what;
        private final Runnable task;
        private String last = "";

        Repeated(String what, Runnable task) {
            this.what = what;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
                last = "";
            } catch (Throwable e) {
                String words = words(e);
                if (!words.equals(last)) {
                    last = words;
                    report(what, e);
                }
            }
        }
    }

    /** Runs a task on this thread; what it throws is reported and goes no further. */
    public void run(String what, Runnable task, Consumer<Throwable> restore) {
        try {
            task.run();
        } catch (Throwable e) {
            try {
                report(what, e);
            } finally {
                restore.accept(e);
            }
        }
    }

    /** A task that reports what it throws. */
    public Runnable guarded(String what, Runnable task) {
        return () -> run(what, task, thrown -> {});
    }

    private void report(String what, Throwable thrown) {
        problems.accept(what + " failed: " + words(thrown) + ". This is a mistake in Corsac. Please report it.");
    }

    /** What was thrown, in words: its message, and its type where that says more. */
    public static String words(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null || thrown.getMessage().isBlank() ? type : type + ": " + thrown.getMessage();
    }

    /** Starts no more tasks; those that wait for their time are forgotten, those that run go on. */
    @Override
    public void close() {
        timer.shutdownNow();
        work.shutdown();
    }
}
