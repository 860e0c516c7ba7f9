package dev.corsac.config;

import dev.corsac.config.template.Templates;
import java.nio.file.Path;

/** Reads a template of any kind that Corsac knows. */
public final class TemplateReader {

    private TemplateReader() {}

    /**
     * Reads a template.
     *
     * @throws ConfigurationException with a line for each mistake and its place, if the template cannot be read, is not
     *     recognised, or has mistakes; what AWS refuses is one, unless the inputs ask for it as notices
     */
    public static TemplateResult read(FileSource files, Path file, TemplateInputs inputs) {
        TemplateResult result = Templates.read(files, file, inputs);
        return inputs.refusalsAsNotices() ? result : result.requireAccepted();
    }
}
