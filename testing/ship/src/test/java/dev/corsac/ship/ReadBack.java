package dev.corsac.ship;

import dev.corsac.CorsPolicy;
import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateReader;
import dev.corsac.config.generate.Infrastructure;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructureWriter;
import dev.corsac.config.generate.PlannedFunction;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.Network;
import dev.corsac.deployment.Resolution;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Infrastructure that was generated, read back, with its fronts under stand-in names. A function has Corsac's own handler
 * with the policy that the generated environment describes, as it would on AWS.
 */
final class ReadBack {

    private static final String RESPONSE =
            "{\"statusCode\": 200, \"headers\": {\"ETag\": \"1\", \"X-Total\": \"7\"}, \"body\": \"[]\"}";

    final String text;
    private final String response;
    final Deployment deployment;
    final List<FrontFactory.Problem> problems;
    final Network network;

    /** The origins at which something is served. */
    final Set<String> origins;

    private ReadBack(String text, Deployment deployment, String response) {
        this.text = text;
        this.deployment = deployment;
        this.response = response;
        FrontFactory factory = new FrontFactory(
                deployment, Resolution.standIns(deployment), new Functions(response), UnverifiedBehavior.defaults());
        this.network = factory.network();
        this.origins = network.fronts().keySet();
        this.problems = factory.problems();
    }

    /** Returns the functions by id, with Corsac's handler where the environment has a policy. */
    Map<String, LambdaFunction> functions() {
        Map<String, LambdaFunction> functions = new LinkedHashMap<>();
        deployment
                .functions()
                .forEach(function -> functions.put(function.id(), new Functions(response).function(function)));
        return functions;
    }

    /** Returns the origin that pages call: the distribution's, where there is one. */
    String calledByPages() {
        return origins.stream()
                .filter(origin -> origin.endsWith(".cloudfront.net"))
                .findFirst()
                .orElseGet(() -> origins.iterator().next());
    }

    /** Generates a plan in a form and reads it back. */
    static ReadBack of(InfrastructureForm form, InfrastructurePlan plan) {
        Infrastructure written = InfrastructureWriter.write(form, plan, "corsac generate " + form.word());
        return of(form, plan, written.text());
    }

    static ReadBack of(InfrastructureForm form, InfrastructurePlan plan, String text) {
        return of(form, plan, text, RESPONSE);
    }

    /** @param response what every function returns */
    static ReadBack of(InfrastructureForm form, InfrastructurePlan plan, String text, String response) {
        return new ReadBack(
                text,
                switch (form) {
                    case SAM, CLOUDFORMATION, SAME_ORIGIN -> read(Map.of("template.yaml", text), "template.yaml");
                    case CDK -> read(Map.of("template.json", text), "template.json");
                    case TERRAFORM -> read(Map.of("state.json", TerraformFile.state(text, Map.of())), "state.json");
                    case OPENAPI -> read(Map.of("openapi.yaml", text, "template.yaml", around(plan)), "template.yaml");
                },
                response);
    }

    /** Returns the SAM template that an OpenAPI document is for: the functions, and an API that includes the document. */
    static String around(InfrastructurePlan plan) {
        StringBuilder template = new StringBuilder("Transform: AWS::Serverless-2016-10-31\nResources:\n");
        boolean http = plan.stage().equals("$default");
        template.append("  Api:\n    Type: AWS::Serverless::")
                .append(http ? "HttpApi" : "Api")
                .append('\n');
        template.append("    Properties:\n      StageName: ").append(plan.stage());
        template.append(
                "\n      DefinitionBody:\n        Fn::Transform: {Name: AWS::Include, Parameters: {Location: openapi.yaml}}\n");
        for (PlannedFunction function : plan.functions()) {
            String id = function.id();
            template.append("  ").append(Character.toUpperCase(id.charAt(0))).append(id.substring(1));
            template.append("Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionName: ")
                    .append(id)
                    .append("\n      Handler: a.B\n");
            template.append("      Runtime: java21\n      CodeUri: .\n      Environment:\n        Variables:\n");
            if (function.policy() != null) {
                function.policy()
                        .environment()
                        .forEach((name, value) -> template.append("          ")
                                .append(name)
                                .append(": \"")
                                .append(value)
                                .append("\"\n"));
            }
        }
        return template.toString();
    }

    private static Deployment read(Map<String, String> files, String name) {
        Path folder = Path.of("/project");
        Map<Path, String> paths = new LinkedHashMap<>();
        files.forEach((file, text) -> paths.put(folder.resolve(file), text));
        return TemplateReader.read(new Memory(paths), folder.resolve(name), TemplateInputs.NONE)
                .deployment();
    }

    /** Returns what a function has in its environment, as far as the files say. */
    static Map<String, String> environment(DeployedFunction function) {
        Map<String, String> known = new LinkedHashMap<>();
        function.environment().forEach((name, value) -> {
            if (value.known() != null) {
                known.put(name, value.known());
            }
        });
        return known;
    }

    /** Files in memory. */
    private record Memory(Map<Path, String> files) implements FileSource {
        @Override
        public boolean isFile(Path path) {
            return files.containsKey(path.normalize());
        }

        @Override
        public boolean isFolder(Path path) {
            return false;
        }

        @Override
        public String text(Path file) throws IOException {
            String text = files.get(file.normalize());
            if (text == null) {
                throw new NoSuchFileException(file.toString());
            }
            return text;
        }

        @Override
        public List<Path> list(Path folder) {
            return List.of();
        }
    }

    /** The handlers that the functions would have. */
    private record Functions(String response) implements FrontFactory.Surroundings {
        @Override
        public LambdaFunction function(DeployedFunction function) {
            Map<String, String> environment = environment(function);
            CorsStreamHandler handler = environment.containsKey("ALLOWED_ORIGINS")
                    ? new CorsStreamHandler(
                            CorsPolicy.fromEnvironment(environment),
                            (in, out, context) -> out.write(response.getBytes(StandardCharsets.UTF_8)))
                    : null;
            return LambdaFunction.of(function.id(), event -> {
                if (handler == null) {
                    return InvocationResult.Payload.of(response);
                }
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    handler.handleRequest(new ByteArrayInputStream(event), out, null);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return new InvocationResult.Payload(out.toByteArray());
            });
        }

        @Override
        public Bucket objects(DeployedFront siteOrBucket) {
            return key -> key.equals("index.html")
                    ? new S3Object(Body.of("the page"), "text/html", "\"1\"", Instant.EPOCH)
                    : null;
        }
    }
}
