package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.house.BenchmarkResults.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page about benchmarks: its tables are made from the data files in benchmarks/results. {@code -Dcorsac.docs=write} writes
 * them. {@code -Dcorsac.figures=FILE}, which benchmarks/record sets, first adds the figures in that file to the data files; without
 * {@code -Dcorsac.docs=write} it only checks that they can be added and shown.
 */
class BenchmarksPageTest {

    private static final String PAGE = "benchmarks/README.md";
    private static final String END = "<!-- end -->\n";
    private static final Pattern SECTION = Pattern.compile(
            "(<!-- From here: (\\S+)(?: of (the newest )?(\\S+))?, written by BenchmarksPageTest: -Dcorsac\\.docs=write -->\n)"
                    + "(.*?)" + END,
            Pattern.DOTALL);

    @Test
    void the_tables_show_the_figures_of_the_data_files() throws IOException {
        boolean write = "write".equals(System.getProperty("corsac.docs"));
        String figures = System.getProperty("corsac.figures");
        Map<String, String> changed = figures == null
                ? Map.of()
                : BenchmarkRecorder.record(
                        BenchmarkResults::textOf, figures, Files.readAllLines(Path.of(figures)), !write);
        BenchmarkResults results = new BenchmarkResults(
                file -> changed.containsKey(file) ? changed.get(file) : BenchmarkResults.textOf(file));
        String page = Tree.read(PAGE);
        String renewed = renewed(page, results);
        assertEveryFigureIsShown(page, results);
        if (write) {
            for (Map.Entry<String, String> file : changed.entrySet()) {
                Files.writeString(Tree.path(BenchmarkResults.FOLDER + file.getKey()), file.getValue());
            }
            Files.writeString(Tree.path(PAGE), renewed);
        } else if (figures == null) {
            assertThat(page)
                    .as("run mvn test -pl testing/house -Dcorsac.docs=write and commit " + PAGE)
                    .isEqualTo(renewed);
        }
    }

    private static String renewed(String page, BenchmarkResults results) {
        StringBuilder renewed = new StringBuilder();
        Matcher section = SECTION.matcher(page);
        String before = "";
        while (section.find()) {
            String name = section.group(2);
            String tables;
            if (name.equals(BenchmarkTables.BUDGETS)) {
                tables = BenchmarkTables.budgets(results);
            } else {
                Optional<String> run = run(section.toMatchResult(), results);
                String about =
                        run.isEmpty() || before.equals(run.get()) ? "\n" : BenchmarkTables.about(results, run.get());
                tables = run.map(id -> about + BenchmarkTables.markdown(results, name, id))
                        .orElse("\nNot measured yet.\n\n");
                before = run.orElse("");
            }
            section.appendReplacement(renewed, Matcher.quoteReplacement(section.group(1) + tables + END));
        }
        return section.appendTail(renewed).toString();
    }

    /** Returns the run that a section shows; empty if there is no run of its kind yet. */
    private static Optional<String> run(MatchResult section, BenchmarkResults results) {
        return section.group(3) == null
                ? Optional.of(section.group(4))
                : results.newest(section.group(4), BenchmarkTables.file(section.group(2)));
    }

    /** Checks that every run is shown, or is of a kind whose newest run is, and that no run is without figures. */
    private static void assertEveryFigureIsShown(String page, BenchmarkResults results) {
        List<MatchResult> sections = SECTION.matcher(page)
                .results()
                .filter(section -> section.group(4) != null)
                .toList();
        Set<String> hidden = new TreeSet<>();
        Set<String> measured = new TreeSet<>();
        for (String path : Tree.files(".tsv")) {
            String file = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith(BenchmarkResults.FOLDER) && !file.equals(BenchmarkResults.RUNS)) {
                for (Row row : results.rows(file)) {
                    measured.add(row.run());
                    if (sections.stream().noneMatch(section -> isOf(section, file, results.run(row.run())))) {
                        hidden.add(file + ": " + row.run() + ", kind "
                                + results.run(row.run()).text("kind"));
                    }
                }
            }
        }
        assertThat(hidden)
                .as(
                        "runs without a section in " + PAGE
                                + ". Add one: <!-- From here: TABLE of the newest KIND, written by BenchmarksPageTest: -Dcorsac.docs=write -->")
                .isEmpty();
        assertThat(results.rows(BenchmarkResults.RUNS).stream().map(Row::run))
                .as("runs with figures")
                .containsExactlyInAnyOrderElementsOf(measured)
                .isNotEmpty();
    }

    /** Returns whether a section shows a run of a file, or the newest run of its kind. */
    private static boolean isOf(MatchResult section, String file, Row run) {
        return BenchmarkTables.file(section.group(2)).equals(file)
                && (section.group(3) == null
                        ? section.group(4).equals(run.run())
                        : BenchmarkResults.isOf(section.group(4), run));
    }

    @Test
    void no_table_is_kept_by_hand() {
        String prose = SECTION.matcher(Tree.read(PAGE)).replaceAll("");
        assertThat(prose.lines().filter(line -> line.startsWith("|")))
                .as("figures belong in a file of " + BenchmarkResults.FOLDER)
                .isEmpty();
        assertThat(prose).as("marks without their other half").doesNotContain("<!-- From here", "<!-- end -->");
    }

    @Test
    void every_run_has_its_date_machine_and_commit_or_states_that_they_are_not_stated() {
        List<String> missing = new ArrayList<>();
        for (Row run : new BenchmarkResults(BenchmarkResults::textOf).rows(BenchmarkResults.RUNS)) {
            run.cells().forEach((column, cell) -> {
                if (cell.isBlank()) {
                    missing.add(run.run() + ": " + column + ": write \"not stated\" if it is unknown");
                }
            });
            assertThat(run.text("date")).matches("\\d{4}-\\d\\d-\\d\\d|not stated");
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "run,ns;a,5;b,5,6 # a.tsv:3: 3 cells for 2 columns. Separate the cells by one tab each.",
                "run,ns;a,5 ns    # a.tsv:2: the ns \"5 ns\" is not a number. Write it without a unit and commas,"
                        + " or leave the cell empty if it was not measured.",
                "run,µs;a,5       # a.tsv:2: there is no column ns. Its columns are [run, µs].",
            })
    void a_wrong_line_is_named_with_its_fix(String lines, String message) {
        String text = lines.replace(',', '\t').replace(';', '\n');
        assertThatThrownBy(() -> new BenchmarkResults(file -> text)
                        .rows("a.tsv")
                        .forEach(row -> assertThat(row.number("ns")).isEqualTo(5)))
                .hasMessage(BenchmarkResults.FOLDER + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"999;999", "1000;1,000", "6005420;6,005,420", "1891.98;1,891.98", "0.1234;0.1234", "12.5;12.5"})
    void thousands_are_separated(String number, String shown) {
        assertThat(BenchmarkTables.grouped(number)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1.129;1.13", "9.99;9.99", "10.4;10", "1726.3;1,726", "NaN;''", "Infinity;''", "-17.7;''"})
    void a_ratio_without_a_meaning_is_left_out(double ratio, String shown) {
        assertThat(BenchmarkTables.ratio(ratio)).isEqualTo(shown);
    }
}
