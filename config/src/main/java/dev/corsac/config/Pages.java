package dev.corsac.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folder of a project's page. */
final class Pages {

    private static final List<String> FOLDERS = List.of("web", "public", "dist", "src/main/resources/static");

    /** With a build of the page, what it makes comes before what it reads. */
    private static final List<String> BUILT = List.of("dist", "build", "web", "public", "src/main/resources/static");

    private Pages() {}

    /** Returns the first usual folder with an index.html, or null. */
    static @Nullable String folder(FileSource files, Path project) {
        for (String folder : isBuilt(files, project) ? BUILT : FOLDERS) {
            if (files.isFile(project.resolve(folder).resolve("index.html"))) {
                return folder;
            }
        }
        return null;
    }

    /** Whether the page is made by a build. */
    static boolean isBuilt(FileSource files, Path project) {
        return files.isFile(project.resolve("package.json"));
    }
}
