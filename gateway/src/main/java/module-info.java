/** The fronts of AWS as pure functions. */
@org.jspecify.annotations.NullMarked
module dev.corsac.gateway {
    requires static org.jspecify;
    requires transitive dev.corsac.http;
    requires com.fasterxml.jackson.core;
}
