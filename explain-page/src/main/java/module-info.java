/** The explainer as a command's run, as a static page, and as JavaScript. */
@org.jspecify.annotations.NullMarked
module dev.corsac.explain.page {
    requires static org.jspecify;
    requires static org.teavm.jso;
    requires dev.corsac;
    requires transitive dev.corsac.explain;

    exports dev.corsac.explain.page;
}
