package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The step of {@code action.yml}, with a command in the place of {@code npx} that writes down how it is run. */
class ActionTest {

    private static final Path SCRIPT =
            Path.of("..", "scripts", "action").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private record Ran(int code, List<String> commands, String summary) {}

    @BeforeEach
    void needs_bash() {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/bash")) || Files.isExecutable(Path.of("/usr/bin/bash")),
                "there is no bash");
    }

    private Ran run(int exitCode, Map<String, String> inputs) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Path command = Files.writeString(
                folder.resolve("corsac"),
                "#!/bin/sh\nprintf '%s|' \"$@\" >>'" + log + "'\necho >>'" + log + "'\necho findings\nexit " + exitCode
                        + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
        builder.environment().putAll(inputs);
        builder.environment().put("CORSAC_COMMAND", command.toString());
        builder.environment()
                .put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        int code = builder.start().waitFor();
        List<String> commands = Files.exists(log) ? Files.readAllLines(log) : List.of();
        Path summary = folder.resolve("summary");
        return new Ran(code, commands, Files.exists(summary) ? Files.readString(summary) : "");
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void annotates_summarizes_and_ends_as_the_check_does(int code) throws Exception {
        Ran ran = run(
                code,
                Map.of(
                        "CORSAC_FILE", "my template.yaml",
                        "CORSAC_PAGES", "https://a.example https://b.example",
                        "CORSAC_FAIL_ON", "warning",
                        "CORSAC_ARGUMENTS", "--parameter A=1"));
        String all =
                "check|my template.yaml|--fail-on|warning|--page|https://a.example|--page|https://b.example|--parameter|A=1|";
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.commands()).containsExactly(all + "--format|github|", all + "--format|text|");
        assertThat(ran.summary()).isEqualTo("## corsac check\n```\nfindings\n```\n");
    }

    @Test
    void writes_sarif_where_a_file_is_named() throws Exception {
        Ran ran = run(1, Map.of("CORSAC_SARIF", "corsac.sarif"));
        assertThat(ran.commands()).last().isEqualTo("check|.|--fail-on|error|--format|sarif|--output|corsac.sarif|");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_ends_at_once() throws Exception {
        Ran ran = run(3, Map.of());
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.commands()).hasSize(1);
    }

    @Test
    void text_of_an_input_is_never_part_of_the_script() throws Exception {
        Ran ran = run(0, Map.of("CORSAC_FILE", "$(touch " + folder.resolve("owned") + ")"));
        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(ran.commands().get(0)).startsWith("check|$(touch ");
    }

    @Test
    void the_action_hands_each_input_to_the_script() throws IOException {
        Map<?, ?> action = (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of("..", "action.yml")));
        List<String> variables = new ArrayList<>();
        Map<?, ?> step = map(list(map(action.get("runs")).get("steps")).get(0));
        map(step.get("env")).values().forEach(value -> variables.add(String.valueOf(value)));
        map(action.get("inputs"))
                .keySet()
                .forEach(input -> assertThat(variables).contains("${{ inputs." + input + " }}"));
        assertThat(String.valueOf(step.get("run"))).doesNotContain("${{");
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }
}
