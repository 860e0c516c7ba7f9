package dev.corsac.explain;

import dev.corsac.http.Headers;

/**
 * A request with its response, as developer tools or a local run recorded it.
 *
 * @param url as it stands there
 * @param status 0 where there is no response, or none was kept
 * @param error the recorder's own name for what went wrong; empty if there is none
 */
public record RecordedExchange(
        String method, String url, Headers requestHeaders, int status, Headers responseHeaders, String error) {

    /** Whether this is a CORS-preflight request. */
    public boolean isPreflight() {
        return method.equals("OPTIONS") && requestHeaders.has("Access-Control-Request-Method");
    }

    /** Whether the browser or another recorder left out what the server answered. */
    public boolean isWithheld() {
        return status < 100 || (responseHeaders.isEmpty() && !error.isEmpty());
    }
}
