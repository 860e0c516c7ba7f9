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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How Terraform is asked, against a tool that prints recorded messages: Terraform itself is not run here. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "No value for required variable | The root module input variable \"token_key\" is not set, and has no default value. | the variable \"token_key\" has no value. Give it with --parameter token_key=VALUE or in terraform.tfvars",
                "No value for required variable | The module under test for run block \"corsac\" has a required variable \"page\" with no set value. | the variable \"page\" has no value. Give it with --parameter page=VALUE",
                "Inconsistent dependency lock file | The following dependency selections recorded in the lock file are inconsistent with the current configuration: - provider registry.terraform.io/hashicorp/aws: required by this configuration but no version is selected | the provider hashicorp/aws is not installed. Run \"terraform init\" in ",
                "Missing required provider | This configuration requires provider registry.terraform.io/hashicorp/random, but that provider isn't available. You may be able to install it automatically. | the provider hashicorp/random is not installed. Run \"terraform init\" in ",
                "Module not installed | This module is not yet installed. | a module is not installed. Run \"terraform init\" in ",
                "Error in function call | Call to function \"filebase64sha256\" failed: open ./build/orders.zip: no such file or directory. | the file ./build/orders.zip is missing. Build the function first",
                "Invalid function argument | Invalid value for \"path\" parameter: no file exists at \"src/page.json\"; this function works only with files that are distributed. | the file src/page.json is missing. Build the function first",
                "Archive creation error | error creating archive: error archiving directory: could not archive missing directory: target/classes | the file target/classes is missing. Build the function first",
                "Unsupported block type | Blocks of type \"mock_provider\" are not expected here. | this terraform has no mock providers. Use Terraform 1.7 or newer, or OpenTofu 1.8 or newer",
                "Reference to undeclared resource | A managed resource \"aws_x\" \"y\" has not been declared. | Reference to undeclared resource. A managed resource \"aws_x\" \"y\" has not been declared",
            })
    void what_is_missing_is_named_with_its_place_and_the_fix(String summary, String detail, String message) {
        String quotedDetail = detail.replace("\"", "\\\"");
        String output = "{\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"error\",\"summary\":\"" + summary
                + "\",\"detail\":\"" + quotedDetail
                + "\",\"range\":{\"filename\":\"main.tf\",\"start\":{\"line\":4,\"column\":12}}}}";
        assertThatThrownBy(() -> state(output, ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("main.tf") + ":4:12: " + message);
    }

    @Test
    void what_is_printed_without_messages_is_one_line() {
        assertThatThrownBy(() -> state("", "Error: something\n  is wrong\n"))
                .hasMessage(folder
                        + ": \"terraform test\" made no state: Error: something is wrong. Run \"terraform init\" in that folder,"
                        + " or name the output of \"terraform show -json\"");
    }

    @Test
    void resources_that_refer_to_each_other_by_arn_have_their_own() throws IOException {
        Files.writeString(folder.resolve("lb.tf"), """
                resource "aws_lb_target_group" "orders" {
                  target_type = "lambda"
                }
                resource "aws_lb" "shop" {}
                """);
        assertThat(state("{\"type\":\"test_state\"}", "")).isNotEmpty();
        assertThat(testFile)
                .contains(
                        "override_resource {\n  target = aws_lb_target_group.orders\n  values = { arn = \"arn:aws:elastic")
                .contains("targetgroup/mock-orders/1", "loadbalancer/app/mock-shop/1");
    }

    @Test
    void a_change_of_what_terraform_reads_can_be_watched() throws IOException {
        for (String name : List.of("main.tf", "prod.auto.tfvars", "more.tf.json", "README.md")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(TerraformRun.sources(DiskFiles.ALL, folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("main.tf", "prod.auto.tfvars", "more.tf.json");
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
