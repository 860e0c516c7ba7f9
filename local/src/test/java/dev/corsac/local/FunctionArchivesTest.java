package dev.corsac.local;

import static dev.corsac.local.Functions.MINUTE;
import static dev.corsac.local.Functions.responseOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.gateway.LambdaFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives of functions' classes, from one run to the next. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FunctionArchivesTest {

    @TempDir
    Path folder;

    @Test
    void a_function_of_jar_files_has_its_archive_in_the_next_run() throws Exception {
        Path archives = folder.resolve("archives");
        List<Path> jars = new ArrayList<>();
        for (Path entry : Functions.CLASS_PATH) {
            if (Files.isRegularFile(entry)) {
                jars.add(entry);
            } else if (Files.isDirectory(entry)) {
                jars.add(jarOf(entry, folder.resolve("classes" + jars.size() + ".jar")));
            }
        }
        JavaRuntime runtime = new JavaRuntime(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                jars,
                List.of(),
                Runtime.version().feature(),
                archives);
        assertThat(optionsIn(runtime, jars.get(0), archives, true)).contains("-XX:DumpLoadedClassList=");
        assertThat(optionsIn(runtime, jars.get(0), archives, false))
                .contains("-XX:SharedArchiveFile=" + archive(archives))
                .doesNotContain("-XX:DumpLoadedClassList=");
    }

    /** Returns the options of a function's JVM in a run of its own. */
    private String optionsIn(JavaRuntime runtime, Path functionPath, Path archives, boolean awaitArchive)
            throws Exception {
        RecordingListener listener = new RecordingListener();
        try (TestRun run = new TestRun(runtime, listener, Clock.systemUTC())) {
            run.archivesAfter(Duration.ZERO);
            LambdaFunction function = run.function(Functions.spec(
                    "options",
                    new FunctionProgram.Java(
                            Handlers.Options.class.getName(), List.of(ClassPathEntry.classes(functionPath))),
                    Map.of(),
                    MINUTE,
                    1));
            run.start();
            String options = responseOf(function, "{}");
            if (awaitArchive) {
                awaitArchive(archives);
            }
            return options;
        }
    }

    private static void awaitArchive(Path archives) throws Exception {
        try (WatchService watch = archives.getFileSystem().newWatchService()) {
            archives.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (archive(archives) == null) {
                watch.take().reset();
            }
        }
    }

    private static @Nullable Path archive(Path archives) throws IOException {
        try (Stream<Path> files = Files.list(archives)) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static Path jarOf(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
