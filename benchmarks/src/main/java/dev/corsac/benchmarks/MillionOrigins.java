package dev.corsac.benchmarks;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** How long a policy with a million origins takes to build, and what it weighs on the heap. */
public final class MillionOrigins {

    private static final int COUNT = 1_000_000;

    private MillionOrigins() {}

    /** Prints both, and the same of a HashSet. */
    public static void main(String[] args) {
        for (int round = 0; round < 3; round++) {
            measure();
        }
    }

    private static void measure() {
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
        long took = System.nanoTime() - start;
        int same = origins.size();
        origins = null;
        long after = used();
        System.out.printf(
                "policy: %d origins built in %d ms, %.1f bytes each above their %.1f characters%n",
                same, took / 1_000_000, (after - before - characters) / (double) COUNT, characters / (double) COUNT);
        for (int i = 0; i < COUNT; i++) {
            if (!policy.decide(CorsRequest.of("GET", "https://tenant-" + i + ".example.com", null, null))
                    .allowed()) {
                throw new IllegalStateException("tenant " + i);
            }
        }
        System.out.printf(
                "        %.1f bytes each once every one of them has called%n",
                (used() - before - characters) / (double) COUNT);
        if (!policy.decide(CorsRequest.of("GET", "https://tenant-0.example.com", null, null))
                .allowed()) {
            throw new IllegalStateException("kept alive until here");
        }
        policy = null;

        before = used();
        HashSet<String> set = new HashSet<>();
        start = System.nanoTime();
        for (int i = 0; i < COUNT; i++) {
            set.add("https://tenant-" + i + ".example.com");
        }
        took = System.nanoTime() - start;
        System.out.printf(
                "HashSet: filled in %d ms (strings made meanwhile), %.1f bytes each above their characters%n",
                took / 1_000_000, (used() - before - characters) / (double) set.size());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
