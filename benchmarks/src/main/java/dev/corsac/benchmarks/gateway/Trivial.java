package dev.corsac.benchmarks.gateway;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.gateway.s3.S3Website;
import dev.corsac.http.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each front before a function that costs nothing: what is left is the front's own cost. */
final class Trivial {

    static final String PAGE = "https://shop.example.com";
    static final String API = "https://api.example.com";
    static final String PATH = "/orders/7";

    static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");

    private Trivial() {}

    static Front front(String name) {
        LambdaFunction function = function("\"headers\":");
        return switch (name) {
            case "rest-api" -> rest(function);
            case "http-api-2.0" -> http(function, PayloadFormat.V2_0);
            case "http-api-1.0" -> http(function, PayloadFormat.V1_0);
            case "function-url" ->
                FunctionUrl.builder(function)
                        .cors(FunctionUrlCors.builder()
                                .allowOrigins(PAGE)
                                .allowMethods("GET", "PUT")
                                .build())
                        .build();
            case "load-balancer" ->
                LoadBalancer.builder()
                        .rule("/orders/*", LoadBalancerTarget.of(function))
                        .defaultResponse(404, "text/plain", "")
                        .build();
            case "load-balancer-multi-value" ->
                LoadBalancer.builder()
                        .rule("/orders/*", new LoadBalancerTarget("orders", function("\"multiValueHeaders\":"), true))
                        .defaultResponse(404, "text/plain", "")
                        .build();
            case "s3-bucket" -> bucket();
            case "s3-website" ->
                S3Website.builder(objects()::get).indexDocument("index.html").build();
            case "cloudfront-hit" -> cloudFront(CloudFrontCachePolicy.of("day", Duration.ofDays(1)));
            case "cloudfront-to-rest-api" -> cloudFront(CloudFrontCachePolicy.CACHING_DISABLED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Returns a REST API with a MOCK integration for preflights and the function for calls. */
    static Front rest(LambdaFunction function) {
        return RestApi.builder()
                .method("GET", "/orders", function)
                .method("GET", "/orders/{id}", function)
                .method("PUT", "/orders/{id}", function)
                .method(
                        "OPTIONS",
                        "/orders/{id}",
                        RestMethod.mock(RestMock.builder()
                                .requestTemplate("application/json", "{\"statusCode\": 200}")
                                .methodResponse(
                                        200,
                                        "Access-Control-Allow-Origin",
                                        "Access-Control-Allow-Methods",
                                        "Access-Control-Allow-Headers")
                                .response(RestMockResponse.of(200)
                                        .parameter(
                                                "method.response.header.Access-Control-Allow-Origin", "'" + PAGE + "'")
                                        .parameter("method.response.header.Access-Control-Allow-Methods", "'GET,PUT'")
                                        .parameter(
                                                "method.response.header.Access-Control-Allow-Headers",
                                                "'content-type,authorization'"))
                                .build()))
                .build();
    }

    private static Front http(LambdaFunction function, PayloadFormat format) {
        return HttpApi.builder()
                .cors(HttpApiCors.builder()
                        .allowOrigins(PAGE)
                        .allowMethods("GET", "PUT")
                        .build())
                .route(HttpApiRoute.of("GET /orders/{id}", function).with(format))
                .route("ANY /{proxy+}", function)
                .build();
    }

    private static Map<String, S3Object> objects() {
        return Map.of(
                PATH.substring(1),
                new S3Object(Body.of("{}"), "application/json", "\"1\"", Instant.parse("2026-11-22T12:00:00Z")));
    }

    private static S3Bucket bucket() {
        return S3Bucket.of(objects()::get).withCors(S3Cors.of(S3Cors.Rule.of(List.of(PAGE), List.of("GET"))));
    }

    private static Front cloudFront(CloudFrontCachePolicy policy) {
        return CloudFront.builder(new CloudFrontCache(1 << 20))
                .origin(CloudFrontOrigin.apiGateway(
                        "api", rest(function("\"headers\":")), "a1b2c3.execute-api.us-east-1.amazonaws.com"))
                .defaultBehavior(CloudFrontBehavior.to("api")
                        .with(policy)
                        .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST))
                .build();
    }

    static LambdaFunction function(String headersKey) {
        boolean multi = headersKey.contains("multi");
        String open = multi ? "[\"" : "\"";
        String close = multi ? "\"]" : "\"";
        byte[] response = ("{\"statusCode\":200," + headersKey + "{\"Content-Type\":" + open + "application/json"
                        + close
                        + ",\"Access-Control-Allow-Origin\":" + open + PAGE + close + ",\"Vary\":" + open + "Origin"
                        + close + "},\"body\":\"{\\\"id\\\":7}\"}")
                .getBytes(StandardCharsets.UTF_8);
        return LambdaFunction.of("orders", event -> new InvocationResult.Payload(response));
    }
}
