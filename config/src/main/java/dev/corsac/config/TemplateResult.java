package dev.corsac.config;

import dev.corsac.deployment.Deployment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a template has it.
 *
 * @param deployment its fronts and functions
 * @param files the files that were read
 * @param region the region that the files name; null if they name none
 */
public record TemplateResult(
        Deployment deployment, List<Path> files, @Nullable String region) {

    /** Copies the list. */
    public TemplateResult {
        files = List.copyOf(files);
    }
}
