package dev.corsac.browser;

/** What made the call; Chromium's console names it. */
public enum Initiator {
    /** The function {@code fetch}. */
    FETCH("fetch"),
    /** An {@code XMLHttpRequest}. */
    XML_HTTP_REQUEST("XMLHttpRequest");

    private final String consoleName;

    Initiator(String consoleName) {
        this.consoleName = consoleName;
    }

    public String consoleName() {
        return consoleName;
    }
}
