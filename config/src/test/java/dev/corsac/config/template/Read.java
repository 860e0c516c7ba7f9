package dev.corsac.config.template;

import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateReader;
import dev.corsac.config.TemplateResult;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.Network;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.Resolution;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A template that was read, with its fronts made under stand-in names. */
final class Read {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final TemplateResult result;
    final Deployment deployment;
    private final FrontFactory factory;
    private final Network network;

    private Read(TemplateResult result) {
        this.result = result;
        this.deployment = result.deployment();
        this.factory = new FrontFactory(
                deployment, Resolution.standIns(deployment), new Echo(), UnverifiedBehavior.defaults());
        this.network = factory.network();
    }

    static Read template(String text, String... parameters) {
        return file(new Memory().with("template.yaml", text), "template.yaml", parameters);
    }

    /** Reads a SAM template without its first lines. */
    static Read sam(String text, String... parameters) {
        return template("Transform: AWS::Serverless-2016-10-31\n" + text, parameters);
    }

    static Read file(Memory files, String name, String... parameters) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return new Read(TemplateReader.read(
                files, Memory.FOLDER.resolve(name), new TemplateInputs(given, Map.of("USER", "ada"))));
    }

    List<String> notices() {
        return deployment.notices().stream().map(Notice::line).toList();
    }

    List<String> codes() {
        return deployment.notices().stream().map(notice -> notice.code().code()).toList();
    }

    List<String> problems() {
        return factory.problems().stream().map(FrontFactory.Problem::line).toList();
    }

    <T extends DeployedFront> T front(Class<T> type) {
        return deployment.fronts().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + deployment.fronts()));
    }

    DeployedFunction function(String id) {
        return Objects.requireNonNull(deployment.function(id), id);
    }

    /** The origin of the first front of a type. */
    String origin(Class<? extends DeployedFront> type) {
        DeployedFront front = front(type);
        return Resolution.standIns(deployment).origin(front, front.endpoints().get(0));
    }

    /** The origins at which something is served. */
    List<String> origins() {
        return network.fronts().keySet().stream().sorted().toList();
    }

    Response call(String method, String url, String... headers) {
        Url parsed = Url.parse(url);
        Headers lines = Headers.of(headers).with("host", parsed.authority());
        return Objects.requireNonNull(network.fronts().get(parsed.origin()), () -> parsed.origin() + " of " + origins())
                .respond(
                        new Request(method, parsed, lines, Body.EMPTY),
                        new RequestMetadata(NOW, "00000000-0000-0000-0000-000000000001", "127.0.0.1"))
                .response();
    }

    Response preflight(String url, String origin, String method) {
        return call("OPTIONS", url, "origin", origin, "access-control-request-method", method);
    }

    static String header(Response response, String name) {
        return String.valueOf(response.headers().combined(name));
    }

    /** Functions that respond with their own name, buckets with an index.html. */
    private static final class Echo implements FrontFactory.Surroundings {
        @Override
        public LambdaFunction function(DeployedFunction function) {
            return LambdaFunction.of(function.id(), event -> {
                String event2 = new String(event, StandardCharsets.UTF_8);
                boolean two = event2.contains("\"version\":\"2.0\"");
                return InvocationResult.Payload.of("{\"statusCode\": 200, \"headers\": {\"x-function\": \""
                        + function.id() + "\", \"x-format\": \"" + (two ? "2.0" : "1.0")
                        + "\"}, \"body\": \"ok\"}");
            });
        }

        @Override
        public Bucket objects(DeployedFront front) {
            return key -> key.equals("index.html") ? new S3Object(Body.of("home"), "text/html", "\"etag\"", NOW) : null;
        }
    }
}
