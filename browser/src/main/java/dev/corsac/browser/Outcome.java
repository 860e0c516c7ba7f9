package dev.corsac.browser;

import java.util.List;

/** What becomes of a call. */
public sealed interface Outcome {

    /** In which engine. */
    Engine engine();

    /** Of which call. */
    Call call();

    /** Every request that reached the server, in order, with its response. */
    List<Exchange> exchanges();

    /** What is remembered of preflights afterwards. */
    PreflightCache cache();

    /**
     * The promise resolves.
     *
     * @param type the <a href="https://fetch.spec.whatwg.org/#concept-response-type">type</a> of the response
     * @param status what the script reads; 0 if the response is opaque
     * @param redirected what the script reads
     * @param readableHeaders the names of the headers that the script can read: lower case, sorted
     */
    record Allowed(
            Engine engine,
            Call call,
            List<Exchange> exchanges,
            PreflightCache cache,
            ResponseType type,
            int status,
            boolean redirected,
            List<String> readableHeaders)
            implements Outcome {}

    /**
     * The promise is rejected; the script learns no reason.
     *
     * @param failure the reason
     */
    record Blocked(Engine engine, Call call, List<Exchange> exchanges, PreflightCache cache, Failure failure)
            implements Outcome {}
}
