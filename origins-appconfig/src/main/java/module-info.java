/** Allowed origins from AWS AppConfig, by its Lambda extension. */
@org.jspecify.annotations.NullMarked
module dev.corsac.origins.appconfig {
    requires static org.jspecify;
    requires transitive dev.corsac.origins;

    exports dev.corsac.origins.appconfig;
}
