package dev.corsac.browser;

import java.util.Objects;

/**
 * A browser's side of the CORS protocol, as one engine runs it. Immutable and thread-safe.
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

    /** Returns that engine with its defaults. */
    public static Browser of(Engine engine) {
        return new Browser(Objects.requireNonNull(engine, "engine"));
    }

    /** Runs the call with an empty preflight cache. Exceptions of the server are passed on. */
    public Outcome fetch(Call call, Server server) {
        return fetch(call, server, PreflightCache.EMPTY);
    }

    /** Runs the call with the preflight cache that earlier calls left: {@link Outcome#cache}. */
    public Outcome fetch(Call call, Server server, PreflightCache cache) {
        return new Fetch(engine, call, server, cache).run();
    }
}
