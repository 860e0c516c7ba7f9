package dev.corsac.browser;

import java.util.Objects;

/**
 * A browser's side of the CORS protocol, as one engine has it. Immutable and safe to share between threads.
 *
 * <pre>{@code
 * Server server = request -> Response.of(200, Headers.of("Access-Control-Allow-Origin", "*"));
 * Outcome outcome = Browser.of(Engine.FIREFOX)
 *         .fetch(Call.fetch("https://shop.example.com", "GET", "https://api.example.com/cart"), server);
 * }</pre>
 */
public final class Browser {

    private final Engine engine;

    private Browser(Engine engine) {
        this.engine = engine;
    }

    /** That engine with its defaults. */
    public static Browser of(Engine engine) {
        return new Browser(Objects.requireNonNull(engine, "engine"));
    }

    /** What becomes of the call, with no preflight remembered. Whatever the server throws comes through. */
    public Outcome fetch(Call call, Server server) {
        return fetch(call, server, PreflightCache.EMPTY);
    }

    /** What becomes of the call, with those preflights remembered: the {@link Outcome#cache} of earlier calls. */
    public Outcome fetch(Call call, Server server, PreflightCache cache) {
        return new Fetch(engine, call, server, cache).run();
    }
}
