/** The CORS policy around a Lambda handler. */
@org.jspecify.annotations.NullMarked
module dev.corsac.lambda {
    requires static org.jspecify;
    requires transitive dev.corsac;
    requires transitive aws.lambda.java.core;

    exports dev.corsac.lambda;
}
