package dev.corsac.origins;

import dev.corsac.CallTarget;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.PolicySelector;
import dev.corsac.RefreshListener;
import dev.corsac.RefreshRules;
import dev.corsac.internal.PolicyAccess;
import dev.corsac.internal.Refresher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Policies whose origins come from a {@link SnapshotSource} and are current within {@link RefreshRules}.
 *
 * <pre>{@code
 * RefreshedOrigins origins = RefreshedOrigins.from(source, RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)))
 *         .settings(CorsPolicy.builder().allowCredentials().allowMethods("PUT"))
 *         .start();
 * }</pre>
 *
 * <p>The age is checked before each decision, so also before the first one after a thaw. Origins that have reached the maximum
 * age are refreshed in the background, and used meanwhile. Those that have reached the maximum staleness are not used: the
 * request waits for a refresh, and if that does not succeed in time, the fallback decides, and without one only the origins of
 * the settings are allowed. No request waits for any other reason, and no origin causes a read: what is not in the snapshot is
 * refused.
 *
 * <p>One refresh runs at a time. After a failure the next waits for a pause that doubles, from about a second to half a minute, or to
 * the maximum age if that is longer. A snapshot that cannot be read, or is older than the one in use, does not replace it.
 *
 * <p>The origins of the settings are allowed for every tenant, and for keys that belong to none.
 *
 * <p>Thread-safe.
 */
public final class RefreshedOrigins implements Supplier<CorsPolicy>, PolicySelector {

    private final Refresher<SnapshotPolicies> refresher;
    private final SnapshotPolicies fallback;

    private RefreshedOrigins(Builder builder) {
        CorsPolicy.Builder settings = PolicyAccess.get().copy(builder.settings);
        OriginRules required = PolicyRules.of(settings);
        this.fallback = fallback(builder.fallback, settings, required);
        SnapshotSource source = builder.source;
        this.refresher = new Refresher<>(
                current -> {
                    OriginSnapshot inUse = current == null ? null : current.snapshot();
                    OriginSnapshot fetched = source.fetch(inUse);
                    return current != null && fetched == inUse
                            ? current
                            : new SnapshotPolicies(fetched, settings, required);
                },
                builder.rules,
                builder.clock,
                builder.counterMillis,
                () -> ThreadLocalRandom.current().nextDouble(),
                builder.executor,
                builder.listener);
        refresher.start();
    }

    private static SnapshotPolicies fallback(
            @Nullable OriginSnapshot snapshot, CorsPolicy.Builder settings, OriginRules required) {
        try {
            OriginSnapshot origins = snapshot == null ? OriginSnapshot.of(required, java.util.List.of()) : snapshot;
            return new SnapshotPolicies(origins, settings, required);
        } catch (SnapshotException e) {
            throw new IllegalArgumentException("The fallback cannot be used. " + e.getMessage(), e);
        }
    }

    /** Returns a builder. */
    public static Builder from(SnapshotSource source, RefreshRules rules) {
        return new Builder(source, rules);
    }

    /** Returns the policy with the current origins that belong to no tenant; starts a refresh if one is due. */
    @Override
    public CorsPolicy get() {
        return policies().policy();
    }

    /** Returns {@link #get()}, whatever the target; for tenants see {@link CorsPolicies}. */
    @Override
    public CorsPolicy select(CallTarget target) {
        return get();
    }

    /** Returns the policy with the current origins of a tenant; starts a refresh if one is due. */
    public CorsPolicy policy(String tenant) {
        return policies().policy(tenant);
    }

    /** Decides a request by {@link #get()}. */
    public CorsDecision decide(CorsRequest request) {
        return get().decide(request);
    }

    private SnapshotPolicies policies() {
        SnapshotPolicies policies = refresher.get();
        return policies == null ? fallback : policies;
    }

    /** Returns how long ago the current origins were fetched, or found to be the newest; null if there are none, or if the clock was set back since. */
    public @Nullable Duration age() {
        return refresher.age();
    }

    /** Returns why the latest refresh failed; null if it succeeded, or if none has failed since the last success. */
    public @Nullable Throwable failure() {
        return refresher.failure();
    }

    /** Returns the snapshot that decides now; the fallback if the newest is too old. Starts a refresh if one is due. */
    public OriginSnapshot snapshot() {
        return policies().snapshot();
    }

    /** The parts of a {@link RefreshedOrigins} to be made. Not thread-safe. */
    public static final class Builder {

        private final SnapshotSource source;
        private final RefreshRules rules;
        private CorsPolicy.Builder settings = CorsPolicy.builder();
        private @Nullable OriginSnapshot fallback;
        private RefreshListener listener = RefreshListener.none();
        private InstantSource clock = InstantSource.system();
        private LongSupplier counterMillis = () -> System.nanoTime() / 1_000_000;
        private Executor executor = Builder::runInThreadOfItsOwn;

        private Builder(SnapshotSource source, RefreshRules rules) {
            this.source = source;
            this.rules = rules;
        }

        private static void runInThreadOfItsOwn(Runnable task) {
            Thread thread = new Thread(task, "corsac-origins");
            thread.setDaemon(true);
            thread.start();
        }

        /** Sets all settings but the origins, or with those that are allowed always and for every tenant. Copied by {@link #start}. */
        public Builder settings(CorsPolicy.Builder settings) {
            this.settings = settings;
            return this;
        }

        /**
         * Sets the origins to use while the newest are too old, instead of refusing all. An origin that was removed since they were
         * written is then allowed again.
         */
        public Builder fallback(OriginSnapshot origins) {
            this.fallback = origins;
            return this;
        }

        /** Sets the listener. */
        public Builder listener(RefreshListener listener) {
            this.listener = listener;
            return this;
        }

        /** Sets the clock, {@link InstantSource#system()} if not set. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Sets a counter of milliseconds that only runs forward, {@link System#nanoTime} if not set. */
        public Builder counter(LongSupplier millis) {
            this.counterMillis = millis;
            return this;
        }

        /**
         * Sets what runs refreshes: a thread for each if not set. An executor that runs tasks in the caller's thread makes every refresh
         * one on a request's path, so that none is frozen with the function; the source's own time limit then applies.
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * Fetches the first snapshot in the caller's thread, and returns the policies. If that fails, the fallback decides until a
         * refresh succeeds: {@link RefreshedOrigins#failure} has the reason.
         *
         * @throws dev.corsac.CorsPolicyException if the settings are not valid
         * @throws IllegalArgumentException if the fallback was checked by laxer rules than those of the settings
         */
        public RefreshedOrigins start() {
            return new RefreshedOrigins(this);
        }
    }
}
