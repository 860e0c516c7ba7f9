package dev.corsac.browser;

/** What a call does with a redirect: the <a href="https://fetch.spec.whatwg.org/#concept-request-redirect-mode">redirect modes</a>. */
public enum RedirectMode {
    /** Follows it; {@code fetch}'s default. */
    FOLLOW("follow"),
    /** Fails. */
    ERROR("error"),
    /** Gives the script a response that it cannot read. */
    MANUAL("manual");

    private final String value;

    RedirectMode(String value) {
        this.value = value;
    }

    /** As a script writes it. */
    public String value() {
        return value;
    }
}
