package dev.corsac.origins.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The templates of the function grant what it uses, and set the variables that it reads. */
class DeployTest {

    private static final Path SAM = Path.of("deploy/sam/template.yaml");
    private static final Path TERRAFORM = Path.of("deploy/terraform/main.tf");

    /** What the code calls; SAM itself adds the stream's and the log's actions, which Terraform lists. */
    private static final Set<String> ACTIONS = Set.of(
            "dynamodb:Scan",
            "dynamodb:BatchGetItem",
            "dynamodb:UpdateItem",
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:ListBucket",
            "sqs:SendMessage");

    private static final Set<String> ADDED_BY_SAM = Set.of(
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents");

    private static Set<String> found(Path file, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void they_grant_the_actions_that_the_function_uses_and_no_other() throws IOException {
        String action = "\\b(dynamodb|s3|sqs|logs):[A-Z]\\w+|\\b(dynamodb|s3|sqs|logs):\\*";
        assertThat(found(SAM, action)).isEqualTo(new TreeSet<>(ACTIONS));
        Set<String> terraform = new TreeSet<>(ACTIONS);
        terraform.addAll(ADDED_BY_SAM);
        assertThat(found(TERRAFORM, action)).isEqualTo(terraform);
    }

    @Test
    void they_set_the_variables_and_the_handler() throws IOException {
        Set<String> variables = new TreeSet<>(Set.of("CORSAC_TABLE", "CORSAC_BUCKET", "CORSAC_CREDENTIALS"));
        for (Path file : new Path[] {SAM, TERRAFORM}) {
            assertThat(found(file, "CORSAC_\\w+")).as(file.toString()).isEqualTo(variables);
            assertThat(Files.readString(file))
                    .contains(SnapshotFunction.class.getName())
                    .contains("KEYS_ONLY");
        }
    }

    @Test
    void terraform_has_its_form() throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(
                            "terraform",
                            "fmt",
                            "-check",
                            "-diff",
                            TERRAFORM.getParent().toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            System.out.println("There is no terraform here, so the form of its file is not checked.");
            Assumptions.abort("no terraform");
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
