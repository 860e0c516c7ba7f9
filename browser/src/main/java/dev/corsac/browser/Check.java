package dev.corsac.browser;

import org.jspecify.annotations.Nullable;

/** The checks on a call's way, each with the step of the standard that makes it. */
public enum Check {
    /** The script may not use this method at all. */
    FORBIDDEN_METHOD("#dom-request", "Request constructor: forbidden method", null, null),
    /** Only GET, HEAD and POST go in mode {@code no-cors}. */
    NO_CORS_METHOD("#dom-request", "Request constructor: method of a no-cors request", null, null),
    /** A GET or HEAD has no body. */
    BODY_OF_GET("#dom-request", "Request constructor: body of a GET or HEAD request", null, null),
    /** A page under https may not call http. */
    MIXED_CONTENT("#main-fetch", "main fetch, step 7: blocked as mixed content", null, null),
    /** Mode {@code same-origin} and another origin. */
    SAME_ORIGIN_MODE("#main-fetch", "main fetch: mode \"same-origin\"", CorsError.DISALLOWED_BY_MODE, null),
    /** Mode {@code no-cors} and a redirect mode that is not {@code follow}. */
    NO_CORS_REDIRECT_MODE(
            "#main-fetch", "main fetch: mode \"no-cors\"", CorsError.NO_CORS_REDIRECT_MODE_NOT_FOLLOW, null),
    /** Another origin and a scheme that is not HTTP(S). */
    SCHEME("#main-fetch", "main fetch: scheme that is not HTTP(S)", CorsError.CORS_DISABLED_SCHEME, null),
    /** The server did not answer. */
    CONNECTION("#http-network-fetch", "HTTP-network fetch: no connection", null, null),
    /** No {@code Access-Control-Allow-Origin}. */
    ALLOW_ORIGIN_MISSING(
            "#cors-check",
            "CORS check, step 2",
            CorsError.MISSING_ALLOW_ORIGIN_HEADER,
            CorsError.PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER),
    /** {@code *} for a call with credentials. */
    ALLOW_ORIGIN_WILDCARD(
            "#cors-check",
            "CORS check, step 4",
            CorsError.WILDCARD_ORIGIN_NOT_ALLOWED,
            CorsError.PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED),
    /** More than one origin in {@code Access-Control-Allow-Origin}, or more than one such line. */
    ALLOW_ORIGIN_MULTIPLE(
            "#cors-check",
            "CORS check, step 4",
            CorsError.MULTIPLE_ALLOW_ORIGIN_VALUES,
            CorsError.PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES),
    /** {@code Access-Control-Allow-Origin} has a value that is no URL. */
    ALLOW_ORIGIN_INVALID(
            "#cors-check",
            "CORS check, step 4",
            CorsError.INVALID_ALLOW_ORIGIN_VALUE,
            CorsError.PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE),
    /** {@code Access-Control-Allow-Origin} has another origin. */
    ALLOW_ORIGIN_MISMATCH(
            "#cors-check",
            "CORS check, step 4",
            CorsError.ALLOW_ORIGIN_MISMATCH,
            CorsError.PREFLIGHT_ALLOW_ORIGIN_MISMATCH),
    /** {@code Access-Control-Allow-Credentials} is not {@code true}. */
    ALLOW_CREDENTIALS(
            "#cors-check",
            "CORS check, step 8",
            CorsError.INVALID_ALLOW_CREDENTIALS,
            CorsError.PREFLIGHT_INVALID_ALLOW_CREDENTIALS),
    /** The preflight is answered with a redirect. */
    PREFLIGHT_REDIRECT(
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7: ok status",
            null,
            CorsError.PREFLIGHT_DISALLOWED_REDIRECT),
    /** The preflight's status is not 200 to 299. */
    PREFLIGHT_STATUS(
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7: ok status",
            null,
            CorsError.PREFLIGHT_INVALID_STATUS),
    /** {@code Access-Control-Allow-Methods} is no list of tokens. */
    ALLOW_METHODS_SYNTAX(
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.3",
            null,
            CorsError.INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE),
    /** {@code Access-Control-Allow-Headers} is no list of tokens. */
    ALLOW_HEADERS_SYNTAX(
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.3",
            null,
            CorsError.INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE),
    /** {@code Access-Control-Allow-Methods} has not this method. */
    METHOD(
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.5",
            null,
            CorsError.METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE),
    /** {@code Access-Control-Allow-Headers} has not this header. */
    HEADERS(
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.7",
            null,
            CorsError.HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE),
    /** A redirect, and the script wants none. */
    REDIRECT_MODE("#concept-http-fetch", "HTTP fetch: redirect mode \"error\"", null, null),
    /** {@code Location} is no URL. */
    REDIRECT_LOCATION("#http-redirect-fetch", "HTTP-redirect fetch: location URL", null, null),
    /** {@code Location} is not HTTP(S). */
    REDIRECT_SCHEME("#http-redirect-fetch", "HTTP-redirect fetch: scheme that is not HTTP(S)", null, null),
    /** More than 20 redirects. */
    REDIRECT_COUNT("#http-redirect-fetch", "HTTP-redirect fetch: redirect count", null, null),
    /** {@code Location} has a user name or password. */
    REDIRECT_CREDENTIALS(
            "#http-redirect-fetch",
            "HTTP-redirect fetch: location URL includes credentials",
            CorsError.REDIRECT_CONTAINS_CREDENTIALS,
            null);

    private final String anchor;
    private final String step;
    private final @Nullable CorsError error;
    private final @Nullable CorsError preflightError;

    Check(String anchor, String step, @Nullable CorsError error, @Nullable CorsError preflightError) {
        this.anchor = anchor;
        this.step = step;
        this.error = error;
        this.preflightError = preflightError;
    }

    /** The algorithm of the Fetch Standard that makes the check, and the step in it. */
    public String step() {
        return step;
    }

    /** Where that algorithm stands. */
    public String specification() {
        return "https://fetch.spec.whatwg.org/" + anchor;
    }

    /** Returns Chromium's name for a failure of this check; null if Chromium has none, because it is not CORS. */
    public @Nullable CorsError corsError(boolean preflight) {
        return preflight && preflightError != null ? preflightError : error;
    }
}
