package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.Json;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateReader;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.Network;
import dev.corsac.deployment.Resolution;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.http.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fix for infrastructure, written into a template of its form: the template is read as {@code corsac up} and {@code
 * corsac check} read it, and the deployment that it describes must let the call pass in three engines and lose no other.
 */
class TemplateFixTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Path FOLDER = Path.of("/project");

    /** What the fixes of a form were written into, and how many of them. */
    private final Map<Project.Part, Integer> tried = new TreeMap<>();

    /** Returns what a fix is to be written into; null if it does not change what browsers see of CORS. */
    static Project.@Nullable Part part(Fix fix, String url) {
        String text = fix.text();
        if (text.contains("CorsHandler")) {
            return Project.Part.FUNCTION;
        }
        if (text.contains("atewayResponse") || text.contains("gateway_response")) {
            return Project.Part.GATEWAY_RESPONSES;
        }
        if (text.contains("AddDefaultAuthorizerToCorsPreflight")
                || text.contains("for OPTIONS\n")
                || text.contains("in place of method: any")) {
            return Project.Part.OPTIONS_METHOD;
        }
        if (text.contains("Preflight:") || text.contains("\"preflight\"") || text.contains("method: options")) {
            return Project.Part.OPTIONS_ROUTE;
        }
        if (text.contains("InvokeFunctionUrl") || text.contains("AllowedMethods: [")) {
            return null;
        }
        return url.equals(BlockedCalls.BUCKET)
                ? Project.Part.BUCKET
                : url.equals(BlockedCalls.LOAD_BALANCER)
                        ? Project.Part.LOAD_BALANCER
                        : url.equals(BlockedCalls.DISTRIBUTION)
                                ? Project.Part.DISTRIBUTION
                                : url.equals(BlockedCalls.FUNCTION_URL)
                                        ? Project.Part.FUNCTION_URL
                                        : Project.Part.HTTP_API;
    }

    /** A function behind Corsac where its handler and environment are so, else one that knows nothing of CORS. */
    private static final class Functions implements FrontFactory.Surroundings {
        @Override
        public LambdaFunction function(DeployedFunction function) {
            CorsPolicy policy =
                    "dev.corsac.lambda.CorsHandler".equals(function.handler().known()) ? policy(function) : null;
            return LambdaFunction.of(function.id(), event -> {
                try {
                    return new InvocationResult.Payload(respond(policy, event));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        private static CorsPolicy policy(DeployedFunction function) {
            Map<String, String> variables = new LinkedHashMap<>();
            function.environment()
                    .forEach((name, value) -> variables.put(name, Objects.requireNonNull(value.known(), name)));
            return CorsPolicy.fromEnvironment(variables);
        }

        private static byte[] respond(@Nullable CorsPolicy policy, byte[] event) throws IOException {
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("statusCode", 200);
            response.put("body", "[]");
            if (policy != null) {
                Map<?, ?> request =
                        (Map<?, ?>) Objects.requireNonNull(Json.read(new String(event, StandardCharsets.UTF_8)));
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                ((Map<?, ?>) request.get("headers"))
                        .forEach((name, value) -> headers.put((String) name, (String) value));
                String method = request.get("httpMethod") instanceof String one
                        ? one
                        : (String) ((Map<?, ?>) ((Map<?, ?>) request.get("requestContext")).get("http")).get("method");
                CorsDecision decision = policy.decide(CorsRequest.of(
                        method,
                        headers.get("origin"),
                        headers.get("access-control-request-method"),
                        headers.get("access-control-request-headers")));
                Map<String, String> lines = new LinkedHashMap<>();
                for (CorsHeader header : decision.headers()) {
                    lines.merge(header.name(), header.value(), (a, b) -> a + ", " + b);
                }
                response.put("headers", lines);
                response.put("statusCode", decision.status().orElse(200));
            }
            return new ObjectMapper().writeValueAsBytes(response);
        }

        @Override
        public Bucket objects(DeployedFront front) {
            return key -> new S3Object(Body.of("[]"), "application/json", "\"etag\"", NOW);
        }
    }

    private static FileSource file(String name, String text) {
        return new FileSource() {
            @Override
            public boolean isFile(Path path) {
                return path.equals(FOLDER.resolve(name));
            }

            @Override
            public boolean isFolder(Path path) {
                return path.equals(FOLDER);
            }

            @Override
            public String text(Path path) throws IOException {
                if (!isFile(path)) {
                    throw new NoSuchFileException(path.toString());
                }
                return text;
            }

            @Override
            public List<Path> list(Path folder) {
                return folder.equals(FOLDER) ? List.of(FOLDER.resolve(name)) : List.of();
            }
        };
    }

    /** The variables of a function behind Corsac that allows the call, where the fix is about something in front of it. */
    static Map<String, String> environment(BlockedCalls.Blocked blocked) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CORSAC_HANDLER", "com.example.Orders");
        variables.put("ALLOWED_ORIGINS", blocked.call().origin().toString());
        variables.put("ALLOWED_METHODS", "PUT DELETE");
        variables.put("ALLOWED_HEADERS", "authorization content-type x-api-key x-trace");
        if (blocked.call().credentials() == CredentialsMode.INCLUDE) {
            variables.put("ALLOW_CREDENTIALS", "true");
            variables.put("DANGEROUSLY_ALLOW_INSECURE_ORIGINS", "true");
        }
        return variables;
    }

    private void apply(BlockedCalls.Blocked blocked, Fix fix, List<String> lost) {
        Project.Part part = part(fix, blocked.call().url().toString());
        if (part == null) {
            return;
        }
        String name = Project.file(fix.form());
        boolean inFront = part == Project.Part.OPTIONS_ROUTE
                || part == Project.Part.OPTIONS_METHOD
                || part == Project.Part.GATEWAY_RESPONSES;
        call(
                blocked,
                part,
                name,
                Project.with(fix.form(), part, fix.text(), inFront ? environment(blocked) : Map.of()),
                lost);
    }

    /** Returns what was tried, and how many of each. */
    Map<Project.Part, Integer> tried() {
        return tried;
    }

    /** Makes the call and the page's others through the deployment of a template; adds what is blocked. */
    void call(BlockedCalls.Blocked blocked, Project.Part part, String name, String template, List<String> lost) {
        Network network;
        try {
            Deployment deployment = TemplateReader.read(file(name, template), FOLDER.resolve(name), TemplateInputs.NONE)
                    .deployment();
            network = new FrontFactory(
                            deployment, Resolution.standIns(deployment), new Functions(), UnverifiedBehavior.defaults())
                    .network();
        } catch (ConfigurationException e) {
            lost.add(blocked + ": " + e.getMessage() + "\n" + template);
            return;
        }
        network = overTls(network);
        tried.merge(part, 1, Integer::sum);
        List<Call> calls = new ArrayList<>(blocked.others());
        calls.add(blocked.call());
        for (Call call : calls) {
            Call here = there(call, part, network);
            for (Engine engine : Engine.values()) {
                CallOutcome outcome = network.call(
                        engine,
                        here,
                        () -> new RequestMetadata(NOW, "0a1b2c3d-0000-4000-8000-000000000001", "203.0.113.7"));
                if (!outcome.allowed() && lost.size() < 3) {
                    lost.add(blocked + ": " + here.method() + " " + here.url() + ": " + outcome.sentence() + "\n"
                            + template);
                }
            }
        }
    }

    /** The same fronts under https: a load balancer is reached under the name of a certificate that the template does not have. */
    private static Network overTls(Network network) {
        Network.Builder builder = Network.builder();
        network.fronts().forEach((origin, front) -> builder.serve(origin.replace("http:", "https:"), front));
        return builder.build();
    }

    /** The same call to where the template's front is reached. */
    private static Call there(Call call, Project.Part part, Network network) {
        String mark = switch (part) {
            case HTTP_API, FUNCTION, OPTIONS_ROUTE, OPTIONS_METHOD, GATEWAY_RESPONSES -> ".execute-api.";
            case FUNCTION_URL -> ".lambda-url.";
            case BUCKET -> ".s3.";
            case LOAD_BALANCER -> ".elb.";
            case DISTRIBUTION -> ".cloudfront.net";
        };
        String origin = network.fronts().keySet().stream()
                .filter(each -> each.contains(mark))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        mark + " is not among " + network.fronts().keySet()));
        boolean rest = mark.equals(".execute-api.") && part != Project.Part.HTTP_API;
        // The error that gateway responses are for: a path that the API does not have.
        String path = part == Project.Part.GATEWAY_RESPONSES ? "/prod/else" : rest ? "/prod/orders" : "/orders";
        return Call.fetch(
                        call.origin().toString(),
                        call.method(),
                        Url.parse(origin + path).toString())
                .withHeaders(call.headers())
                .withCredentials(call.credentials());
    }

    @ParameterizedTest
    @EnumSource(names = {"SAM", "CLOUDFORMATION", "SERVERLESS", "TERRAFORM"})
    void a_template_with_the_fix_lets_the_call_and_no_other_be_lost(FixForm form) {
        List<String> lost = new ArrayList<>();
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                if (fix.form() == form) {
                    apply(blocked, fix, lost);
                }
            }
        }
        assertThat(lost).isEmpty();
        assertThat(tried.keySet())
                .contains(
                        Project.Part.HTTP_API,
                        Project.Part.FUNCTION_URL,
                        Project.Part.FUNCTION,
                        Project.Part.OPTIONS_ROUTE,
                        Project.Part.OPTIONS_METHOD,
                        Project.Part.GATEWAY_RESPONSES);
        if (form == FixForm.CLOUDFORMATION || form == FixForm.TERRAFORM) {
            assertThat(tried.keySet()).containsExactly(Project.Part.values());
        }
    }

    @Test
    void without_a_fix_the_same_templates_block_the_call() {
        int blocked = 0;
        for (FixForm form : List.of(FixForm.CLOUDFORMATION, FixForm.TERRAFORM)) {
            String template = Project.with(form, Project.Part.HTTP_API, "", Map.of());
            String name = Project.file(form);
            Deployment deployment = TemplateReader.read(file(name, template), FOLDER.resolve(name), TemplateInputs.NONE)
                    .deployment();
            Network network = new FrontFactory(
                            deployment, Resolution.standIns(deployment), new Functions(), UnverifiedBehavior.defaults())
                    .network();
            Call call = there(
                    Call.fetch("https://shop.example.com", "PUT", BlockedCalls.HTTP_API),
                    Project.Part.HTTP_API,
                    network);
            for (Engine engine : Engine.values()) {
                blocked += network.call(
                                        engine,
                                        call,
                                        () -> new RequestMetadata(
                                                NOW, "0a1b2c3d-0000-4000-8000-000000000001", "203.0.113.7"))
                                .allowed()
                        ? 0
                        : 1;
            }
        }
        assertThat(blocked).isEqualTo(6);
    }
}
