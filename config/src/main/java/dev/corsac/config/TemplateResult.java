package dev.corsac.config;

import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a template has it.
 *
 * @param deployment its fronts and functions
 * @param files the files that were read
 * @param region the region that the files name; null if they name none
 * @param resourceTypes the types of CloudFormation's resources by logical id; empty in other languages
 */
public record TemplateResult(
        Deployment deployment, List<Path> files, @Nullable String region, Map<String, String> resourceTypes) {

    /** Copies the collections. */
    public TemplateResult {
        files = List.copyOf(files);
        resourceTypes = Map.copyOf(resourceTypes);
    }

    /**
     * Returns this result if AWS accepts the template.
     *
     * @throws ConfigurationException with a line for each setting that AWS refuses
     */
    TemplateResult requireAccepted() {
        List<String> refused = deployment.notices().stream()
                .filter(notice -> notice.code() == NoticeCode.DEPLOYMENT_REFUSED)
                .map(TemplateResult::line)
                .toList();
        if (!refused.isEmpty()) {
            throw new ConfigurationException(String.join("\n", refused));
        }
        return this;
    }

    private static String line(Notice notice) {
        return notice.place().says(notice.message());
    }
}
