package dev.corsac.cli;

import java.io.PrintStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes lines for many threads: those of a moment at once, since a call of the system for each of thousands a second would
 * hold up the thread that has responded. Thread-safe.
 */
final class LineWriter implements AutoCloseable {

    /** Too short for anybody to see. */
    private static final long MOMENT_MILLIS = 10;

    /** With more than that in the queue, the thread that has a line writes: a terminal that stands still holds up all, as it should. */
    private static final int MOST_WAITING = 1_000;

    /** Characters: more than thousands of requests write, less than a function's longest lines. */
    private static final int MOST_KEPT = 1 << 16;

    private final PrintStream out;
    private final PrintStream err;
    private final ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    /** Used again, so that lines do not grow a new one a hundred times a second. */
    private final StringBuilder text = new StringBuilder();

    private final ScheduledThreadPoolExecutor timer;

    LineWriter(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lines");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Writes a line soon. */
    @SuppressWarnings("FutureReturnValueIgnored") // writing fails as printing does: in silence
    void say(String line) {
        waiting.add(line);
        int before = count.getAndIncrement();
        if (before == 0) {
            try {
                timer.schedule(this::write, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                write();
            }
        } else if (before >= MOST_WAITING) {
            write();
        }
    }

    /** Writes a line to the error output now, after all that was said before it. */
    synchronized void complain(String line) {
        write();
        err.println(line);
    }

    private synchronized void write() {
        // Reset first: a thread that adds a line from now on schedules its writing.
        count.set(0);
        for (String line = waiting.poll(); line != null; line = waiting.poll()) {
            text.append(line).append(System.lineSeparator());
        }
        if (text.length() > 0) {
            out.print(text);
            out.flush();
            text.setLength(0);
            if (text.capacity() > MOST_KEPT) {
                text.trimToSize();
            }
        }
    }

    /** Writes what is left; what is said later is written at once. */
    @Override
    public void close() {
        timer.shutdownNow();
        write();
    }
}
