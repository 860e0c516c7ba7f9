package dev.corsac.example.shop;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A call as a REST API makes an event of it, and what the function makes of that. */
record Call(String method, String url, Map<String, List<String>> headers, String body) {

    static final Map<String, String> ENVIRONMENT = Map.of(
            "DEMO_USERS", "ada:lovelace grace:hopper",
            "TOKEN_KEY", "the key of the tokens, long enough for HS256",
            "URL_KEY", "the key of the URLs, long enough for HMAC-SHA256",
            "SESSION_KEY", "the key of the sessions, long enough for HS256");

    static Call get(String url) {
        return new Call("GET", url, Map.of(), "");
    }

    static Call json(String method, String url, String body) {
        return new Call(method, url, Map.of("content-type", List.of("application/json")), body);
    }

    Call method(String other) {
        return new Call(other, url, headers, body);
    }

    Call with(String name, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(name, List.of(values));
        return new Call(method, url, more, body);
    }

    Response to(RequestStreamHandler handler) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event()), output, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> response = parse(output.toString(StandardCharsets.UTF_8));
        Map<String, String> found = new LinkedHashMap<>();
        ((Map<?, ?>) member(response, "headers")).forEach((name, value) -> found.put((String) name, (String) value));
        return new Response(
                ((Number) member(response, "statusCode")).intValue(),
                found,
                (String) member(response, "body"),
                response);
    }

    static Object member(Map<?, ?> json, String name) {
        return Objects.requireNonNull(json.get(name), name);
    }

    byte[] event() {
        int question = url.indexOf('?');
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (question >= 0) {
            for (String pair : url.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                query.computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        Map<String, String> lastOfQuery = new LinkedHashMap<>();
        query.forEach((name, values) -> lastOfQuery.put(name, values.get(values.size() - 1)));
        Map<String, String> lastOfHeaders = new LinkedHashMap<>();
        headers.forEach((name, values) -> lastOfHeaders.put(name, values.get(values.size() - 1)));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("resource", "/catalog/{proxy+}");
        event.put("path", question < 0 ? url : url.substring(0, question));
        event.put("httpMethod", method);
        event.put("headers", lastOfHeaders);
        event.put("multiValueHeaders", headers);
        event.put("queryStringParameters", query.isEmpty() ? null : lastOfQuery);
        event.put("multiValueQueryStringParameters", query.isEmpty() ? null : query);
        event.put("pathParameters", null);
        event.put("body", body.isEmpty() ? null : body);
        event.put("isBase64Encoded", false);
        return JSONObjectUtils.toJSONString(event).getBytes(StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static Map<String, Object> parse(String json) {
        try {
            return JSONObjectUtils.parse(json);
        } catch (ParseException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    record Response(int status, Map<String, String> headers, String body, Map<String, Object> json) {

        Map<String, Object> jsonBody() {
            return parse(body);
        }

        Object bodyMember(String name) {
            return member(jsonBody(), name);
        }

        /** The cookie that this sets, as a browser sends it back. */
        String cookie() {
            String line = (String) member(headers, "Set-Cookie");
            return line.substring(0, line.indexOf(';'));
        }
    }
}
