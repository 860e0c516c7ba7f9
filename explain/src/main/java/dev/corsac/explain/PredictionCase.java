package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.RedirectMode;
import dev.corsac.browser.RequestMode;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.UrlReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case that {@code corsac predict} reads: a call, and a server's responses by URL.
 *
 * @param call what the page asks for
 * @param responses by URL, as browsers write it
 * @param assumed the values that the case leaves out: fetch's defaults are used
 */
record PredictionCase(Call call, Map<String, Responses> responses, List<String> assumed) {

    /**
     * The responses of one URL.
     *
     * @param preflight to OPTIONS with {@code Access-Control-Request-Method}
     * @param actual to everything else
     */
    record Responses(@Nullable Response preflight, @Nullable Response actual) {}

    /**
     * Reads a case.
     *
     * @throws CaseFields.UnreadableException if a field is missing or makes no sense
     */
    static PredictionCase of(CaseFields line) {
        CaseFields request = line.object("request");
        Map<String, Responses> responses = new HashMap<>();
        CaseFields server = line.object("server");
        for (Object url : server.fields().keySet()) {
            CaseFields each = server.object(String.valueOf(url));
            responses.put(
                    key(String.valueOf(url)), new Responses(response(each, "preflight"), response(each, "actual")));
        }
        List<String> assumed = new ArrayList<>();
        for (String name : List.of("method", "credentials", "mode", "redirect")) {
            if (!request.has(name)) {
                assumed.add(name);
            }
        }
        return new PredictionCase(call(request), responses, assumed);
    }

    private static Call call(CaseFields request) {
        Call call;
        try {
            call = Call.fetch(request.string("origin"), request.string("method", "GET"), request.string("url"));
        } catch (IllegalArgumentException e) {
            throw new CaseFields.UnreadableException(
                    request.place() + ": " + request.path() + ": " + e.getMessage(), e);
        }
        return call.withHeaders(request.headers("headers"))
                .withBody(Body.of(request.string("body", "")))
                .withCredentials(credentials(request))
                .withMode(mode(request))
                .withRedirect(redirect(request))
                .withInitiator(request.flag("xhr") ? Initiator.XML_HTTP_REQUEST : Initiator.FETCH)
                .withUseCorsPreflight(request.flag("uploadListener"));
    }

    private static CredentialsMode credentials(CaseFields request) {
        String value = request.string("credentials", "same-origin");
        return switch (value) {
            case "omit" -> CredentialsMode.OMIT;
            case "same-origin" -> CredentialsMode.SAME_ORIGIN;
            case "include" -> CredentialsMode.INCLUDE;
            default -> throw request.failure("credentials", "is \"" + value + "\": use omit, same-origin or include");
        };
    }

    private static RequestMode mode(CaseFields request) {
        String value = request.string("mode", "cors");
        return switch (value) {
            case "cors" -> RequestMode.CORS;
            case "no-cors" -> RequestMode.NO_CORS;
            case "same-origin" -> RequestMode.SAME_ORIGIN;
            default -> throw request.failure("mode", "is \"" + value + "\": use cors, no-cors or same-origin");
        };
    }

    private static RedirectMode redirect(CaseFields request) {
        String value = request.string("redirect", "follow");
        return switch (value) {
            case "follow" -> RedirectMode.FOLLOW;
            case "error" -> RedirectMode.ERROR;
            case "manual" -> RedirectMode.MANUAL;
            default -> throw request.failure("redirect", "is \"" + value + "\": use follow, error or manual");
        };
    }

    /** The URL as the model asks for it, so that another spelling of it finds its responses too. */
    private static String key(String url) {
        UrlReference reference = UrlReference.parse(url);
        return reference == null || reference.url() == null
                ? url
                : reference.url().toString();
    }

    private static @Nullable Response response(CaseFields responses, String name) {
        if (!responses.has(name)) {
            return null;
        }
        CaseFields response = responses.object(name);
        return Response.of(response.integer("status", 100, 999), response.headers("headers"));
    }

    /** Returns the server's response; null, for no connection, if the case does not have the URL. */
    @Nullable
    Response respond(Request request) {
        Responses known = responses.get(request.url().toString());
        if (known == null) {
            return null;
        }
        boolean preflight = request.isPreflight();
        Response response = preflight ? known.preflight() : known.actual();
        return response == null ? null : framed(request, response);
    }

    /** Adds the length that ends the body on the wire, where there can be one. */
    private static Response framed(Request request, Response response) {
        Headers headers = response.headers();
        boolean bodiless = request.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
        return bodiless || headers.has("Content-Length") || headers.has("Transfer-Encoding")
                ? response
                : response.withHeaders(headers.plus("Content-Length", "2"));
    }
}
