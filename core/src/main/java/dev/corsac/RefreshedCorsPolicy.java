package dev.corsac;

import dev.corsac.internal.Refresher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A policy whose origins come from an {@link OriginSource}. The first request after {@link RefreshRules#maxAge} starts a refresh
 * in the background; that request, and all others until the refresh has ended, are decided by the current origins. If a refresh
 * fails, or one of its origins is not valid, all the current origins stay, and the next refresh starts after a pause that grows
 * with the number of failures. Once the origins have reached {@link RefreshRules#maxStaleness}, a request waits for a refresh,
 * and if that does not succeed, only the origins of the settings are allowed.
 *
 * <p>A refresh that has not ended in time ({@link RefreshRules#attemptLimit}) is given up by the next request: its thread is
 * interrupted, {@link #failure()} and the log report it, and the next one starts. So neither a source that hangs (such as a
 * connection that was frozen with the function), nor an executor that drops the task, keeps revoked origins in use without
 * notice. A clock that was set back makes the next request start a refresh.
 *
 * <p>There is no timer: a Lambda function is frozen between its invocations, and a server without calls needs no origins. The
 * age is checked before each decision, so the first one after a thaw is never made with origins that have expired meanwhile.
 *
 * <p>It holds the text of every origin. For many, or for several tenants, the module {@code origins} has snapshots.
 *
 * <p>Thread-safe.
 */
public final class RefreshedCorsPolicy implements Supplier<CorsPolicy>, PolicySelector {

    /** The time after which a refresh that has not ended is given up, where the rules set no other: three minutes. */
    public static final Duration ATTEMPT_LIMIT = Duration.ofMinutes(3);

    private final CorsPolicy.Builder settings;
    private final OriginSource source;
    private final Refresher<CorsPolicy> refresher;

    /** The policy while the origins are too old. */
    private final CorsPolicy withoutSource;

    /**
     * Fetches the origins for the first time, and waits for them. However old they become, they are used until newer ones are
     * there.
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
        this(settings, source, RefreshRules.withoutLimit(interval), clock, executor, RefreshListener.none());
    }

    /**
     * Fetches the origins for the first time, and waits for them.
     *
     * @param settings all settings but the origins, or with those that are always allowed; copied
     * @param source the source of the other origins
     * @param rules how old they may be
     * @param clock such as {@link InstantSource#system()}
     * @param executor runs refreshes; one that runs them in the caller's thread suits a function that is frozen after each
     *     response
     * @param listener receives what happens
     * @throws IllegalStateException if the source fails
     * @throws CorsPolicyException if the policy cannot be built with those origins
     */
    public RefreshedCorsPolicy(
            CorsPolicy.Builder settings,
            OriginSource source,
            RefreshRules rules,
            InstantSource clock,
            Executor executor,
            RefreshListener listener) {
        this.settings = PolicySettings.copy(settings);
        this.source = source;
        this.withoutSource = LookupPolicies.withoutOthers(this.settings);
        this.refresher = new Refresher<>(
                this::fetch,
                rules,
                clock,
                () -> 0,
                () -> ThreadLocalRandom.current().nextDouble(),
                executor,
                listener);
        refresher.start();
        Throwable failure = refresher.failure();
        if (failure instanceof CorsPolicyException e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException("Fetching the allowed origins failed: " + failure.getMessage(), failure);
        }
    }

    /** Returns the policy with the current origins; starts a refresh if one is due. */
    @Override
    public CorsPolicy get() {
        CorsPolicy policy = refresher.get();
        return policy == null ? withoutSource : policy;
    }

    /** Returns the policy with the current origins, whatever the target. */
    @Override
    public CorsPolicy select(CallTarget target) {
        return get();
    }

    /** Decides a request by the policy with the current origins. */
    public CorsDecision decide(CorsRequest request) {
        return get().decide(request);
    }

    /** Returns how long ago the current origins were fetched; null if the clock was set back since. */
    public @Nullable Duration age() {
        return refresher.age();
    }

    /** Returns why the latest refresh failed; null if it succeeded, or if none has failed since the last success. */
    public @Nullable Throwable failure() {
        return refresher.failure();
    }

    private CorsPolicy fetch(@Nullable CorsPolicy current) throws Exception {
        CorsPolicy fetched =
                PolicySettings.copy(settings).allowOrigins(source.origins()).build();
        return fetched.equals(current) ? Objects.requireNonNull(current) : fetched;
    }
}
