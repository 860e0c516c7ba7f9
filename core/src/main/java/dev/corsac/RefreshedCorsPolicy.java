package dev.corsac;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A policy whose origins come from an {@link OriginSource}. The first request after a set time has them fetched again,
 * in the background: it is answered from what is there, as are all others until the new ones have come. If they cannot be
 * had, or one of them is none, those of last time stay, all of them, and after the same time they are tried again.
 *
 * <p>There is no timer: a Lambda function is frozen between its calls, and a server without calls needs no origins.
 *
 * <p>Safe for use by many threads.
 */
public final class RefreshedCorsPolicy implements Supplier<CorsPolicy> {

    private final CorsPolicy.Builder settings;
    private final OriginSource source;
    private final long intervalMillis;
    private final InstantSource clock;
    private final Executor executor;
    private final AtomicBoolean refreshing = new AtomicBoolean();

    private volatile State state;
    private volatile long triedMillis;

    /**
     * Fetches the origins for the first time, and waits for them.
     *
     * @param settings all but the origins, or with those that are always allowed; copied
     * @param source where the others come from
     * @param interval the time after which they are fetched again; at least a millisecond
     * @param clock such as {@link InstantSource#system()}
     * @param executor runs a refresh
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
                    "The interval " + interval + " is too short: it is a millisecond at least.");
        }
        this.settings = settings.copy();
        this.source = source;
        this.intervalMillis = interval.toMillis();
        this.clock = clock;
        this.executor = executor;
        this.triedMillis = clock.millis();
        try {
            this.state = new State(fetch(), triedMillis, null);
        } catch (CorsPolicyException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("The allowed origins could not be fetched: " + e.getMessage(), e);
        }
    }

    /** The policy with the latest origins that could be had; has them fetched again if it is time to. */
    @Override
    public CorsPolicy get() {
        if (clock.millis() - triedMillis >= intervalMillis && refreshing.compareAndSet(false, true)) {
            triedMillis = clock.millis();
            try {
                executor.execute(this::refresh);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        return state.policy;
    }

    /** What that policy says of a request. */
    public CorsDecision decide(CorsRequest request) {
        return get().decide(request);
    }

    /** How long ago the origins were fetched that are allowed now. */
    public Duration age() {
        return Duration.between(Instant.ofEpochMilli(state.fetchedMillis), clock.instant());
    }

    /** Why the last refresh failed; null if it did not. */
    public @Nullable Throwable failure() {
        return state.failure;
    }

    private void refresh() {
        long began = clock.millis();
        try {
            state = new State(fetch(), began, null);
            refreshing.set(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (Exception | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        State former = state;
        state = new State(former.policy, former.fetchedMillis, failure);
        refreshing.set(false);
        System.getLogger("dev.corsac")
                .log(
                        System.Logger.Level.WARNING,
                        "The allowed origins could not be refreshed; those of last time stay.",
                        failure);
    }

    private CorsPolicy fetch() throws Exception {
        return settings.copy().allowOrigins(source.origins()).build();
    }

    /** A policy, when its origins were asked for, and what went wrong since. */
    private static final class State {
        final CorsPolicy policy;
        final long fetchedMillis;
        final @Nullable Throwable failure;

        State(CorsPolicy policy, long fetchedMillis, @Nullable Throwable failure) {
            this.policy = policy;
            this.fetchedMillis = fetchedMillis;
            this.failure = failure;
        }
    }
}
