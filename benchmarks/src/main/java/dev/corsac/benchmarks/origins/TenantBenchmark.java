package dev.corsac.benchmarks.origins;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.RefreshRules;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.RefreshedOrigins;
import dev.corsac.origins.SnapshotBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time to choose a tenant's policy and to decide, with two clocks read, next to a look-up in a map of {@code HashSet}s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TenantBenchmark {

    @Param({"1", "1000", "1000000"})
    int origins;

    @Param({"1", "1000"})
    int tenants;

    /** How many different origins call: a thousand again and again, or all of them by turns. */
    @Param({"thousand", "all"})
    String callers;

    private final Map<String, Set<String>> sets = new HashMap<>();
    private RefreshedOrigins refreshed;
    private String[] keys;
    private String[] sent;
    private int next;

    @Setup
    public void prepare() throws IOException {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < origins; i++) {
            builder.add(key(i), origin(i));
            sets.computeIfAbsent(key(i), tenant -> new HashSet<>()).add(origin(i));
            order.add(i);
        }
        OriginSnapshot snapshot = builder.build(1, Instant.EPOCH);
        refreshed = RefreshedOrigins.from(current -> snapshot, RefreshRules.of(Duration.ofDays(1), Duration.ofDays(2)))
                .settings(CorsPolicy.builder().allowCredentials())
                .start();
        Collections.shuffle(order, new Random(1));
        int count = callers.equals("all") ? origins : Math.min(1000, origins);
        keys = new String[count];
        sent = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = key(order.get(i));
            sent[i] = origin(order.get(i));
        }
        for (int i = 0; i < count; i++) {
            if (!snapshot().allowed()) {
                throw new IllegalStateException(sent[i]);
            }
        }
    }

    private String key(int i) {
        return "api" + i % tenants + ".example.com";
    }

    private static String origin(int i) {
        return "https://customer-" + i + ".example.com";
    }

    private int next() {
        int now = next;
        next = now + 1 == sent.length ? 0 : now + 1;
        return now;
    }

    @Benchmark
    public CorsDecision snapshot() {
        int now = next();
        return refreshed.policy(keys[now]).decide("GET", sent[now], null, null);
    }

    @Benchmark
    public boolean hashSets() {
        int now = next();
        return sets.get(keys[now]).contains(sent[now]);
    }
}
