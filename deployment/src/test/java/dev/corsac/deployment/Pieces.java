package dev.corsac.deployment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import dev.corsac.browser.Call;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the deployments of {@link FailureModes} are made of. Everything is at one path, and one function is behind it. */
final class Pieces {

    static final String SHOP = "https://shop.example.com";
    static final String STRANGER = "https://stranger.example.com";
    static final String API = "https://api.example.com";

    /** What {@link FailureModes} takes for a good token. */
    static final String BEARER = "Bearer " + base64("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "."
            + base64("{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":4000000000}") + ".good";

    private Pieces() {}

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static Network deployed(Front front) {
        return Network.builder().serve(API, front).build();
    }

    static Network deployed(RestApi.Builder api) {
        return deployed(api.build());
    }

    static Network deployed(HttpApi.Builder api) {
        return deployed(api.build());
    }

    static Call get() {
        return getFrom(SHOP);
    }

    static Call getFrom(String origin) {
        return Call.fetch(origin, "GET", API + "/cart");
    }

    /** A call with a preflight. */
    static Call put() {
        return Call.fetch(SHOP, "PUT", API + "/cart");
    }

    private static LambdaFunction function(UnaryOperator<String> responses) {
        return LambdaFunction.of("cart", event -> {
            String response = responses.apply(new String(event, StandardCharsets.UTF_8));
            return InvocationResult.Payload.of(response);
        });
    }

    static LambdaFunction returning(String json) {
        return function(event -> json);
    }

    static LambdaFunction withHeaders(String... namesAndValues) {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.append(i == 0 ? "" : ",").append("\"" + namesAndValues[i] + "\":\"" + namesAndValues[i + 1] + "\"");
        }
        return returning("{\"statusCode\":200,\"headers\":{" + headers + "},\"body\":\"{}\"}");
    }

    /** Sends back what the event has after this text, up to the next quote. */
    static LambdaFunction reflecting(String before) {
        return function(event -> {
            int start = event.indexOf(before);
            if (start < 0) {
                return "{\"statusCode\":200}";
            }
            String origin = event.substring(start + before.length(), event.indexOf('"', start + before.length()));
            return "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"" + origin + "\"}}";
        });
    }

    /** Sends back the origin if it matches as a regular expression. */
    static LambdaFunction matching(String regularExpression) {
        Pattern pattern = Pattern.compile("\"[Oo]rigin\":\"(" + regularExpression + ")\"");
        return function(event -> {
            Matcher matcher = pattern.matcher(event);
            return matcher.find()
                    ? "{\"headers\":{\"Access-Control-Allow-Origin\":\"" + matcher.group(1) + "\"}}"
                    : "{\"statusCode\":200}";
        });
    }

    static LambdaFunction refusingOptions() {
        String cors = "\"headers\":{\"Access-Control-Allow-Origin\":\"" + SHOP + "\"}";
        return function(event -> event.contains("\"httpMethod\":\"OPTIONS\"")
                ? "{\"statusCode\":405," + cors + "}"
                : "{\"statusCode\":200," + cors + "}");
    }

    static LambdaFunction timingOut() {
        return new LambdaFunction() {
            @Override
            public String name() {
                return "cart";
            }

            @Override
            public InvocationResult invoke(byte[] event, Duration timeout) {
                return new InvocationResult.TimedOut(timeout);
            }
        };
    }

    /** A Lambda authorizer's function that says this of every call. */
    static LambdaFunction policy(String effect) {
        return returning(
                "{\"principalId\":\"u\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
                        + "\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"*\"}]}}");
    }

    /** A handler with Corsac around it. */
    static LambdaFunction underPolicy(String... origins) {
        return wrapped(
                (input, output, context) ->
                        output.write("{\"statusCode\":200,\"body\":\"{}\"}".getBytes(StandardCharsets.UTF_8)),
                origins);
    }

    static LambdaFunction throwingUnderPolicy() {
        return wrapped(
                (input, output, context) -> {
                    throw new IllegalStateException("the handler failed");
                },
                SHOP);
    }

    private static LambdaFunction wrapped(RequestStreamHandler handler, String... origins) {
        CorsStreamHandler wrapped = new CorsStreamHandler(
                CorsPolicy.builder()
                        .allowOrigins(List.of(origins))
                        .allowMethods("PUT")
                        .allowHeaders("Authorization", "Content-Type", "X-Trace")
                        .build(),
                handler);
        return LambdaFunction.of("cart", event -> {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            try {
                wrapped.handleRequest(new ByteArrayInputStream(event), output, context());
            } catch (IOException e) {
                return new InvocationResult.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
            }
            return new InvocationResult.Payload(output.toByteArray());
        });
    }

    /** A context with time left, whose log goes nowhere. */
    private static Context context() {
        LambdaLogger silent = new LambdaLogger() {
            @Override
            public void log(String message) {}

            @Override
            public void log(byte[] message) {}
        };
        return (Context) Proxy.newProxyInstance(
                Pieces.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == int.class) {
                        return 60_000;
                    }
                    return method.getReturnType() == LambdaLogger.class ? silent : null;
                });
    }

    /** A MOCK integration for OPTIONS, its values with their single quotes. */
    static RestMock.Builder mock(String origin, String methods, String headers) {
        return RestMock.builder()
                .requestTemplate("application/json", "{\"statusCode\": 200}")
                .methodResponse(
                        200,
                        "Access-Control-Allow-Origin",
                        "Access-Control-Allow-Methods",
                        "Access-Control-Allow-Headers")
                .response(RestMockResponse.of(200)
                        .parameter("method.response.header.Access-Control-Allow-Origin", origin)
                        .parameter("method.response.header.Access-Control-Allow-Methods", methods)
                        .parameter("method.response.header.Access-Control-Allow-Headers", headers));
    }

    static RestMock preflightMock(String origin, String methods, String headers) {
        return mock(origin, methods, headers).build();
    }

    static S3Bucket bucketWithCors() {
        return S3Bucket.of(key ->
                        new S3Object(Body.of("{}"), "application/json", "\"1\"", Instant.parse("2026-11-22T12:00:00Z")))
                .withCors(S3Cors.of(S3Cors.Rule.of(List.of(SHOP), List.of("GET", "PUT"))));
    }
}
