package dev.corsac.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code corsac --version} prints: Corsac's version, which its module knows, and Java's. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        String version =
                module == null ? "(on the class path)" : module.rawVersion().orElse("(without a version)");
        return new String[] {"corsac " + version + ", Java " + System.getProperty("java.version")};
    }
}
