package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.house.BenchmarkResults.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page about benchmarks: its tables are made from the data files in benchmarks/results. {@code -Dcorsac.docs=write} writes
 * them.
 */
class BenchmarksPageTest {

    private static final String PAGE = "benchmarks/README.md";
    private static final String END = "<!-- end -->\n";
    private static final Pattern SECTION = Pattern.compile(
            "(<!-- From here: (\\S+)(?: of (\\S+))?, written by BenchmarksPageTest: -Dcorsac\\.docs=write -->\n)"
                    + "(.*?)" + END,
            Pattern.DOTALL);

    @Test
    void the_tables_show_the_figures_of_the_data_files() throws IOException {
        String page = Tree.read(PAGE);
        String renewed = renewed(page);
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(Tree.path(PAGE), renewed);
            return;
        }
        assertThat(page)
                .as("run mvn test -pl testing/house -Dcorsac.docs=write and commit " + PAGE)
                .isEqualTo(renewed);
    }

    private static String renewed(String page) {
        StringBuilder renewed = new StringBuilder();
        Matcher section = SECTION.matcher(page);
        String before = "";
        while (section.find()) {
            String name = section.group(2);
            String run = section.group(3);
            String tables;
            if (name.equals(BenchmarkTables.BUDGETS)) {
                tables = BenchmarkTables.budgets();
            } else {
                tables = (before.equals(run) ? "\n" : BenchmarkTables.about(run)) + BenchmarkTables.markdown(name, run);
                before = run;
            }
            section.appendReplacement(renewed, Matcher.quoteReplacement(section.group(1) + tables + END));
        }
        return section.appendTail(renewed).toString();
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
    void every_figure_is_shown_and_every_run_is_used() {
        Set<String> shown = new TreeSet<>();
        Set<String> shownRuns = new TreeSet<>();
        SECTION.matcher(Tree.read(PAGE))
                .results()
                .filter(section -> section.group(3) != null)
                .forEach(section -> {
                    shown.add(BenchmarkTables.file(section.group(2)) + " " + section.group(3));
                    shownRuns.add(section.group(3));
                });
        Set<String> kept = new TreeSet<>();
        for (String path : Tree.files(".tsv")) {
            String file = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith(BenchmarkResults.FOLDER) && !file.equals(BenchmarkResults.RUNS)) {
                BenchmarkResults.rows(file).forEach(row -> kept.add(file + " " + row.run()));
            }
        }
        assertThat(shown).isEqualTo(kept).isNotEmpty();
        assertThat(BenchmarkResults.rows(BenchmarkResults.RUNS).stream().map(Row::run))
                .containsExactlyInAnyOrderElementsOf(shownRuns);
    }

    @Test
    void every_run_has_its_date_machine_and_commit_or_states_that_they_are_not_stated() {
        List<String> missing = new ArrayList<>();
        for (Row run : BenchmarkResults.rows(BenchmarkResults.RUNS)) {
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
        assertThatThrownBy(() -> BenchmarkResults.parse("a.tsv", text)
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
