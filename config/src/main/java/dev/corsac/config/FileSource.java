package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files that a reader may look at. Implementations are safe for use by one thread at a time. */
public interface FileSource {

    /** Returns whether there is a file, not a folder, of that path. */
    boolean isFile(Path path);

    /** Returns whether there is a folder of that path. */
    boolean isFolder(Path path);

    /**
     * Returns a file's text in UTF-8.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    String text(Path file) throws IOException;

    /** Returns what is directly in a folder, by name; empty if it is not a folder or cannot be read. */
    List<Path> list(Path folder);
}
