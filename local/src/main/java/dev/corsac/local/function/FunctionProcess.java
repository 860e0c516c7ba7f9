package dev.corsac.local.function;

import dev.corsac.local.LocalException;
import dev.corsac.local.runtimeapi.RuntimeApi;
import dev.corsac.local.runtimeapi.RuntimeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function: what Lambda calls an execution environment. This class starts and ends it; in which state it
 * is, is its function's business, whose lock guards the fields that say so.
 */
public final class FunctionProcess {

    private static final String JDWP = "Listening for transport dt_socket at address: ";
    /** How long a process may take to end by itself when it is told to. */
    private static final long ENDING_SECONDS = 2;

    final FunctionVersion version;
    private final LocalFunction function;
    private final FunctionHost host;
    private volatile long startedAt = System.nanoTime();

    // Guarded by the function's lock.
    LocalFunction.@Nullable Question asking;

    @Nullable
    Invocation inFlight;
    /** Ends the process when it takes too long: to initialise, or for its event. */
    @Nullable
    Future<?> timeout;

    @Nullable
    String initError;

    @Nullable
    String initErrorType;
    /** Has asked for an event. */
    boolean ready;
    /** When it answered last, by {@link System#nanoTime}; of no meaning while it is not ready, or at an event. */
    long answeredAt;
    /** Ends after its event. */
    boolean retiring;
    /** Is being ended, for a reason that has been told. */
    boolean ending;
    /** Its initialisation counts against the timeout of the first event. */
    boolean initInInvocation;

    private volatile @Nullable Integer debugPort;
    private volatile Duration limit;

    // Guarded by this.
    private @Nullable Process process;
    private RuntimeServer.@Nullable Port connector;
    private boolean unwanted;

    FunctionProcess(LocalFunction function, FunctionVersion version, FunctionHost host) {
        this.function = function;
        this.version = version;
        this.host = host;
        this.limit = version.spec.timeout();
    }

    /** Starts it; what goes wrong is told to the function. */
    @SuppressWarnings("FutureReturnValueIgnored") // the end of the process is told to the function
    void launch() {
        try {
            List<String> command = version.command(host);
            RuntimeServer.Port port = host.server().open(new RuntimeApi(function, this, host.clock(), host.work()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            if (version.spec.folder().toFile().isDirectory()) {
                builder.directory(version.spec.folder().toFile());
            }
            FunctionEnvironment.fill(builder.environment(), version.spec, port.number());
            Process started;
            synchronized (this) {
                connector = port;
                if (unwanted) {
                    port.close();
                    host.work().execute(() -> function.ended(this, "it was ended before it began", null));
                    return;
                }
                startedAt = System.nanoTime();
                started = builder.start();
                process = started;
            }
            function.begun(this);
            CompletableFuture<Void> log = new CompletableFuture<>();
            Thread reader = new Thread(() -> readLog(started, log), "log of " + version.spec.name());
            reader.setDaemon(true);
            reader.start();
            started.onExit().thenAcceptAsync(gone -> exited(gone, log), host.work());
        } catch (LocalException e) {
            function.ended(this, String.valueOf(e.getMessage()), "Runtime.InvalidEntrypoint");
        } catch (IOException e) {
            closePort();
            function.ended(this, "its process cannot be started: " + e.getMessage(), "Runtime.InvalidEntrypoint");
        }
    }

    private void readLog(Process started, CompletableFuture<Void> done) {
        LogLines.read(started.getInputStream(), line -> {
            if (version.spec.debugPort() != null && line.startsWith(JDWP)) {
                debugPort = Integer.valueOf(line.substring(JDWP.length()).strip());
            } else {
                host.listener().functionLogged(version.spec.name(), line);
            }
        });
        done.complete(null);
    }

    /** Its last words first; but not those of what it may have left behind with its output open. */
    private void exited(Process gone, CompletableFuture<Void> log) {
        try {
            log.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Whatever writes there is not the process.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("the log is never completed exceptionally", e);
        }
        closePort();
        int code = gone.exitValue();
        function.ended(
                this,
                "its process ended by itself: " + (code > 128 ? "signal " + (code - 128) : "exit status " + code),
                "Runtime.ExitError");
    }

    private void closePort() {
        RuntimeServer.@Nullable Port port;
        synchronized (this) {
            port = connector;
            connector = null;
        }
        if (port != null) {
            port.close();
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** How long it may take for the event that it is about to get. */
    public Duration remaining() {
        return limit;
    }

    void setRemaining(Duration remaining) {
        limit = remaining;
    }

    /** Where its debugger's end listens, once it has said so. */
    @Nullable
    Integer debugPort() {
        return debugPort;
    }

    /** Ends it at once. */
    void kill() {
        Process running;
        synchronized (this) {
            unwanted = true;
            running = process;
        }
        if (running != null) {
            killTree(running);
        }
    }

    /** Tells it to end, waits until it has, and helps where it does not. */
    void end() {
        Process running;
        synchronized (this) {
            unwanted = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        List<ProcessHandle> started = running.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        if (started.isEmpty() || !StartGuard.isAround(running)) {
            running.destroy();
        }
        if (!hasEnded(running, ENDING_SECONDS)) {
            started.forEach(ProcessHandle::destroyForcibly);
            killTree(running);
        }
    }

    /** Ends a process and all that it has started. */
    static void killTree(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroyForcibly);
        // A guard ends with what it guards, which it has to bury first.
        if (started.isEmpty() || !StartGuard.isAround(process) || !hasEnded(process, ENDING_SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static boolean hasEnded(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
