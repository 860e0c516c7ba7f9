package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CorsError;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Header;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each engine makes of one case, a call with a server's responses: a line of {@code corsac predict}. Immutable.
 *
 * @param line the result, or what is wrong with the case, as JSON in one line
 * @param isBlocked whether one of the engines blocks the call
 * @param isUnreadable whether the case could not be read
 */
public record Prediction(String line, boolean isBlocked, boolean isUnreadable) {

    /**
     * Predicts one case, or reports why it cannot.
     *
     * @param number of the case's line, for errors
     * @param json the case
     */
    public static Prediction of(int number, String json, List<Engine> engines) {
        String place = "line " + number;
        @Nullable Object id = null;
        try {
            Object tree = parse(place, json);
            if (tree instanceof Map<?, ?> fields && fields.get("id") != null) {
                id = fields.get("id");
                place += " (case " + id + ")";
            }
            return of(id, PredictionCase.of(CaseFields.of(place, "", tree)), engines);
        } catch (CaseFields.UnreadableException e) {
            return unreadable(id, number, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The next cases are predicted all the same.
            return unreadable(id, number, place + ": this is a mistake in Corsac, please report the line: " + e);
        }
    }

    private static @Nullable Object parse(String place, String json) {
        try {
            return PlainJson.parse(json.startsWith("\uFEFF") ? json.substring(1) : json);
        } catch (IllegalArgumentException e) {
            // The case is one line, and the number of the parser's is always 1.
            String message = String.valueOf(e.getMessage());
            String problem = message.startsWith("line 1, ") ? message.substring("line 1, ".length()) : message;
            throw new CaseFields.UnreadableException(place + ": the line is not valid JSON: " + problem, e);
        }
    }

    private static Prediction unreadable(@Nullable Object id, int number, String message) {
        Map<String, @Nullable Object> error = PlainJson.object("id", id(id), "line", number, "error", message);
        return new Prediction(PlainJson.line(error), false, true);
    }

    private static Prediction of(@Nullable Object id, PredictionCase each, List<Engine> engines) {
        Set<String> assumed = new LinkedHashSet<>(each.assumed());
        Map<String, @Nullable Object> outcomes = new LinkedHashMap<>();
        boolean isBlocked = false;
        for (Engine engine : engines) {
            Outcome outcome = Browser.of(engine).fetch(each.call(), request -> {
                Response response = each.respond(request);
                if (response == null) {
                    assumed.add("server");
                }
                return response;
            });
            isBlocked |= outcome instanceof Outcome.Blocked;
            outcomes.put(engine.name().toLowerCase(Locale.ROOT), outcome(engine, outcome));
        }
        Map<String, @Nullable Object> result = PlainJson.object(
                "id", id(id), "call", call(each.call()), "assumed", List.copyOf(assumed), "engines", outcomes);
        return new Prediction(PlainJson.line(result), isBlocked, false);
    }

    /** Returns the case's own number or text for it. */
    private static @Nullable Object id(@Nullable Object id) {
        return id instanceof Number || id == null ? id : id.toString();
    }

    private static Map<String, @Nullable Object> call(Call call) {
        return PlainJson.object(
                "page",
                call.origin().toString(),
                "method",
                call.method(),
                "url",
                call.url().toString(),
                "credentials",
                call.credentials().value());
    }

    private static Map<String, @Nullable Object> outcome(Engine engine, Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Allowed allowed) {
            json.put("outcome", "allowed");
            json.put("check", null);
            json.put("console", List.of());
            json.put("status", allowed.status());
            json.put("redirected", allowed.redirected());
            json.put("readableHeaders", List.copyOf(allowed.readableHeaders()));
        } else if (outcome instanceof Outcome.Blocked blocked) {
            json.put("outcome", "blocked");
            json.put("check", blocked.failure().check().code());
            json.put("console", ConsoleText.of(blocked));
            CorsError error = blocked.failure().corsError();
            if (engine == Engine.CHROMIUM && error != null) {
                json.put("corsError", error.toString());
                json.put("failedParameter", blocked.failure().failedParameter());
            }
        }
        json.put(
                "requests",
                outcome.exchanges().stream().map(Prediction::request).toList());
        return json;
    }

    /** Returns a request with the header lines that belong to CORS. */
    private static Map<String, @Nullable Object> request(Exchange exchange) {
        Map<String, String> sorted = new TreeMap<>();
        for (Header line : exchange.request().headers().lines()) {
            String name = line.lowerCaseName();
            if (name.equals("origin") || name.startsWith("access-control-request-")) {
                sorted.put(name, line.value());
            }
        }
        List<List<String>> headers = new ArrayList<>();
        sorted.forEach((name, value) -> headers.add(List.of(name, value)));
        return PlainJson.object(
                "url",
                exchange.request().url().toString(),
                "method",
                exchange.request().method(),
                "preflight",
                exchange.preflight(),
                "headers",
                headers);
    }
}
