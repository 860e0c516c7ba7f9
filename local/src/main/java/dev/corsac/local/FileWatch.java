package dev.corsac.local;

import dev.corsac.local.watch.FileFingerprint;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Finds out that files have changed since they were read, once they are the same in two looks that follow each other. For one thread. */
public final class FileWatch {

    /** How far the time of a file may be behind the clock: Linux writes that of its last tick. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final List<Path> files;

    /** What was reported last, at first the files as they were read; null if they may have changed while they were. */
    private @Nullable FileFingerprint reported;

    private FileFingerprint last;

    /**
     * Begins with the files as they are now. To be made as soon as they were read, by when it is known which ones are.
     *
     * @param files and folders, with everything in them
     * @param readFrom a time before the first of them was read: what was written from then on may not have been read
     */
    public FileWatch(List<Path> files, Instant readFrom) {
        this.files = List.copyOf(files);
        this.last = FileFingerprint.of(files);
        this.reported = isAnyWritten(files, readFrom.minus(TICK)) ? null : last;
    }

    /** Looks at the files; whether they have changed, and now stand still. */
    public boolean look() {
        FileFingerprint now = FileFingerprint.of(files);
        boolean still = now.equals(last);
        last = now;
        if (!still || now.equals(reported)) {
            return false;
        }
        reported = now;
        return true;
    }

    private static boolean isAnyWritten(List<Path> files, Instant since) {
        AtomicBoolean found = new AtomicBoolean();
        for (Path file : files) {
            try {
                Files.walkFileTree(file, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                        boolean written =
                                attributes.lastModifiedTime().toInstant().isAfter(since);
                        found.compareAndSet(false, written);
                        return written ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path visited, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                // Not there: once it is, it is another fingerprint.
            }
        }
        return found.get();
    }
}
