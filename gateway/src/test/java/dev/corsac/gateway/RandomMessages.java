package dev.corsac.gateway;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests and functions' output at random, made of what readers stumble over. Tests print the seed. */
public final class RandomMessages {

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
        "\"cookies\"",
        "\"isAuthorized\"",
        "\"errorMessage\"",
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

    public long seed() {
        return seed;
    }

    public boolean flip() {
        return random.nextBoolean();
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    private String oneOf(String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** What may be JSON. */
    public String json() {
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

    /** What a function comes to. */
    public InvocationResult result() {
        byte[] bytes = json().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> new InvocationResult.Streamed(random.nextBoolean() ? null : bytes, bytes);
            case 1 -> new InvocationResult.Failed("type", random.nextBoolean() ? "Unauthorized" : "other");
            default -> new InvocationResult.Payload(bytes);
        };
    }

    /** A request that a server lets through. */
    public Request request() {
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
}
