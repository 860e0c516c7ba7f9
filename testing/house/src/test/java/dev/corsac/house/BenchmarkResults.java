package dev.corsac.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The data files of benchmarks/results: comments, the columns' names, then a line for each row, all separated by tabs. The
 * first column is the run, a row of runs.tsv. An empty cell was not measured. Files with a {@link Pivot} have a line for each figure, of
 * which this makes a row for all figures with the same keys.
 */
final class BenchmarkResults {

    static final String FOLDER = "benchmarks/results/";
    static final String RUNS = "runs.tsv";

    /** The columns of a figure that are not its name. */
    static final List<String> VALUES = List.of("unit", "least", "median", "most");

    /** The engines of decisions.tsv. */
    static final List<String> ENGINES =
            List.of("fresh", "hashset", "corsac", "corsac-written", "jub0bs", "rs", "spring", "jetty", "vertx");

    private static final Map<String, Pivot> PIVOTS = Map.of(
            "decisions.tsv", new Pivot("engine", ENGINES),
            "cold-starts.tsv", new Pivot("measure", List.of("wall", "processor")),
            "lambda-calls.tsv",
                    new Pivot(
                            "figure",
                            List.of("bare", "buffer", "corsac", "bare bytes", "buffer bytes", "corsac bytes")),
            "fronts.tsv", new Pivot("figure", List.of("time", "bytes")),
            "local-ratios.tsv", new Pivot("processes", List.of("1 process", "up to 4 processes")),
            "origins-starts.tsv", new Pivot("measure", List.of("wall", "processor", "heap")),
            "tenant-decisions.tsv", new Pivot("figure", List.of("hashSets", "snapshot")),
            "check.tsv", new Pivot("figure", List.of("check", "call")));

    /**
     * A column whose values become columns: one of the value's name with the median (or the least where that is
     * all that is known), and two more with {@code least} and {@code most} after the name.
     */
    record Pivot(String column, List<String> values) {}

    private final UnaryOperator<String> texts;
    private final Map<String, List<Row>> files = new LinkedHashMap<>();

    /** Creates it for the texts of the files, by their names. */
    BenchmarkResults(UnaryOperator<String> texts) {
        this.texts = texts;
    }

    /** Returns the text of a file as it is in the tree. */
    static String textOf(String file) {
        return Tree.read(FOLDER + file);
    }

    /** A line of a data file, or several of them. */
    record Row(BenchmarkResults results, String file, int line, Map<String, String> cells) {

        String run() {
            return text("run");
        }

        String text(String column) {
            String text = cells.get(column);
            if (text == null) {
                throw error(file, line, "there is no column " + column, "Its columns are " + cells.keySet());
            }
            return text;
        }

        /** Returns the number in a cell; NaN if it was not measured. */
        double number(String column) {
            String text = text(column);
            try {
                return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw error(
                        file,
                        line,
                        "the " + column + " \"" + text + "\" is not a number",
                        "Write it without a unit and commas, or leave the cell empty if it was not measured");
            }
        }

        /** Returns the first row of the file whose cells in these columns are the same. */
        Row first(String... same) {
            return with("run", run(), same);
        }

        /** Returns the first row of the file that has this value, and whose cells in the other columns are the same. */
        Row with(String column, String value, String... same) {
            return results.rows(file).stream()
                    .filter(each -> each.text(column).equals(value)
                            && Arrays.stream(same)
                                    .allMatch(name -> each.text(name).equals(text(name))))
                    .findFirst()
                    .orElseThrow(() -> error(
                            file,
                            line,
                            "there is no row with the " + column + " \"" + value + "\"",
                            "Add it, or correct the name"));
        }
    }

    List<Row> rows(String file) {
        List<Row> rows = files.get(file);
        if (rows == null) {
            rows = parse(file, texts.apply(file));
            Pivot pivot = PIVOTS.get(file);
            if (pivot != null) {
                rows = pivoted(rows, pivot);
            }
            files.put(file, rows);
        }
        return rows;
    }

    /** Returns the row of a run in runs.tsv. */
    Row run(String id) {
        return rows(RUNS).stream()
                .filter(each -> each.run().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        FOLDER + RUNS + ": there is no run \"" + id + "\". Add it, or correct the name."));
    }

    /** Returns the newest run of a kind that has a row in a file: the last one of runs.tsv. Empty if there is none. */
    Optional<String> newest(String kind, String file) {
        Set<String> measured = rows(file).stream().map(Row::run).collect(Collectors.toSet());
        return rows(RUNS).stream()
                .filter(each -> isOf(kind, each) && measured.contains(each.run()))
                .map(Row::run)
                .reduce((older, newer) -> newer);
    }

    /** Returns whether a row of runs.tsv is of a kind: {@code growth} is {@code growth-jdk17} and {@code growth-jdk25}. */
    static boolean isOf(String kind, Row run) {
        String own = run.text("kind");
        return own.equals(kind) || own.startsWith(kind + "-jdk");
    }

    private List<Row> pivoted(List<Row> figures, Pivot pivot) {
        Map<List<String>, Row> rows = new LinkedHashMap<>();
        for (Row figure : figures) {
            String value = figure.text(pivot.column());
            if (!pivot.values().contains(value)) {
                throw error(
                        figure.file(),
                        figure.line(),
                        "\"" + value + "\" is not a value of the column " + pivot.column(),
                        "Its values are " + pivot.values());
            }
            Map<String, String> keys = new LinkedHashMap<>(figure.cells());
            keys.keySet().removeAll(VALUES);
            keys.remove(pivot.column());
            Map<String, String> cells = rows.computeIfAbsent(List.copyOf(keys.values()), key -> {
                        pivot.values()
                                .forEach(each ->
                                        List.of("", " least", " most").forEach(which -> keys.put(each + which, "")));
                        return new Row(this, figure.file(), figure.line(), keys);
                    })
                    .cells();
            if (!cells.get(value).isEmpty()) {
                throw error(
                        figure.file(), figure.line(), "this figure is there already", "Remove one of the two lines");
            }
            String median = figure.text("median");
            cells.put(value, median.isEmpty() ? figure.text("least") : median);
            cells.put(value + " least", figure.text("least"));
            cells.put(value + " most", figure.text("most"));
        }
        return List.copyOf(rows.values());
    }

    private List<Row> parse(String file, String text) {
        List<Row> rows = new ArrayList<>();
        List<String> lines = text.lines().toList();
        List<String> columns = List.of();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            List<String> cells = List.of(lines.get(i).split("\t", -1));
            if (columns.isEmpty()) {
                columns = cells;
                continue;
            }
            if (cells.size() != columns.size()) {
                throw error(
                        file,
                        i + 1,
                        cells.size() + " cells for " + columns.size() + " columns",
                        "Separate the cells by one tab each");
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                row.put(columns.get(column), cells.get(column));
            }
            rows.add(new Row(this, file, i + 1, row));
        }
        return rows;
    }

    static IllegalArgumentException error(String file, int line, String wrong, String fix) {
        return new IllegalArgumentException(FOLDER + file + ":" + line + ": " + wrong + ". " + fix + ".");
    }
}
