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
        for (String part : List.of("origins", "origins-hashset", "routes", "console", "har", "resources", "check")) {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("{\"part\":\"" + part + "\",\"size\":"))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("\"least\":", "\"median\":", "\"most\":"));
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("{\"part\":\"" + part + "\",\"from\":"))
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("\"growthOfCostPerItem\":"));
        }
    }

    @Test
    void a_wrong_result_is_an_error() {
        assertThatThrownBy(() -> Growth.check(false, "3 of 4")).hasMessage("a wrong result: 3 of 4");
        assertThatThrownBy(() -> Growth.main(new String[] {"brief"})).hasMessageContaining("short, full or huge");
    }
}
