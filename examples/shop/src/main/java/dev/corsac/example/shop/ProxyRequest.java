package dev.corsac.example.shop;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The event that a REST API hands a function (Lambda proxy integration, payload 1.0), as far as the shop reads it.
 *
 * @param method the HTTP method
 * @param path the path without the API's stage
 * @param query decoded names and values of the query string, sorted by name
 * @param headers the header lines, found whatever the case of their names: browsers send {@code origin} over HTTP/2
 *     and {@code Origin} over HTTP/1.1, and API Gateway passes both on as they came
 * @param body the body as text, empty if there is none
 */
record ProxyRequest(
        String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers, String body) {

    /** @throws IllegalArgumentException if that is not such an event */
    static ProxyRequest parse(byte[] event) {
        Map<String, Object> json = object(new String(event, StandardCharsets.UTF_8));
        if (json == null) {
            throw new IllegalArgumentException("The event is not a JSON object");
        }
        if (!(json.get("httpMethod") instanceof String method) || !(json.get("path") instanceof String path)) {
            throw new IllegalArgumentException(
                    "The event has no httpMethod and path, so it is not of payload format 1.0:"
                            + " the shop's functions go behind a REST API with Lambda proxy integration");
        }
        Map<String, List<String>> query = new TreeMap<>();
        collect(json, "multiValueQueryStringParameters", "queryStringParameters", query);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        collect(json, "multiValueHeaders", "headers", headers);
        String body = json.get("body") instanceof String text ? text : "";
        if (Boolean.TRUE.equals(json.get("isBase64Encoded"))) {
            body = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
        }
        return new ProxyRequest(method, path, query, headers, body);
    }

    /** Reads the map that has all values, or, where it is absent, the one with a single value for each name. */
    private static void collect(Map<String, Object> json, String all, String single, Map<String, List<String>> into) {
        Object map = json.get(all) instanceof Map<?, ?> values ? values : json.get(single);
        if (!(map instanceof Map<?, ?> values)) {
            return;
        }
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            List<String> known = into.computeIfAbsent(String.valueOf(entry.getKey()), name -> new ArrayList<>());
            if (entry.getValue() instanceof List<?> list) {
                for (Object value : list) {
                    known.add(String.valueOf(value));
                }
            } else if (entry.getValue() instanceof String value) {
                known.add(value);
            }
        }
    }

    /** The parameter's value; null if it is absent or there more than once, which would leave a choice. */
    @Nullable
    String parameter(String name) {
        List<String> values = query.get(name);
        return values != null && values.size() == 1 ? values.get(0) : null;
    }

    /** The header's first value, or null. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return values != null && !values.isEmpty() ? values.get(0) : null;
    }

    /**
     * The values of all cookies of that name, in the order sent. Browsers may split cookies into several lines, and
     * send several of one name, set for different paths.
     */
    List<String> cookies(String name) {
        List<String> found = new ArrayList<>();
        for (String line : headers.getOrDefault("Cookie", List.of())) {
            int from = 0;
            while (from < line.length()) {
                int semicolon = line.indexOf(';', from);
                int to = semicolon < 0 ? line.length() : semicolon;
                int equals = line.indexOf('=', from);
                if (equals >= 0
                        && equals < to
                        && line.substring(from, equals).trim().equals(name)) {
                    found.add(line.substring(equals + 1, to).trim());
                }
                from = to + 1;
            }
        }
        return found;
    }

    /**
     * Passes if the method is one of these.
     *
     * @throws HttpError 405 if not
     */
    void allow(String... methods) {
        String allowed = String.join(", ", methods);
        for (String allow : methods) {
            if (allow.equals(method)) {
                return;
            }
        }
        throw new HttpError(ProxyResponse.error(405, path + " knows no " + method + ", only " + allowed)
                .with("Allow", allowed));
    }

    /**
     * The body as a JSON object. Only {@code application/json} will do: no HTML form can send that, and a script on
     * another origin only after a preflight, so a foreign page cannot make the browser send one with the user's cookie.
     *
     * @throws HttpError 415 if the body is declared as anything else, 400 if it is not a JSON object
     */
    Map<String, Object> json() {
        String type = header("Content-Type");
        String essence =
                type == null ? "" : type.substring(0, endOfEssence(type)).trim();
        if (!essence.equalsIgnoreCase("application/json")) {
            throw new HttpError(
                    415,
                    type == null
                            ? "Content-Type is missing: send application/json"
                            : "Content-Type is " + type + ": send application/json");
        }
        Map<String, Object> json = object(body);
        if (json == null) {
            throw new HttpError(400, "The body is not a JSON object");
        }
        return json;
    }

    /** The JSON object that the text is, or null. */
    private static @Nullable Map<String, Object> object(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            return null;
        }
    }

    private static int endOfEssence(String type) {
        int semicolon = type.indexOf(';');
        return semicolon < 0 ? type.length() : semicolon;
    }
}
