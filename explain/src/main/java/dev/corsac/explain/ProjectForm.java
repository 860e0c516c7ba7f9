package dev.corsac.explain;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The form that a project's infrastructure is written in, as its files show it. */
public final class ProjectForm {

    private static final List<String> TEMPLATES = List.of("template.yaml", "template.yml", "template.json");
    private static final List<String> SERVERLESS =
            List.of("serverless.yml", "serverless.yaml", "serverless.json", "serverless.ts", "serverless.js");

    private ProjectForm() {}

    /**
     * Returns the form of the files in a folder; null if none of them shows one.
     *
     * @param names of the folder's files, without a path
     * @param content reads one of them; null if it cannot be read
     */
    public static @Nullable FixForm of(Collection<String> names, Function<String, @Nullable String> content) {
        for (String template : TEMPLATES) {
            if (names.contains(template)) {
                String text = content.apply(template);
                boolean isSam = names.contains("samconfig.toml")
                        || names.contains("samconfig.yaml")
                        || (text != null && text.contains("AWS::Serverless"));
                return isSam ? FixForm.SAM : FixForm.CLOUDFORMATION;
            }
        }
        if (names.contains("samconfig.toml") || names.contains("samconfig.yaml")) {
            return FixForm.SAM;
        }
        if (names.contains("cdk.json")) {
            return FixForm.CDK;
        }
        if (SERVERLESS.stream().anyMatch(names::contains)) {
            return FixForm.SERVERLESS;
        }
        boolean hasTerraform = names.stream().anyMatch(each -> each.endsWith(".tf") || each.endsWith(".tf.json"));
        return hasTerraform ? FixForm.TERRAFORM : null;
    }
}
