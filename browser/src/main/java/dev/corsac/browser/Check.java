package dev.corsac.browser;

import org.jspecify.annotations.Nullable;

/**
 * The checks that can block a call, each with the step of the Fetch Standard that makes it. The registry of their codes:
 * {@link #code}.
 */
public enum Check {
    /** The method is one that no script may use ({@code CONNECT}, {@code TRACE}, {@code TRACK}), or not a token. */
    FORBIDDEN_METHOD("forbidden-method", "#dom-request", "Request constructor: forbidden method", null, null),
    /** Mode {@code no-cors} allows GET, HEAD and POST only. */
    NO_CORS_METHOD("no-cors-method", "#dom-request", "Request constructor: method of a no-cors request", null, null),
    /** A GET or HEAD request must not have a body. */
    BODY_OF_GET("body-of-get", "#dom-request", "Request constructor: body of a GET or HEAD request", null, null),
    /** A page served over https must not call http. */
    MIXED_CONTENT("mixed-content", "#main-fetch", "main fetch, step 7: blocked as mixed content", null, null),
    /** Mode {@code same-origin}, and the URL has another origin. */
    SAME_ORIGIN_MODE(
            "same-origin-mode", "#main-fetch", "main fetch: mode \"same-origin\"", CorsError.DISALLOWED_BY_MODE, null),
    /** Mode {@code no-cors} and a redirect mode that is not {@code follow}. */
    NO_CORS_REDIRECT_MODE(
            "no-cors-redirect-mode",
            "#main-fetch",
            "main fetch: mode \"no-cors\"",
            CorsError.NO_CORS_REDIRECT_MODE_NOT_FOLLOW,
            null),
    /** A cross-origin call with a scheme that is not HTTP(S). */
    SCHEME("scheme", "#main-fetch", "main fetch: scheme that is not HTTP(S)", CorsError.CORS_DISABLED_SCHEME, null),
    /** There is no response. */
    CONNECTION("connection", "#http-network-fetch", "HTTP-network fetch: no connection", null, null),
    /** {@code Access-Control-Allow-Origin} is missing. */
    ALLOW_ORIGIN_MISSING(
            "allow-origin-missing",
            "#cors-check",
            "CORS check, step 2",
            CorsError.MISSING_ALLOW_ORIGIN_HEADER,
            CorsError.PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER),
    /** {@code Access-Control-Allow-Origin} is {@code *}, and the credentials mode is {@code include}. */
    ALLOW_ORIGIN_WILDCARD(
            "allow-origin-wildcard",
            "#cors-check",
            "CORS check, step 4",
            CorsError.WILDCARD_ORIGIN_NOT_ALLOWED,
            CorsError.PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED),
    /** {@code Access-Control-Allow-Origin} has more than one origin, or more than one line. */
    ALLOW_ORIGIN_MULTIPLE(
            "allow-origin-multiple",
            "#cors-check",
            "CORS check, step 4",
            CorsError.MULTIPLE_ALLOW_ORIGIN_VALUES,
            CorsError.PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES),
    /** {@code Access-Control-Allow-Origin} is not a URL. */
    ALLOW_ORIGIN_INVALID(
            "allow-origin-invalid",
            "#cors-check",
            "CORS check, step 4",
            CorsError.INVALID_ALLOW_ORIGIN_VALUE,
            CorsError.PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE),
    /** {@code Access-Control-Allow-Origin} is another origin. */
    ALLOW_ORIGIN_MISMATCH(
            "allow-origin-mismatch",
            "#cors-check",
            "CORS check, step 4",
            CorsError.ALLOW_ORIGIN_MISMATCH,
            CorsError.PREFLIGHT_ALLOW_ORIGIN_MISMATCH),
    /** {@code Access-Control-Allow-Credentials} is not {@code true}. */
    ALLOW_CREDENTIALS(
            "allow-credentials",
            "#cors-check",
            "CORS check, step 8",
            CorsError.INVALID_ALLOW_CREDENTIALS,
            CorsError.PREFLIGHT_INVALID_ALLOW_CREDENTIALS),
    /** The response to the preflight is a redirect. */
    PREFLIGHT_REDIRECT(
            "preflight-redirect",
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7: ok status",
            null,
            CorsError.PREFLIGHT_DISALLOWED_REDIRECT),
    /** The preflight's status is not 200 to 299. */
    PREFLIGHT_STATUS(
            "preflight-status",
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7: ok status",
            null,
            CorsError.PREFLIGHT_INVALID_STATUS),
    /** {@code Access-Control-Allow-Methods} is not a list of tokens. */
    ALLOW_METHODS_SYNTAX(
            "allow-methods-syntax",
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.3",
            null,
            CorsError.INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE),
    /** {@code Access-Control-Allow-Headers} is not a list of tokens. */
    ALLOW_HEADERS_SYNTAX(
            "allow-headers-syntax",
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.3",
            null,
            CorsError.INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE),
    /** {@code Access-Control-Allow-Methods} does not list the method. */
    METHOD(
            "method",
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.5",
            null,
            CorsError.METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE),
    /** {@code Access-Control-Allow-Headers} does not list one of the headers. */
    HEADERS(
            "headers",
            "#cors-preflight-fetch",
            "CORS-preflight fetch, step 7.7",
            null,
            CorsError.HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE),
    /** A redirect, and the script wants none. */
    REDIRECT_MODE("redirect-mode", "#concept-http-fetch", "HTTP fetch: redirect mode \"error\"", null, null),
    /** {@code Location} is not a URL. */
    REDIRECT_LOCATION("redirect-location", "#http-redirect-fetch", "HTTP-redirect fetch: location URL", null, null),
    /** {@code Location} is not HTTP(S). */
    REDIRECT_SCHEME(
            "redirect-scheme", "#http-redirect-fetch", "HTTP-redirect fetch: scheme that is not HTTP(S)", null, null),
    /** More than 20 redirects. */
    REDIRECT_COUNT("redirect-count", "#http-redirect-fetch", "HTTP-redirect fetch: redirect count", null, null),
    /** {@code Location} has a user name or password. */
    REDIRECT_CREDENTIALS(
            "redirect-credentials",
            "#http-redirect-fetch",
            "HTTP-redirect fetch: location URL includes credentials",
            CorsError.REDIRECT_CONTAINS_CREDENTIALS,
            null);

    private final String code;
    private final String anchor;
    private final String step;
    private final @Nullable CorsError error;
    private final @Nullable CorsError preflightError;

    Check(String code, String anchor, String step, @Nullable CorsError error, @Nullable CorsError preflightError) {
        this.code = code;
        this.anchor = anchor;
        this.step = step;
        this.error = error;
        this.preflightError = preflightError;
    }

    /** Returns the check's name in JSON and in links: kebab-case, never renamed, not derived from the constant's name. */
    public String code() {
        return code;
    }

    /**
     * Returns the check of that code, or of Chromium's name ({@code PreflightMissingAllowOriginHeader}), which is an alias.
     *
     * @return null if there is no such check
     */
    public static @Nullable Check of(String codeOrChromiumName) {
        for (Check check : values()) {
            if (check.code.equals(codeOrChromiumName)
                    || isNamed(check.error, codeOrChromiumName)
                    || isNamed(check.preflightError, codeOrChromiumName)) {
                return check;
            }
        }
        return null;
    }

    private static boolean isNamed(@Nullable CorsError error, String name) {
        return error != null && error.toString().equals(name);
    }

    /** Returns the algorithm of the Fetch Standard that makes the check, and the step in it. */
    public String step() {
        return step;
    }

    /** Returns the address of that algorithm. */
    public String specification() {
        return "https://fetch.spec.whatwg.org/" + anchor;
    }

    /** Returns Chromium's name for a failure of this check; null if Chromium does not count it as a CORS error. */
    public @Nullable CorsError corsError(boolean preflight) {
        return preflight && preflightError != null ? preflightError : error;
    }
}
