/** The fronts of AWS as pure functions: how each handles a request before the function, and its response after. */
@org.jspecify.annotations.NullMarked
module dev.corsac.gateway {
    requires static org.jspecify;
    requires transitive dev.corsac.http;
    requires com.fasterxml.jackson.core;

    exports dev.corsac.gateway;
    exports dev.corsac.gateway.alb;
    exports dev.corsac.gateway.cloudfront;
    exports dev.corsac.gateway.functionurl;
    exports dev.corsac.gateway.httpapi;
    exports dev.corsac.gateway.rest;
    exports dev.corsac.gateway.s3;
}
