package dev.corsac.local;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A function with its process. One event at a time goes in, as into an execution environment of Lambda; others wait.
 * Where the process is gone, the next event starts a new one.
 */
final class LocalFunction implements LambdaFunction, AutoCloseable {

    private final FunctionSpec spec;
    private final JavaRuntime runtime;
    private final LocalListener listener;
    private final ScheduledExecutorService timer;
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private int runtimeApiPort;
    private @Nullable FunctionProcess process;
    private boolean closed;

    LocalFunction(FunctionSpec spec, JavaRuntime runtime, LocalListener listener, ScheduledExecutorService timer) {
        this.spec = spec;
        this.runtime = runtime;
        this.listener = listener;
        this.timer = timer;
    }

    @Override
    public String name() {
        return spec.name();
    }

    /** Starts the process, so that the first event finds it ready. */
    synchronized void start(int runtimeApiPort) {
        this.runtimeApiPort = runtimeApiPort;
        String problem = HandlerCheck.problem(spec);
        if (problem == null) {
            startProcess();
        } else {
            listener.functionFailed(spec.name(), problem);
        }
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration patience) {
        Invocation invocation = new Invocation(event);
        FunctionProcess running;
        synchronized (this) {
            if (closed) {
                return new InvocationResult.Failed("Runtime.ExitError", "the local run is ending");
            }
            String problem = process == null ? HandlerCheck.problem(spec) : null;
            if (problem != null) {
                listener.functionFailed(spec.name(), problem);
                return new InvocationResult.Failed("java.lang.ClassNotFoundException", problem);
            }
            waiting.add(invocation);
            running = process;
            if (running == null) {
                startProcess();
            }
        }
        if (running != null) {
            // Without this lock: a process takes its own first and then asks here for the next event.
            running.wake();
        }
        try {
            return invocation.result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            synchronized (this) {
                waiting.remove(invocation);
            }
            return new InvocationResult.TimedOut(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InvocationResult.Failed("Runtime.ExitError", "the local run is ending");
        } catch (ExecutionException e) {
            throw new AssertionError("results are never completed exceptionally", e);
        }
    }

    /** The next event for a process that asks for one, or null if none waits. */
    synchronized @Nullable Invocation next() {
        return waiting.poll();
    }

    /** The process that the Runtime API's requests come from; null if it has ended. */
    synchronized @Nullable FunctionProcess process() {
        return process;
    }

    /** A process has ended; what still waits is for the next one, unless this one never came to ask for anything. */
    synchronized void ended(FunctionProcess ended, @Nullable String initProblem) {
        if (process != ended) {
            return;
        }
        process = null;
        if (closed) {
            return;
        }
        if (initProblem != null) {
            for (Invocation invocation = waiting.poll(); invocation != null; invocation = waiting.poll()) {
                invocation.fail("Runtime.ExitError", initProblem);
            }
        } else if (!waiting.isEmpty()) {
            startProcess();
        }
    }

    private void startProcess() {
        FunctionProcess started = new FunctionProcess(this, spec, listener, timer);
        process = started;
        started.start(runtime.process(spec, runtimeApiPort));
    }

    @Override
    public void close() {
        FunctionProcess running;
        synchronized (this) {
            closed = true;
            running = process;
            for (Invocation invocation = waiting.poll(); invocation != null; invocation = waiting.poll()) {
                invocation.fail("Runtime.ExitError", "the local run is ending");
            }
        }
        if (running != null) {
            running.close();
        }
    }
}
