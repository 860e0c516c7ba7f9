/** The CORS protocol as Chromium, Firefox and WebKit run it: what a call's outcome is, and why. */
@org.jspecify.annotations.NullMarked
module dev.corsac.browser {
    requires static org.jspecify;
    requires transitive dev.corsac.http;

    exports dev.corsac.browser;
}
