package dev.corsac.explain;

import dev.corsac.http.Headers;

/**
 * A request with its response, as far as an input shows them. Immutable.
 *
 * @param method empty if the input shows only the response
 * @param url as the input has it; empty if it is not known
 * @param status 0 where there is no response, or none was kept
 * @param error the recorder's own name for what went wrong; empty if there is none
 * @param body the beginning of the response's body as text; empty if it was not kept
 */
public record RecordedExchange(
        String method,
        String url,
        Headers requestHeaders,
        int status,
        Headers responseHeaders,
        String error,
        String body) {

    /** How many characters of a body are kept. */
    static final int LONGEST_BODY = 2_000;

    /** Cuts a long body. */
    public RecordedExchange {
        body = body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) : body;
    }

    /** Returns an exchange without a body. */
    public RecordedExchange(
            String method, String url, Headers requestHeaders, int status, Headers responseHeaders, String error) {
        this(method, url, requestHeaders, status, responseHeaders, error, "");
    }

    /** Whether this is a CORS-preflight request; a request of which the method is not known is, if only a preflight has its headers. */
    public boolean isPreflight() {
        return (method.isEmpty() || method.equals("OPTIONS")) && requestHeaders.has("Access-Control-Request-Method");
    }

    /**
     * Whether somebody who wanted to send a preflight sent another request: one that has {@code
     * Access-Control-Request-Method} but is not OPTIONS.
     */
    public boolean isMistakenPreflight() {
        return !method.isEmpty() && !method.equals("OPTIONS") && requestHeaders.has("Access-Control-Request-Method");
    }

    /** Whether the browser or another recorder left out what the server sent. */
    public boolean isWithheld() {
        return status < 100 || (responseHeaders.isEmpty() && !error.isEmpty());
    }
}
