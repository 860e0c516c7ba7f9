package com.example.gradle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** A function that Gradle packs. */
public final class Hello implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return Map.of(
                "statusCode",
                200,
                "headers",
                Map.of("Access-Control-Allow-Origin", System.getenv("ALLOWED_ORIGINS")),
                "body",
                "hello from a zip, payload " + event.get("version"));
    }
}
