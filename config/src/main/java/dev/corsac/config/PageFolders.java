package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the folder of a project's page. */
final class PageFolders {

    private static final List<String> FOLDERS = List.of("web", "public", "dist", "src/main/resources/static");

    /** With a build of the page, what it makes comes before what it reads. */
    private static final List<String> BUILT = List.of("dist", "build", "web", "public", "src/main/resources/static");

    /** The address of each tool's dev server unless it is set otherwise (documented), by a dependency of its projects. */
    private static final Map<String, String> DEV_SERVERS = Map.of(
            "\"vite\"", "http://localhost:5173",
            "\"@angular/cli\"", "http://localhost:4200",
            "\"astro\"", "http://localhost:4321",
            "\"next\"", "http://localhost:3000",
            "\"react-scripts\"", "http://localhost:3000");

    private PageFolders() {}

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

    /** Returns the usual address of the dev server that shows a project's page; null if its tool is not known. */
    static @Nullable String devServer(FileSource files, Path project) {
        try {
            String text = isBuilt(files, project) ? files.text(project.resolve("package.json")) : "";
            return DEV_SERVERS.entrySet().stream()
                    .filter(tool -> text.contains(tool.getKey()))
                    .map(Map.Entry::getValue)
                    .sorted(Comparator.reverseOrder())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
