package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks Terraform or OpenTofu for the state of a configuration without an account: writes a test file with {@code mock_provider}
 * and a run that applies, and reads the {@code test_state} message of {@code terraform test -verbose -json}. A plan would leave
 * ids, URIs and environments unknown. Needs Terraform 1.7 or OpenTofu 1.8, and an {@code init} before.
 */
public final class TerraformRun {

    private static final String TEST_FILE = "tests/corsac.tftest.hcl";

    private static final Pattern ALIAS =
            Pattern.compile("provider\\s+\"aws\"\\s*\\{[^}]*?\\balias\\s*=\\s*\"([^\"]+)\"");

    /** What the provider validates; ids and {@code invoke_arn} stay random, because they are the relations. */
    private static final Map<String, String> ARNS = Map.ofEntries(
            Map.entry("aws_iam_role", "arn:aws:iam::123456789012:role/mock"),
            Map.entry("aws_iam_policy", "arn:aws:iam::123456789012:policy/mock"),
            Map.entry("aws_cloudwatch_log_group", "arn:aws:logs:eu-west-1:123456789012:log-group:mock"),
            Map.entry("aws_dynamodb_table", "arn:aws:dynamodb:eu-west-1:123456789012:table/mock"),
            Map.entry("aws_cognito_user_pool", "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_mock"),
            Map.entry("aws_kms_key", "arn:aws:kms:eu-west-1:123456789012:key/mock"),
            Map.entry("aws_sqs_queue", "arn:aws:sqs:eu-west-1:123456789012:mock"),
            Map.entry("aws_sns_topic", "arn:aws:sns:eu-west-1:123456789012:mock"),
            Map.entry("aws_acm_certificate", "arn:aws:acm:us-east-1:123456789012:certificate/mock"),
            Map.entry("aws_secretsmanager_secret", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:mock"),
            Map.entry("aws_ssm_parameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/mock"),
            Map.entry("aws_s3_bucket", "arn:aws:s3:::mock"),
            Map.entry("aws_cloudfront_distribution", "arn:aws:cloudfront::123456789012:distribution/MOCK"),
            Map.entry("aws_lb", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/mock/1"),
            Map.entry("aws_lb_target_group", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/mock/1"),
            Map.entry("aws_lb_listener", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/mock/1/1"),
            Map.entry("aws_lambda_layer_version", "arn:aws:lambda:eu-west-1:123456789012:layer:mock:1"));

    /** Resources that refer to each other by ARN, so that each needs its own. */
    private static final Pattern OWN_ARN =
            Pattern.compile("resource\\s+\"(aws_lb|aws_lb_target_group|aws_lb_listener)\"\\s+\"([A-Za-z0-9_-]+)\"");

    private TerraformRun() {}

    /** Returns whether a folder has a Terraform configuration. */
    public static boolean isConfiguration(FileSource files, Path folder) {
        return files.list(folder).stream().anyMatch(file -> file.toString().matches(".*\\.(tf|tofu)"));
    }

    /** Returns the files of a folder that Terraform reads: its configuration and the values of its variables. */
    public static List<Path> sources(FileSource files, Path folder) {
        return files.list(folder).stream()
                .filter(file -> file.toString().matches(".*\\.(tf|tofu|tfvars)(\\.json)?"))
                .toList();
    }

    /**
     * Returns the test messages that a configuration's mocked application prints.
     *
     * @throws ConfigurationException if the tool is missing or too old, or something in the configuration is missing: a provider, a
     *     variable, a file
     */
    public static String state(FileSource files, ToolRunner tools, Path folder, Map<String, String> variables) {
        String configuration = configuration(files, folder);
        Map<Path, String> added =
                Map.of(folder.resolve(TEST_FILE), testFile(aliases(configuration), ownArns(configuration), variables));
        IOException last = null;
        for (String tool : List.of("terraform", "tofu")) {
            try {
                ToolRunner.Result result =
                        tools.run(folder, List.of(tool, "test", "-verbose", "-json", "-filter=" + TEST_FILE), added);
                if (!result.output().contains("\"test_state\"")) {
                    throw new ConfigurationException(String.join("\n", TerraformProblems.of(folder, tool, result)));
                }
                return result.output();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new ConfigurationException(
                folder + ": neither terraform nor tofu could be started"
                        + (last == null ? "" : " (" + last.getMessage() + ")")
                        + ". Install one of them, or run \"terraform show -json > state.json\" where it is installed and name"
                        + " that file",
                last == null ? new IOException("no tool") : last);
    }

    /** Returns the text of a folder's configuration, without its modules. */
    private static String configuration(FileSource files, Path folder) {
        StringBuilder text = new StringBuilder();
        for (Path file : files.list(folder)) {
            if (file.toString().endsWith(".tf") || file.toString().endsWith(".tofu")) {
                try {
                    text.append(files.text(file)).append('\n');
                } catch (IOException e) {
                    // Terraform reports what is wrong with the file.
                }
            }
        }
        return text.toString();
    }

    private static Set<String> aliases(String configuration) {
        Set<String> aliases = new LinkedHashSet<>();
        Matcher matcher = ALIAS.matcher(configuration);
        while (matcher.find()) {
            aliases.add(matcher.group(1));
        }
        return aliases;
    }

    /** Returns an ARN for each resource that others refer to by it, by address. */
    private static Map<String, String> ownArns(String configuration) {
        Map<String, String> arns = new LinkedHashMap<>();
        Matcher matcher = OWN_ARN.matcher(configuration);
        while (matcher.find()) {
            String shared = ARNS.getOrDefault(matcher.group(1), "");
            arns.put(matcher.group(1) + "." + matcher.group(2), shared.replace("mock", "mock-" + matcher.group(2)));
        }
        return arns;
    }

    /** Returns the text of the test file. */
    static String testFile(Set<String> aliases, Map<String, String> ownArns, Map<String, String> variables) {
        StringBuilder text = new StringBuilder("# Written by Corsac for one run, and removed after it.\n\n");
        provider(text, null);
        aliases.forEach(alias -> provider(text, alias));
        ownArns.forEach((address, arn) -> text.append("override_resource {\n  target = ")
                .append(address)
                .append("\n  values = { arn = ")
                .append(quoted(arn))
                .append(" }\n}\n\n"));
        if (!variables.isEmpty()) {
            text.append("variables {\n");
            variables.forEach((name, value) -> {
                if (name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
                    text.append("  ")
                            .append(name)
                            .append(" = ")
                            .append(isCollection(value) ? value : quoted(value))
                            .append('\n');
                }
            });
            text.append("}\n\n");
        }
        return text.append("run \"corsac\" {\n  command = apply\n}\n").toString();
    }

    private static void provider(StringBuilder text, @Nullable String alias) {
        text.append("mock_provider \"aws\" {\n");
        if (alias != null) {
            text.append("  alias = ").append(quoted(alias)).append('\n');
        }
        mock(text, "data", "aws_iam_policy_document", "json", "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
        mock(text, "data", "aws_caller_identity", "account_id", "123456789012");
        mock(text, "data", "aws_iam_policy", "arn", "arn:aws:iam::123456789012:policy/mock");
        text.append(
                "  mock_data \"aws_partition\" {\n    defaults = { partition = \"aws\", dns_suffix = \"amazonaws.com\" }\n  }\n");
        text.append(
                "  mock_data \"aws_region\" {\n    defaults = { name = \"eu-west-1\", region = \"eu-west-1\", id = \"eu-west-1\" }\n"
                        + "  }\n");
        ARNS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> mock(text, "resource", entry.getKey(), "arn", entry.getValue()));
        mock(
                text,
                "resource",
                "aws_api_gateway_rest_api",
                "execution_arn",
                "arn:aws:execute-api:eu-west-1:123456789012:mock");
        mock(
                text,
                "resource",
                "aws_apigatewayv2_api",
                "execution_arn",
                "arn:aws:execute-api:eu-west-1:123456789012:mock");
        text.append("}\n\n");
    }

    private static void mock(StringBuilder text, String kind, String type, String attribute, String value) {
        text.append("  mock_").append(kind).append(" \"").append(type).append("\" {\n    defaults = { ");
        text.append(attribute).append(" = ").append(quoted(value)).append(" }\n  }\n");
    }

    /** Returns whether a value is a list or map as Terraform writes it, rather than a text. */
    private static boolean isCollection(String value) {
        String text = value.strip();
        return (text.startsWith("[") && text.endsWith("]")) || (text.startsWith("{") && text.endsWith("}"));
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("${", "$${")
                        .replace("%{", "%%{")
                + "\"";
    }
}
