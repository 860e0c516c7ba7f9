package dev.corsac.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of this machine, for those who read templates from its disk: the command, the local run, the test kit. Readers only
 * see a {@link FileSource}. Thread-safe.
 */
public enum DiskFiles implements FileSource {
    /** All of them. */
    ALL;

    /** The coarsest clock of a file system, that of FAT, ticks every two seconds. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

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
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new IOException("it is not UTF-8 text", e);
        }
    }

    @Override
    public List<Path> list(Path folder) {
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public @Nullable Stored stored(Path folder, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile() || !file.toRealPath().startsWith(folder.toRealPath())) {
                return null;
            }
            Instant modified = attributes.lastModifiedTime().toInstant();
            return new Stored(
                    attributes.size(), modified, modified.plus(SETTLED).isBefore(Instant.now()));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public long fingerprint(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(DiskFiles::fileFingerprint).sum();
        } catch (IOException | UncheckedIOException e) {
            return 1; // What cannot be read is not served either.
        }
    }

    private static long fileFingerprint(Path file) {
        try {
            return file.hashCode() * 31L + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) ^ Files.size(file);
        } catch (IOException e) {
            return file.hashCode();
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
