package dev.corsac.e2e;

import dev.corsac.CorsPolicy;
import dev.corsac.check.Checker;
import dev.corsac.config.CheckInput;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TemplateInputs;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.Network;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.deployment.Value;
import dev.corsac.explain.PlainJson;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.TokenSignature;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template's fronts as a local run serves them, at the origins that a check has for them, with functions of this process: Corsac's
 * handler under the policy of the environment, what corsac.yaml states, and else a function that knows nothing of CORS. It shares
 * the readers and the fronts with the check, and nothing that decides about findings.
 */
final class CheckedDeployment {

    private static final Pattern METHOD =
            Pattern.compile("\"httpMethod\":\"([^\"]*)\"|\"http\":\\{\"method\":\"([^\"]*)\"");
    private static final Pattern ORIGIN = Pattern.compile("\"[Oo]rigin\":\\[?\"([^\"]*)\"");
    private static final String ALLOWS =
            "{\"principalId\":\"caller\",\"isAuthorized\":true,\"policyDocument\":{\"Version\":"
                    + "\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\",\"Resource\":\"*\"}]}}";

    private final CheckInput input;

    private CheckedDeployment(CheckInput input) {
        this.input = input;
    }

    /** Reads the corsac.yaml of a folder, its Terraform state or its template. */
    static CheckedDeployment in(Path folder) {
        for (String name : List.of("corsac.yaml", "state.json")) {
            if (Files.exists(folder.resolve(name))) {
                return of(folder.resolve(name));
            }
        }
        return of(folder.resolve("template.yaml"));
    }

    static CheckedDeployment of(Path file) {
        return new CheckedDeployment(CheckInput.read(DiskFiles.ALL, file, new TemplateInputs(Map.of(), Map.of())));
    }

    Checker checker(CheckSettings settings) {
        return Checker.of(input.deployment(), input.resolution()).with(settings).assuming(input.open());
    }

    CheckSettings settings() {
        return input.settings();
    }

    /** Returns the fronts; null if AWS would refuse one. */
    @org.jspecify.annotations.Nullable
    Network network(CheckSettings settings) {
        FrontFactory factory = new FrontFactory(
                input.deployment(), input.resolution(), new Around(settings), UnverifiedBehavior.defaults());
        Network network = factory.network();
        return factory.problems().isEmpty() ? network : null;
    }

    private final class Around implements FrontFactory.Surroundings {

        private final CheckSettings settings;

        Around(CheckSettings settings) {
            this.settings = settings;
        }

        @Override
        public LambdaFunction function(DeployedFunction function) {
            String id = function.id();
            if (id.startsWith("Authorizer")) {
                return function(id, event -> ALLOWS);
            }
            if ("dev.corsac.lambda.CorsHandler".equals(function.handler().known())) {
                return underPolicy(function);
            }
            return function(id, event -> stated(id, event));
        }

        private LambdaFunction underPolicy(DeployedFunction function) {
            Map<String, String> environment = new LinkedHashMap<>();
            for (Map.Entry<String, Value<String>> variable :
                    function.environment().entrySet()) {
                environment.put(
                        variable.getKey(), String.valueOf(input.resolution().text(variable.getValue())));
            }
            CorsPolicy policy;
            try {
                policy = CorsPolicy.fromEnvironment(environment);
            } catch (IllegalArgumentException e) {
                return ending(function.id(), new InvocationResult.Failed("Runtime.ExitError", "it did not start"));
            }
            CorsStreamHandler handler = new CorsStreamHandler(
                    policy,
                    (in, out, context) ->
                            out.write("{\"statusCode\":200,\"body\":\"{}\"}".getBytes(StandardCharsets.UTF_8)));
            return function(function.id(), event -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return out.toString(StandardCharsets.UTF_8);
            });
        }

        private String stated(String id, String event) {
            Matcher method = METHOD.matcher(event);
            String asked = !method.find() ? "" : method.group(1) == null ? method.group(2) : method.group(1);
            Matcher origin = ORIGIN.matcher(event);
            String page = origin.find() ? origin.group(1) : "";
            for (StatedResponse response : settings.responses()) {
                if (response.function().equals(id)
                        && (response.methods().isEmpty() || response.methods().contains(asked))) {
                    Map<String, Object> headers = new LinkedHashMap<>(response.headers());
                    if (response.reflectedOrigins().contains(page)
                            || response.reflectedOrigins().contains("*")) {
                        headers.put("Access-Control-Allow-Origin", page);
                        headers.put("Vary", "Origin");
                    }
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("statusCode", response.status());
                    json.put("headers", headers);
                    json.put("body", "{}");
                    return PlainJson.of(json);
                }
            }
            return "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"application/json\"},\"body\":\"{}\"}";
        }

        private LambdaFunction function(String id, UnaryOperator<String> responses) {
            return LambdaFunction.of(id, event -> {
                String response = responses.apply(new String(event, StandardCharsets.UTF_8));
                return InvocationResult.Payload.of(response);
            });
        }

        private LambdaFunction ending(String id, InvocationResult result) {
            return LambdaFunction.of(id, event -> result);
        }

        @Override
        public Bucket objects(DeployedFront siteOrBucket) {
            return key -> key.isEmpty()
                    ? null
                    : new S3Object(Body.of("{}"), "application/json", "\"1\"", Instant.parse("2026-01-01T00:00:00Z"));
        }

        @Override
        public TokenSignature signature(DeployedAuthorizer authorizer) {
            return token -> true;
        }
    }
}
