package dev.corsac.local.console;

import dev.corsac.explain.RecordedExchange;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that came to a front and, once there is one, its response. Changed only under its {@link History}'s lock. Both are
 * kept {@link Packed}, and unpacked when somebody looks.
 */
public final class FrontExchange {

    /** Requests with longer bodies are shown in part and cannot be replayed. */
    static final int MOST_REQUEST_BODY = 64 * 1024;

    /** Of longer responses this much is shown. */
    static final int MOST_RESPONSE_BODY = 8 * 1024;

    /** In place of a repeated exchange's id: the console sent it, without credentials. */
    static final long TRIED = -1;

    /** In place of a repeated exchange's id: the console sent it, as a call with credentials. */
    static final long TRIED_WITH_CREDENTIALS = -2;

    /** Bytes that a packed character and its part of the unpacked message take, estimated from the JVM's sizes of objects. */
    private static final int UNPACKED = 4;

    final long id;
    final Instant at;
    final int requestLength;
    final Replayer front;

    /** The id of the exchange that this one repeats; 0 if a client sent it. */
    final long replayOf;

    volatile @Nullable Done done;

    /** The history's count of changes when this one was changed last. */
    volatile long change;

    private final String packed;
    private final Body body;
    private volatile @Nullable Request request;

    /** What came of it. Immutable but for what is unpacked. */
    static final class Done {

        private final String packed;
        private final Body body;
        private final int length;
        private final long tookNanos;
        private final @Nullable Invoked function;
        private volatile @Nullable AttributedResponse response;

        Done(AttributedResponse response, Duration took, @Nullable Invoked function) {
            Excerpt excerpt = Excerpt.of(response.response().body(), MOST_RESPONSE_BODY);
            this.packed = Packed.of(response);
            this.body = excerpt.body();
            this.length = excerpt.length();
            this.tookNanos = took.toNanos();
            this.function = function;
        }

        /** The response, its body cut if it is long. */
        AttributedResponse response() {
            AttributedResponse known = response;
            if (known == null) {
                known = Packed.response(packed, body);
                response = known;
            }
            return known;
        }

        /** Of the response's whole body, in bytes. */
        int length() {
            return length;
        }

        Duration took() {
            return Duration.ofNanos(tookNanos);
        }

        /** What was invoked on the way; null if nothing was. */
        @Nullable
        Invoked function() {
            return function;
        }

        private int weight() {
            return UNPACKED * packed.length() + body.length();
        }
    }

    /**
     * @param packed the request without its body
     * @param excerpt what is kept of the body
     * @param length of the body, of which less may have been read
     */
    FrontExchange(long id, Instant at, String packed, Excerpt excerpt, long length, Replayer front, long replayOf) {
        this.id = id;
        this.at = at;
        this.packed = packed;
        this.body = excerpt.body();
        this.requestLength = (int) Math.min(Integer.MAX_VALUE, Math.max(length, excerpt.length()));
        this.front = front;
        this.replayOf = replayOf;
    }

    /** The request, its body cut if it is long. */
    Request request() {
        Request known = request;
        if (known == null) {
            known = Packed.request(packed, body);
            request = known;
        }
        return known;
    }

    /** The bytes that it keeps once somebody has looked, roughly: what the history's bound counts. */
    int weight() {
        Done end = done;
        return 512 + UNPACKED * packed.length() + body.length() + (end == null ? 0 : end.weight());
    }

    boolean isPreflight() {
        return request().method().equals("OPTIONS")
                && request().headers().has("Origin")
                && request().headers().has("Access-Control-Request-Method");
    }

    /** Whether the request that is kept is the one that came. */
    boolean isReplayable() {
        return body.length() == requestLength;
    }

    /** Without bodies; status 0 as long as there is no response. */
    RecordedExchange recorded() {
        Done end = done;
        return new RecordedExchange(
                request().method(),
                request().url().toString(),
                request().headers(),
                end == null ? 0 : end.response().response().status(),
                end == null ? Headers.EMPTY : end.response().response().headers(),
                "");
    }

    Body responseBody() {
        Done end = done;
        return end == null ? Body.EMPTY : end.body;
    }
}
