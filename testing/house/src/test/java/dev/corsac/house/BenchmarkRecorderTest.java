package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What benchmarks/figures prints becomes rows of the data files. */
class BenchmarkRecorderTest {

    private static final String MACHINE =
            "{\"kind\":\"cold-jdk17\",\"measured\":\"2 starts\",\"machine\":\"A\",\"system\":\"Linux\",\"cores\":2,\"load\":0.25,"
                    + "\"jdk\":\"Debian 17.0.15\",\"options\":\"\",\"commit\":\"0123456789abcdef\",\"time\":\"2026-12-01T08:00:00Z\"}";
    private static final String FIGURE =
            "{\"name\":\"cold-starts/stream handler/wall\",\"unit\":\"ms\",\"least\":100,\"median\":101.5,\"most\":120}";

    private static final Map<String, String> FILES = Map.of("runs.tsv", """
            # The runs.
            run	kind	date	JDK	machine	load	commit	measured
            2026-11-28-cold-jdk17	cold-jdk17	2026-11-28	17	A	1	abc	3 starts
            """, "cold-starts.tsv", """
            run	function	measure	unit	least	median	most
            2026-11-28-cold-jdk17	stream handler	wall	ms	1	2	3
            """);

    private static String text(Map<String, String> files, String file) {
        if (!files.containsKey(file)) {
            throw new UncheckedIOException(new FileNotFoundException(file));
        }
        return files.get(file);
    }

    private static Map<String, String> recorded(Map<String, String> files, String... lines) {
        return BenchmarkRecorder.record(file -> text(files, file), "f.jsonl", List.of(lines), false);
    }

    @Test
    void a_run_and_its_figures_are_added_and_are_the_newest_of_their_kind() {
        Map<String, String> files = recorded(FILES, MACHINE, FIGURE);
        assertThat(files.get("runs.tsv"))
                .isEqualTo(
                        FILES.get("runs.tsv")
                                + "2026-12-01-cold-jdk17\tcold-jdk17\t2026-12-01\t17.0.15\tA, 2 cores\t0.25\t01234567\t2 starts\n");
        assertThat(files.get("cold-starts.tsv"))
                .isEqualTo(FILES.get("cold-starts.tsv")
                        + "2026-12-01-cold-jdk17\tstream handler\twall\tms\t100\t101.5\t120\n");
        assertThat(new BenchmarkResults(files::get).newest("cold-jdk17", "cold-starts.tsv"))
                .hasValue("2026-12-01-cold-jdk17");
    }

    @Test
    void a_run_of_the_same_day_and_kind_is_replaced() {
        Map<String, String> once = recorded(FILES, MACHINE, FIGURE);
        assertThat(recorded(once, MACHINE, FIGURE)).isEqualTo(once);
        assertThat(recorded(once, MACHINE, FIGURE.replace("101.5", "103")).get("cold-starts.tsv"))
                .isEqualTo(once.get("cold-starts.tsv").replace("101.5", "103"));
        assertThat(recorded(FILES, MACHINE, FIGURE.replace("101.5", "103"), MACHINE, FIGURE))
                .isEqualTo(once);
    }

    @Test
    void a_part_that_failed_before_its_first_figure_is_no_run() {
        String failed = MACHINE.replace("cold-jdk17", "warm-jdk17");
        assertThat(recorded(FILES, failed, MACHINE, FIGURE)).isEqualTo(recorded(FILES, MACHINE, FIGURE));
    }

    @Test
    void other_lines_and_groups_without_a_kind_are_left_out() {
        assertThat(recorded(
                        FILES,
                        MACHINE,
                        FIGURE,
                        "{\"skipped\":\"peers\",\"because\":\"wrk is not installed\"}",
                        "{\"case\":\"hashset/1\",\"base\":{\"least\":1},\"head\":{\"least\":1}}",
                        MACHINE.replace("\"kind\":\"cold-jdk17\",", ""),
                        FIGURE.replace("101.5", "103")))
                .isEqualTo(recorded(FILES, MACHINE, FIGURE));
    }

    @Test
    void figures_of_a_short_run_are_for_trials_only() {
        String brief = MACHINE.replace("{\"kind\"", "{\"length\":\"short\",\"kind\"");
        assertThatThrownBy(() -> recorded(FILES, brief, FIGURE))
                .hasMessage("f.jsonl:1: this is a short run, whose figures mean nothing. Run benchmarks/figures full.");
        assertThat(BenchmarkRecorder.record(FILES::get, "f.jsonl", List.of(brief, FIGURE), true))
                .isEqualTo(recorded(FILES, MACHINE, FIGURE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "| a | # f.jsonl:2: this is not an object of JSON. Record only what benchmarks/figures prints to its standard output.",
                "[1]   # f.jsonl:2: this is not an object of JSON. Record only what benchmarks/figures prints to its standard output.",
                "{\"name\":\"warm/a\",\"unit\":\"ms\",\"least\":1,\"median\":1,\"most\":1} # f.jsonl:2: there is no file"
                        + " benchmarks/results/warm.tsv. Add it with its columns, or correct the name of the figure.",
                "{\"name\":\"cold-starts/a\",\"unit\":\"ms\",\"least\":1,\"median\":1,\"most\":1} # f.jsonl:2: the name"
                        + " \"cold-starts/a\" has 1 keys, and cold-starts.tsv has 2: [function, measure]. Correct the benchmark that"
                        + " prints it, or the columns of the file.",
                "{\"name\":\"cold-starts/a/wall\",\"unit\":\"ms\",\"least\":1,\"most\":1} # f.jsonl:2: the figure has no"
                        + " \"median\". Correct the benchmark that prints it.",
                "{\"time\":\"2026-12-01T08:00:00Z\",\"kind\":\"a\"} # f.jsonl:2: the run has no \"jdk\". Print it by"
                        + " benchmarks/machine.",
                "{\"skipped\":\"peers\"} # f.jsonl: there is no figure in it. Write what benchmarks/figures full prints into this"
                        + " file.",
            })
    void a_wrong_line_is_named_with_its_fix(String line, String message) {
        assertThatThrownBy(() -> recorded(FILES, MACHINE, line)).hasMessage(message);
    }
}
