/** Allowed origins from data, per tenant, current within a bound. */
@org.jspecify.annotations.NullMarked
module dev.corsac.origins {
    requires static org.jspecify;
    requires transitive dev.corsac;

    exports dev.corsac.origins;
}
