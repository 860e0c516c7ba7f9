package dev.corsac.recorder;

import dev.corsac.browser.Call;
import dev.corsac.browser.Initiator;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one page, made one after the other, and how the servers respond.
 *
 * @param id names the case in its URLs
 * @param server the responses by URL
 */
record Case(int id, List<Call> calls, Map<String, Responses> server) {

    /** The responses of one URL. */
    record Responses(Response preflight, Response actual) {

        Response to(Request request) {
            return isPreflight(request) ? preflight : actual;
        }
    }

    static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS") && request.headers().has("Access-Control-Request-Method");
    }

    /** What the model is given: as the recording server frames it. */
    @Nullable
    Response respond(Request request) {
        Responses responses = server.get(request.url().toString());
        if (responses == null) {
            return null;
        }
        Response response = responses.to(request);
        return hasBody(request.method(), response.status())
                ? response.withHeaders(response.headers().plus("Content-Length", "2"))
                : response;
    }

    static boolean hasBody(String method, int status) {
        return !method.equals("HEAD") && status != 204 && status != 304;
    }

    static Map<String, Object> request(Call call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("origin", call.origin().toString());
        json.put("url", call.url().toString());
        json.put("method", call.method());
        json.put("headers", lines(call.headers()));
        json.put("credentials", call.credentials().value());
        json.put("mode", call.mode().value());
        json.put("redirect", call.redirect().value());
        json.put("body", call.body().text());
        json.put("xhr", call.initiator() == Initiator.XML_HTTP_REQUEST);
        json.put("uploadListener", call.useCorsPreflight());
        return json;
    }

    Map<String, Object> servers() {
        Map<String, Object> json = new LinkedHashMap<>();
        server.forEach((url, responses) -> json.put(
                url, Map.of("preflight", response(responses.preflight), "actual", response(responses.actual))));
        return json;
    }

    private static Map<String, Object> response(Response response) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", response.status());
        json.put("headers", lines(response.headers()));
        return json;
    }

    static List<List<String>> lines(Headers headers) {
        List<List<String>> lines = new ArrayList<>();
        for (Header line : headers) {
            lines.add(List.of(line.name(), line.value()));
        }
        return lines;
    }
}
