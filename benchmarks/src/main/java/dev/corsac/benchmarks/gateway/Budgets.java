package dev.corsac.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints JMH's figures as a table of Markdown, and ends with 1 if a budget is not kept. */
public final class Budgets {

    private static final double FRONT_MICROS = 20;
    private static final double FRONT_BYTES = 10 * 1024;
    private static final double PAGE_MICROS = 50;

    private Budgets() {}

    /** A line of JMH's table. */
    private record Figure(String benchmark, double score, double error, String front) {

        /** {@code "benchmark","mode",threads,samples,score,error,"unit","front"}. */
        static Figure of(String line) {
            String[] cells = line.replace("\"", "").split(",", -1);
            return new Figure(
                    cells[0],
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    cells.length > 7 ? cells[7] : "");
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        Map<String, Figure> times = new LinkedHashMap<>();
        Map<String, Double> bytes = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Figure figure = Figure.of(line);
            String name = figure.front().isEmpty() ? "page, with preflight" : figure.front();
            if (figure.benchmark().endsWith("gc.alloc.rate.norm")) {
                bytes.put(name, figure.score());
            } else if (!figure.benchmark().contains(":")) {
                times.put(name, figure);
            }
        }
        System.out.println("| | µs | ± | bytes allocated | within the budget |");
        System.out.println("|---|---|---|---|---|");
        boolean kept = true;
        for (Map.Entry<String, Figure> entry : times.entrySet()) {
            boolean page = entry.getKey().startsWith("page");
            int fronts = entry.getKey().contains("-to-") ? 2 : 1;
            double micros = entry.getValue().score() / 1_000;
            double allocated = bytes.get(entry.getKey());
            boolean within =
                    page ? micros <= PAGE_MICROS : micros <= fronts * FRONT_MICROS && allocated <= fronts * FRONT_BYTES;
            kept &= within;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %,.0f | %s |%n",
                    entry.getKey(),
                    micros,
                    entry.getValue().error() / 1_000,
                    allocated,
                    within ? "yes" : "**no**");
        }
        if (!kept) {
            System.exit(1);
        }
    }
}
