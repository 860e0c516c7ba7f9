package dev.corsac.browser;

/** How a call treats a redirect: the <a href="https://fetch.spec.whatwg.org/#concept-request-redirect-mode">redirect modes</a>. */
public enum RedirectMode {
    /** Follows it; {@code fetch}'s default. */
    FOLLOW("follow"),
    /** Fails. */
    ERROR("error"),
    /** Returns a response that the script cannot read. */
    MANUAL("manual");

    private final String value;

    RedirectMode(String value) {
        this.value = value;
    }

    /** Returns the mode as a script writes it. */
    public String value() {
        return value;
    }
}
