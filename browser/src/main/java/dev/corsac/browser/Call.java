package dev.corsac.browser;

import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.Objects;

/**
 * What a page's script asks for: {@code fetch(url, {method, headers, body, credentials, mode, redirect})}, or the same
 * with an {@code XMLHttpRequest}.
 *
 * @param origin the page's origin
 * @param method as the script writes it
 * @param url what it calls
 * @param headers as the script sets them; those that are forbidden are dropped on the way
 * @param body empty if there is none
 * @param credentials {@code withCredentials} of an {@code XMLHttpRequest} is {@link CredentialsMode#INCLUDE}
 * @param mode the mode
 * @param redirect what to do with a redirect
 * @param initiator what makes the call
 * @param useCorsPreflight the standard's use-CORS-preflight flag: set by a listener on {@code XMLHttpRequest.upload} and by
 *     a stream as body
 */
public record Call(
        Origin origin,
        String method,
        Url url,
        Headers headers,
        Body body,
        CredentialsMode credentials,
        RequestMode mode,
        RedirectMode redirect,
        Initiator initiator,
        boolean useCorsPreflight) {

    public Call {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(redirect, "redirect");
        Objects.requireNonNull(initiator, "initiator");
    }

    /**
     * {@code fetch(url, {method})} from a page of that origin, everything else as {@code fetch} has it by default.
     *
     * @throws IllegalArgumentException if the origin is none, or the URL is not absolute or has a user
     */
    public static Call fetch(String origin, String method, String url) {
        return new Call(
                Origin.parse(origin),
                method,
                Url.parse(url),
                Headers.EMPTY,
                Body.EMPTY,
                CredentialsMode.SAME_ORIGIN,
                RequestMode.CORS,
                RedirectMode.FOLLOW,
                Initiator.FETCH,
                false);
    }

    /** The same call with these headers. */
    public Call withHeaders(Headers headers) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** The same call with this body. */
    public Call withBody(Body body) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** The same call with this credentials mode. */
    public Call withCredentials(CredentialsMode credentials) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** The same call in this mode. */
    public Call withMode(RequestMode mode) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** The same call with this redirect mode. */
    public Call withRedirect(RedirectMode redirect) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** The same call made so. */
    public Call withInitiator(Initiator initiator) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** The same call with the use-CORS-preflight flag set or not. */
    public Call withUseCorsPreflight(boolean useCorsPreflight) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }
}
