/** The explainer: recorded calls, what each browser makes of them, which component is in charge, and the fix. */
@org.jspecify.annotations.NullMarked
module dev.corsac.explain {
    requires static org.jspecify;
    requires transitive dev.corsac.browser;

    exports dev.corsac.explain;
}
