package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.CorsPolicy;
import dev.corsac.awsservers.AwsServer;
import dev.corsac.config.Json;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.InfrastructureWriter;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.deployment.FrontKind;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated templates, deployed by CloudFormation's API to MiniStack; what the functions have in their environment there is
 * given to the real handler. Skipped, with a line, where there is no Python. MiniStack drops gateway responses and has no SAM
 * transform here: {@link GeneratedFilesTest} has both.
 */
@Tag("slow")
class DeployedOnMiniStackTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static AwsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = AwsServer.start(AwsServer.Kind.MINISTACK);
        assumeTrue(server != null, "skipped: MiniStack cannot be started here");
        request("s3", "PUT", "/code", "");
        request("s3", "PUT", "/code/orders.zip", "code");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String request(String service, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + " " + response.body()).isBetween(200, 299);
        return response.body();
    }

    private static String form(String... fields) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            parts.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", parts);
    }

    private static void deploy(String stack, String template) throws IOException, InterruptedException {
        List<String> fields = new ArrayList<>(List.of(
                "Action",
                "CreateStack",
                "Version",
                "2010-05-15",
                "StackName",
                stack,
                "TemplateBody",
                template,
                "Capabilities.member.1",
                "CAPABILITY_IAM"));
        int i = 1;
        for (Map.Entry<String, String> parameter : Map.of(
                        "CodeBucket", "code", "OrdersCodeKey", "orders.zip", "TokenKey", "secret", "Table", "orders")
                .entrySet()) {
            if (template.contains(parameter.getKey() + ":")) {
                fields.addAll(List.of(
                        "Parameters.member." + i + ".ParameterKey",
                        parameter.getKey(),
                        "Parameters.member." + i + ".ParameterValue",
                        parameter.getValue()));
                i++;
            }
        }
        request("cloudformation", "POST", "/", form(fields.toArray(String[]::new)));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        String state;
        do {
            assertThat(System.nanoTime()).as(stack + " is not complete").isLessThan(deadline);
            Thread.sleep(50);
            state = request(
                    "cloudformation",
                    "POST",
                    "/",
                    form("Action", "DescribeStacks", "Version", "2010-05-15", "StackName", stack));
        } while (state.contains("_IN_PROGRESS"));
        assertThat(state).contains("<StackStatus>CREATE_COMPLETE</StackStatus>");
    }

    static Stream<Arguments> plans() {
        return Plans.all().entrySet().stream()
                .filter(plan -> !plan.getKey().contains("guarded"))
                .map(plan -> Arguments.of(plan.getKey(), plan.getValue()));
    }

    private static Map<?, ?> json(String text) throws IOException {
        return (Map<?, ?>) Objects.requireNonNull(Json.read(text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void the_deployed_policy_lets_its_pages_call(String name, InfrastructurePlan plan) throws Exception {
        String stack = name.replaceAll("[^A-Za-z0-9]+", "-");
        deploy(
                stack,
                InfrastructureWriter.write(InfrastructureForm.CLOUDFORMATION, plan, "corsac generate cloudformation")
                        .text());
        PlannedPolicy policy = Objects.requireNonNull(plan.functions().get(0).policy());
        Map<?, ?> function = ((List<?>) json(request("lambda", "GET", "/2015-03-31/functions/", ""))
                        .get("Functions"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> String.valueOf(each.get("FunctionName")).startsWith(stack))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> environment = new LinkedHashMap<>();
        ((Map<?, ?>) ((Map<?, ?>) function.get("Environment")).get("Variables"))
                .forEach((key, value) -> environment.put(String.valueOf(key), String.valueOf(value)));
        assertThat(environment).containsEntry("TOKEN_KEY", "secret").containsEntry("TABLE", "orders");
        boolean block = plan.front() == FrontKind.FUNCTION_URL
                && plan.preflights() == Preflights.FRONT
                && policy.patterns().isEmpty();
        if (block) {
            assertThat(environment).doesNotContainKey("ALLOWED_ORIGINS");
            Map<?, ?> url = json(
                    request("lambda", "GET", "/2021-10-31/functions/" + function.get("FunctionName") + "/url", ""));
            assertThat(((Map<?, ?>) url.get("Cors")).get("AllowOrigins")).isEqualTo(policy.origins());
            return;
        }
        assertThat(environment).containsAllEntriesOf(policy.environment());
        CorsStreamHandler handler = new CorsStreamHandler(
                CorsPolicy.fromEnvironment(environment),
                (in, out, context) -> out.write("{\"statusCode\": 200}".getBytes(StandardCharsets.UTF_8)));
        assertThat(preflight(handler, "https://shop.example.com"))
                .contains("204", "\"Access-Control-Allow-Origin\":\"https://shop.example.com\"");
        assertThat(preflight(handler, "https://evil.example.com"))
                .contains("403")
                .doesNotContain("Allow-Origin");
        if (plan.front() == FrontKind.HTTP_API
                && plan.preflights() == Preflights.FRONT
                && policy.patterns().isEmpty()) {
            Map<?, ?> api = ((List<?>)
                            json(request("apigateway", "GET", "/v2/apis", "")).get("items"))
                    .stream()
                            .map(each -> (Map<?, ?>) each)
                            .filter(each -> String.valueOf(each.get("tags")).contains("/" + stack + "/"))
                            .findFirst()
                            .orElseThrow();
            assertThat(String.valueOf(api.get("corsConfiguration"))).contains(policy.origins());
        }
    }

    private static String preflight(CorsStreamHandler handler, String origin) throws IOException {
        String event =
                "{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":\"/orders\",\"headers\":{\"origin\":\""
                        + origin
                        + "\",\"access-control-request-method\":\"PUT\"},\"requestContext\":{\"http\":{\"method\":\"OPTIONS\",\"path\":\"/orders\"}}}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
        return out.toString(StandardCharsets.UTF_8);
    }
}
