/** The findings of a deployment: which calls of which page would be blocked, where, and the fix. */
@org.jspecify.annotations.NullMarked
module dev.corsac.check {
    requires static org.jspecify;
    requires transitive dev.corsac.deployment;
    requires dev.corsac;
    requires dev.corsac.lambda;

    exports dev.corsac.check;
}
