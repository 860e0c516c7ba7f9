/** The command corsac. */
@org.jspecify.annotations.NullMarked
module dev.corsac.cli {
    requires static org.jspecify;
    requires dev.corsac;
    requires dev.corsac.local;
    requires info.picocli;
}
