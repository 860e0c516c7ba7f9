package dev.corsac.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The example's Terraform and SAM files, read by the tools that people deploy them with. Each test is skipped, and says so,
 * where its tool is missing. {@code terraform validate} and {@code terraform test} need the AWS provider and are run by the
 * workflow for tests.
 */
class InfrastructureTest {

    private static final Path INFRA = Path.of("infra").toAbsolutePath();
    private static final Path TEMPLATE = INFRA.resolve("sam/template.yaml");

    @Test
    void terraform_files_are_formatted() throws Exception {
        assumeTrue(succeeds(List.of("terraform", "version")), "skipped: Terraform is not installed");
        Run fmt = run(
                List.of("terraform", "-chdir=" + INFRA.resolve("terraform"), "fmt", "-check", "-recursive", "-diff"));
        assertThat(fmt.status()).as(fmt.output()).isZero();
    }

    @Test
    void each_file_of_the_page_has_a_content_type_in_terraform() throws IOException {
        String page = Files.readString(INFRA.resolve("terraform/page.tf"));
        Matcher block = Pattern.compile("(?s)content_types = \\{(.*?)\\}").matcher(page);
        assertThat(block.find()).isTrue();
        try (Stream<Path> files = Files.walk(Path.of("web"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                String ending = name.substring(name.lastIndexOf('.') + 1);
                assertThat(block.group(1)).as(name).containsPattern("(?m)^ *" + ending + " *= \"");
            }
        }
    }

    @Test
    void the_sam_template_has_no_fault_that_cfn_lint_knows() throws Exception {
        Run lint = run(List.of(python().resolve("cfn-lint").toString(), TEMPLATE.toString()));
        assertThat(lint.status()).as(lint.output()).isZero();
    }

    @Test
    void sam_makes_one_public_stage_and_takes_each_preflight_to_a_function() throws Exception {
        Run transform = run(List.of(
                python().resolve("python").toString(),
                Path.of("src/test/resources/transform.py").toAbsolutePath().toString(),
                TEMPLATE.toString()));
        assertThat(transform.status()).as(transform.output()).isZero();
        String template = transform.output();
        assertThat(matches(template, "\"Type\": \"AWS::ApiGateway::Stage\"")).isEqualTo(1);
        assertThat(template).contains("\"StageName\": \"live\"").doesNotContain("\"StageName\": \"Stage\"");
        assertThat(matches(
                        template,
                        "\"options\": \\{\\s*\"x-amazon-apigateway-integration\": \\{\\s*\"httpMethod\": \"POST\""))
                .isEqualTo(4);
        assertThat(template).doesNotContain("\"mock\"");
    }

    private static int matches(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    /** The folder of commands of a Python that has the tools; made once, and the test is skipped where that fails. */
    private static Path python() throws Exception {
        Path home = Path.of("target", "python").toAbsolutePath();
        Path commands = home.resolve("bin");
        Path done = home.resolve("installed");
        if (!Files.exists(done)) {
            assumeTrue(
                    succeeds(List.of("python3", "-m", "venv", home.toString())),
                    "skipped: Python 3 with venv is not installed");
            Run pip = run(List.of(
                    commands.resolve("python").toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "cfn-lint==1.58.0",
                    "aws-sam-translator==1.115.0"));
            assumeTrue(
                    pip.status() == 0,
                    () -> "skipped: cfn-lint and aws-sam-translator cannot be installed: " + pip.output());
            Files.createFile(done);
        }
        return commands;
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return run(command).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private record Run(int status, String output) {}
}
