package dev.corsac.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * A file without its content.
     *
     * @param size in bytes
     * @param modified when it was written last
     * @param settled whether another change would have another size or time: file systems' clocks tick every two seconds at worst
     */
    record Stored(long size, Instant modified, boolean settled) {}

    /**
     * Returns a file that is in a folder, after links are followed; null for anything else. A source without files of its own
     * has texts that do not change.
     */
    default @Nullable Stored stored(Path folder, Path file) {
        try {
            return isFile(file) && file.startsWith(folder)
                    ? new Stored(bytes(file).length, Instant.EPOCH, false)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Returns a file's content.
     *
     * @throws IOException if it cannot be read
     */
    default byte[] bytes(Path file) throws IOException {
        return text(file).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a number that differs when a file in a folder or below it is added, removed, renamed or written. */
    default long fingerprint(Path folder) {
        return 0;
    }

    /** Returns the present time: when texts that take the place of files were written. */
    default Instant now() {
        return Instant.EPOCH;
    }
}
