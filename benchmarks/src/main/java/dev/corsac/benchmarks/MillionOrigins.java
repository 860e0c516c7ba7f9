package dev.corsac.benchmarks;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** How long a policy with a million origins takes to build, and what it weighs on the heap: the figures of three rounds. */
public final class MillionOrigins {

    private static final String TABLE = "million-origins";
    private static final int COUNT = 1_000_000;

    private static final String BYTES = "bytes an origin";

    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> bytesOnceCalled = new ArrayList<>();
    private final List<Double> bytesOfSet = new ArrayList<>();

    private MillionOrigins() {}

    /** Prints both, and what a HashSet weighs. Bytes are those of an origin in addition to its characters. */
    public static void main(String[] args) {
        MillionOrigins figures = new MillionOrigins();
        for (int round = 0; round < 3; round++) {
            figures.measure();
        }
        Figure.print(BYTES, figures.bytes, TABLE, "the policy");
        Figure.print(BYTES, figures.bytesOfSet, TABLE, "a `HashSet` of the same origins");
        Figure.print(BYTES, figures.bytesOnceCalled, TABLE, "the policy once each origin has called");
        Figure.print("s", figures.seconds, TABLE, "to build the policy");
    }

    private void measure() {
        long before = used();
        List<String> origins = new ArrayList<>(COUNT);
        long characters = 0;
        for (int i = 0; i < COUNT; i++) {
            String origin = "https://tenant-" + i + ".example.com";
            origins.add(origin);
            characters += origin.length();
        }
        long start = System.nanoTime();
        CorsPolicy policy = CorsPolicy.builder().allowOrigins(origins).build();
        seconds.add((System.nanoTime() - start) / 1e9);
        origins = null;
        bytes.add((used() - before - characters) / (double) COUNT);
        for (int i = 0; i < COUNT; i++) {
            if (!policy.decide(CorsRequest.of("GET", "https://tenant-" + i + ".example.com", null, null))
                    .allowed()) {
                throw new IllegalStateException("tenant " + i);
            }
        }
        bytesOnceCalled.add((used() - before - characters) / (double) COUNT);
        if (!policy.decide(CorsRequest.of("GET", "https://tenant-0.example.com", null, null))
                .allowed()) {
            throw new IllegalStateException("kept alive until here");
        }
        policy = null;

        before = used();
        HashSet<String> set = new HashSet<>();
        for (int i = 0; i < COUNT; i++) {
            set.add("https://tenant-" + i + ".example.com");
        }
        bytesOfSet.add((used() - before - characters) / (double) set.size());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
