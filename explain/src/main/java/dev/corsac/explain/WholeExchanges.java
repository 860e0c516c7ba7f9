package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts requests to responses of which the input shows no request. */
final class WholeExchanges {

    private WholeExchanges() {}

    /**
     * Returns the exchanges, those with their requests that show the response only: one belongs to the preflight if the call has
     * one, and after a redirect to the URL that it leads to.
     *
     * @param assumed takes {@code request} where the response could be either's
     */
    static List<RecordedExchange> of(RecordedCall recorded, Set<String> assumed) {
        List<RecordedExchange> complete = new ArrayList<>();
        String next = recorded.url();
        boolean seenPreflight = false;
        for (RecordedExchange each : recorded.exchanges()) {
            String url = each.url().isEmpty() && next != null ? next : each.url();
            RecordedExchange whole = each;
            if (each.method().isEmpty()) {
                String method = recorded.method() == null ? "GET" : recorded.method();
                boolean ofPreflight = !seenPreflight && complete.isEmpty() && needsPreflight(recorded, method, url);
                if (ofPreflight) {
                    assumed.add("request");
                }
                whole = new RecordedExchange(
                        ofPreflight ? "OPTIONS" : method,
                        url,
                        ofPreflight ? Headers.of("Access-Control-Request-Method", method) : each.requestHeaders(),
                        each.status(),
                        each.responseHeaders(),
                        each.error(),
                        each.body());
            } else if (each.url().isEmpty() && next != null) {
                whole = new RecordedExchange(
                        each.method(),
                        next,
                        each.requestHeaders(),
                        each.status(),
                        each.responseHeaders(),
                        each.error(),
                        each.body());
            }
            seenPreflight |= whole.isPreflight();
            complete.add(whole);
            String location = whole.responseHeaders().first("Location");
            if (location != null && whole.status() >= 300 && whole.status() < 400) {
                next = Situation.resolve(whole.url(), location);
            }
        }
        return complete;
    }

    private static boolean needsPreflight(RecordedCall recorded, String method, String url) {
        try {
            Call call = Call.fetch("https://page.invalid", method, url.replace("http://", "https://"))
                    .withHeaders(recorded.requestHeaders());
            Outcome outcome = Browser.of(Engine.CHROMIUM).fetch(call, request -> null);
            return !outcome.exchanges().isEmpty() && outcome.exchanges().get(0).preflight();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
