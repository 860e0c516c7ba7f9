package dev.corsac.local.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corsac.deployment.FunctionSettings;
import dev.corsac.local.JavaRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Archives of the classes that functions load, of Java's own and of jar files, which the JVM maps where it would otherwise read
 * and verify each class: a later start of a function takes less time. Thread-safe.
 *
 * <p>The first process on a class path, in a run that finds no archive for it, writes down which classes it loads. Some time
 * after its first response a JVM of its own, with the lowest priority, makes an archive of them: without the user's code being
 * run, and without the function's process being stopped. Functions that share a class path share its archive.
 *
 * <p>The JVM archives no class of a folder, and wants the archived entries first on the class path. So an archive has the
 * classes of the jar files before the first folder; where the function's class path begins with a folder, those of Java and of the
 * runtime client only, which stay the same when the function is built again.
 *
 * <p>An archive belongs to one Java and to jar files of these sizes and times; where one has changed, a start does without the
 * archive. In a run, only the first version of a class path is archived: one that has changed meanwhile will change again.
 *
 * <p>Nothing here reports an error: without an archive a start takes longer, and nothing else differs.
 */
public final class ClassArchives implements AutoCloseable {

    /** How many bytes of archives stay; the ones that were not used for the longest time are deleted first. */
    static final long MOST_BYTES = 256L << 20;

    /** Variables by which the JVM gets options that may contradict those of an archive, such as an agent's. */
    private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Changes when archives are made in another way, or are named so. */
    private static final String FORMAT = "1";

    private static final String ENDING = ".jsa";
    private static final String WORK = "run";
    /** The work of a run that was killed is deleted after this time. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(2);

    private final @Nullable Path folder;
    private final long mostBytes;
    private final Tool tool;
    private final Executor later;
    private final Clock clock;
    /** Held while an archive is made, so that there is one at a time. */
    private final Object making = new Object();

    // Guarded by this.
    private final Map<String, Training> trainings = new HashMap<>();
    private @Nullable Path work;
    private boolean closed;

    /** Runs a program to its end. */
    interface Tool extends AutoCloseable {

        /**
         * Runs a program.
         *
         * @param folder its working folder
         * @return its exit status
         */
        int run(List<String> command, Path folder) throws IOException, InterruptedException;

        /** Ends what is running, at once. */
        @Override
        void close();
    }

    /**
     * How a process is started.
     *
     * @param options of the JVM
     * @param training receives the process's first response; null if no archive is to be made
     */
    record Start(List<String> options, @Nullable Training training) {}

    /** Where an archive belongs: its slot has one at most, which is for the files of that stamp. */
    private record Key(String slot, String stamp) {

        String prefix() {
            return slot + "-" + stamp + "-";
        }
    }

    /**
     * Makes the archives of a run.
     *
     * @param folder for archives, made when it is needed; null for none
     * @param later makes an archive some time after the first response: it includes what is loaded meanwhile
     */
    public ClassArchives(@Nullable Path folder, Executor later, Clock clock) {
        this(folder, MOST_BYTES, new ArchivingJvm(), later, clock);
    }

    ClassArchives(@Nullable Path folder, long mostBytes, Tool tool, Executor later, Clock clock) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.tool = tool;
        this.later = later;
        this.clock = clock;
    }

    /**
     * Decides how a process is started: on an archive, or so that one can be made.
     *
     * @param functionPath the function's class path, resolved
     * @param client the runtime client; each loads other classes
     */
    Start start(JavaRuntime runtime, FunctionSettings spec, List<Path> functionPath, String client) {
        Start plain = new Start(runtime.options(), null);
        if (folder == null || OPTIONS.stream().anyMatch(spec.environment()::containsKey)) {
            return plain;
        }
        List<Path> jars = new ArrayList<>();
        for (Path entry : functionPath) {
            if (!Files.isRegularFile(entry)) {
                break;
            }
            jars.add(entry);
        }
        if (!runtime.classPath().stream().allMatch(Files::isRegularFile)) {
            return plain;
        }
        List<Path> classPath = new ArrayList<>(runtime.classPath());
        classPath.addAll(jars);
        // The whole class path: what a function loads of Java depends on its folders, too.
        String slot =
                digest(List.of(runtime.java().toString(), client, joined(runtime.classPath()), joined(functionPath)));
        try {
            Start chosen = choose(folder, runtime, classPath, slot);
            return chosen == null ? plain : chosen;
        } catch (IOException e) {
            // A file that is being replaced, or a folder in which nothing can be written.
            return plain;
        }
    }

    /** Returns null where there is no archive and none is to be made. */
    private @Nullable Start choose(Path archives, JavaRuntime runtime, List<Path> classPath, String slot)
            throws IOException {
        Key key = new Key(slot, stamp(runtime, classPath));
        Path archive = find(archives, key);
        if (archive != null) {
            touch(archive);
            return new Start(JavaRuntime.sharing(archive), null);
        }
        synchronized (this) {
            if (closed) {
                return null;
            }
            Training training = trainings.get(slot);
            if (training == null) {
                training = new Training(key, runtime, classPath);
                trainings.put(slot, training);
            } else if (training.begun || !training.key.equals(key)) {
                return null;
            }
            Path list = workFolder(archives).resolve(slot + "-" + training.lists.size() + ".list");
            training.lists.add(list);
            List<String> options = new ArrayList<>(runtime.options());
            options.add("-XX:DumpLoadedClassList=" + list);
            return new Start(options, training);
        }
    }

    /** Returns the archive of that key if it is complete: a JVM may die of one that is cut off. */
    private static @Nullable Path find(Path archives, Key key) throws IOException {
        for (Path archive : named(archives, key.prefix() + "*" + ENDING)) {
            if (String.valueOf(archive.getFileName()).equals(key.prefix() + Files.size(archive) + ENDING)) {
                return archive;
            }
        }
        return null;
    }

    private void touch(Path archive) {
        try {
            Files.setLastModifiedTime(archive, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // It counts as unused; at worst it is made again.
        }
    }

    /** Called with the lock. */
    private Path workFolder(Path archives) throws IOException {
        Path made = work;
        // Another run may have taken the folder of one that lasts for days as left behind.
        if (made == null || !Files.isDirectory(made)) {
            Files.createDirectories(archives);
            for (Path left : named(archives, WORK + "*")) {
                if (Files.getLastModifiedTime(left)
                        .toInstant()
                        .isBefore(clock.instant().minus(LEFT_BEHIND))) {
                    delete(left);
                }
            }
            made = Files.createTempDirectory(archives, WORK);
            work = made;
        }
        return made;
    }

    /** The first processes on a class path that has no archive. */
    final class Training {
        private final Key key;
        private final JavaRuntime runtime;
        private final List<Path> classPath;

        // Guarded by ClassArchives.this.
        private final List<Path> lists = new ArrayList<>();
        private boolean responded;
        private boolean begun;

        private Training(Key key, JavaRuntime runtime, List<Path> classPath) {
            this.key = key;
            this.runtime = runtime;
            this.classPath = List.copyOf(classPath);
        }

        /** Has an archive made later; the first call counts. Returns at once. */
        void responded() {
            synchronized (ClassArchives.this) {
                if (responded || closed) {
                    return;
                }
                responded = true;
            }
            later.execute(() -> make(this));
        }
    }

    private void make(Training training) {
        synchronized (making) {
            List<Path> lists;
            Path at;
            synchronized (this) {
                training.begun = true;
                lists = List.copyOf(training.lists);
                at = work;
                if (closed || at == null) {
                    return;
                }
            }
            Path made = at.resolve(training.key.slot() + ENDING);
            try {
                Path list = at.resolve(training.key.slot() + ".list");
                List<String> loaded = ClassList.merged(lists);
                if (loaded.isEmpty()) {
                    // A JVM of another kind: it would archive next to nothing, and a start on that takes longer.
                    return;
                }
                Files.write(list, loaded);
                int status = tool.run(command(training, list, made), at);
                synchronized (this) {
                    if (!closed && status == 0) {
                        keep(training, made);
                    }
                }
            } catch (IOException e) {
                // No room, or the folder is gone. The next run tries again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<String> command(Training training, Path list, Path made) {
        return List.of(
                training.runtime.java().toString(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + made,
                "-XX:+UseSerialGC",
                "-cp",
                joined(training.classPath));
    }

    /** Takes a complete archive into use, unless a file has changed while it was made. Called with the lock. */
    private void keep(Training training, Path made) throws IOException {
        Path archives = folder;
        if (archives == null || !Files.isRegularFile(made) || Files.size(made) == 0) {
            return;
        }
        Key key = training.key;
        if (!key.stamp().equals(stamp(training.runtime, training.classPath))) {
            return;
        }
        Path kept = archives.resolve(key.prefix() + Files.size(made) + ENDING);
        Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
        for (Path old : named(archives, key.slot() + "-*" + ENDING)) {
            if (!old.equals(kept)) {
                Files.deleteIfExists(old);
            }
        }
        bound(archives, kept);
    }

    private void bound(Path archives, Path newest) throws IOException {
        Map<Path, FileTime> used = new HashMap<>();
        for (Path archive : named(archives, "*" + ENDING)) {
            used.put(archive, Files.getLastModifiedTime(archive));
        }
        used.remove(newest);
        long sum = Files.size(newest);
        List<Path> latestFirst = new ArrayList<>(used.keySet());
        latestFirst.sort(Comparator.comparing(used::get, Comparator.reverseOrder()));
        for (Path archive : latestFirst) {
            sum += Files.size(archive);
            if (sum > mostBytes) {
                Files.deleteIfExists(archive);
            }
        }
    }

    /** Ends the making of an archive, if there is one, and deletes what the run no longer needs. Can be repeated. */
    @Override
    public void close() {
        Path left;
        synchronized (this) {
            closed = true;
            left = work;
            work = null;
        }
        tool.close();
        if (left != null) {
            try {
                delete(left);
            } catch (IOException e) {
                // A later run does it.
            }
        }
    }

    /** A number for a Java and the files of a class path as they are now. */
    private static String stamp(JavaRuntime runtime, List<Path> classPath) throws IOException {
        List<String> parts = new ArrayList<>(List.of(FORMAT, runtime.java().toString()));
        addState(runtime.java().toRealPath(), parts);
        for (Path entry : classPath) {
            addState(entry, parts);
        }
        return digest(parts);
    }

    /** Adds the size and times of a file: also that of its last change by the system, which no build tool can set back. */
    private static void addState(Path file, List<String> parts) throws IOException {
        BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
        parts.add(file.toString());
        parts.add(Long.toString(state.size()));
        parts.add(state.lastModifiedTime().toString());
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            parts.add(String.valueOf(Files.getAttribute(file, "unix:ctime")));
        }
    }

    private static String joined(List<Path> classPath) {
        StringJoiner path = new StringJoiner(File.pathSeparator);
        classPath.forEach(entry -> path.add(entry.toString()));
        return path.toString();
    }

    private static String digest(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static List<Path> named(Path folder, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    private static void delete(Path workFolder) throws IOException {
        for (Path file : named(workFolder, "*")) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(workFolder);
    }
}
