/** Applies the CORS policy to a Lambda handler. */
@SuppressWarnings("module") // the module that the internal package is for is built after this one
@org.jspecify.annotations.NullMarked
module dev.corsac.lambda {
    requires static org.jspecify;
    requires static aws.lambda.java.serialization;
    requires transitive dev.corsac;
    requires transitive aws.lambda.java.core;

    exports dev.corsac.lambda;
    exports dev.corsac.lambda.internal to
            dev.corsac.lambda.events;

    uses com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
}
