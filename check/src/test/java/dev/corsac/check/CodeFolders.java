package dev.corsac.check;

import dev.corsac.config.CheckInput;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TemplateInputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The small deployments of each finding: one with the fault, one with the fix applied. */
final class CodeFolders {

    static final Path ROOT = Path.of("src/test/resources/codes");

    private CodeFolders() {}

    /** Returns the file to check in a folder: corsac.yaml if there is one, else the template. */
    static Path main(Path folder) {
        Path own = folder.resolve("corsac.yaml");
        if (Files.exists(own)) {
            return own;
        }
        Path state = folder.resolve("state.json");
        return Files.exists(state) ? state : folder.resolve("template.yaml");
    }

    static Checker checker(Path folder) {
        CheckInput input = CheckInput.read(DiskFiles.ALL, main(folder), new TemplateInputs(Map.of(), Map.of()));
        return Checker.of(input.deployment(), input.resolution())
                .with(input.settings())
                .assuming(input.open());
    }
}
