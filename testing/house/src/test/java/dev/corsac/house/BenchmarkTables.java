package dev.corsac.house;

import dev.corsac.house.BenchmarkResults.Row;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The tables of benchmarks/README.md: which columns of which data file they show, and the ratios that are computed from them. */
final class BenchmarkTables {

    /** The one table that shows several runs: the ratios with a budget. */
    static final String BUDGETS = "budgets";

    private static final String DECISIONS = "decisions.tsv";
    private static final String AT_MOST = "at most ";
    private static final String AT_LEAST = "at least ";

    private BenchmarkTables() {}

    /** A column of a table; it is left out if all of its cells are empty. */
    private record Column(String heading, Function<Row, String> cell) {}

    private record Table(String file, List<Column> columns) {}

    /** A limit of a figure that is computed from a row of decisions.tsv. */
    private record Budget(String figure, boolean atMost, double limit, String call, ToDoubleFunction<Row> value) {}

    private static final Map<String, Table> TABLES = new LinkedHashMap<>();

    static {
        add(
                "decisions",
                DECISIONS,
                Stream.concat(
                                Stream.of(text("call"), text("origins")),
                                BenchmarkResults.ENGINES.stream().map(BenchmarkTables::number))
                        .toArray(Column[]::new));
        add(
                "ratios",
                DECISIONS,
                text("call"),
                text("origins"),
                ratio("corsac ÷ hashset", quotient("corsac", "hashset")),
                ratio("corsac ÷ corsac for actual-allowed", comparedWith("actual-allowed", "corsac")),
                ratio("spring ÷ corsac-written", quotient("spring", "corsac-written")),
                ratio("jub0bs ÷ corsac-written", quotient("jub0bs", "corsac-written")),
                ratio(
                        "jub0bs ÷ (corsac-written − fresh)",
                        row -> row.number("jub0bs") / (row.number("corsac-written") - row.number("fresh"))));
        add(
                "lists",
                "lists.tsv",
                text("call"),
                text("origins"),
                number("hashset"),
                number("before"),
                number("after"),
                ratio("after ÷ before", quotient("after", "before")),
                ratio("after ÷ hashset", quotient("after", "hashset")));
        add(
                "stream-bodies",
                "stream-bodies.tsv",
                text("body"),
                number("C1 before"),
                number("C1 after"),
                ratio("after ÷ before, C1", quotient("C1 after", "C1 before")),
                number("C2 before"),
                number("C2 after"),
                ratio("after ÷ before, C2", quotient("C2 after", "C2 before")));
        add(
                "stream-marks",
                "stream-marks.tsv",
                text("version"),
                text("JDK"),
                text("compiler"),
                number("least"),
                number("median"),
                number("one figure"));
        add(
                "growth",
                "growth.tsv",
                text("part"),
                new Column("items", row -> grouped(row.text("size"))),
                new Column("value", row -> middle(row) + " " + row.text("unit")),
                new Column("one item, µs", row -> isTime(row) ? ratio(1_000 * costOfOne(row)) : ""),
                new Column(
                        "one item ÷ one of the smallest",
                        row -> isTime(row) ? ratio(costOfOne(row) / costOfOne(row.first("run", "part"))) : ""));
        add(
                "million-origins",
                "million-origins.tsv",
                text("measure"),
                new Column("value", row -> range(row) + " " + row.text("unit")),
                limit("most", row -> switch (row.text("measure")) {
                    case "the policy" -> AT_MOST + 64;
                    case "to build the policy" -> AT_MOST + 2;
                    default -> "";
                }));
        add(
                "first-policy",
                "first-policy.tsv",
                text("policy"),
                new Column("least, ms", row -> number(row, "least")),
                new Column("median, ms", row -> number(row, "median")),
                limit("median", row -> row.text("policy").equals("exact") ? AT_MOST + 10 : ""));
        add(
                "browser-models",
                "browser-models.tsv",
                text("subject"),
                new Column("least to most", row -> range(row) + " " + row.text("unit")),
                limit("least", row -> row.text("subject").startsWith("model") ? AT_LEAST + 100_000 : ""));
        add(
                "cold-starts",
                "cold-starts.tsv",
                text("function"),
                new Column(
                        "to the first response", row -> number(row, "wall") + " (" + number(row, "wall least") + ")"),
                new Column(
                        "processor time",
                        row -> number(row, "processor") + " (" + number(row, "processor least") + ")"),
                new Column("compared with", BenchmarkTables::comparedFunction),
                ratio("÷, first response", row -> comparedStart(row, "wall")),
                ratio("÷, processor", row -> comparedStart(row, "processor")));
        add(
                "lambda-calls",
                "lambda-calls.tsv",
                text("response"),
                number("bare"),
                number("buffer"),
                number("corsac"),
                ratio("corsac ÷ buffer", quotient("corsac", "buffer")),
                new Column("corsac − bare", row -> format("%,.2f", row.number("corsac") - row.number("bare"))),
                number("buffer bytes"),
                number("corsac bytes"),
                new Column(
                        "difference", row -> format("%,.0f", row.number("corsac bytes") - row.number("buffer bytes"))));
        add(
                "origins-starts",
                "origins-starts.tsv",
                text("source"),
                new Column("origins", row -> grouped(row.text("origins"))),
                number("wall"),
                number("processor"),
                new Column("heap, MB", row -> number(row, "heap")));
        add(
                "tenant-decisions",
                "tenant-decisions.tsv",
                new Column("origins", row -> grouped(row.text("origins"))),
                new Column("tenants", row -> grouped(row.text("tenants"))),
                text("callers"),
                new Column("map of `HashSet`s", row -> number(row, "hashSets")),
                number("snapshot"),
                ratio("snapshot ÷ map", quotient("snapshot", "hashSets")));
        add(
                "fronts",
                "fronts.tsv",
                text("front"),
                new Column("µs", row -> number(row, "time")),
                new Column("least to most", row -> range(number(row, "time least"), number(row, "time most"))),
                number("bytes"),
                new Column("µs: budget", row -> kept(row, "time", AT_MOST + (isPage(row) ? 50 : 20 * fronts(row)))),
                new Column(
                        "bytes: budget", row -> isPage(row) ? "" : kept(row, "bytes", AT_MOST + 10_240 * fronts(row))));
        add(
                "check",
                "check.tsv",
                text("routes"),
                new Column("check, ms", row -> format("%,.2f", row.number("check") / 1_000)),
                new Column("one route, µs", row -> ratio(row.number("check") / row.number("routes"))),
                new Column("call of the test kit, µs", row -> number(row, "call")));
        add(
                "local-servers",
                "local-servers.tsv",
                new Column("measure", BenchmarkTables::measure),
                text("server"),
                new Column("median (lowest–highest)", row -> number(row, "median") + " (" + range(row) + ")"),
                ratio(
                        "÷ serverless-offline’s median",
                        row -> row.number("median")
                                / row.with("server", "serverless-offline 13.9.0", "run", "measure")
                                        .number("median")));
        add(
                "local-ratios",
                "local-ratios.tsv",
                text("ratio"),
                new Column("1 process", row -> number(row, "1 process")),
                new Column("up to 4 processes", row -> number(row, "up to 4 processes")),
                new Column("1 process: budget", row -> kept(row, "1 process", ratioBudget(row))),
                new Column("up to 4 processes: budget", row -> kept(row, "up to 4 processes", ratioBudget(row))));
        add(
                "local-times",
                "local-times.tsv",
                new Column("measure", BenchmarkTables::measure),
                number("median"),
                new Column("lowest–highest", BenchmarkTables::range),
                limit("median", row -> switch (row.text("unit")) {
                    case "ms" -> AT_MOST + 1_000;
                    case "MB" -> AT_MOST + 150;
                    default -> "";
                }));
    }

    private static void add(String name, String file, Column... columns) {
        TABLES.put(name, new Table(file, List.of(columns)));
    }

    /** Returns the file that a table shows. */
    static String file(String name) {
        return table(name).file();
    }

    private static Table table(String name) {
        Table table = TABLES.get(name);
        if (table == null) {
            throw new IllegalArgumentException("benchmarks/README.md: there is no table \"" + name
                    + "\". The tables are " + TABLES.keySet() + ".");
        }
        return table;
    }

    /** Returns a table of a run in Markdown. */
    static String markdown(BenchmarkResults results, String name, String run) {
        Table table = table(name);
        List<Row> rows = results.rows(table.file()).stream()
                .filter(row -> row.run().equals(run))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    BenchmarkResults.FOLDER + table.file() + ": there is no row of the run \"" + run
                            + "\". Add its rows, or correct the name in benchmarks/README.md.");
        }
        List<Column> columns = table.columns().stream()
                .filter(column ->
                        rows.stream().anyMatch(row -> !column.cell().apply(row).isEmpty()))
                .toList();
        // Grouped by the first cell: what is measured in several steps is together.
        Map<String, List<List<String>>> groups = new LinkedHashMap<>();
        rows.forEach(row -> {
            List<String> line =
                    columns.stream().map(column -> column.cell().apply(row)).toList();
            groups.computeIfAbsent(line.get(0), first -> new ArrayList<>()).add(line);
        });
        List<List<String>> lines =
                groups.values().stream().flatMap(List::stream).toList();
        return markdown(columns.stream().map(Column::heading).toList(), lines);
    }

    /** Returns the line about a run that is before its tables. */
    static String about(BenchmarkResults results, String id) {
        Row run = results.run(id);
        return "\nRun `%s`: date: %s; JDK: %s; machine: %s; load: %s; commit: %s. Measured: %s.\n\n"
                .formatted(
                        run.run(),
                        run.text("date"),
                        run.text("JDK"),
                        run.text("machine"),
                        run.text("load"),
                        run.text("commit"),
                        run.text("measured"));
    }

    private static String markdown(List<String> headings, List<List<String>> lines) {
        StringBuilder text = new StringBuilder();
        text.append("| ").append(String.join(" | ", headings)).append(" |\n|").append("---|".repeat(headings.size()));
        lines.forEach(
                line -> text.append("\n| ").append(String.join(" | ", line)).append(" |"));
        return text.append("\n\n").toString();
    }

    /** Returns the table of the budgets of decisions: the least and the most of the newest run of each kind, and whether both are kept. */
    static String budgets(BenchmarkResults results) {
        Set<String> runs = new LinkedHashSet<>();
        results.rows(DECISIONS)
                .forEach(row -> runs.add(results.newest(results.run(row.run()).text("kind"), DECISIONS)
                        .orElseThrow()));
        List<String> headings = new ArrayList<>(List.of("figure", "call", "budget"));
        runs.forEach(run -> headings.add("`" + run + "`"));
        List<List<String>> lines = new ArrayList<>();
        for (Budget budget : decisionBudgets()) {
            List<String> line = new ArrayList<>(List.of(
                    budget.figure(),
                    budget.call(),
                    (budget.atMost() ? "at most " : "at least ") + format("%,.0f", budget.limit())));
            runs.forEach(run -> line.add(found(results, budget, run)));
            lines.add(line);
        }
        return "\n" + markdown(headings, lines);
    }

    private static List<Budget> decisionBudgets() {
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget("corsac ÷ hashset", true, 2, "actual-allowed", quotient("corsac", "hashset")));
        List<String> calls = List.of("actual-allowed", "actual-refused", "preflight-granted", "preflight-refused");
        for (String call : calls) {
            budgets.add(new Budget("spring ÷ corsac-written", false, 10, call, quotient("spring", "corsac-written")));
        }
        for (String call : calls) {
            budgets.add(new Budget("jub0bs ÷ corsac-written", false, 1, call, quotient("jub0bs", "corsac-written")));
        }
        budgets.add(new Budget(
                "corsac ÷ corsac for actual-allowed",
                true,
                1,
                "actual-refused",
                comparedWith("actual-allowed", "corsac")));
        for (String engine : List.of("corsac", "corsac-written")) {
            budgets.add(new Budget(
                    engine + " ÷ " + engine + " for preflight-granted",
                    true,
                    1,
                    "preflight-refused",
                    comparedWith("preflight-granted", engine)));
        }
        for (String call : List.of("hostile-origin", "hostile-headers")) {
            budgets.add(new Budget("corsac, ns", true, 1_000, call, row -> row.number("corsac")));
        }
        return budgets;
    }

    private static String found(BenchmarkResults results, Budget budget, String run) {
        DoubleSummaryStatistics values = results.rows(DECISIONS).stream()
                .filter(row -> row.run().equals(run) && row.text("call").equals(budget.call()))
                .mapToDouble(budget.value())
                .filter(Double::isFinite)
                .summaryStatistics();
        if (values.getCount() == 0) {
            return "";
        }
        boolean kept = budget.atMost() ? values.getMax() <= budget.limit() : values.getMin() >= budget.limit();
        return range(ratio(values.getMin()), ratio(values.getMax())) + (kept ? " ✓" : " ✗");
    }

    private static Column text(String column) {
        return new Column(column, row -> row.text(column));
    }

    private static Column number(String column) {
        return new Column(column, row -> number(row, column));
    }

    private static Column ratio(String heading, ToDoubleFunction<Row> ratio) {
        return new Column(heading, row -> ratio(ratio.applyAsDouble(row)));
    }

    private static ToDoubleFunction<Row> quotient(String dividend, String divisor) {
        return row -> row.number(dividend) / row.number(divisor);
    }

    private static ToDoubleFunction<Row> comparedWith(String call, String engine) {
        return row ->
                row.number(engine) / row.with("call", call, "run", "origins").number(engine);
    }

    /** Returns the function without Corsac, or the one that is not typed, that a function is compared with. */
    private static String comparedFunction(Row row) {
        return switch (row.text("function")) {
            case "stream handler" -> "";
            case "wrapped in `CorsApiGatewayProxyHandler`", "typed behind `CorsHandler`" -> "typed handler";
            default -> "stream handler";
        };
    }

    private static double comparedStart(Row row, String column) {
        String other = comparedFunction(row);
        return other.isEmpty()
                ? Double.NaN
                : row.number(column) / row.with("function", other, "run").number(column);
    }

    private static boolean isTime(Row row) {
        return row.text("unit").equals("ms");
    }

    private static boolean isPage(Row row) {
        return row.text("front").startsWith("page");
    }

    /** Returns how many fronts the request goes through. */
    private static int fronts(Row row) {
        return row.text("front").contains("-to-") ? 2 : 1;
    }

    private static String ratioBudget(Row row) {
        return AT_LEAST + (row.text("ratio").contains("Jetty") ? "0.25" : "10");
    }

    /** Returns what was measured, with its unit. */
    private static String measure(Row row) {
        String measure = row.text("measure");
        String unit = row.text("unit");
        return measure.startsWith(unit) ? measure : measure + ", " + unit;
    }

    /** Returns the median, or the least where that is all that is known. */
    private static String middle(Row row) {
        return number(row, row.text("median").isEmpty() ? "least" : "median");
    }

    private static double costOfOne(Row row) {
        return row.number(row.text("median").isEmpty() ? "least" : "median") / row.number("size");
    }

    private static String range(Row row) {
        return range(number(row, "least"), number(row, "most"));
    }

    private static String range(String least, String most) {
        return least.equals(most) ? least : least + "–" + most;
    }

    private static Column limit(String figure, Function<Row, String> limit) {
        return new Column("budget", row -> kept(row, figure, limit.apply(row)));
    }

    /** Returns a limit, {@code at most} or {@code at least} a number, and whether the figure keeps it; empty if there is no limit. */
    private static String kept(Row row, String figure, String limit) {
        double value = row.number(figure);
        if (limit.isEmpty() || Double.isNaN(value)) {
            return "";
        }
        boolean atMost = limit.startsWith(AT_MOST);
        double number = Double.parseDouble(limit.substring((atMost ? AT_MOST : AT_LEAST).length()));
        return grouped(limit) + ((atMost ? value <= number : value >= number) ? " ✓" : " ✗");
    }

    /** Returns a number as its file has it, with commas between thousands. */
    private static String number(Row row, String column) {
        return Double.isNaN(row.number(column)) ? "" : grouped(row.text(column));
    }

    static String grouped(String number) {
        return number.replaceAll("(?<!\\.\\d{0,9})(?<=\\d)(?=(\\d{3})+(\\.|$))", ",");
    }

    /** Returns a ratio; empty if it was not measured or if its divisor is not above zero. */
    static String ratio(double ratio) {
        if (!Double.isFinite(ratio) || ratio < 0) {
            return "";
        }
        return format(ratio < 10 ? "%.2f" : "%,.0f", ratio);
    }

    private static String format(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
