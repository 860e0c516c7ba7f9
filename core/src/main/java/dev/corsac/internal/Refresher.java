package dev.corsac.internal;

import dev.corsac.RefreshEvent;
import dev.corsac.RefreshListener;
import dev.corsac.RefreshRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a value from a source current, by {@link RefreshRules}. There is no timer: a Lambda function is frozen between its
 * invocations, and a server without calls needs no value. Instead, each request looks at the value's age first.
 *
 * <p>The age is the longer of two: by the clock, which goes on while a process is frozen but may be set, and by a counter that
 * only runs forward. A clock that shows an earlier time than before makes the age unknown, which counts as too old.
 *
 * <p>Thread-safe.
 *
 * @param <T> the value's type
 */
public final class Refresher<T> {

    /** The age of a value that is unknown, or of none. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private static final long FIRST_PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /**
     * Fetches values.
     *
     * @param <T> the value's type
     */
    @FunctionalInterface
    public interface Source<T> {

        /**
         * Returns the newest value.
         *
         * @param current the value in use, null if there is none; returned again if it is the newest
         * @throws Exception if there is no valid one; {@code current} stays in use
         */
        T fetch(@Nullable T current) throws Exception;
    }

    private final Source<T> source;
    private final long maxAgeMillis;
    private final long maxStalenessMillis;
    private final long timeoutMillis;
    private final long attemptLimitMillis;
    private final InstantSource clock;
    private final LongSupplier counterMillis;
    private final DoubleSupplier jitter;
    private final Executor executor;
    private final RefreshListener listener;

    /** The latest refresh, whether it is still running or not. */
    private final AtomicReference<Attempt> latest;

    private volatile State<T> state;

    /**
     * Makes one without a value; call {@link #start} to fetch the first.
     *
     * @param counterMillis a counter of milliseconds that only runs forward
     * @param jitter numbers from 0 to 1, by chance
     * @param executor runs refreshes; one that runs them in the caller's thread makes every refresh one on the request's path
     */
    public Refresher(
            Source<T> source,
            RefreshRules rules,
            InstantSource clock,
            LongSupplier counterMillis,
            DoubleSupplier jitter,
            Executor executor,
            RefreshListener listener) {
        this.source = source;
        this.maxAgeMillis = rules.maxAge().toMillis();
        Duration limit = rules.maxStaleness();
        this.maxStalenessMillis = limit == null ? UNKNOWN : limit.toMillis();
        this.timeoutMillis = rules.timeout().toMillis();
        this.attemptLimitMillis = rules.attemptLimit().toMillis();
        this.clock = clock;
        this.counterMillis = counterMillis;
        this.jitter = jitter;
        this.executor = executor;
        this.listener = listener;
        Attempt none = new Attempt(0, clock.millis(), counterMillis.getAsLong());
        none.end();
        none.wakeUp();
        this.latest = new AtomicReference<>(none);
        this.state = new State<>(null, 0, 0, 0, null, 0, 0, 0, 0, false);
    }

    /** Fetches the first value in the caller's thread; {@link #failure} has the reason if that fails. */
    public void start() {
        Attempt before = latest.get();
        Attempt first = new Attempt(before.number + 1, clock.millis(), counterMillis.getAsLong());
        if (latest.compareAndSet(before, first)) {
            first.run();
        }
    }

    /**
     * Returns the value, which is within the rules; null if there is none. Starts a refresh if one is due, and waits for it only
     * if there is no value within the rules.
     */
    public @Nullable T get() {
        State<T> current = state;
        if (age(current) < maxAgeMillis) {
            return current.value;
        }
        return refreshed();
    }

    private @Nullable T refreshed() {
        Attempt attempt = begin();
        if (isUsable(state)) {
            return state.value;
        }
        attempt.await(timeoutMillis - elapsed(attempt.startedMillis, attempt.startedCount));
        State<T> after = state;
        if (isUsable(after)) {
            return after.value;
        }
        reportStale();
        return null;
    }

    private boolean isUsable(State<T> state) {
        return state.value != null && (maxStalenessMillis == UNKNOWN || age(state) < maxStalenessMillis);
    }

    /** Starts a refresh if one is due; returns the latest one. */
    private Attempt begin() {
        Attempt before = latest.get();
        long running = elapsed(before.startedMillis, before.startedCount);
        boolean ended = before.isReported();
        // Read after that, so that it has the result of a refresh which has ended meanwhile.
        State<T> current = state;
        if (ended ? isPausing(current) || age(current) < maxAgeMillis : running < attemptLimitMillis) {
            return before;
        }
        Attempt next = new Attempt(before.number + 1, clock.millis(), counterMillis.getAsLong());
        if (!latest.compareAndSet(before, next)) {
            return latest.get();
        }
        if (!ended && before.giveUp()) {
            failed(
                    before,
                    new TimeoutException("The refresh had not ended after " + running + " ms and was given up."));
        }
        try {
            executor.execute(next);
        } catch (RuntimeException | Error e) {
            next.end();
            failed(next, e);
            next.wakeUp();
        }
        return next;
    }

    /** Whether the latest refresh failed so recently that the next has to wait. A clock that was set back ends the pause. */
    private boolean isPausing(State<T> current) {
        return current.failures > 0 && elapsed(current.failedMillis, current.failedCount) < current.pauseMillis;
    }

    /** Returns how long to wait after so many failures: twice as long each time, less a random part, so that functions spread. */
    private long pauseMillis(int failures) {
        long longest = Math.max(maxAgeMillis, LONGEST_PAUSE_MILLIS);
        long pause = Math.min(longest, FIRST_PAUSE_MILLIS << Math.min(20, failures - 1));
        return (long) (pause * (0.5 + jitter.getAsDouble() / 2));
    }

    /** Returns how old the value is, in milliseconds; {@link Long#MAX_VALUE} if there is none or its age is unknown. */
    private long age(State<T> state) {
        return state.value == null ? UNKNOWN : elapsed(state.fetchedMillis, state.fetchedCount);
    }

    private long elapsed(long millis, long count) {
        long byClock = clock.millis() - millis;
        long byCounter = counterMillis.getAsLong() - count;
        return byClock < 0 || byCounter < 0 ? UNKNOWN : Math.max(byClock, byCounter);
    }

    /** Returns how long ago the value was fetched; null if there is none, or if the clock was set back since. */
    public @Nullable Duration age() {
        long age = age(state);
        return age == UNKNOWN ? null : Duration.ofMillis(age);
    }

    /** Returns why the latest refresh failed; null if it succeeded, or if none has failed since the last success. */
    public @Nullable Throwable failure() {
        return state.failure;
    }

    /** A value that comes late, from a refresh that was given up, still counts if it is newer than the current one. */
    @SuppressWarnings("ReferenceEquality") // a source returns the same object if it is still the newest
    private void succeeded(Attempt attempt, T value) {
        State<T> former;
        synchronized (this) {
            former = state;
            if (attempt.number <= former.attempt) {
                return;
            }
            boolean last = latest.get() == attempt;
            state = new State<>(
                    value,
                    attempt.number,
                    attempt.startedMillis,
                    attempt.startedCount,
                    last ? null : former.failure,
                    last ? 0 : former.failures,
                    former.failedMillis,
                    former.failedCount,
                    former.pauseMillis,
                    false);
        }
        @SuppressWarnings("ReferenceEquality") // a source returns the same object for what has not changed
        boolean same = former.value == value;
        report(same ? RefreshEvent.Kind.UNCHANGED : RefreshEvent.Kind.REFRESHED, former, attempt, null, value);
    }

    private void failed(Attempt attempt, Throwable failure) {
        State<T> former;
        synchronized (this) {
            former = state;
            if (attempt.number < former.attempt) {
                return; // a newer value is there
            }
            state = new State<>(
                    former.value,
                    former.attempt,
                    former.fetchedMillis,
                    former.fetchedCount,
                    failure,
                    former.failures + 1,
                    clock.millis(),
                    counterMillis.getAsLong(),
                    pauseMillis(former.failures + 1),
                    former.reportedStale);
        }
        log("Refreshing the allowed origins failed; keeping the previous list", failure);
        report(RefreshEvent.Kind.FAILED, former, attempt, failure, former.value);
    }

    private void reportStale() {
        State<T> stale;
        synchronized (this) {
            stale = state;
            if (stale.reportedStale || isUsable(stale)) {
                return;
            }
            state = new State<>(
                    stale.value,
                    stale.attempt,
                    stale.fetchedMillis,
                    stale.fetchedCount,
                    stale.failure,
                    stale.failures,
                    stale.failedMillis,
                    stale.failedCount,
                    stale.pauseMillis,
                    true);
        }
        log("The allowed origins are too old to be used, so only those of the fallback are allowed", stale.failure);
        report(RefreshEvent.Kind.STALE, stale, null, null, null);
    }

    private void report(
            RefreshEvent.Kind kind,
            State<T> former,
            @Nullable Attempt attempt,
            @Nullable Throwable failure,
            @Nullable T value) {
        long age = age(former);
        long took = attempt == null ? UNKNOWN : elapsed(attempt.startedMillis, attempt.startedCount);
        RefreshEvent event = new RefreshEvent(
                kind,
                age == UNKNOWN ? null : Duration.ofMillis(age),
                took == UNKNOWN ? null : Duration.ofMillis(took),
                failure,
                kind == RefreshEvent.Kind.FAILED
                        ? former.failures + 1
                        : kind == RefreshEvent.Kind.STALE ? former.failures : 0,
                value == null ? null : value.toString());
        try {
            listener.happened(event);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            log("A listener to refreshes failed", e);
        }
    }

    /** Logs one line; the stack trace is for those who look for it. */
    private static void log(String text, @Nullable Throwable cause) {
        System.Logger log = System.getLogger("dev.corsac");
        String reason = cause == null ? null : cause.getMessage() == null ? cause.toString() : cause.getMessage();
        log.log(System.Logger.Level.WARNING, reason == null ? text + "." : text + ": " + reason);
        if (cause != null) {
            log.log(System.Logger.Level.DEBUG, text, cause);
        }
    }

    /** One refresh. Its thread is interrupted only while it is at work, since an executor uses threads for other tasks too. */
    private final class Attempt implements Runnable {

        private final long number;
        private final long startedMillis;
        private final long startedCount;
        private @Nullable Thread worker;
        private boolean ended;
        private boolean givenUp;
        private boolean reported;

        Attempt(long number, long startedMillis, long startedCount) {
            this.number = number;
            this.startedMillis = startedMillis;
            this.startedCount = startedCount;
        }

        @Override
        public void run() {
            if (!enter()) {
                return; // it was queued for so long that another has taken its place
            }
            try {
                succeeded(this, source.fetch(state.value));
                end();
            } catch (Exception | Error e) {
                if (endInTime()) {
                    failed(this, e);
                }
                if (e instanceof InterruptedException && !isGivenUp()) {
                    Thread.currentThread().interrupt();
                }
            }
            // Requests that wait read the state, so they are woken only once it is there.
            wakeUp();
        }

        private synchronized boolean enter() {
            worker = Thread.currentThread();
            return !givenUp;
        }

        /** Whether its result is in the state. */
        synchronized boolean isReported() {
            return reported;
        }

        private synchronized boolean isGivenUp() {
            return givenUp;
        }

        /** Wakes the requests that wait for its result, which is in the state. */
        synchronized void wakeUp() {
            reported = true;
            notifyAll();
        }

        /** Waits until its result is in the state, until it has been given up, or for so many milliseconds. */
        synchronized void await(long millis) {
            long until = counterMillis.getAsLong() + millis;
            for (long left = millis; left > 0 && !reported && !givenUp; left = until - counterMillis.getAsLong()) {
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        synchronized void end() {
            ended = true;
            worker = null;
            if (givenUp) {
                Thread.interrupted(); // meant for this attempt, which ended all the same
            }
        }

        /** Ends it; false if it was given up before, and so has been reported. */
        private synchronized boolean endInTime() {
            end();
            return !givenUp;
        }

        /** Interrupts it; false if it has ended. */
        synchronized boolean giveUp() {
            if (ended) {
                return false;
            }
            givenUp = true;
            if (worker != null) {
                worker.interrupt();
            }
            notifyAll();
            return true;
        }
    }

    /**
     * A value with all that is known of it, changed as a whole.
     *
     * @param attempt the refresh that fetched it
     * @param fetchedMillis when that started, by the clock
     * @param fetchedCount the same, by the counter
     * @param failures since then
     * @param pauseMillis how long to wait after the latest of them
     */
    private record State<T>(
            @Nullable T value,
            long attempt,
            long fetchedMillis,
            long fetchedCount,
            @Nullable Throwable failure,
            int failures,
            long failedMillis,
            long failedCount,
            long pauseMillis,
            boolean reportedStale) {}
}
