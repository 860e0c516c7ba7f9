package dev.corsac.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code corsac --version} prints, beside that of Java. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"corsac " + corsac() + ", Java " + System.getProperty("java.version")};
    }

    /** Returns Corsac's version: of its module, or of its jar's manifest where it runs from a class path. */
    private static String corsac() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module != null
                ? module.rawVersion().orElse("(without a version)")
                : Objects.requireNonNullElse(
                        Version.class.getPackage().getImplementationVersion(), "(without a version)");
    }
}
