package dev.corsac.deployment;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.PreflightCache;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Fronts, each at the origins under which it is reached. Immutable; safe to share between threads as far as the fronts
 * are.
 *
 * <pre>{@code
 * Network deployment = Network.builder()
 *         .serve("https://api.example.com", RestApi.builder().method("GET", "/cart", cart).build())
 *         .build();
 * CallOutcome outcome = deployment.call(
 *         Engine.FIREFOX, Call.fetch("https://shop.example.com", "GET", "https://api.example.com/cart"), arrivals);
 * System.out.println(outcome.sentence());
 * }</pre>
 */
public final class Network {

    private final Map<String, Front> fronts;

    private Network(Builder builder) {
        this.fronts = Map.copyOf(builder.fronts);
    }

    /** A builder without fronts. */
    public static Builder builder() {
        return new Builder();
    }

    /** The fronts by the origins at which they are reached. */
    public Map<String, Front> fronts() {
        return fronts;
    }

    /** What becomes of a page's call, with no preflight remembered. */
    public CallOutcome call(Engine engine, Call call, Supplier<RequestMetadata> arrivals) {
        return call(engine, call, PreflightCache.EMPTY, arrivals);
    }

    /**
     * What becomes of a page's call.
     *
     * @param cache the preflights that the browser remembers: {@link Outcome#cache} of the call before
     * @param arrivals asked once for each request that reaches a front; with the same arrivals the outcome is the same
     */
    public CallOutcome call(Engine engine, Call call, PreflightCache cache, Supplier<RequestMetadata> arrivals) {
        List<AttributedResponse> responses = new ArrayList<>(2);
        Outcome outcome = Browser.of(engine)
                .fetch(
                        call,
                        request -> {
                            Front front = fronts.get(request.url().origin());
                            if (front == null) {
                                return null;
                            }
                            AttributedResponse response = front.respond(withHost(request), arrivals.get());
                            responses.add(response);
                            return response.response();
                        },
                        cache);
        return new CallOutcome(outcome, responses);
    }

    /** A browser's model has no use for {@code Host}; fronts have. */
    private static Request withHost(Request request) {
        Headers host = Headers.of("Host", request.url().authority());
        return request.headers().has("Host")
                ? request
                : new Request(request.method(), request.url(), host.plus(request.headers()), request.body());
    }

    /** Builds a {@link Network}. Not safe to share between threads. */
    public static final class Builder {

        private final Map<String, Front> fronts = new LinkedHashMap<>();

        private Builder() {}

        /**
         * A front at an origin; any other origin refuses connections.
         *
         * @param origin as browsers write it: {@code https://api.example.com}
         * @throws IllegalArgumentException if it is not an origin, or has a front already
         */
        public Builder serve(String origin, Front front) {
            String written = Url.parse(origin).origin();
            if (!written.equals(origin)) {
                throw new IllegalArgumentException("\"" + origin + "\" is not an origin: write \"" + written + "\"");
            }
            if (fronts.putIfAbsent(origin, front) != null) {
                throw new IllegalArgumentException(origin + " has a front already");
            }
            return this;
        }

        /** The deployment. */
        public Network build() {
            return new Network(this);
        }
    }
}
