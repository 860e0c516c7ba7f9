package dev.corsac.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one form of a figure, and the reports that are turned into it. */
class FigureTest {

    private interface Program {
        void run() throws Exception;
    }

    /** Returns what a program prints that reads this text. */
    private static String printed(String in, Program program) throws Exception {
        InputStream inBefore = System.in;
        PrintStream outBefore = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(in.getBytes(UTF_8)));
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            program.run();
        } finally {
            System.setIn(inBefore);
            System.setOut(outBefore);
        }
        return out.toString(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "5,                  5.00, 5.00, 5.00",
        "3 1 2,              1.00, 2.00, 3.00",
        "30 10 20 40,        10.0, 25.0, 40.0",
        "0.0504 0.2 0.1,     0.050, 0.100, 0.200",
        "99.96 1234.5 999.6, 100.0, 1000, 1235",
    })
    void least_median_and_most_have_the_digits_that_count(String values, String least, String median, String most)
            throws Exception {
        assertThat(printed(values.replace(' ', '\n'), () -> Figure.main(new String[] {"ms", "table", "a key"})))
                .isEqualTo("{\"name\":\"table/a key\",\"unit\":\"ms\",\"least\":" + least + ",\"median\":" + median
                        + ",\"most\":" + most + "}\n");
    }

    @Test
    void nothing_measured_is_an_error() {
        assertThatThrownBy(() -> Figure.print("ms", List.of(), "table", "key"))
                .hasMessage("table/key: nothing was measured.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\"b", "a\\b", "a\tb", "a\nb"})
    void a_name_that_would_be_read_differently_is_an_error(String part) {
        assertThatThrownBy(() -> Figure.print("ms", List.of(1.0), "table", part))
                .hasMessageContaining("cannot be a part of a figure's name");
    }

    @Test
    void the_report_of_go_becomes_figures() throws Exception {
        String report = """
                goos: linux
                BenchmarkDecision/rs/actual-allowed/wildcard1000-2   \t 30 \t 3584 ns/op \t 0 B/op
                BenchmarkDecision/jub0bs/actual-allowed/10-2   \t 3000 \t 329.5 ns/op \t 0 B/op
                BenchmarkDecision/jub0bs/actual-allowed/10-2   \t 3000 \t 331.5 ns/op \t 0 B/op
                PASS
                """;
        assertThat(printed(report, () -> GoFigures.main(new String[0]))).isEqualTo("""
                {"name":"decisions/actual-allowed/wildcard1000/rs","unit":"ns","least":3584,"median":3584,"most":3584}
                {"name":"decisions/actual-allowed/10/jub0bs","unit":"ns","least":330,"median":331,"most":332}
                """);
        assertThatThrownBy(() -> printed("FAIL\n", () -> GoFigures.main(new String[0])))
                .hasMessage("go test has printed no result.");
    }
}
