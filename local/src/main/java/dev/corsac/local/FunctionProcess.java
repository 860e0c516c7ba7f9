package dev.corsac.local;

import dev.corsac.gateway.InvocationResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function: what Lambda calls an execution environment. It asks for events through the Runtime API and
 * is ended when one takes longer than the function's timeout.
 */
final class FunctionProcess implements AutoCloseable {

    /** Lambda's bound on a response: 6 MB and a little (as AWS's runtime interface emulator has it). */
    static final int MAX_RESPONSE = 6 * 1024 * 1024 + 100;

    private final LocalFunction function;
    private final FunctionSpec spec;
    private final LocalListener listener;
    private final ScheduledExecutorService timer;
    private final long startedAt = System.nanoTime();

    private @Nullable Process process;
    private @Nullable Consumer<Invocation> asking;
    private @Nullable Invocation inFlight;
    private @Nullable Future<?> timeout;
    private @Nullable String initError;
    private boolean ready;
    private boolean ending;
    private boolean ended;

    FunctionProcess(LocalFunction function, FunctionSpec spec, LocalListener listener, ScheduledExecutorService timer) {
        this.function = function;
        this.spec = spec;
        this.listener = listener;
        this.timer = timer;
    }

    void start(ProcessBuilder builder) {
        try {
            Process started = builder.start();
            synchronized (this) {
                process = started;
            }
            Thread log = new Thread(() -> readLog(started), "log of " + spec.name());
            log.setDaemon(true);
            log.start();
        } catch (IOException e) {
            String problem = "its process cannot be started: " + e.getMessage();
            listener.functionFailed(spec.name(), problem);
            // Not from here: the caller holds the function's lock and has not finished with this process.
            timer.execute(() -> function.ended(this, problem));
        }
    }

    /** Reads what the process writes until it has ended, so that its last words are never lost. */
    private void readLog(Process started) {
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                listener.functionLogged(spec.name(), line);
            }
        } catch (IOException e) {
            // The pipe broke with the process: the same as its end.
        }
        exited(exitCode(started));
    }

    private static int exitCode(Process started) {
        while (true) {
            try {
                return started.waitFor();
            } catch (InterruptedException e) {
                // Nobody interrupts this thread, and whatever waits for the process must hear of its end.
            }
        }
    }

    /** The process asks for an event: it has started, or is done with the one before. */
    void next(Consumer<Invocation> ask) {
        boolean first;
        synchronized (this) {
            first = !ready;
            ready = true;
            asking = ask;
        }
        if (first) {
            listener.functionReady(spec.name(), Duration.ofNanos(System.nanoTime() - startedAt));
        }
        wake();
    }

    /** Hands over a waiting event if the process asks for one. */
    void wake() {
        Consumer<Invocation> ask;
        Invocation invocation;
        synchronized (this) {
            if (asking == null || ended) {
                return;
            }
            invocation = function.next();
            if (invocation == null) {
                return;
            }
            ask = asking;
            asking = null;
            inFlight = invocation;
            timeout = timer.schedule(this::timedOut, spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        ask.accept(invocation);
    }

    /** Completes the event in flight if it has that id; else the process made a mistake. */
    boolean complete(String id, InvocationResult result) {
        Invocation invocation;
        synchronized (this) {
            invocation = inFlight;
            if (invocation == null || !invocation.id.equals(id)) {
                return false;
            }
            inFlight = null;
            if (timeout != null) {
                timeout.cancel(false);
            }
        }
        invocation.result.complete(result);
        return true;
    }

    /** The function's initialisation failed; the process ends next. */
    synchronized void initFailed(String problem) {
        initError = problem;
    }

    FunctionSpec spec() {
        return spec;
    }

    private void timedOut() {
        Invocation invocation;
        synchronized (this) {
            invocation = inFlight;
            inFlight = null;
            ending = true;
            if (process != null) {
                process.destroyForcibly();
            }
        }
        if (invocation != null) {
            String problem = "Task timed out after " + seconds(spec.timeout()) + " seconds";
            listener.functionFailed(
                    spec.name(),
                    problem + ": its process was ended, as Lambda does. Raise its timeout if it needs more.");
            invocation.fail("Sandbox.Timedout", problem);
        }
    }

    private static String seconds(Duration duration) {
        long hundredths = duration.toMillis() / 10;
        return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
    }

    private void exited(int code) {
        Invocation invocation;
        String problem;
        boolean wasReady;
        synchronized (this) {
            ended = true;
            invocation = inFlight;
            inFlight = null;
            wasReady = ready;
            String how = code > 128 ? "signal " + (code - 128) : "exit status " + code;
            problem = initError != null ? initError : "its process ended by itself: " + how;
            if (timeout != null) {
                timeout.cancel(false);
            }
            if (!ending) {
                listener.functionFailed(spec.name(), problem);
            }
        }
        if (invocation != null) {
            invocation.fail("Runtime.ExitError", problem);
        }
        function.ended(this, wasReady ? null : problem);
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            ending = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(2, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
