package dev.corsac.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code corsac --version} prints: Corsac's version, if it runs from its jar, and Java's. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "corsac " + (version == null ? "(not packaged)" : version) + ", Java " + System.getProperty("java.version")
        };
    }
}
