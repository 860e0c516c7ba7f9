package dev.corsac.browser;

/** The browser engines that are modelled, each as measured in one version. */
public enum Engine {
    /** Chrome, Edge and their kin; measured in Chromium 156. */
    CHROMIUM("Chromium", Profile.CHROMIUM),
    /** Measured in Firefox ESR 153. */
    FIREFOX("Firefox", Profile.FIREFOX),
    /** Safari and its kin; measured in WebKitGTK 2.50. */
    WEBKIT("WebKit", Profile.WEBKIT);

    private final String displayName;
    private final Profile profile;

    Engine(String displayName, Profile profile) {
        this.displayName = displayName;
        this.profile = profile;
    }

    /** The name for people. */
    public String displayName() {
        return displayName;
    }

    Profile profile() {
        return profile;
    }
}
