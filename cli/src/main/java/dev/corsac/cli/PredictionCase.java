package dev.corsac.cli;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.RedirectMode;
import dev.corsac.browser.RequestMode;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of what {@code corsac predict} reads: a call, and a server that answers by URL.
 *
 * @param id as it stands in the line
 * @param call what the page asks for
 * @param answers how the server answers, by URL
 */
record PredictionCase(@Nullable Object id, Call call, Map<String, Answers> answers) {

    /**
     * What one URL answers.
     *
     * @param preflight to OPTIONS with {@code Access-Control-Request-Method}
     * @param actual to everything else
     */
    record Answers(@Nullable Response preflight, @Nullable Response actual) {}

    /** @throws Failure if a field is missing or makes no sense */
    static PredictionCase of(JsonFields line) {
        JsonFields request = line.object("request");
        Map<String, Answers> answers = new HashMap<>();
        JsonFields server = line.object("server");
        for (Object url : server.fields().keySet()) {
            JsonFields each = server.object(String.valueOf(url));
            answers.put(String.valueOf(url), new Answers(response(each, "preflight"), response(each, "actual")));
        }
        return new PredictionCase(line.fields().get("id"), call(request), answers);
    }

    private static Call call(JsonFields request) {
        Call call;
        try {
            call = Call.fetch(request.string("origin"), request.string("method", "GET"), request.string("url"));
        } catch (IllegalArgumentException e) {
            throw new Failure(request.where() + ": " + e.getMessage(), e);
        }
        return call.withHeaders(request.headers("headers"))
                .withBody(Body.of(request.string("body", "")))
                .withCredentials(credentials(request))
                .withMode(mode(request))
                .withRedirect(redirect(request))
                .withInitiator(request.flag("xhr") ? Initiator.XML_HTTP_REQUEST : Initiator.FETCH)
                .withUseCorsPreflight(request.flag("uploadListener"));
    }

    private static CredentialsMode credentials(JsonFields request) {
        String value = request.string("credentials", "same-origin");
        return switch (value) {
            case "omit" -> CredentialsMode.OMIT;
            case "same-origin" -> CredentialsMode.SAME_ORIGIN;
            case "include" -> CredentialsMode.INCLUDE;
            default ->
                throw new Failure(
                        request.where() + ".credentials is \"" + value + "\": it is omit, same-origin or include");
        };
    }

    private static RequestMode mode(JsonFields request) {
        String value = request.string("mode", "cors");
        return switch (value) {
            case "cors" -> RequestMode.CORS;
            case "no-cors" -> RequestMode.NO_CORS;
            case "same-origin" -> RequestMode.SAME_ORIGIN;
            default ->
                throw new Failure(request.where() + ".mode is \"" + value + "\": it is cors, no-cors or same-origin");
        };
    }

    private static RedirectMode redirect(JsonFields request) {
        String value = request.string("redirect", "follow");
        return switch (value) {
            case "follow" -> RedirectMode.FOLLOW;
            case "error" -> RedirectMode.ERROR;
            case "manual" -> RedirectMode.MANUAL;
            default ->
                throw new Failure(request.where() + ".redirect is \"" + value + "\": it is follow, error or manual");
        };
    }

    private static @Nullable Response response(JsonFields answers, String name) {
        if (!answers.has(name)) {
            return null;
        }
        JsonFields response = answers.object(name);
        int status = response.integer("status");
        if (status < 100 || status > 999) {
            throw new Failure(response.where() + ".status is " + status + ": a status has three digits");
        }
        return Response.of(status, response.headers("headers"));
    }

    /** The server of the case; no connection for a URL that it does not name. */
    @Nullable
    Response respond(Request request) {
        Answers answer = answers.get(request.url().toString());
        if (answer == null) {
            return null;
        }
        boolean preflight =
                request.method().equals("OPTIONS") && request.headers().has("Access-Control-Request-Method");
        Response response = preflight ? answer.preflight() : answer.actual();
        return response == null ? null : framed(request, response);
    }

    /** With the length that ends the body on the wire, where there can be one. */
    private static Response framed(Request request, Response response) {
        Headers headers = response.headers();
        boolean bodiless = request.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
        return bodiless || headers.has("Content-Length") || headers.has("Transfer-Encoding")
                ? response
                : response.withHeaders(headers.plus("Content-Length", "2"));
    }
}
