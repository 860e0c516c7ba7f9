package dev.corsac.browser;

/** The browser engines that are modelled, each as measured in one version. */
public enum Engine {
    /** Chrome, Edge and their kin; measured in Chromium 156. */
    CHROMIUM("Chromium"),
    /** Measured in Firefox ESR 153. */
    FIREFOX("Firefox"),
    /** Safari and its kin; measured in WebKitGTK 2.50. */
    WEBKIT("WebKit");

    private final String displayName;

    Engine(String displayName) {
        this.displayName = displayName;
    }

    /** The name for people. */
    public String displayName() {
        return displayName;
    }

    Profile profile() {
        return switch (this) {
            case CHROMIUM -> Profile.CHROMIUM;
            case FIREFOX -> Profile.FIREFOX;
            case WEBKIT -> Profile.WEBKIT;
        };
    }
}
