package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Terraform is asked, against a tool that only answers: Terraform itself is not run here. */
class TerraformRunTest {

    @TempDir
    Path folder;

    private final List<List<String>> commands = new ArrayList<>();
    private String testFile = "";

    private String state(String output, String errors) throws IOException {
        Files.writeString(
                folder.resolve("main.tf"), "provider \"aws\" {\n  alias = \"us\"\n  region = \"us-east-1\"\n}\n");
        return TerraformRun.state(
                DiskFiles.ALL,
                (where, command, files) -> {
                    commands.add(command);
                    testFile = String.valueOf(files.get(folder.resolve("tests/corsac.tftest.hcl")));
                    return new ToolRunner.Result(output.isEmpty() ? 1 : 0, output, errors);
                },
                folder,
                Map.of("page", "https://${x}\"y\""));
    }

    @Test
    void a_test_file_with_mocks_is_applied_and_its_messages_are_the_state() throws IOException {
        String message = "{\"type\":\"test_state\",\"test_state\":{}}";
        assertThat(state(message, "")).isEqualTo(message);
        assertThat(commands)
                .containsExactly(List.of("terraform", "test", "-verbose", "-json", "-filter=tests/corsac.tftest.hcl"));
        assertThat(testFile)
                .contains("mock_provider \"aws\" {\n  alias = \"us\"\n", "command = apply")
                .contains("page = \"https://$${x}\\\"y\\\"\"")
                .contains("mock_resource \"aws_iam_role\"");
        assertThat(TerraformRun.isConfiguration(DiskFiles.ALL, folder)).isTrue();
    }

    @Test
    void what_is_missing_is_said_in_the_tools_words() {
        assertThatThrownBy(() -> state(
                        "{\"diagnostic\":{\"severity\":\"error\",\"summary\":\"No value for required variable\",\"detail\":\"The module"
                                + " has no value for token_key.\"}}",
                        ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        folder.toString(),
                        "No value for required variable",
                        "token_key",
                        "terraform init",
                        "--parameter");
    }

    @Test
    void without_either_tool_the_other_way_is_named() {
        assertThatThrownBy(() -> TerraformRun.state(
                        DiskFiles.ALL,
                        (where, command, files) -> {
                            throw new IOException("no " + command.get(0));
                        },
                        folder,
                        Map.of()))
                .hasMessageContainingAll("neither terraform nor tofu", "terraform show -json");
    }
}
