package dev.corsac.benchmarks.growth;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A policy with many origins, and the set of the JDK with the same ones: what each costs to build, to keep and to ask. */
final class Origins {

    private static final int QUESTIONS = 200_000;

    /** Coprime to all sizes, so that the questions are spread over all origins. */
    private static final long STEP = 7_919;

    private Origins() {}

    private static String origin(long index) {
        return "https://tenant-" + index + ".example.com";
    }

    private static List<String> origins(int size) {
        List<String> origins = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            origins.add(origin(i));
        }
        return origins;
    }

    static Growth.Run policy(int size) {
        List<String> origins = origins(size);
        return () -> {
            long before = Growth.used();
            long start = Growth.cpuNanos();
            CorsPolicy policy = CorsPolicy.builder().allowOrigins(origins).build();
            double millis = (Growth.cpuNanos() - start) / 1e6;
            double bytes = (Growth.used() - before) / (double) size;
            Growth.check(
                    !policy.decide(CorsRequest.of("GET", origin(size), null, null))
                            .allowed(),
                    "an origin that is not listed is allowed");
            double nanos = asked(
                    size,
                    origin -> policy.decide(CorsRequest.of("GET", origin, null, null))
                            .allowed());
            return measures("policy", millis, bytes, nanos);
        };
    }

    static Growth.Run set(int size) {
        List<String> origins = origins(size);
        return () -> {
            long before = Growth.used();
            long start = Growth.cpuNanos();
            Set<String> set = new HashSet<>(origins);
            double millis = (Growth.cpuNanos() - start) / 1e6;
            double bytes = (Growth.used() - before) / (double) size;
            Growth.check(set.size() == size, set.size() + " are in the set");
            return measures("`HashSet`", millis, bytes, asked(size, set::contains));
        };
    }

    private static List<Growth.Measure> measures(String what, double millis, double bytes, double nanos) {
        return List.of(
                new Growth.Measure(what + ": build", "ms", millis),
                new Growth.Measure(what + ": kept in addition to the string", "bytes an origin", bytes),
                new Growth.Measure(what + ": a decision", "ns", nanos));
    }

    /** Returns the time of a question, once each of the origins that are asked for has been asked for. */
    private static double asked(int size, Predicate<String> question) {
        long start = 0;
        for (int round = 0; round < 2; round++) {
            start = Growth.cpuNanos();
            int found = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                found += question.test(origin(i * STEP % size)) ? 1 : 0;
            }
            Growth.check(found == QUESTIONS, found + " of " + QUESTIONS + " are found");
        }
        return (Growth.cpuNanos() - start) / (double) QUESTIONS;
    }
}
