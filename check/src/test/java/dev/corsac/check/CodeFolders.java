package dev.corsac.check;

import dev.corsac.config.CheckInput;
import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The small deployments of each finding: one with the fault, one with the fix applied. */
final class CodeFolders implements FileSource {

    static final Path ROOT = Path.of("src/test/resources/codes");

    static final CodeFolders FILES = new CodeFolders();

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
        CheckInput input = CheckInput.read(FILES, main(folder), new TemplateInputs(Map.of(), Map.of()));
        return Checker.of(input.deployment(), input.resolution())
                .with(input.settings())
                .assuming(input.open());
    }

    @Override
    public boolean isFile(Path path) {
        return Files.isRegularFile(path);
    }

    @Override
    public boolean isFolder(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public String text(Path file) throws IOException {
        return Files.readString(file);
    }

    @Override
    public List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
