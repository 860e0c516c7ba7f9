package dev.corsac.browser;

/** The <a href="https://fetch.spec.whatwg.org/#concept-request-credentials-mode">credentials modes</a>. */
public enum CredentialsMode {
    /** No cookies, ever. */
    OMIT("omit"),
    /** Cookies for the page's own origin only; {@code fetch}'s default. */
    SAME_ORIGIN("same-origin"),
    /** Cookies for other origins too: the mode that the CORS check asks about, whether or not a cookie exists. */
    INCLUDE("include");

    private final String value;

    CredentialsMode(String value) {
        this.value = value;
    }

    /** Returns the mode as a script writes it. */
    public String value() {
        return value;
    }
}
