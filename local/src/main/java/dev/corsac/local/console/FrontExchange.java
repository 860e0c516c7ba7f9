package dev.corsac.local.console;

import dev.corsac.explain.RecordedExchange;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that came to a front and, once there is one, its response. Changed only under its {@link History}'s lock. */
public final class FrontExchange {

    /** Requests with longer bodies are shown in part and cannot be replayed. */
    static final int MOST_REQUEST_BODY = 64 * 1024;

    /** Of longer responses this much is shown. */
    static final int MOST_RESPONSE_BODY = 8 * 1024;

    /** In place of a repeated exchange's id: the console sent it, without credentials. */
    static final long TRIED = -1;

    /** In place of a repeated exchange's id: the console sent it, as a call with credentials. */
    static final long TRIED_WITH_CREDENTIALS = -2;

    final long id;
    final Instant at;
    /** The request, its body cut if it is long. */
    final Request request;

    final int requestLength;
    final Replayer front;
    private final int requestWeight;

    /** The id of the exchange that this one repeats; 0 if a client sent it. */
    final long replayOf;

    volatile @Nullable Done done;

    /** The history's count of changes when this one was changed last. */
    volatile long change;

    /**
     * What came of it.
     *
     * @param response its body cut if it is long
     * @param length of the response's body
     * @param function what was invoked on the way; null if nothing was
     * @param weight the bytes that the response keeps, roughly
     */
    record Done(
            AttributedResponse response,
            int length,
            Duration took,
            @Nullable Invoked function,
            int weight) {}

    FrontExchange(long id, Instant at, Request request, long length, Replayer front, long replayOf) {
        Excerpt excerpt = Excerpt.of(request.body(), MOST_REQUEST_BODY);
        this.id = id;
        this.at = at;
        this.request = excerpt.isWhole() ? request : request.withBody(excerpt.body());
        this.requestLength = (int) Math.min(Integer.MAX_VALUE, Math.max(length, excerpt.length()));
        this.requestWeight = weight(this.request);
        this.front = front;
        this.replayOf = replayOf;
    }

    /** The bytes that it keeps, roughly: what the history's bound counts. */
    int weight() {
        Done end = done;
        return requestWeight + (end == null ? 0 : end.weight);
    }

    private static int weight(Request request) {
        return 512
                + weight(request.headers())
                + request.url().path().length()
                + length(request.url().query())
                + request.body().length();
    }

    private static int weight(AttributedResponse response) {
        return weight(response.response().headers())
                + response.reason().length()
                + response.response().body().length();
    }

    private static int weight(Headers headers) {
        int weight = 0;
        for (Header line : headers) {
            weight += 96 + line.name().length() + line.value().length();
        }
        return weight;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    static Done done(AttributedResponse attributed, Duration took, @Nullable Invoked function) {
        Response response = attributed.response();
        Excerpt excerpt = Excerpt.of(response.body(), MOST_RESPONSE_BODY);
        AttributedResponse kept = excerpt.isWhole()
                ? attributed
                : new AttributedResponse(
                        response.withBody(excerpt.body()),
                        attributed.madeBy(),
                        attributed.reason(),
                        attributed.sources());
        return new Done(kept, excerpt.length(), took, function, weight(kept));
    }

    boolean isPreflight() {
        return request.method().equals("OPTIONS")
                && request.headers().has("Origin")
                && request.headers().has("Access-Control-Request-Method");
    }

    /** Whether the request that is kept is the one that came. */
    boolean isReplayable() {
        return request.body().length() == requestLength;
    }

    /** Without bodies; status 0 as long as there is no response. */
    RecordedExchange recorded() {
        Done end = done;
        return new RecordedExchange(
                request.method(),
                request.url().toString(),
                request.headers(),
                end == null ? 0 : end.response.response().status(),
                end == null ? Headers.EMPTY : end.response.response().headers(),
                "");
    }

    Body responseBody() {
        Done end = done;
        return end == null ? Body.EMPTY : end.response.response().body();
    }
}
