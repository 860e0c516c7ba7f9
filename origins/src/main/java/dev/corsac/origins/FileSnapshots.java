package dev.corsac.origins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A snapshot in a file: for tests, and for functions that bring theirs along. Thread-safe. */
public final class FileSnapshots implements SnapshotSource {

    private final Path file;

    /** Makes a source of the snapshot in a file, which is read at each refresh. */
    public FileSnapshots(Path file) {
        this.file = file;
    }

    @Override
    public OriginSnapshot fetch(@Nullable OriginSnapshot current) throws IOException {
        return SnapshotSource.newer(current, OriginSnapshot.open(Files.readAllBytes(file)));
    }
}
