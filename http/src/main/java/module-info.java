/** HTTP as plain values: what a browser sends, what a front responds. */
@org.jspecify.annotations.NullMarked
module dev.corsac.http {
    requires static org.jspecify;

    exports dev.corsac.http;
}
