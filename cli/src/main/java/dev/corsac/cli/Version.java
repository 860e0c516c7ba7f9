package dev.corsac.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code corsac --version} prints with that of Java. */
final class Version implements IVersionProvider {

    /** Returns Corsac's version: of its module, or of its jar's manifest where it runs from a class path. */
    static String version() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module != null
                ? module.rawVersion().orElse("(without a version)")
                : Objects.requireNonNullElse(
                        Version.class.getPackage().getImplementationVersion(), "(without a version)");
    }

    /** Returns what the command's own requests name themselves. */
    static String userAgent() {
        String version = version();
        return "Corsac" + (version.startsWith("(") ? "" : "/" + version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {"corsac " + version() + ", Java " + System.getProperty("java.version")};
    }
}
