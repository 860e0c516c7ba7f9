package dev.corsac.local.project;

import dev.corsac.config.ToolRunner;
import dev.corsac.local.LocalException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks Gradle for the run-time class path of a project, by an init script that adds a task to it. Written in what Gradle has
 * had since 4.0, whichever language the build is written in.
 */
record GradleBuild(ToolRunner tools, Consumer<String> progress) {

    private static final int OUTERMOST = 8;
    private static final String TASK = "corsacClassPath";

    private static final List<String> BUILD_FILES = List.of("build.gradle", "build.gradle.kts", "gradle.properties");

    private static final List<String> ROOT_FILES = List.of(
            "settings.gradle",
            "settings.gradle.kts",
            "gradle/libs.versions.toml",
            "gradle/wrapper/gradle-wrapper.properties");

    /** Returns whether a folder has a Gradle build. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve("build.gradle"))
                || Files.isRegularFile(folder.resolve("build.gradle.kts"));
    }

    /** The files that decide the class path of a project. */
    static List<Path> files(Path project) {
        List<Path> files = new ArrayList<>();
        Path root = root(project);
        for (Path folder = project; folder != null; folder = folder.equals(root) ? null : folder.getParent()) {
            for (String name : BUILD_FILES) {
                files.add(folder.resolve(name));
            }
        }
        for (String name : ROOT_FILES) {
            files.add(root.resolve(name));
        }
        files.removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    /** Returns the folder of the settings that a project belongs to; its own if there are none. */
    static Path root(Path project) {
        Path folder = project;
        for (int i = 0; i < OUTERMOST && folder != null; i++, folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("settings.gradle"))
                    || Files.isRegularFile(folder.resolve("settings.gradle.kts"))) {
                return folder;
            }
        }
        return project;
    }

    /**
     * Returns the folders and jar files: the project's classes and resources, those of the projects that it depends on, and the
     * run-time dependencies.
     *
     * @throws LocalException if Gradle is missing or fails, or the project has not been compiled
     */
    List<Path> classPath(Path project) throws LocalException {
        Path build = project.resolve("build");
        try {
            KeptClassPath kept = KeptClassPath.of(build.resolve("corsac.classpath"), files(project));
            List<Path> paths = kept.read();
            if (paths == null) {
                paths = ask(project, build);
                kept.write(paths);
            }
            // Gradle names the folders of every language and of resources, whether it has written there or not.
            List<Path> there = paths.stream()
                    .filter(path -> path.toString().endsWith(".jar") || Files.exists(path))
                    .toList();
            if (there.stream().noneMatch(path -> path.startsWith(build))) {
                throw new LocalException("there are no classes in " + build.resolve("classes")
                        + ". Build the project first: gradle classes");
            }
            return there;
        } catch (IOException e) {
            throw new LocalException("the class path of " + project + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Path> ask(Path project, Path build) throws IOException, LocalException {
        Files.createDirectories(build);
        Path asked = Files.createTempFile(build, "corsac", ".asked");
        Path script = build.resolve("corsac.init.gradle");
        String text = script(quoted(project), quoted(asked));
        progress.accept("Asking Gradle for the class path of " + project
                + ": the first time, and after a change of its build files");
        try {
            ToolRunner.Result result = tools.run(
                    project,
                    List.of(
                            program(project),
                            "-q",
                            // Unknown to old versions, for which it is a property like any other.
                            "-Dorg.gradle.configuration-cache=false",
                            "-I",
                            script.toString(),
                            TASK),
                    Map.of(script, text));
            if (result.exitCode() != 0) {
                throw new LocalException("Gradle cannot report the class path of " + project + ":\n" + said(result)
                        + "\nFix the build, or write the class path as classpath.");
            }
            List<Path> paths = new ArrayList<>();
            for (String line : Files.readAllLines(asked)) {
                paths.add(Path.of(line.substring(line.indexOf(' ') + 1)));
            }
            return paths;
        } catch (IOException e) {
            throw new LocalException(
                    "Gradle cannot be asked for the class path of " + project + ": " + e.getMessage()
                            + ". Install Gradle, add its wrapper to the project, or write the class path as classpath.",
                    e);
        } finally {
            Files.deleteIfExists(asked);
        }
    }

    private static String said(ToolRunner.Result result) {
        return (result.errors() + "\n" + result.output())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty()
                        && !line.startsWith("* Try")
                        && !line.contains("--stacktrace")
                        && !line.contains("help.gradle.org"))
                .limit(30)
                .collect(Collectors.joining("\n"));
    }

    /** A path within a string of Groovy. */
    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("\\", "\\\\").replace("'", "\\'");
    }

    private static String program(Path project) {
        boolean windows = File.separatorChar == '\\';
        Path root = root(project);
        for (Path folder = project; folder != null; folder = folder.equals(root) ? null : folder.getParent()) {
            Path script = folder.resolve(windows ? "gradlew.bat" : "gradlew");
            if (Files.isExecutable(script)) {
                return script.toString();
            }
        }
        return windows ? "gradle.bat" : "gradle";
    }

    /**
     * Returns the script that asks. A project's dependency on another one is that one's classes: a jar of it may be old or not
     * be there.
     */
    private static String script(String project, String asked) {
        return """
            // Reports a run-time class path to Corsac. Changes nothing of the build.
            allprojects { project ->
                if (project.projectDir.canonicalFile != new File('%1$s').canonicalFile) {
                    return
                }
                project.afterEvaluate {
                    def sets = project.extensions.findByName('sourceSets')
                    if (sets == null && project.hasProperty('sourceSets')) {
                        sets = project.sourceSets
                    }
                    def main = sets == null ? null : sets.findByName('main')
                    def lines = []
                    project.tasks.create('%2$s') {
                        doLast {
                            if (main == null) {
                                throw new GradleException('it has no main source set: it is not a project of the JVM')
                            }
                            def addOutput = { output ->
                                output.classesDirs.files.each { lines << 'dir ' + it.absolutePath }
                                if (output.resourcesDir != null) {
                                    lines << 'dir ' + output.resourcesDir.absolutePath
                                }
                            }
                            addOutput(main.output)
                            def configuration = project.configurations.getByName(main.runtimeClasspathConfigurationName)
                            configuration.incoming.artifacts.artifacts.each { artifact ->
                                def id = artifact.id.componentIdentifier
                                def other = id instanceof org.gradle.api.artifacts.component.ProjectComponentIdentifier
                                    ? project.rootProject.findProject(id.projectPath) : null
                                def otherSets = other == null ? null : other.extensions.findByName('sourceSets')
                                if (otherSets == null && other != null && other.hasProperty('sourceSets')) {
                                    otherSets = other.sourceSets
                                }
                                def otherMain = otherSets == null ? null : otherSets.findByName('main')
                                if (otherMain == null) {
                                    lines << 'file ' + artifact.file.absolutePath
                                } else {
                                    addOutput(otherMain.output)
                                }
                            }
                            new File('%3$s').write(lines.unique().join('\\n'), 'UTF-8')
                        }
                    }
                }
            }
            """.formatted(project, TASK, asked);
    }
}
