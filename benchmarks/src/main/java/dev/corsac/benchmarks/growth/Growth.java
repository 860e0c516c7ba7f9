package dev.corsac.benchmarks.growth;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Measures how the cost of the parts grows: each part with inputs of several sizes, three times, by the processor time of one
 * thread. Checks every result. Prints JSON, one object a line; the last one of a part has the growth of the cost for each item
 * from the smallest size to the largest, where 1 is linear. Arguments: {@code short}, {@code full} or {@code huge}, and a pattern of
 * names (optional). Ends with 1 if a result is wrong, never because of a time.
 */
public final class Growth {

    private static final int ROUNDS = 3;

    private Growth() {}

    /** A part with inputs of any size. */
    interface Part {

        /** Makes the input of a size, which is not measured. */
        Run prepare(int size) throws Exception;
    }

    /** A part at work on one input. */
    interface Run {

        /** Does the work once. Returns further figures by name. Throws an exception if the result is wrong. */
        Map<String, Double> run() throws Exception;
    }

    /** The sizes of a part, by the length of the run. */
    private record Sizes(List<Integer> small, List<Integer> full, List<Integer> huge) {

        List<Integer> of(String length) {
            return switch (length) {
                case "short" -> small;
                case "full" -> full;
                case "huge" -> huge;
                default -> throw new IllegalArgumentException(length + ": write short, full or huge.");
            };
        }
    }

    /** Measures; see the class. */
    public static void main(String[] arguments) throws Exception {
        String length = arguments.length > 0 ? arguments[0] : "short";
        Pattern names = Pattern.compile(arguments.length > 1 ? arguments[1] : "");
        Map<String, Part> parts = new LinkedHashMap<>();
        Map<String, Sizes> sizes = new LinkedHashMap<>();
        add(parts, sizes, "origins", Origins::policy, List.of(1_000, 10_000), millions(1, 10), millions(10, 100));
        add(parts, sizes, "origins-hashset", Origins::set, List.of(1_000, 10_000), millions(1, 10), millions(10, 100));
        add(parts, sizes, "routes", Inputs::routes, List.of(10, 100), List.of(10, 100, 1_000), List.of(1_000, 10_000));
        add(
                parts,
                sizes,
                "console",
                Inputs::console,
                List.of(100, 1_000),
                thousands(1, 10, 100),
                thousands(100, 1_000));
        add(parts, sizes, "har", Inputs::har, List.of(20, 200), List.of(500, 5_000, 50_000), thousands(50, 100));
        add(
                parts,
                sizes,
                "resources",
                Inputs::resources,
                List.of(20, 200),
                List.of(100, 1_000, 10_000),
                thousands(10, 20));
        add(parts, sizes, "check", Inputs::check, List.of(5, 20), List.of(10, 100, 1_000), thousands(1, 2));
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (names.matcher(part.getKey()).find()) {
                measure(part.getKey(), part.getValue(), sizes.get(part.getKey()).of(length));
            }
        }
    }

    private static void add(
            Map<String, Part> parts,
            Map<String, Sizes> sizes,
            String name,
            Part part,
            List<Integer> small,
            List<Integer> full,
            List<Integer> huge) {
        parts.put(name, part);
        sizes.put(name, new Sizes(small, full, huge));
    }

    private static List<Integer> millions(int... counts) {
        return times(1_000_000, counts);
    }

    private static List<Integer> thousands(int... counts) {
        return times(1_000, counts);
    }

    private static List<Integer> times(int factor, int... counts) {
        List<Integer> sizes = new ArrayList<>();
        for (int count : counts) {
            sizes.add(factor * count);
        }
        return sizes;
    }

    private static void measure(String name, Part part, List<Integer> sizes) throws Exception {
        List<Double> each = new ArrayList<>();
        for (int size : sizes) {
            Run run = part.prepare(size);
            run.run(); // the first loads classes
            double[] millis = new double[ROUNDS];
            Map<String, Double> more = Map.of();
            for (int round = 0; round < ROUNDS; round++) {
                long start = cpuNanos();
                more = run.run();
                millis[round] = (cpuNanos() - start) / 1e6;
            }
            Arrays.sort(millis);
            StringBuilder line = new StringBuilder();
            line.append(String.format(
                    Locale.ROOT,
                    "{\"part\":\"%s\",\"size\":%d,\"unit\":\"ms\",\"least\":%.2f,\"median\":%.2f,\"most\":%.2f",
                    name,
                    size,
                    millis[0],
                    millis[ROUNDS / 2],
                    millis[ROUNDS - 1]));
            more.forEach((figure, value) -> line.append(String.format(Locale.ROOT, ",\"%s\":%.1f", figure, value)));
            System.out.println(line.append('}'));
            each.add(millis[0] / size);
        }
        System.out.printf(
                Locale.ROOT,
                "{\"part\":\"%s\",\"from\":%d,\"to\":%d,\"growthOfCostPerItem\":%.2f}%n",
                name,
                sizes.get(0),
                sizes.get(sizes.size() - 1),
                each.get(each.size() - 1) / each.get(0));
    }

    /** Returns the processor time of this thread so far. */
    static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Returns the bytes of the heap that are in use. */
    static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Throws an exception with what was found, if it is not as it must be. */
    static void check(boolean right, String found) {
        if (!right) {
            throw new IllegalStateException("a wrong result: " + found);
        }
    }
}
