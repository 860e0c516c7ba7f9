package dev.corsac.benchmarks.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corsac.cli.Main;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.local.concurrent.Background;
import dev.corsac.local.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The parts whose inputs are routes, exchanges, recorded files and templates. */
final class Inputs {

    private static final String PAGE = "https://shop.example.com";

    private Inputs() {}

    /** A REST API with that many routes, each called once. */
    static Growth.Run routes(int size) {
        RestApi.Builder builder = RestApi.builder();
        LambdaFunction function = LambdaFunction.of(
                "function", event -> InvocationResult.Payload.of("{\"statusCode\":200,\"body\":\"{}\"}"));
        for (int i = 0; i < size; i++) {
            builder.method("GET", "/resource" + i + "/{id}", function);
        }
        RestApi api = builder.build();
        RequestMetadata metadata = new RequestMetadata(
                Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");
        return Growth.timed("REST API: one call of each route", () -> {
            for (int i = 0; i < size; i++) {
                Request request = Request.of(
                        "GET", "https://api.example.com/resource" + i + "/7", Headers.of("host", "api.example.com"));
                int status = api.respond(request, metadata).response().status();
                Growth.check(status == 200, "route " + i + " responds with " + status);
            }
        });
    }

    /** The console of a local run, which keeps the last exchanges only. */
    static Growth.Run console(int size) {
        Request request = Request.of(
                "GET",
                "http://api.shop.localhost:8081/orders",
                Headers.of("host", "api.shop.localhost:8081", "origin", "http://shop.localhost:8080"));
        Response response = Response.of(200, Headers.of("content-type", "application/json"));
        AttributedResponse attributed =
                AttributedResponse.by(Component.of(Component.Kind.FUNCTION, "orders"), "", response);
        return () -> {
            long before = Growth.used();
            Console console = new Console(
                    Clock.systemUTC(),
                    host -> host,
                    (function, call) -> null,
                    List.of(),
                    new Background(problem -> {
                        throw new IllegalStateException(problem);
                    }),
                    (replayed, of) -> response);
            long start = Growth.cpuNanos();
            for (int i = 0; i < size; i++) {
                console.ended(
                        console.began(request, 0, (replayed, of) -> response, 0),
                        attributed,
                        Duration.ofMillis(2),
                        null);
            }
            double millis = (Growth.cpuNanos() - start) / 1e6;
            double kilobytes = (Growth.used() - before) / 1024.0;
            console.close();
            return List.of(
                    new Growth.Measure("console: exchanges", "ms", millis),
                    new Growth.Measure("console: kept", "KB", kilobytes));
        };
    }

    /** {@code corsac explain} of a HAR file with that many entries of some 2 KB, every tenth of them blocked. */
    static Growth.Run har(int size) throws IOException {
        StringBuilder text = new StringBuilder(
                "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"benchmark\",\"version\":\"1\"},"
                        + "\"entries\":[");
        String padding = "0123456789abcdef".repeat(90);
        for (int i = 0; i < size; i++) {
            String allowed =
                    i % 10 == 0 ? "" : ",{\"name\":\"access-control-allow-origin\",\"value\":\"" + PAGE + "\"}";
            text.append(i == 0 ? "" : ",")
                    .append(
                            "{\"startedDateTime\":\"2026-11-22T12:00:00.000Z\",\"time\":1,\"request\":{\"method\":\"GET\",\"url\":")
                    .append("\"https://api.example.com/orders/")
                    .append(i)
                    .append("\",\"httpVersion\":\"HTTP/1.1\",\"headers\":[{\"name\":\"Origin\",\"value\":\"")
                    .append(PAGE)
                    .append(
                            "\"}],\"queryString\":[],\"cookies\":[],\"headersSize\":-1,\"bodySize\":0},\"response\":{\"status\":200,")
                    .append(
                            "\"statusText\":\"OK\",\"httpVersion\":\"HTTP/1.1\",\"headers\":[{\"name\":\"X-Text\",\"value\":\"")
                    .append(padding)
                    .append("\"}")
                    .append(allowed)
                    .append(
                            "],\"cookies\":[],\"content\":{\"size\":2,\"mimeType\":\"application/json\",\"text\":\"{}\"},")
                    .append("\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":2},\"cache\":{},")
                    .append("\"timings\":{\"send\":0,\"wait\":1,\"receive\":0}}");
        }
        Path file = temporary(".har", text.append("]}}").toString());
        return Growth.timed("`explain` of a HAR file: entries", () -> {
            String output = command(1, "explain", file.toString(), "--format", "json");
            Growth.check(output.contains("allow-origin-missing"), output.substring(0, Math.min(500, output.length())));
        });
    }

    /** {@code corsac check} of a template with one route and that many other resources. */
    static Growth.Run resources(int size) throws IOException {
        StringBuilder text = template(1);
        for (int i = 0; i < size; i++) {
            text.append("  Queue")
                    .append(i)
                    .append(":\n    Type: AWS::SQS::Queue\n    Properties: {DelaySeconds: 5}\n");
        }
        return checked("`check`: resources in addition to one route", text);
    }

    /** {@code corsac check} of a template with that many routes. */
    static Growth.Run check(int size) throws IOException {
        return checked("`check`: routes", template(size));
    }

    private static Growth.Run checked(String name, StringBuilder text) throws IOException {
        Path file = temporary(".yaml", text.toString());
        return Growth.timed(name, () -> {
            String output = command(1, "check", file.toString(), "--page", PAGE, "--format", "json");
            Growth.check(output.contains("\"findings\""), output.substring(0, Math.min(500, output.length())));
        });
    }

    /** A REST API whose routes need a preflight that no resource allows. */
    private static StringBuilder template(int routes) {
        StringBuilder text = new StringBuilder("AWSTemplateFormatVersion: '2010-09-09'\n"
                + "Transform: AWS::Serverless-2016-10-31\nResources:\n  Function:\n"
                + "    Type: AWS::Serverless::Function\n    Properties:\n      Handler: com.example.Orders::handleRequest\n"
                + "      Runtime: java17\n      CodeUri: .\n      Events:\n");
        for (int i = 0; i < routes; i++) {
            text.append("        Put")
                    .append(i)
                    .append(": {Type: Api, Properties: {Path: /orders")
                    .append(i)
                    .append(", Method: PUT}}\n");
        }
        return text;
    }

    private static Path temporary(String ending, String text) throws IOException {
        Path file = Files.createTempFile("growth", ending);
        file.toFile().deleteOnExit();
        Files.writeString(file, text);
        return file;
    }

    private static String command(int code, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int found = Main.run(
                arguments,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        Growth.check(found == code, "exit code " + found + ": " + err.toString(UTF_8) + out.toString(UTF_8));
        return out.toString(UTF_8);
    }
}
