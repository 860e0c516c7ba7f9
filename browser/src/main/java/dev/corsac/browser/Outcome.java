package dev.corsac.browser;

import java.util.List;

/** What the script gets of a call: a response that it may read, or a blocked call and the failed check. Immutable. */
public sealed interface Outcome {

    /** Returns the engine. */
    Engine engine();

    /** Returns the call. */
    Call call();

    /** Returns every request that reached the server, in order, with its response. */
    List<Exchange> exchanges();

    /** Returns the preflight cache after the call. */
    PreflightCache cache();

    /**
     * The promise resolves with a response.
     *
     * @param type the <a href="https://fetch.spec.whatwg.org/#concept-response-type">type</a> of the response
     * @param status what the script reads as {@code status}; 0 if the response is opaque
     * @param redirected what the script reads as {@code redirected}
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
     * The promise is rejected; the script does not learn why.
     *
     * @param failure the reason
     */
    record Blocked(Engine engine, Call call, List<Exchange> exchanges, PreflightCache cache, Failure failure)
            implements Outcome {}
}
