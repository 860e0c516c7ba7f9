/** Applies the CORS policy to a Lambda handler of typed events. */
@org.jspecify.annotations.NullMarked
module dev.corsac.lambda.events {
    requires static org.jspecify;
    requires transitive dev.corsac.lambda;
    requires transitive aws.lambda.java.events;

    exports dev.corsac.lambda.events;
}
