package dev.corsac.config.template;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateResult;
import java.nio.file.Path;

/** Recognises a template by its content, whatever its file is called, and reads it. */
public final class Templates {

    private Templates() {}

    /**
     * Reads a template.
     *
     * @throws ConfigurationException if it cannot be read, is not recognised, or has mistakes
     */
    public static TemplateResult read(FileSource files, Path file, TemplateInputs inputs) {
        TemplateMessages findings = new TemplateMessages();
        String text = ItemReader.text(files, file);
        if (text.stripLeading().startsWith("{") && TerraformState.is(text)) {
            return TerraformState.read(files, file, text, findings, inputs);
        }
        Item root = ItemReader.read(files, file, text, findings);
        if (CloudFormation.isTemplate(root)) {
            return CloudFormation.read(files, file, root, findings, inputs);
        }
        if (ServerlessFile.is(root)) {
            return ServerlessFile.read(files, file, root, findings, inputs);
        }
        throw new ConfigurationException(file
                + ": not a template that Corsac knows. It reads CloudFormation, AWS SAM, the output of cdk synth,"
                + " serverless.yml, and the output of terraform show -json");
    }
}
