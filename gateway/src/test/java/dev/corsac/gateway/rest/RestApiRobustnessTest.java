package dev.corsac.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.FakeFunction;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in and whatever the function does, there is an answer. */
class RestApiRobustnessTest {

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"statusCode\"",
        "\"headers\"",
        "\"multiValueHeaders\"",
        "\"body\"",
        "200",
        "-1",
        "99999999999999999999",
        "null",
        "true",
        "\"a\"",
        "\"\\r\\n\"",
        "\"\\u0000\"",
        "\"isBase64Encoded\"",
        "\"principalId\"",
        "\"policyDocument\"",
        "\"Statement\"",
        "\"Effect\"",
        "\"Allow\"",
        "\"Action\"",
        "\"Resource\"",
        "\"*\"",
        "\0",
        "é",
        " ",
    };

    private static final String[] NAMES = {
        "Origin",
        "origin",
        "Accept",
        "Content-Type",
        "Authorization",
        "x-api-key",
        "X-HTTP-Method-Override",
        "Host",
        "X-Forwarded-For",
        "Transfer-Encoding",
        "If-None-Match",
    };

    private static final String[] VALUES = {
        "",
        "*/*",
        "image/png",
        "a;b,c",
        "/",
        "PATCH",
        "secret",
        "Bearer a.b.c",
        "https://shop.example.com",
        "\u00ff",
        "AWS4-HMAC-SHA256",
    };

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private String oneOf(String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    private String json() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "{" : "");
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            text.append(oneOf(PIECES));
            if (random.nextBoolean()) {
                text.append(i % 2 == 0 ? ':' : ',');
            }
        }
        return text.append(random.nextBoolean() ? "}" : "").toString();
    }

    private InvocationResult result() {
        byte[] bytes = json().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> new InvocationResult.Streamed(random.nextBoolean() ? null : bytes, bytes);
            case 1 -> new InvocationResult.Failed("type", random.nextBoolean() ? "Unauthorized" : "other");
            default -> new InvocationResult.Payload(bytes);
        };
    }

    private RestApi api() {
        RestMock mock = RestMock.builder()
                .requestTemplate("application/json", json().replace("$", "").replace("#", ""))
                .methodResponse(200, "X-A")
                .response(RestMockResponse.of(200)
                        .selectionPattern(random.nextBoolean() ? "2.." : "")
                        .parameter("method.response.header.X-A", "context.path")
                        .template("text/html", "$input.params('q')"))
                .build();
        FakeFunction function = new FakeFunction(result());
        RestMethod lambda = RestMethod.lambda(function);
        RestApi.Builder builder = RestApi.builder()
                .apiKey("secret")
                .method("ANY", "/{proxy+}", lambda)
                .method("GET", "/a/{id}", lambda.streaming())
                .method("POST", "/a/{id}", lambda.authorizer(RestAuthorizer.token("who", new FakeFunction(result()))))
                .method("PATCH", "/a/{id}", lambda.apiKeyRequired())
                .method("OPTIONS", "/a/{id}", RestMethod.mock(mock))
                .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                        .parameter("gatewayresponse.header.X-Q", "method.request.querystring.q")
                        .parameter("gatewayresponse.header.X-P", "method.request.path.proxy")
                        .template("application/json", "$method.request.querystring.q$context.error.messageString"));
        if (random.nextBoolean()) {
            builder.binaryMediaType(random.nextBoolean() ? "*/*" : "image/*");
        }
        if (random.nextInt(4) == 0) {
            builder.executeApi();
        }
        return builder.build();
    }

    private Request request() {
        List<Header> lines = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            lines.add(new Header(oneOf(NAMES), oneOf(VALUES)));
        }
        String[] segments = {"", "a", "b", "prod", "%zz", "%2F", "..", "é", "{id}", ";"};
        StringBuilder path = new StringBuilder("/");
        int depth = random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            path.append(oneOf(segments)).append(random.nextBoolean() ? "/" : "");
        }
        String[] queries = {"", "q", "q=%0d%0aX:1", "q=%00", "=&&=", "q=1&q=%f0%9f", "X-Amz-Signature=1"};
        String query = random.nextBoolean() ? null : oneOf(queries);
        String[] methods = {"GET", "POST", "OPTIONS", "PATCH", "HEAD", "TRACE"};
        Body body = random.nextBoolean() ? Body.EMPTY : Body.of(json());
        return new Request(
                oneOf(methods),
                new Url("https", "api.example.com", 443, path.toString(), query),
                Headers.of(lines),
                body);
    }

    @Test
    void there_is_an_answer_whatever_comes_in_and_whatever_the_function_does() {
        RequestMetadata arrival = new RequestMetadata(Instant.parse("2026-11-22T10:00:00Z"), "short", "::1");
        int[] statuses = new int[1000];
        for (int i = 0; i < 5_000; i++) {
            RestApi api = api();
            Request request = request();
            try {
                statuses[api.answer(request, arrival).response().status()]++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i + ": " + request, e);
            }
        }
        // not all by one way out: functions answered, and failed, and were not reached
        assertThat(statuses[200]).as("seed %d: 200", seed).isPositive();
        assertThat(statuses[403]).as("seed %d: 403", seed).isPositive();
        assertThat(statuses[502]).as("seed %d: 502", seed).isPositive();
        assertThat(statuses[500]).as("seed %d: 500", seed).isPositive();
    }
}
