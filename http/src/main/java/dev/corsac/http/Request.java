package dev.corsac.http;

import java.util.Objects;

/**
 * A request as it arrives at a server.
 *
 * @param method the method, its case kept ({@code patch} is not {@code PATCH})
 * @param url the absolute URL: scheme, host, port, path, query
 * @param headers the header lines, {@code Host} among them if the client sent one
 * @param body the body; empty if there is none
 */
public record Request(String method, Url url, Headers headers, Body body) {

    /** @throws IllegalArgumentException if the method is not a token of RFC 9110 section 5.6.2 */
    public Request {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        if (!Header.isToken(method)) {
            throw new IllegalArgumentException(
                    "\"" + method + "\" is not a valid HTTP method: use a single token, such as PUT");
        }
    }

    /**
     * Makes a request without a body.
     *
     * @throws IllegalArgumentException if the method is not a token or the URL is not absolute
     */
    public static Request of(String method, String url, Headers headers) {
        return new Request(method, Url.parse(url), headers, Body.EMPTY);
    }

    /**
     * Returns whether it asks for leave to make another: {@code OPTIONS} with {@code Access-Control-Request-Method}, as in a <a
     * href="https://fetch.spec.whatwg.org/#cors-preflight-request">CORS-preflight request</a>.
     */
    public boolean isPreflight() {
        return method.equals("OPTIONS") && headers.has("Access-Control-Request-Method");
    }

    /** Returns the same request with other header lines. */
    public Request withHeaders(Headers headers) {
        return new Request(method, url, headers, body);
    }

    /** Returns the same request with another body. */
    public Request withBody(Body body) {
        return new Request(method, url, headers, body);
    }

    /** Returns the request line and the header lines, as on the wire. */
    @Override
    public String toString() {
        return method + " " + url + "\n" + headers;
    }
}
