package dev.corsac.local.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The state of files on the disk as a number, which changes when a file is written, made, renamed or removed: names, sizes and
 * times of the last change. Contents are not read, so that it can be computed for each request.
 */
public record FileFingerprint(long value) {

    /** Returns the fingerprint of these files and folders, with everything in the folders; a missing one counts as missing. */
    public static FileFingerprint of(List<Path> paths) {
        Sum sum = new Sum();
        for (Path path : paths) {
            sum.add(path);
        }
        return new FileFingerprint(sum.value);
    }

    private static final class Sum {
        private long value;
        private final FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                long hash = file.hashCode();
                hash = mixed(hash + attributes.size());
                hash = mixed(hash + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
                // A sum, since the order of a folder's files is nobody's promise.
                value += hash;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Removed meanwhile: the next stamp is another.
                value += mixed(file.hashCode());
                return FileVisitResult.CONTINUE;
            }
        };

        void add(Path path) {
            try {
                Files.walkFileTree(path, visitor);
            } catch (IOException e) {
                value += mixed(path.hashCode());
            }
        }

        /** Spreads a change of any bit over all (the finisher of SplitMix64). */
        private static long mixed(long z) {
            long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
            return x ^ (x >>> 31);
        }
    }
}
