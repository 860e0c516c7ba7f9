package dev.corsac.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints a figure for each benchmark of {@code go test -bench}, whose report it reads from the standard input. */
public final class GoFigures {

    private static final Pattern LINE =
            Pattern.compile("BenchmarkDecision/([^/]+)/([^/]+)/(\\w+?)(?:-\\d+)?\\s+\\d+\\s+([\\d.]+) ns/op.*");

    private GoFigures() {}

    /** Reads and prints; ends with an error if the report has no result. */
    public static void main(String[] arguments) throws IOException {
        Map<List<String>, List<Double>> figures = new LinkedHashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                figures.computeIfAbsent(
                                List.of("decisions", matcher.group(2), matcher.group(3), matcher.group(1)),
                                name -> new ArrayList<>())
                        .add(Double.valueOf(matcher.group(4)));
            } else {
                System.err.println(line);
            }
        }
        if (figures.isEmpty()) {
            throw new IllegalStateException("go test has printed no result.");
        }
        figures.forEach((name, nanos) -> Figure.print("ns", nanos, name.toArray(new String[0])));
    }
}
