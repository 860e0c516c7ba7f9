package dev.corsac.example.shop;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The response of a function to a REST API. It has the keys that API Gateway knows and no other: one more, and the caller
 * gets a 502.
 *
 * @param status the HTTP status
 * @param headers one value for each name
 * @param body the body as text, empty for none
 */
record ProxyResponse(int status, Map<String, String> headers, String body) {

    ProxyResponse {
        headers = Map.copyOf(headers);
    }

    /** Returns a response about the caller, which no cache may keep. */
    static ProxyResponse json(int status, Map<String, ?> body) {
        return new ProxyResponse(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                JSONObjectUtils.toJSONString(body));
    }

    static ProxyResponse error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    static ProxyResponse noContent() {
        return new ProxyResponse(204, Map.of("Cache-Control", "no-store"), "");
    }

    ProxyResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ProxyResponse(status, more, body);
    }

    void writeTo(OutputStream output) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statusCode", status);
        json.put("headers", headers);
        json.put("body", body);
        output.write(JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8));
    }
}
