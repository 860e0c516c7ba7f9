/** Assertions for unit tests: what each browser lets a page read of a deployment. */
@org.jspecify.annotations.NullMarked
module dev.corsac.test {
    requires static org.jspecify;
    requires transitive aws.lambda.java.core;
    requires dev.corsac.check;
    requires dev.corsac.config;

    exports dev.corsac.test;
}
