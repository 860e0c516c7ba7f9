package dev.corsac.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code corsac --version} prints: Corsac's version, which its module knows, and Java's. */
final class Version implements IVersionProvider {

    private static String version() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? "(on the class path)" : module.rawVersion().orElse("(without a version)");
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
