package dev.corsac;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A policy whose origins come from an {@link OriginSource}. The first request after a set interval starts a refresh in the
 * background; that request, and all others until the refresh has ended, are decided by the current origins. If a refresh
 * fails, or one of its origins is not valid, all the current origins stay, and the next refresh starts after the same
 * interval.
 *
 * <p>A refresh that has not ended after {@link #ATTEMPT_LIMIT} is given up by the next request: its thread is interrupted, {@link #failure()} and the log report it, and the next one starts. So neither a source that hangs
 * (such as a connection that was frozen with the function), nor an executor that drops the task, keeps revoked origins in
 * use without notice. A clock that was set back makes the next request start a refresh.
 *
 * <p>There is no timer: a Lambda function is frozen between its invocations, and a server without calls needs no origins.
 *
 * <p>Thread-safe.
 */
public final class RefreshedCorsPolicy implements Supplier<CorsPolicy> {

    /** The time after which a refresh that has not ended is given up: three minutes. */
    public static final Duration ATTEMPT_LIMIT = Duration.ofMinutes(3);

    private final CorsPolicy.Builder settings;
    private final OriginSource source;
    private final long intervalMillis;
    private final InstantSource clock;
    private final Executor executor;

    /** The latest refresh, whether it is still running or not. */
    private final AtomicReference<Attempt> latest;

    private volatile State state;

    /**
     * Fetches the origins for the first time, and waits for them.
     *
     * @param settings all settings but the origins, or with those that are always allowed; copied
     * @param source the source of the other origins
     * @param interval the time between refreshes; at least a millisecond
     * @param clock such as {@link InstantSource#system()}
     * @param executor runs refreshes
     * @throws IllegalStateException if the source fails
     * @throws CorsPolicyException if the policy cannot be built with those origins
     */
    public RefreshedCorsPolicy(
            CorsPolicy.Builder settings,
            OriginSource source,
            Duration interval,
            InstantSource clock,
            Executor executor) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "The interval " + interval + " is too short. It must be at least a millisecond.");
        }
        this.settings = settings.copy();
        this.source = source;
        this.intervalMillis = interval.toMillis();
        this.clock = clock;
        this.executor = executor;
        Attempt first = new Attempt(0, clock.millis());
        first.end();
        this.latest = new AtomicReference<>(first);
        try {
            this.state = new State(fetch(), 0, first.startedMillis, null);
        } catch (CorsPolicyException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("Fetching the allowed origins failed: " + e.getMessage(), e);
        }
    }

    /** Returns the policy with the current origins; starts a refresh if one is due. */
    @Override
    public CorsPolicy get() {
        Attempt before = latest.get();
        long now = clock.millis();
        long elapsed = now - before.startedMillis;
        boolean ended = before.hasEnded();
        if (elapsed < 0 || elapsed >= (ended ? intervalMillis : ATTEMPT_LIMIT.toMillis())) {
            Attempt next = new Attempt(before.number + 1, now);
            if (latest.compareAndSet(before, next)) {
                if (!ended && before.giveUp()) {
                    failed(
                            before,
                            new TimeoutException(
                                    "The refresh had not ended after " + elapsed + " ms and was given up."));
                }
                try {
                    executor.execute(next);
                } catch (RuntimeException | Error e) {
                    next.end();
                    failed(next, e);
                }
            }
        }
        return state.policy;
    }

    /** Decides a request by the policy with the current origins. */
    public CorsDecision decide(CorsRequest request) {
        return get().decide(request);
    }

    /** Returns how long ago the current origins were fetched; negative if the clock was set back since. */
    public Duration age() {
        return Duration.between(Instant.ofEpochMilli(state.fetchedMillis), clock.instant());
    }

    /** Returns why the latest refresh failed; null if it succeeded, or if none has failed since the last success. */
    public @Nullable Throwable failure() {
        return state.failure;
    }

    /** Origins that come late, from a refresh that was given up, still count if they are newer than the current ones. */
    private synchronized void succeeded(Attempt attempt, CorsPolicy policy) {
        State former = state;
        if (attempt.number > former.attempt) {
            boolean last = latest.get() == attempt;
            state = new State(policy, attempt.number, attempt.startedMillis, last ? null : former.failure);
        }
    }

    private void failed(Attempt attempt, Throwable failure) {
        synchronized (this) {
            State former = state;
            if (attempt.number < former.attempt) {
                return; // newer origins are there
            }
            state = new State(former.policy, former.attempt, former.fetchedMillis, failure);
        }
        System.getLogger("dev.corsac")
                .log(
                        System.Logger.Level.WARNING,
                        "Refreshing the allowed origins failed; keeping the previous list.",
                        failure);
    }

    private CorsPolicy fetch() throws Exception {
        return settings.copy().allowOrigins(source.origins()).build();
    }

    /** One refresh. Its thread is interrupted only while it is at work, since an executor uses threads for other tasks too. */
    private final class Attempt implements Runnable {

        private final long number;
        private final long startedMillis;
        private @Nullable Thread worker;
        private boolean ended;
        private boolean givenUp;

        Attempt(long number, long startedMillis) {
            this.number = number;
            this.startedMillis = startedMillis;
        }

        @Override
        public void run() {
            if (!begin()) {
                return; // it was queued for so long that another has taken its place
            }
            try {
                succeeded(this, fetch());
                end();
            } catch (Exception | Error e) {
                if (endInTime()) {
                    failed(this, e);
                }
                if (e instanceof InterruptedException && !isGivenUp()) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private synchronized boolean begin() {
            worker = Thread.currentThread();
            return !givenUp;
        }

        synchronized boolean hasEnded() {
            return ended;
        }

        private synchronized boolean isGivenUp() {
            return givenUp;
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
            return true;
        }
    }

    /** A policy, the attempt that fetched its origins and when, and what has failed since. */
    private static final class State {
        final CorsPolicy policy;
        final long attempt;
        final long fetchedMillis;
        final @Nullable Throwable failure;

        State(CorsPolicy policy, long attempt, long fetchedMillis, @Nullable Throwable failure) {
            this.policy = policy;
            this.attempt = attempt;
            this.fetchedMillis = fetchedMillis;
            this.failure = failure;
        }
    }
}
