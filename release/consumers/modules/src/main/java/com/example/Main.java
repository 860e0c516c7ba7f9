package com.example;

import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Calls a handler under a policy, and prints its response and whether all of it is in named modules. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException {
        CorsPolicy policy = CorsPolicy.builder().allowOrigins("https://shop.example.com").build();
        CorsStreamHandler handler = new CorsStreamHandler(policy, (in, out, context) -> out.write(
                "{\"statusCode\": 200, \"body\": \"[]\"}".getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(("{\"httpMethod\": \"GET\", \"headers\": {\"Origin\": \"https://shop.example.com\"},"
                                + " \"multiValueHeaders\": {\"Origin\": [\"https://shop.example.com\"]}, \"requestContext\": {}}")
                        .getBytes(StandardCharsets.UTF_8)),
                out,
                null);
        System.out.println(out.toString(StandardCharsets.UTF_8));
        System.out.println(Main.class.getModule().isNamed() + " " + CorsPolicy.class.getModule().getName() + " "
                + CorsStreamHandler.class.getModule().getName());
    }
}
