package dev.corsac.config;

import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a file becomes, without sockets and processes: a function responds with the event that it got as body, or with
 * what a test gives it.
 */
public final class Assembled implements DeploymentHost {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Map<Integer, Front> fronts = new HashMap<>();
    private final Map<String, FrontSpec> specs = new HashMap<>();
    private final Map<String, String> results = new ConcurrentHashMap<>();

    public static Assembled of(Configuration configuration) {
        Assembled assembled = new Assembled();
        configuration.fronts().forEach(spec -> assembled.specs.putIfAbsent(spec.reference(), spec));
        configuration.assemble(assembled);
        return assembled;
    }

    /** What the function returns from now on, JSON. */
    Assembled returns(String function, String result) {
        results.put(function, result);
        return this;
    }

    @Override
    public LambdaFunction function(FunctionSettings spec) {
        return LambdaFunction.of(spec.name(), event -> {
            String text = new String(event, StandardCharsets.UTF_8);
            String body = text.replace("\\", "\\\\").replace("\"", "\\\"");
            String result = results.getOrDefault(
                    spec.name(),
                    "{\"statusCode\": 200, \"headers\": {\"x-function\": \"" + spec.name() + "\"}, \"body\": \"" + body
                            + "\"}");
            return InvocationResult.Payload.of(result);
        });
    }

    @Override
    public void listen(FrontAddress address, Front front) {
        fronts.put(address.port(), front);
    }

    /** A response, in the words that tests look for. */
    public record Got(AttributedResponse attributed) {

        public int status() {
            return attributed.response().status();
        }

        public String text() {
            return attributed.response().body().text();
        }

        public String header(String name) {
            return String.valueOf(attributed.response().headers().combined(name));
        }
    }

    public Got get(String reference, String target, String... headers) {
        return call(reference, "GET", target, headers);
    }

    Got call(String reference, String method, String target, String... headers) {
        FrontSpec spec = Objects.requireNonNull(specs.get(reference), reference);
        int question = target.indexOf('?');
        Url url = Url.of(
                "http",
                spec.hosts().get(0),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1));
        Headers lines = Headers.of(headers).with("host", spec.hosts().get(0));
        Front front = Objects.requireNonNull(fronts.get(spec.port()));
        return new Got(front.respond(
                new Request(method, url, lines, Body.EMPTY),
                new RequestMetadata(NOW, "00000000-0000-0000-0000-000000000001", "127.0.0.1")));
    }

    Response preflight(String reference, String target, String origin, String method) {
        return call(reference, "OPTIONS", target, "origin", origin, "access-control-request-method", method)
                .attributed()
                .response();
    }
}
