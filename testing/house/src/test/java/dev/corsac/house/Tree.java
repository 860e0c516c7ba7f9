package dev.corsac.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The checkout: its files, by their paths from the root with slashes. Builds' output is left out. */
final class Tree {

    private static final Path ROOT = Path.of(System.getProperty("corsac.repository", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Set<String> SKIPPED = Set.of("target", "node_modules", "build", "out");

    private static final List<SourceFile> JAVA = new ArrayList<>();

    private Tree() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static boolean exists(String relative) {
        return Files.exists(path(relative));
    }

    static String read(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of a list without its comments and empty lines. */
    static List<String> list(String relative) {
        return read(relative)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Replaces a list, but for the comments at its head. */
    static void writeList(String relative, List<String> lines) {
        StringBuilder text = new StringBuilder();
        read(relative)
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .forEach(line -> text.append(line).append('\n'));
        lines.forEach(line -> text.append(line).append('\n'));
        try {
            Files.writeString(path(relative), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all Java sources, in the order of their paths. */
    static synchronized List<SourceFile> java() {
        if (JAVA.isEmpty()) {
            for (String path : files(".java")) {
                JAVA.add(SourceFile.of(path, read(path)));
            }
        }
        return Collections.unmodifiableList(JAVA);
    }

    /** Returns all pages in Markdown, in the order of their paths. */
    static List<SourceFile> markdown() {
        return files(".md").stream()
                .map(path -> SourceFile.ofMarkdown(path, read(path)))
                .toList();
    }

    /** Returns the paths of all files whose name ends so, sorted. */
    static List<String> files(String suffix) {
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    boolean skipped = !folder.equals(ROOT) && (SKIPPED.contains(name) || name.startsWith("."));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(suffix)) {
                        files.add(ROOT.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }
}
