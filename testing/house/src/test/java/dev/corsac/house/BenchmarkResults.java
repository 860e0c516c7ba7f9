package dev.corsac.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data files of benchmarks/results: comments, the columns' names, then a line for each row, all separated by tabs. The
 * first column is the run, a row of runs.tsv. An empty cell was not measured.
 */
final class BenchmarkResults {

    static final String FOLDER = "benchmarks/results/";
    static final String RUNS = "runs.tsv";

    private static final Map<String, List<Row>> FILES = new LinkedHashMap<>();

    private BenchmarkResults() {}

    /** A line of a data file. */
    record Row(String file, int line, Map<String, String> cells) {

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
            return rows(file).stream()
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

    static synchronized List<Row> rows(String file) {
        return FILES.computeIfAbsent(file, name -> parse(name, Tree.read(FOLDER + name)));
    }

    /** Returns the row of a run in runs.tsv. */
    static Row run(String id) {
        return rows(RUNS).stream()
                .filter(each -> each.run().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        FOLDER + RUNS + ": there is no run \"" + id + "\". Add it, or correct the name."));
    }

    static List<Row> parse(String file, String text) {
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
            rows.add(new Row(file, i + 1, row));
        }
        return rows;
    }

    private static IllegalArgumentException error(String file, int line, String wrong, String fix) {
        return new IllegalArgumentException(FOLDER + file + ":" + line + ": " + wrong + ". " + fix + ".");
    }
}
