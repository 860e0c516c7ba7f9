package dev.corsac.browser;

/** The browser engines that are modelled, each as measured in one version. */
public enum Engine {
    /** Chrome, Edge and other browsers built on Chromium; measured in Chromium 156. */
    CHROMIUM("Chromium"),
    /** Measured in Firefox ESR 153. */
    FIREFOX("Firefox"),
    /** Safari and other browsers built on WebKit; measured in WebKitGTK 2.50. */
    WEBKIT("WebKit");

    private final String displayName;

    Engine(String displayName) {
        this.displayName = displayName;
    }

    /** Returns the name for people. */
    public String displayName() {
        return displayName;
    }
}
