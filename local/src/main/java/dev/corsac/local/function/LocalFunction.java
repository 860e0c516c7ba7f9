package dev.corsac.local.function;

import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.LocalException;
import dev.corsac.local.watch.FileFingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A function with its processes. One event at a time goes into a process, as into an execution environment of Lambda; for
 * an event that finds none free another process is started, up to the function's concurrency, and past that it waits.
 *
 * <p>When the function's files or settings change, a process of the new version is started, and what comes waits for it.
 * Once it asks for its first event the old ones end, each after the event that it may be at; if it never does, the old
 * ones go on. All state is under one lock, under which nobody else is called.
 */
public final class LocalFunction implements LambdaFunction, AutoCloseable {

    /** What becomes of a process's question for an event. */
    public enum Asked {
        /** It gets one now or later. */
        WAITING,
        /** It has not answered the one before. */
        UNANSWERED,
        /** It asks already, on another connection. */
        OCCUPIED,
        /** It is over. */
        ENDED
    }

    /** A process's question for its next event. */
    public interface Question {
        /** Whether the process that asked has gone away, so that an event would be lost. */
        boolean isAbandoned();

        /** Hands over an event; called once at most, by any thread and under no lock. */
        void answer(Invocation invocation);
    }

    /** Looking for changes takes at most this part of the time when several events are under way: one of so many. */
    private static final long CHECK_SHARE = 50;

    private static final String KEPT = "\nThe last version that started goes on until the next change.";

    private final String name;
    private final FunctionHost host;
    private final Object lock = new Object();
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    /** Processes of the current version that have asked; the last one used is the first one taken, as in Lambda. */
    private final Deque<FunctionProcess> idle = new ArrayDeque<>();

    private final Set<FunctionProcess> processes = new LinkedHashSet<>();
    private FunctionVersion current;
    /** What the user wants; the current version's is the one that works. */
    private FunctionSettings wanted;

    /** A version of which the first process is being started while the current one's go on. */
    private @Nullable FunctionVersion candidate;
    /** What the files were when they were last looked at. */
    private FileFingerprint seen;

    private boolean settling;
    private long settlingSince;
    /** Something has changed which a debugger keeps from being loaded. */
    private boolean heldByDebugger;

    private boolean started;
    private boolean retired;
    private boolean closed;
    private volatile @Nullable DebugRelay debugger;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long nextCheck;
    private final AtomicInteger underWay = new AtomicInteger();

    public LocalFunction(FunctionSettings spec, FunctionHost host) {
        this.name = spec.name();
        this.wanted = spec;
        this.host = host;
        this.seen = FileFingerprint.of(FunctionVersion.watched(spec));
        this.current = new FunctionVersion(spec, seen);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Starts one process, so that the first event finds it ready.
     *
     * @throws LocalException if the debugger's port cannot be had
     */
    public void start() throws LocalException {
        openDebugger();
        synchronized (lock) {
            started = true;
        }
        startFor(1);
    }

    private void openDebugger() throws LocalException {
        Integer port = spec().debugPort();
        DebugRelay old = debugger;
        if (old != null && port != null && old.port() == port) {
            return;
        }
        if (old != null) {
            old.close();
            debugger = null;
        }
        if (port == null) {
            return;
        }
        try {
            debugger = new DebugRelay(port, this::processToDebug, this::debuggerLeft, host.background());
        } catch (IOException e) {
            throw new LocalException(
                    "port " + port + " for the debugger of function " + name
                            + " is in use: end the program that listens there, or choose another debug port",
                    e);
        }
    }

    public FunctionSettings spec() {
        synchronized (lock) {
            return wanted;
        }
    }

    /** The files and folders whose changes matter. */
    public List<Path> watched() {
        return FunctionVersion.watched(spec());
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration patience) {
        if (event.length > Limits.EVENT) {
            return new InvocationResult.Failed(
                    "RequestEntityTooLargeException",
                    "Request must be smaller than " + Limits.EVENT
                            + " bytes for the InvokeFunction operation; the event has " + event.length);
        }
        try {
            // Whoever comes alone may have saved a file just now; a crowd need not all look.
            if (underWay.getAndIncrement() == 0 || System.nanoTime() - nextCheck >= 0) {
                // What cannot be looked at is reported, and the event goes to the version that there is.
                host.background().run("looking for changes of function " + name, this::checkForChange, thrown -> {});
            }
            return enqueue(event, patience);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private InvocationResult enqueue(byte[] event, Duration patience) {
        Invocation invocation = new Invocation(event);
        synchronized (lock) {
            if (closed || retired) {
                return new InvocationResult.Failed("Runtime.ExitError", "the local run is ending");
            }
            waiting.add(invocation);
        }
        dispatch();
        return await(invocation, patience);
    }

    private InvocationResult await(Invocation invocation, Duration patience) {
        try {
            while (true) {
                try {
                    return invocation.result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Whoever stands at a breakpoint is not to be hurried.
                    if (!isDebugged()) {
                        break;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InvocationResult.Failed("Runtime.ExitError", "the local run is ending");
        } catch (ExecutionException e) {
            throw new AssertionError("results are never completed exceptionally", e);
        }
        synchronized (lock) {
            waiting.remove(invocation);
        }
        return new InvocationResult.TimedOut(patience);
    }

    private boolean isDebugged() {
        DebugRelay relay = debugger;
        return relay != null && relay.isAttached();
    }

    /** Gives waiting events to processes that have asked, and starts processes for those that are left. */
    private void dispatch() {
        while (true) {
            Question ask;
            Invocation invocation;
            synchronized (lock) {
                if (waiting.isEmpty() || closed || settling || candidate != null) {
                    return;
                }
                FunctionProcess process = idle.pollFirst();
                if (process == null) {
                    break;
                }
                ask = process.asking;
                invocation = waiting.poll();
                if (ask == null || invocation == null) {
                    throw new IllegalStateException("an idle process has asked for an event");
                }
                process.asking = null;
                process.inFlight = invocation;
                Duration limit = process.version.spec.timeout();
                if (process.initInInvocation) {
                    limit = limit.minus(process.age());
                    process.initInInvocation = false;
                }
                process.busy();
                process.setRemaining(limit);
                arm(process, limit, () -> timedOut(process));
            }
            ask.answer(invocation);
        }
        startFor(0);
    }

    /**
     * Starts a process for each waiting event that none is being started for, or about to ask again, as far as the
     * concurrency goes.
     *
     * @param atLeast how many are wanted in any case
     */
    private void startFor(int atLeast) {
        List<FunctionProcess> begun = new ArrayList<>();
        boolean lookAgain;
        synchronized (lock) {
            if (closed || !started || settling || candidate != null) {
                return;
            }
            int starting = 0;
            int returning = 0;
            int alive = 0;
            for (FunctionProcess process : processes) {
                if (process.version == current && !process.ending) {
                    alive++;
                    starting += process.ready ? 0 : 1;
                    returning += isReturning(process) ? 1 : 0;
                }
            }
            int left = waiting.size() - starting - idle.size();
            int missing = Math.min(Math.max(atLeast, left - returning), current.spec.concurrency() - alive);
            for (int i = 0; i < missing; i++) {
                begun.add(prepared(current));
            }
            lookAgain = left > 0 && returning > 0;
        }
        begun.forEach(this::launch);
        if (lookAgain) {
            later(this::dispatch, host.limits().returning());
        }
    }

    /** Whether it has answered just now and will ask for the next event, unless it has something to do before. */
    private boolean isReturning(FunctionProcess process) {
        return process.ready
                && process.inFlight == null
                && process.asking == null
                && System.nanoTime() - process.answeredAt
                        < host.limits().returning().toNanos();
    }

    private FunctionProcess prepared(FunctionVersion version) {
        FunctionProcess process = new FunctionProcess(this, version, host);
        processes.add(process);
        process.initInInvocation = version.initOverran;
        return process;
    }

    /** The process has been started; before, Maven may have been asked for its class path, which is no part of Lambda. */
    void begun(FunctionProcess process) {
        synchronized (lock) {
            if (process.ready || process.ending || !processes.contains(process)) {
                return;
            }
            Duration limit = host.limits().init();
            Duration timeout = process.version.spec.timeout();
            // There is no second attempt for a change, and so it has the longer of the two.
            if (process.initInInvocation || (process.version == candidate && timeout.compareTo(limit) > 0)) {
                limit = timeout;
            }
            arm(process, limit, () -> initTimedOut(process));
        }
    }

    private void launch(FunctionProcess process) {
        // Where the run is ending, it has failed what waits.
        host.background()
                .execute(
                        "starting function " + name,
                        process::launch,
                        thrown -> ended(process, "its process cannot be started", "Runtime.InvalidEntrypoint"));
    }

    private void arm(FunctionProcess process, Duration limit, Runnable past) {
        if (process.timeout != null) {
            process.timeout.cancel(false);
        }
        process.timeout = later(past, limit);
    }

    private @Nullable Future<?> later(Runnable task, Duration delay) {
        return host.background().later("a timeout of function " + name, delay, task);
    }

    private static void disarm(FunctionProcess process) {
        if (process.timeout != null) {
            process.timeout.cancel(false);
            process.timeout = null;
        }
    }

    // ------------------------------------------------------------------------------------- what processes do

    /** A process asks for an event: it has started, or is done with the one before. */
    public Asked asks(FunctionProcess process, Question ask) {
        boolean first;
        boolean changed = false;
        List<FunctionProcess> over = new ArrayList<>();
        synchronized (lock) {
            if (process.ending || !processes.contains(process)) {
                return Asked.ENDED;
            }
            if (process.inFlight != null) {
                return Asked.UNANSWERED;
            }
            if (process.asking != null && !process.asking.isAbandoned()) {
                return Asked.OCCUPIED;
            }
            first = !process.ready;
            process.ready = true;
            process.asking = ask;
            disarm(process);
            if (process.version == candidate) {
                changed = true;
                promote(process.version, over);
            }
            if (process.version != current || process.retiring || (retired && waiting.isEmpty())) {
                process.ending = true;
                over.add(process);
            } else {
                process.version.initOverran = false;
                idle.remove(process);
                idle.addFirst(process);
            }
        }
        if (changed) {
            host.listener().functionReloaded(name, process.age());
        } else if (first) {
            host.listener().functionReady(name, process.age());
        }
        if (first) {
            process.idle();
        }
        over.forEach(this::endLater);
        dispatch();
        return Asked.WAITING;
    }

    /** Makes a version the current one; processes of others end, those that are at an event after it. */
    private void promote(FunctionVersion version, List<FunctionProcess> over) {
        current = version;
        candidate = null;
        idle.clear();
        for (FunctionProcess other : processes) {
            if (other.version == version || other.ending) {
                continue;
            }
            other.retiring = true;
            if (other.inFlight == null) {
                other.ending = true;
                disarm(other);
                over.add(other);
            }
        }
    }

    private void endLater(FunctionProcess process) {
        if (!host.background().execute("ending a process of function " + name, process::end)) {
            process.kill();
        }
    }

    /** Completes the event in flight if it has that id; else the process made a mistake. */
    public boolean complete(FunctionProcess process, String id, InvocationResult result) {
        Invocation invocation;
        synchronized (lock) {
            invocation = process.inFlight;
            if (invocation == null || !invocation.id.equals(id)) {
                return false;
            }
            process.inFlight = null;
            process.answeredAt = System.nanoTime();
            disarm(process);
        }
        process.idle();
        invocation.result.complete(result);
        return true;
    }

    /** An event could not be written to the process that asked for it: another one may have it. */
    public void notHanded(FunctionProcess process, Invocation invocation) {
        synchronized (lock) {
            if (process.inFlight != invocation) {
                return;
            }
            process.inFlight = null;
            disarm(process);
            waiting.addFirst(invocation);
        }
        dispatch();
    }

    /** The process says that its initialisation failed, and ends next; false if that is over. */
    public boolean initFailed(FunctionProcess process, InvocationResult.Failed failed) {
        synchronized (lock) {
            if (process.ready) {
                return false;
            }
            process.initError = "it cannot be initialised: " + failed.type() + ": " + failed.message();
            process.initErrorType = failed.type();
            return true;
        }
    }

    private void timedOut(FunctionProcess process) {
        Invocation invocation;
        Duration timeout = process.version.spec.timeout();
        synchronized (lock) {
            invocation = process.inFlight;
            if (invocation == null || process.ending) {
                return;
            }
            if (isDebugged()) {
                arm(process, timeout, () -> timedOut(process));
                return;
            }
            process.inFlight = null;
            process.ending = true;
        }
        killLater(process);
        String problem = "Task timed out after " + seconds(timeout) + " seconds";
        host.listener()
                .functionFailed(
                        name, problem + ": its process was ended, as Lambda does. Raise its timeout if it needs more.");
        invocation.fail("Sandbox.Timedout", problem);
        dispatch();
    }

    private void initTimedOut(FunctionProcess process) {
        Invocation invocation = null;
        String problem;
        boolean isCandidate;
        synchronized (lock) {
            if (process.ready || process.ending) {
                return;
            }
            if (isDebugged()) {
                arm(process, host.limits().init(), () -> initTimedOut(process));
                return;
            }
            isCandidate = process.version == candidate;
            process.ending = !isCandidate;
            if (process.initInInvocation) {
                Duration timeout = process.version.spec.timeout();
                problem = "Task timed out after " + seconds(timeout) + " seconds";
                invocation = waiting.poll();
            } else if (isCandidate) {
                problem = "its initialisation has not ended after " + seconds(process.age()) + " seconds";
                process.initError = problem;
            } else {
                process.version.initOverran = true;
                problem = "its initialisation took longer than "
                        + seconds(host.limits().init())
                        + " seconds: as in Lambda, it begins again with an event, and then counts against its timeout of "
                        + seconds(process.version.spec.timeout()) + " seconds.";
            }
        }
        killLater(process);
        if (!isCandidate) {
            host.listener().functionFailed(name, problem);
        }
        if (invocation != null) {
            invocation.fail("Sandbox.Timedout", problem);
        }
        dispatch();
    }

    private void killLater(FunctionProcess process) {
        if (!host.background().execute("ending a process of function " + name, process::kill)) {
            process.kill();
        }
    }

    private static String seconds(Duration duration) {
        long hundredths = duration.toMillis() / 10;
        return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
    }

    /**
     * A process is no more, or could not be started.
     *
     * @param how in words, unless the process itself has said why
     * @param type Lambda's error type
     */
    void ended(FunctionProcess process, String how, @Nullable String type) {
        List<Invocation> failed = new ArrayList<>();
        String problem;
        boolean told;
        boolean kept = false;
        boolean init;
        synchronized (lock) {
            if (!processes.remove(process)) {
                return;
            }
            idle.remove(process);
            disarm(process);
            problem = process.initError == null ? how : process.initError;
            init = !process.ready;
            told = process.ending || closed;
            if (process.inFlight != null) {
                failed.add(process.inFlight);
                process.inFlight = null;
            }
            if (process.version == candidate) {
                candidate = null;
                kept = true;
                // What is being written at this moment is tried next, and may start.
                told |= settling;
            } else if (init && !told && process.version == current) {
                failAfterInit(failed);
            }
        }
        if (!told) {
            host.listener().functionFailed(name, kept ? "the change does not start: " + problem + KEPT : problem);
        }
        String errorType = process.initErrorType != null ? process.initErrorType : type;
        for (Invocation invocation : failed) {
            invocation.fail(errorType == null ? "Runtime.ExitError" : errorType, problem);
        }
        dispatch();
    }

    /** {@link #ended} by another thread: the caller holds a lock. */
    void endedLater(FunctionProcess process, String how) {
        host.background().execute("ending function " + name, () -> ended(process, how, null));
    }

    /** One event for each failed attempt while there are others under way, and all where there is none. */
    private void failAfterInit(List<Invocation> failed) {
        boolean others = false;
        for (FunctionProcess process : processes) {
            others |= process.version == current && !process.ending;
        }
        do {
            Invocation invocation = waiting.poll();
            if (invocation == null) {
                return;
            }
            failed.add(invocation);
        } while (!others);
    }

    // ------------------------------------------------------------------------------------- changes

    /** Looks whether its files have changed. */
    public void checkForChange() {
        if (!checking.compareAndSet(false, true)) {
            return;
        }
        try {
            long from = System.nanoTime();
            FileFingerprint stamp = FileFingerprint.of(watched());
            long to = System.nanoTime();
            nextCheck = to + CHECK_SHARE * (to - from);
            boolean changed;
            synchronized (lock) {
                changed = !stamp.equals(seen) && !settling && started && !closed;
                if (changed) {
                    seen = stamp;
                    settling = true;
                    settlingSince = to;
                }
            }
            if (changed) {
                settleLater();
            }
        } finally {
            checking.set(false);
        }
    }

    private void settleLater() {
        host.background()
                .executeLater(
                        "loading the changed function " + name,
                        host.limits().settled(),
                        this::settle,
                        thrown -> goOnUnchanged());
    }

    /** After a change that could not be looked at: what waits for it is served by the version before. */
    private void goOnUnchanged() {
        synchronized (lock) {
            settling = false;
        }
        dispatch();
    }

    /** Goes on once nothing changes any more: a build writes file by file. */
    private void settle() {
        FileFingerprint stamp = FileFingerprint.of(watched());
        FunctionSettings spec = spec();
        synchronized (lock) {
            boolean patient =
                    System.nanoTime() - settlingSince < host.limits().settling().toNanos();
            if (!stamp.equals(seen) && patient) {
                seen = stamp;
                settleLater();
                return;
            }
            seen = stamp;
        }
        change(new FunctionVersion(spec, stamp));
    }

    /**
     * Other settings from now on.
     *
     * @throws LocalException if the debugger's port cannot be had
     */
    public void update(FunctionSettings spec) throws LocalException {
        FileFingerprint stamp = FileFingerprint.of(FunctionVersion.watched(spec));
        synchronized (lock) {
            wanted = spec;
            seen = stamp;
            settling = true;
        }
        change(new FunctionVersion(spec, stamp));
        openDebugger();
    }

    private void change(FunctionVersion version) {
        FunctionProcess process = null;
        boolean held;
        List<FunctionProcess> over = new ArrayList<>();
        synchronized (lock) {
            settling = false;
            held = isDebugged() && version.spec.equals(current.spec);
            if (held) {
                heldByDebugger = true;
            } else if (!closed && !isRunning(version)) {
                boolean good = false;
                for (FunctionProcess other : processes) {
                    if (other.version == candidate) {
                        other.ending = true;
                        over.add(other);
                    }
                    good |= other.version == current && other.ready && !other.ending;
                }
                if (good) {
                    candidate = version;
                } else {
                    promote(version, over);
                }
                process = prepared(version);
            }
        }
        if (held) {
            host.listener()
                    .functionFailed(
                            name,
                            "its files have changed while a debugger is attached: they are loaded when it detaches, or by"
                                    + " the debugger itself (hot swap).");
        }
        over.forEach(this::killLater);
        if (process != null) {
            launch(process);
        }
        dispatch();
    }

    /** Whether the files are again what the processes were started from: a change was taken back before it was tried. */
    private boolean isRunning(FunctionVersion version) {
        return candidate == null && version.stamp.equals(current.stamp) && version.spec.equals(current.spec);
    }

    private @Nullable Integer processToDebug() {
        synchronized (lock) {
            Integer port = null;
            for (FunctionProcess process : processes) {
                if (process.version == current && !process.ending && process.debugPort() != null) {
                    port = process.debugPort();
                }
            }
            return port;
        }
    }

    private void debuggerLeft() {
        synchronized (lock) {
            if (!heldByDebugger) {
                return;
            }
            heldByDebugger = false;
        }
        FunctionSettings spec = spec();
        change(new FunctionVersion(spec, FileFingerprint.of(FunctionVersion.watched(spec))));
    }

    // ------------------------------------------------------------------------------------- the end

    /** Takes no more events, and ends once those that are here are answered. */
    public void retire() {
        List<FunctionProcess> over = new ArrayList<>();
        synchronized (lock) {
            retired = true;
            if (waiting.isEmpty()) {
                for (FunctionProcess process : processes) {
                    if (process.inFlight == null && !process.ending) {
                        process.ending = true;
                        idle.remove(process);
                        disarm(process);
                        over.add(process);
                    }
                }
            }
        }
        over.forEach(this::endLater);
        DebugRelay relay = debugger;
        if (relay != null) {
            relay.close();
        }
    }

    /** Ends every process and waits until it is gone. */
    @Override
    public void close() {
        List<FunctionProcess> running;
        List<Invocation> failed;
        synchronized (lock) {
            closed = true;
            running = List.copyOf(processes);
            failed = List.copyOf(waiting);
            waiting.clear();
            for (FunctionProcess process : running) {
                process.ending = true;
                disarm(process);
            }
        }
        for (Invocation invocation : failed) {
            invocation.fail("Runtime.ExitError", "the local run is ending");
        }
        running.parallelStream().forEach(FunctionProcess::end);
        DebugRelay relay = debugger;
        if (relay != null) {
            relay.close();
        }
    }
}
