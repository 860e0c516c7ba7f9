package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The requests by which emulators are compared, sent to {@code corsac up}: docs/others.md has the others' responses. */
@Tag("slow")
class EmulatorRequestsTest {

    private static final Path FOLDER = CorsacUp.REPOSITORY.resolve("testing/conformance");

    @Test
    void corsac_responds_to_each_as_aws_does() throws Exception {
        assumeTrue(isNodeThere(), "skipped: there is no Node.js, which the functions and the script run in");
        try (CorsacUp corsac = new CorsacUp(FOLDER, Map.of())) {
            Process ask = new ProcessBuilder(
                            "node",
                            FOLDER.resolve("ask.mjs").toString(),
                            "--name",
                            "Corsac",
                            "--version",
                            "this",
                            "--rest",
                            corsac.address("REST API"),
                            "--http",
                            corsac.address("HTTP API"),
                            "--url",
                            corsac.address("Function URL"),
                            "--s3",
                            corsac.address("bucket"))
                    .redirectErrorStream(true)
                    .start();
            List<String> lines;
            try (var reader = ask.inputReader(StandardCharsets.UTF_8)) {
                lines = reader.lines().toList();
            }
            assertThat(ask.waitFor()).as(String.join("\n", lines)).isZero();
            assertThat(lines.subList(0, lines.size() - 1))
                    .hasSize(requests())
                    .allSatisfy(line -> assertThat(line).endsWith(": as AWS"));
        }
    }

    private static boolean isNodeThere() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int requests() throws IOException {
        try (var lines = Files.lines(FOLDER.resolve("requests.tsv"))) {
            return (int) lines.filter(line -> !line.startsWith("#")).count();
        }
    }
}
