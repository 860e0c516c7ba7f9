package dev.corsac.browser;

/** The script's function that made the call; Chromium's console names it. */
public enum Initiator {
    /** The function {@code fetch}. */
    FETCH("fetch"),
    /** An {@code XMLHttpRequest}. */
    XML_HTTP_REQUEST("XMLHttpRequest");

    private final String consoleName;

    Initiator(String consoleName) {
        this.consoleName = consoleName;
    }

    /** Returns the name in Chromium's console. */
    public String consoleName() {
        return consoleName;
    }
}
