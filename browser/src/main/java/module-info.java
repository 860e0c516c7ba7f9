/** The CORS protocol as Chromium, Firefox and WebKit run it: what a call's outcome is, and why. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The two that share the package are built later.
module dev.corsac.browser {
    requires static org.jspecify;
    requires transitive dev.corsac.http;

    exports dev.corsac.browser;
    exports dev.corsac.browser.recorded to
            dev.corsac.cli,
            dev.corsac.local;
}
