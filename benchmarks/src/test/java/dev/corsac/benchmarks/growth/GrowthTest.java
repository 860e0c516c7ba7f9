package dev.corsac.benchmarks.growth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of growth in its short form: every part gives right results for small inputs. No time is checked. */
class GrowthTest {

    @Test
    void every_part_is_measured_in_two_sizes() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            Growth.main(new String[] {"short"});
        } finally {
            System.setOut(before);
        }
        List<String> lines = out.toString(UTF_8).lines().toList();
        for (String part : List.of(
                "policy: build",
                "policy: a decision",
                "policy: kept in addition to the string",
                "`HashSet`: build",
                "REST API: one call of each route",
                "console: exchanges",
                "console: kept",
                "`explain` of a HAR file: entries",
                "`check`: resources in addition to one route",
                "`check`: routes")) {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("{\"name\":\"growth/" + part + "/"))
                    .hasSize(2)
                    .allSatisfy(
                            line -> assertThat(line).contains("\"unit\":", "\"least\":", "\"median\":", "\"most\":"));
        }
    }

    @Test
    void a_wrong_result_is_an_error() {
        assertThatThrownBy(() -> Growth.check(false, "3 of 4")).hasMessage("a wrong result: 3 of 4");
        assertThatThrownBy(() -> Growth.main(new String[] {"brief"})).hasMessageContaining("short, full or huge");
    }
}
