/** The CORS policy: what is allowed, and the decision for one request. */
@SuppressWarnings("module") // the modules that the internal package is for are built after this one
@org.jspecify.annotations.NullMarked
module dev.corsac {
    requires static org.jspecify;

    exports dev.corsac;
    exports dev.corsac.internal to
            dev.corsac.origins;
}
