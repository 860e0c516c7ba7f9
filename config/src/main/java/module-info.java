/** Reads corsac.yaml and deployment templates into a deployment. */
@org.jspecify.annotations.NullMarked
module dev.corsac.config {
    requires static org.jspecify;
    requires transitive dev.corsac.deployment;
    requires dev.corsac;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine.v2;

    exports dev.corsac.config;
    exports dev.corsac.config.generate;
}
