package dev.corsac.local.function;

import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.LocalException;
import dev.corsac.local.runtimeapi.PayloadLimits;
import dev.corsac.local.runtimeapi.RuntimeEvent;
import dev.corsac.local.runtimeapi.RuntimeProcess;
import dev.corsac.local.watch.FileFingerprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
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

    private static final String KEPT = "\nThe last version that started goes on until the next change.";
    private final String name;
    private final FunctionHost host;
    private final Object lock = new Object();
    private final EventQueue waiting = new EventQueue();
    /** Processes of the current version that have asked; the last one used is the first one taken, as in Lambda. */
    private final Deque<FunctionProcess> idle = new ArrayDeque<>();

    private final Set<FunctionProcess> processes = new LinkedHashSet<>();
    private FunctionVersion current;
    /** What the user wants; the current version's is the one that works. */
    private FunctionSettings wanted;

    /** A version of which the first process is being started while the current one's go on. */
    private @Nullable FunctionVersion candidate;

    private boolean started;
    private boolean retired;
    private boolean closed;
    private final ChangeTracker changes;
    private final FunctionDebugger debugger;
    private final InitPolicy initPolicy;
    private final ChangeLoop changeLoop;
    private final ProcessKeeper keeper;
    private final AtomicInteger underWay = new AtomicInteger();

    public LocalFunction(FunctionSettings spec, FunctionHost host) {
        this.name = spec.name();
        this.wanted = spec;
        this.host = host;
        FileFingerprint files = FileFingerprint.of(FunctionVersion.watched(spec, host.build()));
        this.changes = new ChangeTracker(files, host.limits());
        this.current = new FunctionVersion(spec, files);
        this.keeper = new ProcessKeeper(name, host);
        this.changeLoop = new ChangeLoop(
                name,
                host.background(),
                host.limits(),
                changes,
                this::watched,
                this::takesChanges,
                settled -> change(new FunctionVersion(spec(), settled)),
                this::goOnUnchanged);
        this.initPolicy = new InitPolicy(host.limits().init());
        this.debugger = new FunctionDebugger(name, this::processToDebug, this::changeAsItIsNow, host.background());
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
        debugger.listen(spec().debugPort());
        synchronized (lock) {
            started = true;
        }
        startFor(1);
    }

    /** The settings that the user wants; those that work may be older. */
    public FunctionSettings spec() {
        synchronized (lock) {
            return wanted;
        }
    }

    /** The files and folders whose changes matter. */
    public List<Path> watched() {
        return FunctionVersion.watched(spec(), host.build());
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        if (event.length > PayloadLimits.EVENT) {
            return new InvocationResult.Failed(
                    "RequestEntityTooLargeException",
                    "Request must be smaller than " + PayloadLimits.EVENT
                            + " bytes for the InvokeFunction operation; the event has " + event.length);
        }
        try {
            // A single request may follow a file that was just saved; of many at once, not all need to look.
            if (underWay.getAndIncrement() == 0 || changes.isDue(System.nanoTime())) {
                // What cannot be looked at is reported, and the event goes to the version that there is.
                host.background().run("looking for changes of function " + name, this::checkForChange, thrown -> {});
            }
            return enqueue(event, timeout);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private InvocationResult enqueue(byte[] event, Duration timeout) {
        Invocation invocation = new Invocation(event);
        synchronized (lock) {
            if (closed || retired) {
                return new InvocationResult.Failed("Runtime.ExitError", "the local run is ending");
            }
            waiting.add(invocation);
        }
        dispatch();
        InvocationResult result = invocation.await(timeout, debugger::isAttached);
        if (result instanceof InvocationResult.TimedOut) {
            synchronized (lock) {
                waiting.remove(invocation);
            }
        }
        return result;
    }

    /** Gives waiting events to processes that have asked, and starts processes for those that are left. */
    private void dispatch() {
        while (true) {
            RuntimeProcess.Question question;
            Invocation invocation;
            synchronized (lock) {
                if (waiting.isEmpty() || closed || changes.isSettling() || candidate != null) {
                    return;
                }
                FunctionProcess process = idle.pollFirst();
                if (process == null) {
                    break;
                }
                question = process.asking;
                invocation = waiting.poll();
                if (question == null || invocation == null) {
                    throw new IllegalStateException("an idle process has asked for an event");
                }
                process.asking = null;
                process.inFlight = invocation;
                process.enter(ProcessState.AT_EVENT);
                Duration limit = process.version.spec.timeout();
                if (process.initInInvocation) {
                    limit = limit.minus(process.age());
                    process.initInInvocation = false;
                }
                process.busy();
                process.setRemaining(limit);
                keeper.arm(process, limit, () -> timedOut(process));
            }
            question.respond(invocation);
        }
        startFor(0);
    }

    /**
     * Starts a process for each waiting event that none is being started for, or about to ask again, as far as the
     * concurrency goes.
     *
     * @param atLeast how many must be there in any case
     */
    private void startFor(int atLeast) {
        List<FunctionProcess> begun = new ArrayList<>();
        boolean lookAgain;
        synchronized (lock) {
            if (closed || !started || changes.isSettling() || candidate != null) {
                return;
            }
            ProcessCount count = count();
            int missing = count.missing(waiting.size(), atLeast, current.spec.concurrency());
            for (int i = 0; i < missing; i++) {
                begun.add(prepared(current));
            }
            lookAgain = count.left(waiting.size()) > 0 && count.returning() > 0;
        }
        begun.forEach(keeper::launch);
        if (lookAgain) {
            Future<?> unused = keeper.later(this::dispatch, host.limits().returning());
        }
    }

    private ProcessCount count() {
        int alive = 0;
        int starting = 0;
        int returning = 0;
        for (FunctionProcess process : processes) {
            if (process.version == current && !process.isEnding()) {
                alive++;
                starting += process.is(ProcessState.STARTING) ? 1 : 0;
                returning += isReturning(process) ? 1 : 0;
            }
        }
        return new ProcessCount(alive, starting, returning, idle.size());
    }

    /** Whether it has responded just now and will ask for the next event, unless it has something to do before. */
    private boolean isReturning(FunctionProcess process) {
        return process.is(ProcessState.RETURNING)
                && System.nanoTime() - process.respondedAt
                        < host.limits().returning().toNanos();
    }

    private FunctionProcess prepared(FunctionVersion version) {
        FunctionProcess process = new FunctionProcess(this, version, host);
        processes.add(process);
        process.initInInvocation = version.initOverran;
        return process;
    }

    /** Notes that the process has been started. Before, Maven may have been asked for its class path, which is not part of Lambda. */
    void begun(FunctionProcess process) {
        synchronized (lock) {
            if (!process.is(ProcessState.STARTING) || !processes.contains(process)) {
                return;
            }
            Duration limit =
                    initPolicy.limit(process.version.spec, process.initInInvocation, process.version == candidate);
            keeper.arm(process, limit, () -> initTimedOut(process));
        }
    }

    // ------------------------------------------------------------------------------------- what processes do

    /** A process asks for an event: it has started, or is done with the one before. */
    RuntimeProcess.Asked asks(FunctionProcess process, RuntimeProcess.Question question) {
        boolean first;
        boolean changed = false;
        List<FunctionProcess> over = new ArrayList<>();
        synchronized (lock) {
            if (process.isEnding() || !processes.contains(process)) {
                return RuntimeProcess.Asked.ENDED;
            }
            if (process.is(ProcessState.AT_EVENT)) {
                return RuntimeProcess.Asked.UNANSWERED;
            }
            if (process.asking != null && !process.asking.isAbandoned()) {
                return RuntimeProcess.Asked.OCCUPIED;
            }
            first = process.is(ProcessState.STARTING);
            process.enter(ProcessState.WAITING);
            process.asking = question;
            keeper.disarm(process);
            if (process.version == candidate) {
                changed = true;
                promote(process.version, over);
            }
            if (process.version != current || process.retiring || (retired && waiting.isEmpty())) {
                process.enter(ProcessState.ENDING);
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
        over.forEach(keeper::end);
        dispatch();
        return RuntimeProcess.Asked.WAITING;
    }

    /** Makes a version the current one; processes of others end, those that are at an event after it. */
    private void promote(FunctionVersion version, List<FunctionProcess> over) {
        current = version;
        candidate = null;
        idle.clear();
        for (FunctionProcess other : processes) {
            if (other.version == version || other.isEnding()) {
                continue;
            }
            other.retiring = true;
            if (other.inFlight == null) {
                other.enter(ProcessState.ENDING);
                keeper.disarm(other);
                over.add(other);
            }
        }
    }

    /** Completes the event in flight if it has that id; else the process made a mistake. */
    boolean complete(FunctionProcess process, String id, InvocationResult result) {
        Invocation invocation;
        synchronized (lock) {
            invocation = process.inFlight;
            if (invocation == null || !invocation.id().equals(id)) {
                return false;
            }
            process.inFlight = null;
            process.responded();
            process.respondedAt = System.nanoTime();
            keeper.disarm(process);
        }
        process.idle();
        invocation.result.complete(result);
        return true;
    }

    /** An event could not be written to the process that asked for it: another one may have it. */
    void notHanded(FunctionProcess process, RuntimeEvent event) {
        synchronized (lock) {
            Invocation invocation = process.inFlight;
            if (invocation == null || invocation != event) {
                return;
            }
            process.inFlight = null;
            process.responded();
            keeper.disarm(process);
            waiting.putBack(invocation);
        }
        dispatch();
    }

    /** The process says that its initialisation failed, and ends next; false if that is over. */
    boolean initFailed(FunctionProcess process, InvocationResult.Failed failed) {
        synchronized (lock) {
            if (process.hasAsked()) {
                return false;
            }
            process.initError = process.version.failure(failed, host);
            process.initErrorType = failed.type();
            return true;
        }
    }

    private void timedOut(FunctionProcess process) {
        Invocation invocation;
        Duration timeout = process.version.spec.timeout();
        synchronized (lock) {
            invocation = process.inFlight;
            if (invocation == null || process.isEnding()) {
                return;
            }
            if (debugger.isAttached()) {
                keeper.arm(process, timeout, () -> timedOut(process));
                return;
            }
            process.inFlight = null;
            process.enter(ProcessState.ENDING);
        }
        keeper.kill(process);
        String problem = InitPolicy.timedOut(timeout);
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
            if (!process.is(ProcessState.STARTING)) {
                return;
            }
            if (debugger.isAttached()) {
                keeper.arm(process, host.limits().init(), () -> initTimedOut(process));
                return;
            }
            isCandidate = process.version == candidate;
            if (!isCandidate) {
                process.enter(ProcessState.ENDING);
            }
            InitPolicy.Overrun overrun = initPolicy.overrun(process.initInInvocation, isCandidate);
            problem = initPolicy.words(overrun, process.version.spec, process.age());
            switch (overrun) {
                case FAILS_ITS_EVENT -> invocation = waiting.poll();
                case FAILS_ITS_CHANGE -> process.initError = problem;
                case BEGINS_AGAIN -> process.version.initOverran = true;
                default -> throw new IllegalStateException("an overrun is one of three");
            }
        }
        keeper.kill(process);
        if (!isCandidate) {
            host.listener().functionFailed(name, problem);
        }
        if (invocation != null) {
            invocation.fail("Sandbox.Timedout", problem);
        }
        dispatch();
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
            keeper.disarm(process);
            problem = process.initError == null ? how : process.initError;
            init = !process.hasAsked();
            told = process.isEnding() || closed;
            if (process.inFlight != null) {
                failed.add(process.inFlight);
                process.inFlight = null;
            }
            if (process.version == candidate) {
                candidate = null;
                kept = true;
                // What is being written at this moment is tried next, and may start.
                told |= changes.isSettling();
            } else if (init && !told && process.version == current) {
                failed.addAll(waiting.takeFailed(count().alive() > 0));
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

    // ------------------------------------------------------------------------------------- changes

    /** Looks whether its files have changed. */
    public void checkForChange() {
        changeLoop.check();
    }

    private boolean takesChanges() {
        synchronized (lock) {
            return started && !closed;
        }
    }

    /** After a change that could not be looked at: what waits for it is served by the version before. */
    private void goOnUnchanged() {
        changes.end();
        dispatch();
    }

    /**
     * Other settings from now on.
     *
     * @throws LocalException if the debugger's port cannot be had
     */
    public void update(FunctionSettings spec) throws LocalException {
        FileFingerprint files = FileFingerprint.of(FunctionVersion.watched(spec, host.build()));
        synchronized (lock) {
            wanted = spec;
            changes.begin(files);
        }
        change(new FunctionVersion(spec, files));
        debugger.listen(spec.debugPort());
    }

    private void change(FunctionVersion version) {
        FunctionProcess process = null;
        boolean held;
        List<FunctionProcess> over = new ArrayList<>();
        synchronized (lock) {
            changes.end();
            held = debugger.isAttached() && version.spec.equals(current.spec);
            if (held) {
                debugger.hold();
            } else if (!closed && !isRunning(version)) {
                boolean good = false;
                for (FunctionProcess other : processes) {
                    if (other.version == candidate) {
                        other.enter(ProcessState.ENDING);
                        over.add(other);
                    }
                    good |= other.version == current && other.hasAsked() && !other.isEnding();
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
        over.forEach(keeper::kill);
        if (process != null) {
            keeper.launch(process);
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
                if (process.version == current && !process.isEnding() && process.debugPort() != null) {
                    port = process.debugPort();
                }
            }
            return port;
        }
    }

    private void changeAsItIsNow() {
        FunctionSettings spec = spec();
        change(new FunctionVersion(spec, FileFingerprint.of(FunctionVersion.watched(spec, host.build()))));
    }

    // ------------------------------------------------------------------------------------- the end

    /** Takes no more events, and ends once those that are here have their response. */
    public void retire() {
        List<FunctionProcess> over = new ArrayList<>();
        synchronized (lock) {
            retired = true;
            if (waiting.isEmpty()) {
                for (FunctionProcess process : processes) {
                    if (process.inFlight == null && !process.isEnding()) {
                        process.enter(ProcessState.ENDING);
                        idle.remove(process);
                        keeper.disarm(process);
                        over.add(process);
                    }
                }
            }
        }
        over.forEach(keeper::end);
        debugger.close();
    }

    /** Ends every process and waits until it is gone. */
    @Override
    public void close() {
        List<FunctionProcess> running;
        List<Invocation> failed;
        synchronized (lock) {
            closed = true;
            running = List.copyOf(processes);
            failed = waiting.takeAll();
            for (FunctionProcess process : running) {
                process.enter(ProcessState.ENDING);
                keeper.disarm(process);
            }
        }
        for (Invocation invocation : failed) {
            invocation.fail("Runtime.ExitError", "the local run is ending");
        }
        running.parallelStream().forEach(FunctionProcess::end);
        debugger.close();
    }
}
