/** The command {@code corsac}. */
@org.jspecify.annotations.NullMarked
module dev.corsac.cli {
    requires static org.jspecify;
    requires dev.corsac;
    requires com.fasterxml.jackson.core;
    requires dev.corsac.browser;
    requires dev.corsac.local;
    requires info.picocli;
    requires org.snakeyaml.engine.v2;

    opens dev.corsac.cli to
            info.picocli;
}
