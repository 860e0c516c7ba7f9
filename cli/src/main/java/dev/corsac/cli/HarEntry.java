package dev.corsac.cli;

import dev.corsac.http.Headers;

/**
 * What matters of a HAR file's entry.
 *
 * @param url as it stands there
 * @param status 0 where the browser kept no response
 * @param error the browser's own name for what went wrong; empty if there is none
 */
record HarEntry(String method, String url, Headers requestHeaders, int status, Headers responseHeaders, String error) {

    boolean isPreflight() {
        return method.equals("OPTIONS") && requestHeaders.has("Access-Control-Request-Method");
    }

    /** Whether the browser left out what the server answered. */
    boolean isWithheld() {
        return status < 100 || (responseHeaders.isEmpty() && !error.isEmpty());
    }
}
