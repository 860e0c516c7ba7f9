/** HTTP as plain values: what a browser sends, what a front responds. */
@SuppressWarnings("module") // the module that the ends of connections are for is built after this one
@org.jspecify.annotations.NullMarked
module dev.corsac.http {
    requires static org.jspecify;

    exports dev.corsac.http;
    exports dev.corsac.http.wire to
            dev.corsac.local;
}
