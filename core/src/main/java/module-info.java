/** The CORS policy: what is allowed, and the decision for one request. */
@org.jspecify.annotations.NullMarked
module dev.corsac {
    requires static org.jspecify;

    exports dev.corsac;
}
