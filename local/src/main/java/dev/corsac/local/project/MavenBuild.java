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

/** Asks Maven for the run-time class path of a module. */
record MavenBuild(ToolRunner tools, Consumer<String> progress) {

    /** The classes are the editor's or the build's business: no plugin that compiles is to do it here. */
    private static final List<String> WITHOUT_COMPILING =
            List.of("-Dmaven.main.skip=true", "-Dmaven.test.skip=true", "-DskipTests");

    /**
     * Returns the folders and jar files: the module's classes, its siblings', and the run-time dependencies.
     *
     * @throws LocalException if Maven is missing or fails
     */
    List<Path> classPath(MavenModule module) throws LocalException {
        Path target = module.folder().resolve("target");
        try {
            KeptClassPath kept = KeptClassPath.of(target.resolve("corsac.classpath"), module.files());
            List<Path> paths = kept.read();
            if (paths == null) {
                paths = ask(module, target);
                kept.write(paths);
            }
            return paths;
        } catch (IOException e) {
            throw new LocalException("the class path of " + module.folder() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Path> ask(MavenModule module, Path target) throws IOException, LocalException {
        boolean alone = module.siblings().isEmpty();
        Path folder = alone ? module.folder() : module.root();
        Files.createDirectories(target);
        Path asked = Files.createTempFile(target, "corsac", ".asked");
        List<String> command = new ArrayList<>(List.of(program(module), "-q", "-B"));
        if (!alone) {
            // Maven finds a sibling's classes only in a build that reaches the phase in which they would be compiled.
            command.addAll(List.of("-pl", relative(module), "-am", "test-compile"));
            command.addAll(WITHOUT_COMPILING);
        }
        command.addAll(List.of(
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + asked.toAbsolutePath(),
                "-Dmdep.pathSeparator=" + File.pathSeparator,
                "-DincludeScope=runtime"));
        progress.accept("Asking Maven for the class path of " + module.folder()
                + ": the first time, and after a change of its pom.xml");
        try {
            ToolRunner.Result result = run(folder, command);
            if (result.exitCode() != 0) {
                throw new LocalException("Maven cannot report the class path of " + module.folder() + ":\n"
                        + said(result) + "\nFix the build, or write the class path as classpath.");
            }
            List<Path> paths = new ArrayList<>(List.of(module.classes()));
            for (String entry : Files.readString(asked).strip().split(File.pathSeparator, -1)) {
                if (!entry.isBlank()) {
                    paths.add(classesOfSibling(module, Path.of(entry.strip())));
                }
            }
            return paths;
        } finally {
            Files.deleteIfExists(asked);
        }
    }

    /** Newer Maven names a sibling's jar in its target folder: what is compiled counts, not what was packaged last. */
    private static Path classesOfSibling(MavenModule module, Path entry) {
        for (Path sibling : module.siblings()) {
            if (entry.startsWith(sibling.resolve("target")) && !entry.toString().contains("test-classes")) {
                return MavenModule.classesOf(sibling);
            }
        }
        return entry;
    }

    private ToolRunner.Result run(Path folder, List<String> command) throws LocalException {
        try {
            return tools.run(folder, command, Map.of());
        } catch (IOException e) {
            throw new LocalException(
                    "Maven cannot be asked for the class path of " + folder + ": " + e.getMessage()
                            + ". Install Maven, or write the class path as classpath.",
                    e);
        }
    }

    /** Returns what Maven printed about the failure, without its advice on how to see more. */
    private static String said(ToolRunner.Result result) {
        return (result.output() + "\n" + result.errors())
                .lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").strip())
                .filter(line -> !line.isEmpty() && !line.equals("[ERROR]"))
                .filter(line -> !line.contains("[Help 1] http")
                        && !line.contains("re-run Maven")
                        && !line.contains("For more information about the errors"))
                .limit(30)
                .collect(Collectors.joining("\n"));
    }

    private static String relative(MavenModule module) {
        return module.root().relativize(module.folder()).toString().replace('\\', '/');
    }

    private static String program(MavenModule module) {
        boolean windows = File.separatorChar == '\\';
        Path wrapper = module.folder();
        while (wrapper != null) {
            Path script = wrapper.resolve(windows ? "mvnw.cmd" : "mvnw");
            if (Files.isExecutable(script)) {
                return script.toString();
            }
            wrapper = wrapper.equals(module.root()) ? null : wrapper.getParent();
        }
        return windows ? "mvn.cmd" : "mvn";
    }
}
