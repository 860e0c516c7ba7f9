package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Json;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Fixes as commands of the AWS CLI: a shell splits them into arguments, as it does for their user, and what they set is written into
 * a template, which must let the call pass and lose no other. Those of HTTP APIs and Function URLs are in {@link FrontFixTest}.
 */
@DisabledOnOs(OS.WINDOWS)
class AwsCliFixTest {

    private final TemplateFixTest templates = new TemplateFixTest();

    /** The arguments of each call of {@code aws} in a script. */
    private static List<List<String>> calls(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "aws() { printf '%s\\0' \"$@\"; printf '\\n\\0'; }\n" + script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(script).isZero();
        List<List<String>> calls = new ArrayList<>();
        List<String> call = new ArrayList<>();
        for (String argument : output.split("\0", -1)) {
            if (argument.equals("\n")) {
                calls.add(List.copyOf(call));
                call.clear();
            } else {
                call.add(argument);
            }
        }
        return calls;
    }

    private static String option(List<String> call, String name) {
        int at = call.indexOf(name);
        assertThat(at).as(name + " in " + call).isNotNegative();
        return call.get(at + 1);
    }

    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@code put-bucket-cors}: the rules, with CloudFormation's names, which are the same but for one. */
    private static String bucket(List<String> call) throws IOException {
        Map<?, ?> cors = (Map<?, ?>) Json.read(option(call, "--cors-configuration"));
        StringBuilder text = new StringBuilder("CorsConfiguration:\n  CorsRules:\n");
        for (Object each : (List<?>) cors.get("CORSRules")) {
            text.append("    -");
            String indent = " ";
            for (Map.Entry<?, ?> setting : ((Map<?, ?>) each).entrySet()) {
                text.append(indent).append(setting.getKey()).append(":\n");
                for (Object value : (List<?>) setting.getValue()) {
                    text.append("        - ").append(yaml((String) value)).append('\n');
                }
                indent = "      ";
            }
        }
        return text.toString();
    }

    /** {@code modify-listener-attributes}: the CLI's shorthand, in which a value with a comma is in double quotes. */
    private static String listener(List<String> call) throws IOException {
        StringBuilder text = new StringBuilder("ListenerAttributes:\n");
        for (String attribute : call.subList(call.indexOf("--attributes") + 1, call.size())) {
            assertThat(attribute).matches("Key=[a-z._]+,Value=(\"[^\"]*\"|[^,\"]*)");
            int comma = attribute.indexOf(",Value=");
            String value = attribute.substring(comma + ",Value=".length());
            text.append("  - Key: ").append(attribute, "Key=".length(), comma).append("\n    Value: ");
            text.append(yaml(value.startsWith("\"") ? String.valueOf(Json.read(value)) : value))
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code update-gateway-response}: patch operations, each for one response parameter. */
    private static String gatewayResponse(List<String> call) throws IOException {
        String type = option(call, "--response-type");
        StringBuilder text = new StringBuilder(type.replace("DEFAULT_", "Errors")
                + ":\n  Type: AWS::ApiGateway::GatewayResponse\n  Properties:\n    RestApiId: !Ref Api\n    ResponseType: "
                + type + "\n    ResponseParameters:\n");
        for (Object each : (List<?>) Json.read(option(call, "--patch-operations"))) {
            Map<?, ?> operation = (Map<?, ?>) each;
            assertThat(operation.get("op")).isEqualTo("add");
            String path = (String) operation.get("path");
            assertThat(path).startsWith("/responseParameters/");
            text.append("      ")
                    .append(path.substring("/responseParameters/".length()))
                    .append(": ")
                    .append(yaml((String) operation.get("value")))
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void a_deployment_with_what_the_commands_set_lets_the_call_and_no_other_be_lost() throws Exception {
        List<String> lost = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                Map<String, String> environment = TemplateFixTest.environment(blocked);
                if (fix.form() != FixForm.AWS_CLI || !done.add(fix.text() + environment + blocked)) {
                    continue;
                }
                StringBuilder responses = new StringBuilder();
                for (List<String> call : calls(fix.text())) {
                    switch (call.get(1)) {
                        case "put-bucket-cors" -> apply(blocked, Project.Part.BUCKET, bucket(call), Map.of(), lost);
                        case "modify-listener-attributes" ->
                            apply(blocked, Project.Part.LOAD_BALANCER, listener(call), Map.of(), lost);
                        case "update-gateway-response" -> responses.append(gatewayResponse(call));
                        default -> {
                            // Commands that read, deploy or permit, and those of FrontFixTest.
                        }
                    }
                }
                if (!responses.isEmpty()) {
                    apply(blocked, Project.Part.GATEWAY_RESPONSES, responses.toString(), environment, lost);
                }
            }
        }
        assertThat(lost).isEmpty();
        assertThat(templates.tried().keySet())
                .containsExactly(Project.Part.GATEWAY_RESPONSES, Project.Part.BUCKET, Project.Part.LOAD_BALANCER);
    }

    private void apply(
            BlockedCalls.Blocked blocked,
            Project.Part part,
            String cloudFormation,
            Map<String, String> environment,
            List<String> lost) {
        String template = Project.with(FixForm.CLOUDFORMATION, part, cloudFormation, environment);
        templates.call(blocked, part, Project.file(FixForm.CLOUDFORMATION), template, lost);
    }
}
