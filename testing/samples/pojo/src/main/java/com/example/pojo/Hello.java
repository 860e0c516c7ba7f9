package com.example.pojo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** A handler without Lambda's interfaces. */
public final class Hello {

    /** What the function returns, as a bean. */
    public record Response(int statusCode, Map<String, String> headers, String body) {
        public int getStatusCode() {
            return statusCode;
        }

        public Map<String, String> getHeaders() {
            return headers;
        }

        public String getBody() {
            return body;
        }
    }

    /** Greets. */
    public Response greet(Map<String, Object> event) throws IOException {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
            json.writeString("hello from " + event.get("path"));
        }
        return new Response(
                200, Map.of("Access-Control-Allow-Origin", System.getenv("ALLOWED_ORIGINS")), body.toString());
    }
}
