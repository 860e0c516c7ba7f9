package dev.corsac.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints one figure as a line of JSON: {@code {"name":"table/key/key","unit":"ns","least":1.23,"median":1.30,"most":1.41}}. The first
 * part of the name is the file in {@code benchmarks/results} that keeps the figure, without its ending, and the others are the cells of
 * its first columns.
 */
public final class Figure {

    private Figure() {}

    /** Prints the figure of the numbers in the standard input, one a line. Arguments: the unit, then the parts of the name. */
    public static void main(String[] arguments) throws IOException {
        List<Double> values = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(Double::valueOf)
                .toList();
        print(arguments[0], values, Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /**
     * Prints a figure.
     *
     * @param unit the unit of the values, such as {@code ns}
     * @param values what was measured, at least once
     * @param name the parts of the name
     */
    public static void print(String unit, List<Double> values, String... name) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(String.join("/", name) + ": nothing was measured.");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        print(unit, sorted.get(0), median, sorted.get(sorted.size() - 1), name);
    }

    /** Prints a figure of which only these three are known. */
    static void print(String unit, double least, double median, double most, String... name) {
        for (String part : name) {
            if (part.isEmpty() || part.matches(".*[/\"\\\\\t\n].*")) {
                throw new IllegalArgumentException("\"" + part + "\" cannot be a part of a figure's name.");
            }
        }
        System.out.println("{\"name\":\"" + String.join("/", name) + "\",\"unit\":\"" + unit + "\",\"least\":"
                + text(least) + ",\"median\":" + text(median) + ",\"most\":" + text(most) + "}");
    }

    /** Returns a number with three digits or more that count, as far as they are of use to a reader. */
    private static String text(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
