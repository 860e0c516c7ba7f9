package dev.corsac.browser;

/** The <a href="https://fetch.spec.whatwg.org/#concept-response-type">types</a> of a response that a script gets. */
public enum ResponseType {
    /** A response of the page's own origin. */
    BASIC,
    /** A response of another origin that allowed it. */
    CORS,
    /** A response of another origin in mode {@code no-cors}: nothing can be read. */
    OPAQUE,
    /** A redirect that was not followed: nothing can be read. */
    OPAQUE_REDIRECT
}
