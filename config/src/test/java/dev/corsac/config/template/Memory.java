package dev.corsac.config.template;

import dev.corsac.config.FileSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files in memory. */
final class Memory implements FileSource {

    static final Path FOLDER = Path.of("/project");

    private final Map<Path, String> files = new LinkedHashMap<>();

    /** Adds a file. */
    Memory with(String name, String text) {
        files.put(FOLDER.resolve(name).normalize(), text);
        return this;
    }

    @Override
    public boolean isFile(Path path) {
        return files.containsKey(path);
    }

    @Override
    public boolean isFolder(Path path) {
        return files.keySet().stream().anyMatch(file -> file.startsWith(path) && !file.equals(path));
    }

    @Override
    public String text(Path file) throws IOException {
        String text = files.get(file);
        if (text == null) {
            throw new NoSuchFileException(file.toString());
        }
        return text;
    }

    @Override
    public List<Path> list(Path folder) {
        return files.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .sorted()
                .toList();
    }
}
