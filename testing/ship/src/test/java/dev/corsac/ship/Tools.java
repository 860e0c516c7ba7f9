package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that people deploy with. What is not there skips the test, with a line that says so. */
final class Tools {

    private Tools() {}

    /** What a program printed. */
    record Run(int status, String output) {}

    /** Returns the folder of commands of a Python that has the packages; made once for all tests of this module. */
    static Path python(String... packages) throws Exception {
        Path home = Path.of("target", "python").toAbsolutePath();
        Path commands = home.resolve("bin");
        Path done = home.resolve(
                "installed-" + Integer.toHexString(List.of(packages).hashCode()));
        if (!Files.exists(done)) {
            assumeTrue(
                    succeeds(List.of("python3", "-m", "venv", home.toString())),
                    "skipped: Python 3 with venv is not installed");
            List<String> command = new ArrayList<>(List.of(
                    commands.resolve("python").toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check"));
            command.addAll(List.of(packages));
            Run pip = run(command, Path.of("target"), Map.of());
            assumeTrue(pip.status() == 0, () -> "skipped: packages of Python cannot be installed: " + pip.output());
            Files.createFile(done);
        }
        return commands;
    }

    static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return run(command, Path.of("").toAbsolutePath(), Map.of()).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static Run run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
