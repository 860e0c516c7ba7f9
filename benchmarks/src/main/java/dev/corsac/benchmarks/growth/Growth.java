package dev.corsac.benchmarks.growth;

import dev.corsac.benchmarks.Figure;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Measures how the cost of the parts grows: each part with inputs of several sizes, three times, by the processor time of one
 * thread. Checks every result. Prints figures. Arguments: {@code short}, {@code full} or {@code huge}, and a pattern of
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

        /** Does the work once, and returns what was measured. Throws an exception if the result is wrong. */
        List<Measure> run() throws Exception;
    }

    /** What was measured of a part: the figure's name, its unit and its value. */
    record Measure(String name, String unit, double value) {}

    /** Work whose time is measured. */
    interface Work {

        /** Does the work once. Throws an exception if the result is wrong. */
        void run() throws Exception;
    }

    /** Returns a run that measures the processor time of some work. */
    static Run timed(String name, Work work) {
        return () -> {
            long start = cpuNanos();
            work.run();
            return List.of(new Measure(name, "ms", (cpuNanos() - start) / 1e6));
        };
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
        add(parts, sizes, "check", Inputs::check, List.of(5, 20), List.of(10, 100, 1_000), thousands(1, 3));
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (names.matcher(part.getKey()).find()) {
                measure(part.getValue(), sizes.get(part.getKey()).of(length));
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

    private static void measure(Part part, List<Integer> sizes) throws Exception {
        for (int i = 0; i < sizes.size(); i++) {
            int size = sizes.get(i);
            Run run = part.prepare(size);
            if (i == 0) {
                run.run(); // the first loads classes
            }
            Map<Measure, List<Double>> figures = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Measure each : run.run()) {
                    figures.computeIfAbsent(new Measure(each.name(), each.unit(), 0), name -> new ArrayList<>())
                            .add(each.value());
                }
            }
            figures.forEach(
                    (each, values) -> Figure.print(each.unit(), values, "growth", each.name(), Integer.toString(size)));
        }
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
