package dev.corsac.local.function;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.local.LocalException;
import dev.corsac.local.runtimeapi.RuntimeApi;
import dev.corsac.local.runtimeapi.RuntimeEvent;
import dev.corsac.local.runtimeapi.RuntimeProcess;
import dev.corsac.local.runtimeapi.RuntimeServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function: what Lambda calls an execution environment. This class starts and ends it; in which state it
 * is, is its function's business, whose lock guards the fields that say so.
 */
final class FunctionProcess implements RuntimeProcess {

    private static final String JDWP = "Listening for transport dt_socket at address: ";
    /** As long as a line may take that is written in several parts. */
    private static final Duration FLUSH = Duration.ofMillis(50);

    /** How long a process may take to end by itself when it is asked to. */
    private static final long ENDING_SECONDS = 2;

    final FunctionVersion version;
    private final LocalFunction function;
    private final FunctionHost host;
    private volatile long startedAt = System.nanoTime();

    // Guarded by the function's lock.
    RuntimeProcess.@Nullable Question asking;

    @Nullable
    Invocation inFlight;
    /** Ends the process when it takes too long: to initialise, or for its event. */
    @Nullable
    Future<?> timeout;

    @Nullable
    String initError;

    @Nullable
    String initErrorType;

    private ProcessState state = ProcessState.STARTING;
    private boolean asked;
    /** When it responded last, by {@link System#nanoTime}; meaningful while it is returning. */
    long respondedAt;
    /** Ends after its event. */
    boolean retiring;
    /** Its initialisation counts against the timeout of the first event. */
    boolean initInInvocation;

    private final LogReader log;
    private final DecisionLog decisions;
    private final AtomicBoolean groupEnded = new AtomicBoolean();
    private volatile boolean leadsGroup;
    private final AtomicBoolean flushing = new AtomicBoolean();
    /** It is at no event, and so writes nothing. */
    private volatile boolean idle;

    /** Until the first response, where an archive of its classes is to be made. */
    private volatile ClassArchives.@Nullable Training training;

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
        this.decisions = new DecisionLog(version.spec.environment());
        this.log = new LogReader(version.isFramed(), this::logged, this::unfinishedLine);
    }

    boolean is(ProcessState some) {
        return state == some;
    }

    boolean isEnding() {
        return state == ProcessState.ENDING;
    }

    /** Whether it has ever asked for an event, and so is initialised. */
    boolean hasAsked() {
        return asked;
    }

    /** @throws IllegalStateException if the state cannot follow the one that the process is in */
    void enter(ProcessState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException(
                    "a process of function " + functionName() + " is " + state + " and cannot be " + next);
        }
        state = next;
        asked |= next == ProcessState.WAITING;
    }

    /** It is at its event no more; one that is being ended meanwhile stays so. */
    void responded() {
        if (state == ProcessState.AT_EVENT) {
            enter(ProcessState.RETURNING);
        }
    }

    @Override
    public String functionName() {
        return version.spec.name();
    }

    @Override
    public Asked asks(Question question) {
        return function.asks(this, question);
    }

    @Override
    public boolean complete(String id, InvocationResult result) {
        boolean accepted = function.complete(this, id, result);
        ClassArchives.Training pending = training;
        if (pending != null) {
            training = null;
            pending.responded();
        }
        return accepted;
    }

    @Override
    public void notHanded(RuntimeEvent event) {
        function.notHanded(this, event);
    }

    @Override
    public boolean initFailed(InvocationResult.Failed failed) {
        return function.initFailed(this, failed);
    }

    /** It is about to get an event. */
    void busy() {
        idle = false;
    }

    /** It has responded, or waits for its first event: what it has written without a line's end is a line. */
    void idle() {
        idle = true;
        if (log.hasUnfinished()) {
            unfinishedLine();
        }
    }

    /** What is written at an event may go on; what was written before its end and is read only now does not. */
    private void unfinishedLine() {
        if (idle && flushing.compareAndSet(false, true)) {
            boolean accepted = host.background()
                    .executeLater(
                            "reading the log of function " + version.spec.name(), FLUSH, this::flush, thrown -> {});
            if (!accepted) {
                flushing.set(false);
            }
        }
    }

    private void flush() {
        flushing.set(false);
        if (idle) {
            log.flush();
        }
    }

    /** Starts the process, or reports to the function why it cannot be started. */
    void launch() {
        try {
            start();
        } catch (LocalException e) {
            function.ended(this, String.valueOf(e.getMessage()), "Runtime.InvalidEntrypoint");
        } catch (IOException | RuntimeException | Error e) {
            // A name or value of the environment that the system does not accept comes as an IllegalArgumentException.
            closePort();
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            function.ended(this, "its process cannot be started: " + reason, "Runtime.InvalidEntrypoint");
        }
    }

    void neverBegan(String why) {
        function.ended(this, why, "Runtime.InvalidEntrypoint");
    }

    private void start() throws LocalException, IOException {
        FunctionVersion.Start start = version.start(host);
        List<String> command = start.command();
        training = start.training();
        Path folder = version.folder(host);
        RuntimeServer.Port port = host.server().open(new RuntimeApi(this, host.clock(), host.background()));
        synchronized (this) {
            connector = port;
        }
        leadsGroup = ProcessGroup.isLeading(command);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (folder.toFile().isDirectory()) {
            builder.directory(folder.toFile());
        }
        FunctionEnvironment.fill(builder.environment(), version.spec, folder, port.number(), version.isFramed());
        Process started;
        synchronized (this) {
            if (unwanted) {
                closePort();
                host.background()
                        .execute(
                                "ending function " + functionName(),
                                () -> function.ended(this, "it was ended before it began", null));
                return;
            }
            startedAt = System.nanoTime();
            started = builder.start();
            process = started;
        }
        function.begun(this);
        CompletableFuture<Void> logRead = new CompletableFuture<>();
        host.background()
                .threads("log of " + version.spec.name())
                .newThread(() -> readLog(started, logRead))
                .start();
        CompletableFuture<?> unused = started.onExit().thenRun(() -> afterExit(started, logRead));
    }

    private void afterExit(Process gone, CompletableFuture<Void> logRead) {
        boolean accepted = host.background()
                .execute(
                        "the end of a process of function " + version.spec.name(),
                        () -> exited(gone, logRead),
                        thrown -> function.ended(this, "its process has ended", "Runtime.ExitError"));
        if (!accepted) {
            closePort();
        }
    }

    private void readLog(Process started, CompletableFuture<Void> done) {
        try {
            log.read(started.getInputStream());
        } finally {
            done.complete(null);
        }
    }

    private void logged(String line) {
        if (version.spec.debugPort() != null && line.startsWith(JDWP)) {
            debugPort = Integer.valueOf(line.substring(JDWP.length()).strip());
            return;
        }
        String shown = decisions.shown(line);
        if (shown != null) {
            host.listener().functionLogged(version.spec.name(), shown);
        }
    }

    /** Its last words first; but not those of what it may have left behind with its output open. */
    private void exited(Process gone, CompletableFuture<Void> logRead) {
        endGroup(gone);
        try {
            logRead.get(1, TimeUnit.SECONDS);
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

    /** Ends what the process has left behind; once, since its number may be another process's after that. */
    private void endGroup(Process gone) {
        if (leadsGroup && groupEnded.compareAndSet(false, true)) {
            ProcessGroup.kill(gone.pid());
        }
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

    @Override
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
            endGroup(running);
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
        endGroup(running);
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
