package dev.corsac.local.function;

import dev.corsac.local.LocalException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Maven project as a class path: {@code target/classes} and the run-time dependencies. Those are asked of Maven when the
 * {@code pom.xml} is newer than the last answer, which is kept in the project's {@code target} folder.
 */
public record MavenProject(Path folder) {

    private static final long PATIENCE_MINUTES = 5;

    /**
     * The folders and jar files.
     *
     * @throws LocalException if Maven is not there or cannot tell the dependencies
     */
    public List<Path> classPath() throws LocalException {
        List<Path> paths = new ArrayList<>();
        paths.add(classes());
        for (String entry : dependencies().split(File.pathSeparator, -1)) {
            if (!entry.isBlank()) {
                paths.add(Path.of(entry.strip()));
            }
        }
        return paths;
    }

    /** Dependencies of the local repository are left out: a new version of one comes with a changed project file. */
    List<Path> watched() {
        return List.of(classes(), pom());
    }

    private Path pom() {
        return folder.resolve("pom.xml");
    }

    private Path classes() {
        return folder.resolve("target").resolve("classes");
    }

    private Path answer() {
        return folder.resolve("target").resolve("corsac.classpath");
    }

    private String dependencies() throws LocalException {
        try {
            if (!Files.exists(pom())) {
                throw new LocalException("there is no pom.xml in " + folder
                        + ". Name a Maven project's folder, or write its class path as classpath.");
            }
            if (Files.exists(answer())
                    && Files.getLastModifiedTime(answer()).compareTo(Files.getLastModifiedTime(pom())) > 0) {
                return Files.readString(answer());
            }
            ask();
            return Files.readString(answer());
        } catch (IOException e) {
            throw new LocalException("the class path of " + pom() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void ask() throws IOException, LocalException {
        boolean windows = File.separatorChar == '\\';
        Path wrapper = folder.resolve(windows ? "mvnw.cmd" : "mvnw");
        String maven = Files.isExecutable(wrapper) ? wrapper.toString() : windows ? "mvn.cmd" : "mvn";
        Path target = Files.createDirectories(folder.resolve("target"));
        Path asked = Files.createTempFile(target, "corsac", ".classpath");
        Path log = Files.createTempFile("corsac", ".log");
        try {
            Process process = new ProcessBuilder(
                            maven,
                            "-q",
                            "-B",
                            "dependency:build-classpath",
                            "-Dmdep.outputFile=" + asked.toAbsolutePath(),
                            "-Dmdep.includeScope=runtime")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                FunctionProcess.killTree(process);
                throw new LocalException(
                        "Maven has not told the class path of " + pom() + " within " + PATIENCE_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new LocalException("Maven cannot tell the class path of " + pom() + ":\n"
                        + Files.readString(log, StandardCharsets.UTF_8).strip()
                        + "\nMend it, or write the class path as classpath.");
            }
            Files.move(asked, answer(), StandardCopyOption.REPLACE_EXISTING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("the local run is ending", e);
        } finally {
            Files.deleteIfExists(asked);
            Files.deleteIfExists(log);
        }
    }
}
