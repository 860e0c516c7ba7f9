/** A deployment as values, and what a page's call through it comes to in each browser. */
@org.jspecify.annotations.NullMarked
module dev.corsac.deployment {
    requires static org.jspecify;
    requires transitive dev.corsac.explain;
    requires transitive dev.corsac.gateway;

    exports dev.corsac.deployment;
}
