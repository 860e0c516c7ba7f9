package dev.corsac.local.function;

import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.local.LocalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A class path as it stands on the disk now. */
final class ClassPath {

    private ClassPath() {}

    /**
     * The folders and jar files of these entries.
     *
     * @throws LocalException if Maven cannot tell a project's dependencies
     */
    static List<Path> resolve(List<ClassPathEntry> entries) throws LocalException {
        List<Path> paths = new ArrayList<>();
        for (ClassPathEntry entry : entries) {
            switch (entry.kind()) {
                case CLASSES -> paths.add(entry.path());
                case JARS -> paths.addAll(jars(entry.path()));
                case MAVEN -> paths.addAll(new MavenProject(entry.path()).classPath());
            }
        }
        return paths;
    }

    /** What to look at for changes. Without a question to Maven: that takes seconds. */
    static List<Path> watched(List<ClassPathEntry> entries) {
        List<Path> paths = new ArrayList<>();
        for (ClassPathEntry entry : entries) {
            switch (entry.kind()) {
                case CLASSES -> paths.add(entry.path());
                case JARS -> paths.addAll(jars(entry.path()));
                case MAVEN -> paths.addAll(new MavenProject(entry.path()).watched());
            }
        }
        return paths;
    }

    /** The jar files of a folder; the folder itself if there are none, so that the error to come names it. */
    private static List<Path> jars(Path folder) {
        TreeSet<Path> jars = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jar")) {
                stream.forEach(jars::add);
            } catch (IOException e) {
                // The folder is named as what has none.
            }
        }
        return jars.isEmpty() ? List.of(folder) : List.copyOf(jars);
    }
}
