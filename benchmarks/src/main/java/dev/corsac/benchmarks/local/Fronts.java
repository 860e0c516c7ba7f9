package dev.corsac.benchmarks.local;

import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestAuthorizer;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The setup of {@code serverless.yml} and {@code cors.xml} behind Corsac's fronts: responses are compared, not times. */
final class Fronts {

    private static final String PAGE = "https://shop.example.com";

    private Fronts() {}

    /** Serves a REST API, an HTTP API and a bucket on three ports, which are the arguments, until it is ended. */
    public static void main(String[] args) throws Exception {
        LocalRun run = LocalRun.builder(
                        new JavaRuntime(Path.of("java"), List.of(), List.of()), new LocalListener() {}, Clock.systemUTC())
                .serve(host -> serve(host, args))
                .start();
        // Its threads end with this one.
        Thread.currentThread().join();
        run.close();
    }

    private static void serve(DeploymentHost host, String... args) {
        LambdaFunction plain = responding("{\"statusCode\":200,\"body\":\"{}\"}");
        host.listen(
                FrontAddress.loopback(Service.REST_API, Integer.parseInt(args[0])),
                RestApi.builder()
                        .method("GET", "/plain", plain)
                        .method("PUT", "/plain", plain)
                        .method("GET", "/crash", new Named(new InvocationResult.Failed("Error", "secret")))
                        .method(
                                "GET",
                                "/cookies",
                                responding("{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"},"
                                        + "\"cookies\":[\"a=b\"],\"body\":\"{}\"}"))
                        .method(
                                "GET",
                                "/private",
                                RestMethod.lambda(plain)
                                        .authorizer(RestAuthorizer.token(
                                                "guard",
                                                new Named(new InvocationResult.Failed("Error", "Unauthorized")))))
                        .build());
        host.listen(
                FrontAddress.loopback(Service.HTTP_API, Integer.parseInt(args[1])),
                HttpApi.builder()
                        .cors(HttpApiCors.builder()
                                .allowOrigins(PAGE)
                                .allowMethods("GET", "PUT")
                                .allowHeaders("content-type")
                                .allowCredentials()
                                .build())
                        .route("GET /plain", plain)
                        .build());
        S3Object object = new S3Object(
                Body.wrap("hello\n".getBytes(StandardCharsets.US_ASCII)),
                "text/plain",
                "\"b1946ac92492d2347c6235b4d2611184\"",
                Instant.parse("2026-11-01T08:09:10Z"));
        host.listen(
                FrontAddress.loopback(Service.S3, Integer.parseInt(args[2])),
                S3Bucket.of(key -> key.equals("bucket/a.txt") || key.equals("a.txt") ? object : null)
                        .withCors(S3Cors.of(S3Cors.Rule.of(List.of(PAGE), List.of("GET", "PUT"))
                                .withAllowedHeaders("x-a")
                                .withExposeHeaders("ETag")
                                .withMaxAge(600))));
    }

    private static LambdaFunction responding(String json) {
        return new Named(new InvocationResult.Payload(json.getBytes(StandardCharsets.UTF_8)));
    }

    private record Named(InvocationResult result) implements LambdaFunction {
        @Override
        public String name() {
            return "function";
        }

        @Override
        public InvocationResult invoke(byte[] event, Duration timeout) {
            return result;
        }
    }
}
