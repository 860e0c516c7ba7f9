package dev.corsac.origins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.CallTarget;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsRequest;
import dev.corsac.RefreshEvent;
import dev.corsac.RefreshRules;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefreshedOriginsTest {

    private static final String A = "https://a.example";
    private static final String B = "https://b.example";
    private static final String OWN = "https://own.example";

    private long now = 1_000_000;
    private long count = 5_000;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<RefreshEvent> events = new ArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private @Nullable OriginSnapshot newest;
    private @Nullable Exception failure;

    private static OriginSnapshot snapshot(long version, String... origins) throws SnapshotException {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        for (String origin : origins) {
            builder.add("", origin);
        }
        return builder.build(version, Instant.EPOCH);
    }

    private OriginSnapshot fetch(@Nullable OriginSnapshot current) throws Exception {
        fetches.incrementAndGet();
        if (failure != null) {
            throw failure;
        }
        return SnapshotSource.newer(current, java.util.Objects.requireNonNull(newest));
    }

    private RefreshedOrigins.Builder origins(Executor executor) {
        return RefreshedOrigins.from(this::fetch, RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)))
                .settings(CorsPolicy.builder().allowOrigins(OWN).allowCredentials())
                .clock(() -> Instant.ofEpochMilli(now))
                .counter(() -> count)
                .listener(events::add)
                .executor(executor);
    }

    private void pass(Duration time) {
        now += time.toMillis();
        count += time.toMillis();
    }

    private static boolean allows(RefreshedOrigins origins, String origin) {
        return origins.decide(CorsRequest.of("GET", origin, null, null)).allowed();
    }

    private List<RefreshEvent.Kind> kinds() {
        return events.stream().map(RefreshEvent::kind).toList();
    }

    @Test
    void uses_origins_of_the_maximum_age_while_others_are_fetched() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(tasks::add).start();
        newest = snapshot(2, B);
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(allows(origins, A)).isTrue();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, B)).isTrue();
        assertThat(kinds()).containsExactly(RefreshEvent.Kind.REFRESHED, RefreshEvent.Kind.REFRESHED);
    }

    @Test
    void fetches_before_the_first_decision_after_a_thaw() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        assertThat(allows(origins, A)).isTrue();
        newest = snapshot(2, B);
        pass(Duration.ofHours(1));
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, B)).isTrue();
        assertThat(fetches).hasValue(2);
    }

    /** As after a thaw: the clock went on, and the counter did not. */
    @Test
    void counts_the_time_of_a_freeze_which_only_the_clock_has_seen() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        failure = new IOException("no connection");
        now += Duration.ofMinutes(10).toMillis();
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, OWN)).isTrue();
    }

    @Test
    void counts_the_time_that_a_clock_set_back_hides() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        failure = new IOException("no connection");
        count += Duration.ofMinutes(20).toMillis();
        now += 1;
        assertThat(allows(origins, A)).isFalse();
    }

    @Test
    void refuses_while_the_clock_is_before_the_latest_refresh_and_none_succeeds() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        now -= 1;
        failure = new IOException("no connection");
        assertThat(allows(origins, A)).isFalse();
        assertThat(origins.age()).isNull();
        failure = null;
        pass(Duration.ofMinutes(1));
        now -= Duration.ofHours(5).toMillis();
        assertThat(allows(origins, A)).isTrue();
        assertThat(origins.age()).isZero();
    }

    @Test
    void refuses_when_the_origins_are_too_old_and_reports_it_once() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        failure = new IOException("no connection");
        pass(Duration.ofMinutes(9));
        assertThat(allows(origins, A)).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, OWN)).isTrue();
        assertThat(kinds())
                .containsExactly(
                        RefreshEvent.Kind.REFRESHED,
                        RefreshEvent.Kind.FAILED,
                        RefreshEvent.Kind.FAILED,
                        RefreshEvent.Kind.STALE);
        assertThat(events.get(3).age()).isEqualTo(Duration.ofMinutes(10));
        assertThat(events.get(3).failures()).isEqualTo(2);
        failure = null;
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(origins.failure()).isNull();
        assertThat(events.get(4).kind()).isEqualTo(RefreshEvent.Kind.UNCHANGED);
    }

    @Test
    void falls_back_to_a_list_that_was_brought_along() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins =
                origins(Runnable::run).fallback(snapshot(0, B)).start();
        assertThat(allows(origins, B)).isFalse();
        failure = new IOException("no connection");
        pass(Duration.ofMinutes(10));
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, B)).isTrue();
        assertThat(origins.snapshot().version()).isZero();
    }

    @Test
    void starts_without_a_snapshot_and_refuses_until_there_is_one() throws Exception {
        failure = new IOException("no such object");
        RefreshedOrigins origins = origins(Runnable::run).start();
        assertThat(origins.failure()).hasMessage("no such object");
        assertThat(allows(origins, A)).isFalse();
        failure = null;
        newest = snapshot(1, A);
        pass(Duration.ofSeconds(2));
        assertThat(allows(origins, A)).isTrue();
    }

    @Test
    void waits_longer_after_each_failure() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        failure = new IOException("throttled");
        pass(Duration.ofMinutes(1));
        List<Long> pauses = new ArrayList<>();
        long last = now;
        int seen = fetches.get();
        for (int second = 0; second < 400; second++) {
            allows(origins, A);
            if (fetches.get() > seen) {
                pauses.add(now - last);
                last = now;
                seen = fetches.get();
            }
            pass(Duration.ofSeconds(1));
        }
        // 1, 2, 4, 8, 16, 32, 60, 60 … seconds, each less up to a half.
        assertThat(pauses).hasSizeBetween(8, 18);
        assertThat(pauses.subList(0, 3)).allMatch(pause -> pause <= 3000);
        assertThat(pauses).allMatch(pause -> pause <= 61_000);
        assertThat(pauses.subList(7, pauses.size())).allMatch(pause -> pause >= 30_000);
    }

    @Test
    void does_not_replace_a_good_snapshot_by_an_older_or_contradicting_one() throws Exception {
        newest = snapshot(5, A);
        RefreshedOrigins origins = origins(Runnable::run).start();
        newest = snapshot(4, B);
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(origins.failure()).hasMessageContaining("has version 4, and the one in use has 5, which is newer");
        newest = snapshot(5, B);
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(origins.failure()).hasMessageContaining("has version 5 as the one in use, and other origins");
        newest = snapshot(5, A);
        pass(Duration.ofMinutes(1));
        allows(origins, A);
        assertThat(origins.failure()).isNull();
    }

    @Test
    void waits_for_one_refresh_however_many_requests_there_are() throws Exception {
        newest = snapshot(1, A);
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        OriginSnapshot first = snapshot(1, A);
        OriginSnapshot second = snapshot(2, B);
        RefreshedOrigins origins = RefreshedOrigins.from(
                        current -> {
                            if (calls.incrementAndGet() == 1) {
                                return first;
                            }
                            waiting.countDown();
                            release.await();
                            return second;
                        },
                        RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10))
                                .withTimeout(Duration.ofMinutes(5))
                                .withAttemptLimit(Duration.ofMinutes(9)))
                .clock(() -> Instant.ofEpochMilli(now))
                .counter(() -> count)
                .start();
        pass(Duration.ofMinutes(10));
        List<Boolean> results = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> results.add(allows(origins, B)));
            threads.add(thread);
            thread.start();
        }
        waiting.await();
        release.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results).hasSize(8).containsOnly(true);
        assertThat(calls).hasValue(2);
    }

    /** A connection that froze with the function: the request is decided by the fallback once its time is over. */
    @Test
    void does_not_wait_for_ever_for_a_source_that_hangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OriginSnapshot first = snapshot(1, A);
        AtomicInteger calls = new AtomicInteger();
        RefreshedOrigins origins = RefreshedOrigins.from(
                        current -> {
                            if (calls.incrementAndGet() == 2) {
                                never.await();
                            }
                            return first;
                        },
                        RefreshRules.of(Duration.ofMillis(1), Duration.ofMillis(2))
                                .withTimeout(Duration.ofMillis(20)))
                .clock(() -> Instant.ofEpochMilli(now))
                .start();
        now += 100;
        assertThat(allows(origins, A)).isFalse();
        // Later than an attempt may take: another one starts, and succeeds.
        now += 60_000;
        while (!allows(origins, A)) {
            Thread.onSpinWait();
        }
        assertThat(calls).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void a_listener_that_fails_changes_nothing() throws Exception {
        newest = snapshot(1, A);
        RefreshedOrigins origins = origins(Runnable::run)
                .listener(event -> {
                    throw new IllegalStateException("of the listener");
                })
                .start();
        assertThat(allows(origins, A)).isTrue();
        assertThat(origins.failure()).isNull();
    }

    @Test
    void strangers_cause_no_read() throws Exception {
        newest = snapshot(1, A, "https://*.a.example", "http://localhost:*");
        RefreshedOrigins origins = origins(Runnable::run).start();
        for (int i = 0; i < 10_000; i++) {
            assertThat(allows(origins, "https://stranger-" + i + ".example")).isFalse();
        }
        assertThat(allows(origins, "https://" + "a.".repeat(4000) + "example")).isFalse();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void settings_that_are_not_valid_stop_the_start() {
        assertThatThrownBy(() -> RefreshedOrigins.from(
                                this::fetch, RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)))
                        .settings(CorsPolicy.builder().allowMethods("patch"))
                        .start())
                .isInstanceOf(CorsPolicyException.class);
        assertThatThrownBy(() -> RefreshRules.of(Duration.ofMinutes(10), Duration.ofMinutes(1)))
                .hasMessageContaining("PT10M");
    }

    @Test
    void each_tenant_has_its_own_pages_only() throws Exception {
        newest = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS)
                .add("api.a.example", A)
                .add("api.b.example", B)
                .build(1, Instant.EPOCH);
        RefreshedOrigins origins = origins(Runnable::run).start();
        CorsPolicies byHost = CorsPolicies.byHost(origins);
        for (int round = 0; round < 3; round++) {
            assertThat(decide(byHost, "api.a.example", A).allowed()).isTrue();
            assertThat(decide(byHost, "api.b.example", A).allowed()).isFalse();
            assertThat(decide(byHost, "api.b.example", B).allowed()).isTrue();
            assertThat(decide(byHost, "api.a.example", B).allowed()).isFalse();
            assertThat(decide(byHost, "api.unknown.example", A).allowed()).isFalse();
            assertThat(decide(byHost, null, A).allowed()).isFalse();
            assertThat(decide(byHost, "api.a.example", OWN).allowed()).isTrue();
        }
        CorsDecision preflight = byHost.select(target(Map.of("host", "api.b.example")))
                .decide(CorsRequest.of("OPTIONS", A, "PUT", null));
        assertThat(preflight.status()).hasValue(403);
        assertThat(preflight.vary()).contains("Origin");
        assertThat(decide(byHost, "api.a.example", A).headers())
                .isEqualTo(decide(byHost, "api.a.example", A).headers())
                .anyMatch(header -> header.value().equals(A));
    }

    private static CorsDecision decide(CorsPolicies policies, @Nullable String host, String origin) {
        Map<String, String> parts = new HashMap<>();
        if (host != null) {
            parts.put("host", host);
        }
        return policies.select(target(parts)).decide(CorsRequest.of("GET", origin, null, null));
    }

    private static CallTarget target(Map<String, String> parts) {
        return new CallTarget() {
            @Override
            public @Nullable String host() {
                return parts.get("host");
            }

            @Override
            public @Nullable String path() {
                return parts.get("path");
            }

            @Override
            public @Nullable String stage() {
                return parts.get("stage");
            }

            @Override
            public @Nullable String field(String name) {
                return parts.get(name);
            }
        };
    }

    @Test
    void tenants_are_told_by_path_stage_or_field() throws Exception {
        newest =
                new SnapshotBuilder(OriginRules.WITH_CREDENTIALS).add("acme", A).build(1, Instant.EPOCH);
        RefreshedOrigins origins = origins(Runnable::run).start();
        CorsRequest request = CorsRequest.of("GET", A, null, null);
        CorsPolicies byPath = CorsPolicies.byPathSegment(origins, "/tenants/");
        assertThat(byPath.select(target(Map.of("path", "/tenants/acme/orders")))
                        .decide(request)
                        .allowed())
                .isTrue();
        assertThat(byPath.select(target(Map.of("path", "/tenants/acme")))
                        .decide(request)
                        .allowed())
                .isTrue();
        for (String path :
                new String[] {"/tenants/other/acme", "/acme", "/tenants/acm%65/x", "/tenants/", "/tenants"}) {
            assertThat(byPath.select(target(Map.of("path", path)))
                            .decide(request)
                            .allowed())
                    .as(path)
                    .isFalse();
        }
        assertThat(CorsPolicies.byStage(origins)
                        .select(target(Map.of("stage", "acme")))
                        .decide(request)
                        .allowed())
                .isTrue();
        assertThat(CorsPolicies.byField(origins, "stageVariables.tenant")
                        .select(target(Map.of("stageVariables.tenant", "acme")))
                        .decide(request)
                        .allowed())
                .isTrue();
        for (String field : new String[] {
            "headers.x-tenant", "requestContext.authorizer.tenant", "body", "requestContext.identity.sourceIp"
        }) {
            assertThatThrownBy(() -> CorsPolicies.byField(origins, field)).hasMessageContaining(field);
        }
        assertThatThrownBy(() -> CorsPolicies.byPathSegment(origins, "tenants")).hasMessageContaining("slash");
    }

    /** Tables are small, and strangers fill them: what is allowed stays right. */
    @Test
    void ten_thousand_tenants_are_kept_apart() throws Exception {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        for (int i = 0; i < 10_000; i++) {
            builder.add("api" + i + ".example", "https://t" + i + ".example");
            builder.add("api" + i + ".example", "https://*.t" + i + ".example");
        }
        newest = builder.build(1, Instant.EPOCH);
        RefreshedOrigins origins = origins(Runnable::run).start();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                CorsPolicy policy = origins.policy("api" + i + ".example");
                String other = "https://t" + (i + 1) % 10_000 + ".example";
                assertThat(policy.decide("GET", "https://t" + i + ".example", null, null)
                                .allowed())
                        .isTrue();
                assertThat(policy.decide("GET", "https://x.t" + i + ".example", null, null)
                                .allowed())
                        .isTrue();
                assertThat(policy.decide("GET", other, null, null).allowed()).isFalse();
                assertThat(origins.policy("stranger" + i)
                                .decide("GET", other, null, null)
                                .allowed())
                        .isFalse();
            }
        }
    }
}
