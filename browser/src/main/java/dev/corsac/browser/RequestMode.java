package dev.corsac.browser;

/** The <a href="https://fetch.spec.whatwg.org/#concept-request-mode">modes</a> that a script can ask for. */
public enum RequestMode {
    /** The script may read the response if the CORS protocol allows it; {@code fetch}'s default. */
    CORS("cors"),
    /** The response is opaque to the script, and no CORS check is made. */
    NO_CORS("no-cors"),
    /** Anything cross-origin fails. */
    SAME_ORIGIN("same-origin");

    private final String value;

    RequestMode(String value) {
        this.value = value;
    }

    /** Returns the mode as a script writes it. */
    public String value() {
        return value;
    }
}
