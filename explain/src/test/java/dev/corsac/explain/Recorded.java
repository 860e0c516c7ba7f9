package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes recorded calls for tests. */
final class Recorded {

    static final String SHOP = "https://shop.example.com";
    static final String API = "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/orders";

    private Recorded() {}

    /** What was recorded of an outcome of the model, as a HAR file of Firefox would have it. */
    static RecordedCall of(Outcome outcome, CredentialsMode mode) {
        List<RecordedExchange> exchanges = new ArrayList<>();
        for (Exchange each : outcome.exchanges()) {
            Response response = each.response();
            exchanges.add(new RecordedExchange(
                    each.request().method(),
                    each.request().url().toString(),
                    each.request().headers(),
                    response == null ? 0 : response.status(),
                    response == null ? Headers.EMPTY : response.headers(),
                    ""));
        }
        return RecordedCall.builder(RecordedCall.Source.HAR, new InputPlace("test.har", 0, 0))
                .engine(outcome.engine())
                .initiator(outcome.call().initiator())
                .page(outcome.call().origin().toString())
                .method(outcome.call().method())
                .url(outcome.call().url().toString())
                .credentials(mode)
                .requestHeaders(outcome.call().headers())
                .exchanges(exchanges)
                .build();
    }

    /** A call of {@link #SHOP} with these exchanges. */
    static RecordedCall exchanges(String method, String url, RecordedExchange... exchanges) {
        return RecordedCall.builder(RecordedCall.Source.HEADERS, new InputPlace("-", 1, 1))
                .page(SHOP)
                .method(method)
                .url(url)
                .exchanges(exchanges)
                .build();
    }

    static RecordedExchange preflight(String url, int status, String body, String... headers) {
        return new RecordedExchange(
                "OPTIONS",
                url,
                Headers.of("Origin", SHOP, "Access-Control-Request-Method", "PUT"),
                status,
                Headers.of(headers),
                "",
                body);
    }

    static RecordedExchange get(String url, int status, String body, String... headers) {
        return new RecordedExchange("GET", url, Headers.of("Origin", SHOP), status, Headers.of(headers), "", body);
    }

    /** A message about a call. */
    static RecordedCall message(
            @Nullable Engine engine,
            @Nullable String page,
            @Nullable String method,
            @Nullable String url,
            Check check,
            @Nullable Boolean preflight,
            String parameter,
            int status) {
        return RecordedCall.builder(RecordedCall.Source.MESSAGE, new InputPlace("-", 1, 1))
                .engine(engine)
                .page(page)
                .method(method)
                .url(url)
                .error(new BrowserError(
                        engine,
                        MessageCode.of(check).code(),
                        check,
                        preflight,
                        parameter,
                        status,
                        null,
                        List.of("as it was read")))
                .build();
    }
}
