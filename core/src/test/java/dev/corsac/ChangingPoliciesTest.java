package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChangingPoliciesTest {

    private static final String A = "https://a.example";
    private static final String B = "https://b.example";

    private static boolean allows(CorsPolicy policy, String origin) {
        return policy.decide(CorsRequest.of("GET", origin, null, null)).allowed();
    }

    @Nested
    class A_holder {

        private final CorsPolicyHolder holder =
                new CorsPolicyHolder(CorsPolicy.builder().allowOrigins(A).build());

        @Test
        void decides_by_the_policy_of_now() {
            assertThat(holder.decide(CorsRequest.of("GET", B, null, null)).allowed())
                    .isFalse();
            holder.set(CorsPolicy.builder().allowOrigins(B).build());
            assertThat(holder.decide(CorsRequest.of("GET", B, null, null)).allowed())
                    .isTrue();
            assertThat(allows(holder.get(), A)).isFalse();
        }

        @Test
        void changes_some_settings_and_leaves_the_others() {
            CorsPolicy changed =
                    holder.change(builder -> builder.allowOrigins(B).allowMethods("PUT"));
            assertThat(holder.get()).isSameAs(changed);
            assertThat(changed)
                    .isEqualTo(CorsPolicy.builder()
                            .allowOrigins(A, B)
                            .allowMethods("PUT")
                            .build());
            holder.change(builder -> builder.allowOnlyOrigins(List.of(B)).allowMethods("DELETE"));
            assertThat(allows(holder.get(), A)).isFalse();
        }

        @Test
        void keeps_the_former_policy_if_the_new_one_cannot_be_built() {
            CorsPolicy former = holder.get();
            assertThatThrownBy(() ->
                            holder.change(builder -> builder.allowMethods("PUT").allowOrigins("nonsense")))
                    .isInstanceOf(CorsPolicyException.class);
            assertThat(holder.get()).isSameAs(former);
        }

        @Test
        void loses_no_change_of_several_threads() throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int number = t;
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 50; i++) {
                        String origin = "https://t" + number + "-" + i + ".example";
                        holder.change(builder -> builder.allowOrigins(origin));
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(PolicySettings.origins(holder.get())).hasSize(201);
        }
    }

    @Nested
    class A_refreshed_policy {

        private long now = 1_000_000;
        private final InstantSource clock = () -> Instant.ofEpochMilli(now);
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private List<String> tenants = List.of(B);
        private final AtomicInteger fetches = new AtomicInteger();
        private boolean broken;

        private List<String> tenants() throws IOException {
            fetches.incrementAndGet();
            if (broken) {
                throw new IOException("no connection");
            }
            return tenants;
        }

        private RefreshedCorsPolicy policy() {
            return new RefreshedCorsPolicy(
                    CorsPolicy.builder().allowOrigins(A), this::tenants, Duration.ofMinutes(1), clock, tasks::add);
        }

        @Test
        void begins_with_the_origins_of_the_source_and_its_own() {
            CorsPolicy policy = policy().get();
            assertThat(allows(policy, A)).isTrue();
            assertThat(allows(policy, B)).isTrue();
        }

        @Test
        void is_refreshed_off_the_request_path_and_once() {
            RefreshedCorsPolicy policy = policy();
            CorsPolicy first = policy.get();
            now += 59_999;
            assertThat(policy.get()).isSameAs(first);
            assertThat(tasks).isEmpty();
            tenants = List.of("https://c.example");
            now += 1;
            assertThat(policy.decide(CorsRequest.of("GET", B, null, null)).allowed())
                    .isTrue();
            assertThat(policy.get()).isSameAs(first);
            now += 120_000;
            assertThat(policy.get()).isSameAs(first);
            assertThat(tasks).hasSize(1);
            assertThat(fetches).hasValue(1);
            tasks.remove().run();
            assertThat(fetches).hasValue(2);
            assertThat(allows(policy.get(), B)).isFalse();
            assertThat(allows(policy.get(), "https://c.example")).isTrue();
        }

        @Test
        void tells_how_old_its_origins_are() {
            RefreshedCorsPolicy policy = policy();
            now += 90_000;
            assertThat(policy.age()).isEqualTo(Duration.ofSeconds(90));
            policy.get();
            tasks.remove().run();
            assertThat(policy.age()).isZero();
        }

        @Test
        void keeps_the_last_good_set_when_the_source_fails() {
            RefreshedCorsPolicy policy = policy();
            CorsPolicy first = policy.get();
            broken = true;
            now += 60_000;
            policy.get();
            tasks.remove().run();
            assertThat(policy.failure()).hasMessage("no connection");
            assertThat(policy.age()).isEqualTo(Duration.ofMinutes(1));
            assertThat(policy.get()).isSameAs(first);
            assertThat(tasks).isEmpty();
            broken = false;
            now += 60_000;
            policy.get();
            tasks.remove().run();
            assertThat(policy.failure()).isNull();
            assertThat(policy.age()).isZero();
            now += 60_000;
            policy.get();
            assertThat(tasks).hasSize(1);
        }

        @Test
        void keeps_the_last_good_set_when_one_of_the_new_is_no_origin() {
            RefreshedCorsPolicy policy = policy();
            tenants = List.of("https://c.example", "https://D.example/");
            now += 60_000;
            policy.get();
            tasks.remove().run();
            assertThat(policy.failure()).isInstanceOf(CorsPolicyException.class);
            assertThat(allows(policy.get(), B)).isTrue();
            assertThat(allows(policy.get(), "https://c.example")).isFalse();
        }

        @Test
        void goes_on_when_the_executor_takes_nothing() {
            RefreshedCorsPolicy policy =
                    new RefreshedCorsPolicy(CorsPolicy.builder(), this::tenants, Duration.ofMinutes(1), clock, task -> {
                        throw new RejectedExecutionException("shut down");
                    });
            now += 60_000;
            assertThat(allows(policy.get(), B)).isTrue();
            assertThat(policy.failure()).hasMessage("shut down");
        }

        /** As when an executor drops its queue, or a function is frozen for good between submitting and running. */
        @Test
        void does_not_wait_for_ever_for_a_task_that_was_dropped() {
            RefreshedCorsPolicy policy = policy();
            now += 60_000;
            policy.get();
            Runnable dropped = tasks.remove();
            now += RefreshedCorsPolicy.ATTEMPT_LIMIT.toMillis() - 1;
            policy.get();
            assertThat(tasks).isEmpty();
            assertThat(policy.failure()).isNull();
            now += 1;
            tenants = List.of("https://c.example");
            policy.get();
            assertThat(policy.failure()).hasMessageContaining("had not ended after 180000 ms");
            tasks.remove().run();
            assertThat(allows(policy.get(), B)).isFalse();
            assertThat(policy.failure()).isNull();
            assertThat(policy.age()).isZero();
            tenants = List.of(B);
            dropped.run();
            assertThat(allows(policy.get(), B)).isFalse();
        }

        /** A connection that was frozen with the function: its thread is interrupted, and origins that come late still count. */
        @Test
        void gives_up_a_source_that_hangs() throws Exception {
            CountDownLatch hanging = new CountDownLatch(1);
            AtomicBoolean interrupted = new AtomicBoolean();
            AtomicInteger calls = new AtomicInteger();
            OriginSource source = () -> {
                if (calls.incrementAndGet() == 2) {
                    hanging.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                }
                return tenants;
            };
            RefreshedCorsPolicy policy =
                    new RefreshedCorsPolicy(CorsPolicy.builder(), source, Duration.ofMinutes(1), clock, tasks::add);
            now += 60_000;
            policy.get();
            Thread worker = new Thread(tasks.remove());
            worker.start();
            hanging.await();
            tenants = List.of("https://c.example");
            now += 10 * 60_000;
            policy.get();
            assertThat(policy.failure()).isInstanceOf(TimeoutException.class);
            worker.join();
            assertThat(interrupted).isTrue();
            assertThat(policy.failure()).isInstanceOf(TimeoutException.class);
            assertThat(allows(policy.get(), B)).isTrue();
            tasks.remove().run();
            assertThat(allows(policy.get(), B)).isFalse();
            assertThat(allows(policy.get(), "https://c.example")).isTrue();
            assertThat(policy.failure()).isNull();
        }

        @Test
        void refreshes_when_the_clock_was_set_back() {
            RefreshedCorsPolicy policy = policy();
            now -= 3_600_000;
            tenants = List.of("https://c.example");
            policy.get();
            assertThat(tasks).hasSize(1);
            tasks.remove().run();
            assertThat(allows(policy.get(), B)).isFalse();
            now += 59_999;
            policy.get();
            assertThat(tasks).isEmpty();
        }

        @Test
        void does_not_begin_without_origins() {
            broken = true;
            assertThatThrownBy(this::policy)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no connection");
            broken = false;
            tenants = List.of("nonsense");
            assertThatThrownBy(this::policy).isInstanceOf(CorsPolicyException.class);
            assertThatThrownBy(() -> new RefreshedCorsPolicy(
                            CorsPolicy.builder(), this::tenants, Duration.ZERO, clock, tasks::add))
                    .hasMessageContaining("PT0S");
        }

        @Test
        void has_settings_of_its_own() {
            CorsPolicy.Builder settings = CorsPolicy.builder().allowMethods("PUT");
            RefreshedCorsPolicy policy =
                    new RefreshedCorsPolicy(settings, this::tenants, Duration.ofMinutes(1), clock, tasks::add);
            settings.allowOrigins("nonsense");
            now += 60_000;
            policy.get();
            tasks.remove().run();
            assertThat(policy.failure()).isNull();
        }
    }
}
