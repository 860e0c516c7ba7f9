package dev.corsac.browser;

import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import dev.corsac.http.UrlReference;
import java.util.Objects;

/**
 * What a page's script asks for: {@code fetch(url, {method, headers, body, credentials, mode, redirect})}, or the same
 * with an {@code XMLHttpRequest}.
 *
 * @param origin the page's origin
 * @param method as the script writes it
 * @param url the URL that it calls
 * @param headers as the script sets them; those that are forbidden are dropped on the way
 * @param body empty if there is none
 * @param credentials {@code withCredentials} of an {@code XMLHttpRequest} is {@link CredentialsMode#INCLUDE}
 * @param mode the request's mode
 * @param redirect how a redirect is treated
 * @param initiator the script's function that makes the call
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
     * Makes the call {@code fetch(url, {method})} of a page of that origin, with {@code fetch}'s defaults for everything else.
     *
     * @param url absolute; resolved and normalised as the browser does it
     * @throws IllegalArgumentException if the origin is not one that browsers send, or the URL is not absolute, has no host or
     *     has a user name
     */
    public static Call fetch(String origin, String method, String url) {
        return new Call(
                Origin.parse(origin),
                method,
                parse(url),
                Headers.EMPTY,
                Body.EMPTY,
                CredentialsMode.SAME_ORIGIN,
                RequestMode.CORS,
                RedirectMode.FOLLOW,
                Initiator.FETCH,
                false);
    }

    private static Url parse(String text) {
        UrlReference reference = UrlReference.parse(text);
        Url url = reference == null ? null : reference.url();
        if (url == null) {
            // Its message is about the part that is wrong.
            url = Url.parse(text);
        }
        if (reference != null && reference.hasCredentials()) {
            throw new IllegalArgumentException("\"" + text + "\" has a user name or password: fetch refuses it");
        }
        return url;
    }

    /** Returns the same call with these headers. */
    public Call withHeaders(Headers headers) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** Returns the same call with this body. */
    public Call withBody(Body body) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** Returns the same call with this credentials mode. */
    public Call withCredentials(CredentialsMode credentials) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** Returns the same call in this mode. */
    public Call withMode(RequestMode mode) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** Returns the same call with this redirect mode. */
    public Call withRedirect(RedirectMode redirect) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** Returns the same call made by that initiator. */
    public Call withInitiator(Initiator initiator) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }

    /** Returns the same call with the use-CORS-preflight flag set or not. */
    public Call withUseCorsPreflight(boolean useCorsPreflight) {
        return new Call(origin, method, url, headers, body, credentials, mode, redirect, initiator, useCorsPreflight);
    }
}
