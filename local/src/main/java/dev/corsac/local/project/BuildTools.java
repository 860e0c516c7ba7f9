package dev.corsac.local.project;

import dev.corsac.config.ToolRunner;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry.Kind;
import dev.corsac.local.LocalException;
import dev.corsac.local.machine.ToolProcess;
import dev.corsac.local.watch.FileFingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Class paths as they are on the disk now: of folders and jar files, Lambda's packages and layers, and of Maven and Gradle
 * projects, whose build tool is asked once for each state of its files. Thread-safe.
 */
public final class BuildTools {

    private final PackageFiles packages;
    private final MavenBuild maven;
    private final GradleBuild gradle;
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();
    private final Map<Path, Read> modules = new ConcurrentHashMap<>();

    /** A module as it was read, and its files at that moment. */
    private record Read(MavenModule module, FileFingerprint files) {}

    /**
     * Makes the tools.
     *
     * @param tools what runs Maven and Gradle
     * @param unpacked the folder in which zip files are unpacked
     * @param progress receives a sentence when a build tool is asked, which takes seconds
     */
    public BuildTools(ToolRunner tools, Path unpacked, Consumer<String> progress) {
        this.packages = new PackageFiles(unpacked);
        this.maven = new MavenBuild(tools, progress);
        this.gradle = new GradleBuild(tools, progress);
    }

    /** Returns the build tools of this machine, with the user's own folder for what is unpacked. */
    public static BuildTools ofMachine(Consumer<String> progress) {
        return new BuildTools(
                ToolProcess.ANY, Path.of(System.getProperty("user.home"), ".corsac", "packages"), progress);
    }

    /**
     * Returns the folders and jar files of a class path, in the order in which they are searched.
     *
     * @throws LocalException if a build tool fails, or a package cannot be unpacked
     */
    public List<Path> classPath(List<ClassPathEntry> entries) throws LocalException {
        List<Path> paths = new ArrayList<>();
        // All layers are one folder at AWS: a jar of a later one replaces that of an earlier one, and names decide the
        // order.
        Map<String, Path> layers = new TreeMap<>();
        for (ClassPathEntry entry : entries) {
            Path path = entry.path();
            switch (entry.kind()) {
                case CLASSES -> paths.add(path);
                case JARS -> {
                    List<Path> jars = PackageFiles.jars(path);
                    // The folder itself if there are none, so that the error to come names it.
                    paths.addAll(jars.isEmpty() ? List.of(path) : jars);
                }
                case PROJECT -> paths.addAll(ofProject(path));
                case PACKAGE -> paths.addAll(Files.exists(path) ? packages.ofPackage(path) : List.of(path));
                case LAYER -> {
                    if (!Files.exists(path)) {
                        paths.add(path);
                    } else {
                        packages.ofLayer(path).forEach(jar -> layers.put(String.valueOf(jar.getFileName()), jar));
                    }
                }
            }
        }
        paths.addAll(layers.values());
        return paths;
    }

    /** Returns the folder of an unpacked package, Lambda's {@code /var/task}; null if the class path has none. */
    public @Nullable Path taskRoot(List<ClassPathEntry> entries) throws LocalException {
        for (ClassPathEntry entry : entries) {
            if (entry.kind() == Kind.PACKAGE && Files.exists(entry.path())) {
                Path root = packages.root(entry.path());
                return Files.isDirectory(root) ? root : null;
            }
        }
        return null;
    }

    private List<Path> ofProject(Path folder) throws LocalException {
        Path project = folder.toAbsolutePath().normalize();
        synchronized (locks.computeIfAbsent(project, path -> new Object())) {
            return !Files.isRegularFile(project.resolve("pom.xml")) && GradleBuild.isIn(project)
                    ? gradle.classPath(project)
                    : maven.classPath(module(project));
        }
    }

    private MavenModule module(Path project) throws LocalException {
        Read read = modules.get(project);
        if (read == null
                || !read.files().equals(FileFingerprint.of(read.module().files()))) {
            MavenModule module = MavenModule.of(project);
            read = new Read(module, FileFingerprint.of(module.files()));
            modules.put(project, read);
        }
        return read.module();
    }

    /** Returns the files and folders whose changes make it another class path or other classes. Asks no build tool. */
    public List<Path> watched(List<ClassPathEntry> entries) {
        List<Path> paths = new ArrayList<>();
        for (ClassPathEntry entry : entries) {
            Path path = entry.path();
            switch (entry.kind()) {
                case CLASSES, PACKAGE, LAYER -> paths.add(path);
                case JARS -> {
                    List<Path> jars = PackageFiles.jars(path);
                    paths.addAll(jars.isEmpty() ? List.of(path) : jars);
                }
                case PROJECT -> addProject(path.toAbsolutePath().normalize(), paths);
            }
        }
        return paths;
    }

    /** Dependencies of the local repository are left out: a new version of one comes with a changed project file. */
    private void addProject(Path project, List<Path> paths) {
        if (!Files.isRegularFile(project.resolve("pom.xml")) && GradleBuild.isIn(project)) {
            paths.add(project.resolve("build/classes"));
            paths.add(project.resolve("build/resources/main"));
            paths.addAll(GradleBuild.files(project));
            return;
        }
        try {
            MavenModule module = module(project);
            paths.add(module.classes());
            module.siblings().forEach(sibling -> paths.add(MavenModule.classesOf(sibling)));
            paths.addAll(module.files());
        } catch (LocalException e) {
            paths.add(MavenModule.classesOf(project));
            paths.add(project.resolve("pom.xml"));
        }
    }
}
