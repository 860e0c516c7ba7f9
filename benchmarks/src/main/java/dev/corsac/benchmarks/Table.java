package dev.corsac.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one table in Markdown of what JMH and {@code go test -bench} have written, and one of the ratios that have a budget. */
public final class Table {

    private static final List<String> ENGINES =
            List.of("fresh", "hashset", "corsac", "corsac-written", "jub0bs", "rs", "spring", "jetty", "vertx");
    private static final List<String> CALLS = List.of(
            "actual-allowed",
            "actual-refused",
            "preflight-granted",
            "preflight-refused",
            "hostile-origin",
            "hostile-headers");
    private static final List<String> ORIGINS = List.of("1", "10", "1000", "1000000", "wildcard1000");

    private static final Pattern GO =
            Pattern.compile("BenchmarkDecision/([^/]+)/([^/]+)/(\\w+?)(?:-\\d+)?\\s+\\d+\\s+([\\d.]+) ns/op.*");

    private final Map<String, List<Double>> nanoseconds = new HashMap<>();

    private Table() {}

    /** Prints the tables of these files; what is in several of them is averaged. */
    public static void main(String[] files) throws IOException {
        Table table = new Table();
        for (String file : files) {
            if (file.endsWith(".csv")) {
                table.readJmh(Files.readAllLines(Path.of(file)));
            } else {
                table.readGo(Files.readAllLines(Path.of(file)));
            }
        }
        table.print();
    }

    private void readJmh(List<String> lines) {
        List<String> header = columns(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            List<String> columns = columns(line);
            add(
                    columns.get(header.indexOf("Param: engine")),
                    columns.get(header.indexOf("Param: call")),
                    columns.get(header.indexOf("Param: origins")),
                    Double.parseDouble(columns.get(header.indexOf("Score"))));
        }
    }

    private static List<String> columns(String line) {
        return List.of(line.replace("\"", "").split(",", -1));
    }

    private void readGo(List<String> lines) {
        for (String line : lines) {
            Matcher matcher = GO.matcher(line);
            if (matcher.matches()) {
                add(matcher.group(1), matcher.group(2), matcher.group(3), Double.parseDouble(matcher.group(4)));
            }
        }
    }

    private void add(String engine, String call, String origins, double score) {
        nanoseconds
                .computeIfAbsent(engine + "/" + call + "/" + origins, key -> new ArrayList<>())
                .add(score);
    }

    /** NaN where it was not measured. */
    private double score(String engine, String call, String origins) {
        List<Double> scores = nanoseconds.getOrDefault(engine + "/" + call + "/" + origins, List.of());
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private void print() {
        System.out.println("| call | origins | " + String.join(" | ", ENGINES) + " |");
        System.out.println("|---|---|" + "---|".repeat(ENGINES.size()));
        forEachRow((call, origins) -> {
            StringBuilder row = new StringBuilder();
            for (String engine : ENGINES) {
                double score = score(engine, call, origins);
                row.append(Double.isNaN(score) ? " |" : String.format(Locale.ROOT, " %,.0f |", score));
            }
            return row.toString();
        });
        System.out.println();
        System.out.println("| call | origins | corsac ÷ hashset | corsac ÷ corsac for actual-allowed"
                + " | spring ÷ corsac-written | jub0bs ÷ corsac-written | jub0bs ÷ (corsac-written − fresh) |");
        System.out.println("|---|---|---|---|---|---|---|");
        forEachRow((call, origins) -> {
            double corsac = score("corsac", call, origins);
            double written = score("corsac-written", call, origins);
            double jub0bs = score("jub0bs", call, origins);
            return ratio(corsac, score("hashset", call, origins))
                    + ratio(corsac, score("corsac", "actual-allowed", origins))
                    + ratio(score("spring", call, origins), written)
                    + ratio(jub0bs, written)
                    + ratio(jub0bs, written - score("fresh", call, origins));
        });
    }

    private void forEachRow(Row row) {
        for (String call : CALLS) {
            for (String origins : ORIGINS) {
                if (!Double.isNaN(score("corsac", call, origins))) {
                    System.out.println("| " + call + " | " + origins + " |" + row.of(call, origins));
                }
            }
        }
    }

    private static String ratio(double dividend, double divisor) {
        double ratio = dividend / divisor;
        return Double.isNaN(ratio) ? " |" : String.format(Locale.ROOT, ratio < 10 ? " %.2f |" : " %,.0f |", ratio);
    }

    private interface Row {
        String of(String call, String origins);
    }
}
