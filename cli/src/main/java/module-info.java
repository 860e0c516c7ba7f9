/** The command {@code corsac}. */
@org.jspecify.annotations.NullMarked
module dev.corsac.cli {
    requires static org.jspecify;
    requires dev.corsac;
    requires dev.corsac.check;
    requires dev.corsac.config;
    requires dev.corsac.explain;
    requires dev.corsac.explain.page;
    requires dev.corsac.local;
    requires info.picocli;

    opens dev.corsac.cli to
            info.picocli;
}
