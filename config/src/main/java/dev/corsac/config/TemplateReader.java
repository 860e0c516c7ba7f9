package dev.corsac.config;

import java.nio.file.Path;

/** Reads a template of any kind that Corsac knows. */
public final class TemplateReader {

    private TemplateReader() {}

    /**
     * Reads a template.
     *
     * @throws ConfigurationException if it cannot be read, is not recognised, or has a mistake
     */
    public static TemplateResult read(FileSource files, Path file, TemplateInputs inputs) {
        throw new ConfigurationException(file + ": not a template that Corsac reads");
    }
}
