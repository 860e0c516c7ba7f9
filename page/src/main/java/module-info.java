/** What a page gets of a deployment: the browsers before the fronts, without a socket. */
@org.jspecify.annotations.NullMarked
module dev.corsac.page {
    requires static org.jspecify;
    requires transitive dev.corsac.browser;
    requires transitive dev.corsac.gateway;

    exports dev.corsac.page;
}
