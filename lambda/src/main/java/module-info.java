/** The CORS policy around a Lambda handler. */
@org.jspecify.annotations.NullMarked
module dev.corsac.lambda {
    requires static org.jspecify;
    requires static aws.lambda.java.serialization;
    requires transitive dev.corsac;
    requires transitive aws.lambda.java.core;

    exports dev.corsac.lambda;

    uses com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
}
