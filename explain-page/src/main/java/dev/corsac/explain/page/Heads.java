package dev.corsac.explain.page;

import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call from files with the heads of its messages, one each. */
final class Heads {

    private Heads() {}

    /**
     * Returns the call.
     *
     * @param request of the call itself; null if it is not given
     * @param preflight the response to its preflight; null if it is not given
     * @param response the response to the call; null if it is not given
     */
    static RecordedCall call(
            @Nullable RecordedCall request, @Nullable RecordedCall preflight, @Nullable RecordedCall response) {
        RecordedCall any = request != null ? request : response != null ? response : preflight;
        if (any == null) {
            throw new UnreadableInputException("no head was given");
        }
        RecordedExchange sent = request == null ? null : first(request);
        String method = sent == null ? "" : sent.method();
        String url = sent == null ? "" : sent.url();
        Headers headers = sent == null ? Headers.EMPTY : sent.requestHeaders();
        List<RecordedExchange> exchanges = new ArrayList<>();
        if (preflight != null) {
            RecordedExchange received = first(preflight);
            List<Header> asked = new ArrayList<>();
            asked.add(new Header("Access-Control-Request-Method", method.isEmpty() ? "GET" : method));
            exchanges.add(new RecordedExchange(
                    "OPTIONS",
                    url,
                    Headers.of(asked),
                    received.status(),
                    received.responseHeaders(),
                    "",
                    received.body()));
        }
        if (response != null) {
            RecordedExchange received = first(response);
            exchanges.add(new RecordedExchange(
                    method, url, headers, received.status(), received.responseHeaders(), "", received.body()));
        } else if (preflight == null && sent != null) {
            exchanges.add(sent);
        }
        return RecordedCall.builder(RecordedCall.Source.HEADERS, any.place())
                .engine(any.engine())
                .page(request == null ? null : request.page())
                .method(method.isEmpty() ? null : method)
                .url(url.isEmpty() ? null : url)
                .credentials(request == null ? null : request.credentials())
                .requestHeaders(request == null ? Headers.EMPTY : request.requestHeaders())
                .exchanges(exchanges)
                .cookies(request == null ? List.of() : request.cookies())
                .assumed(request == null ? List.of() : request.assumed())
                .build();
    }

    private static RecordedExchange first(RecordedCall call) {
        if (call.exchanges().isEmpty()) {
            throw new UnreadableInputException(call.place() + ": there is no request or response in it");
        }
        return call.exchanges().get(0);
    }
}
