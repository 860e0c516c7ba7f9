package dev.corsac.http;

import java.util.Objects;

/**
 * A response as a server sends it.
 *
 * @param status the status code, 100 to 999
 * @param headers the header lines, in order, repeats included
 * @param body the body; empty if there is none
 */
public record Response(int status, Headers headers, Body body) {

    /** @throws IllegalArgumentException if the status does not have three digits */
    public Response {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException(status + " is not a status code: it has three digits");
        }
    }

    /** Makes a response without a body. */
    public static Response of(int status, Headers headers) {
        return new Response(status, headers, Body.EMPTY);
    }

    /** Returns the same response with other header lines. */
    public Response withHeaders(Headers headers) {
        return new Response(status, headers, body);
    }

    /** Returns the same response with another body. */
    public Response withBody(Body body) {
        return new Response(status, headers, body);
    }

    /** Tests whether the status is what the Fetch Standard calls an ok status: 200 to 299. */
    public boolean isOk() {
        return status >= 200 && status <= 299;
    }

    /** Returns the status and the header lines, as on the wire. */
    @Override
    public String toString() {
        return status + "\n" + headers;
    }
}
