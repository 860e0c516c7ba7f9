package dev.corsac.local.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.local.JavaRuntime;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of archives of functions' classes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClassArchivesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final List<String> BASE = List.of("-Xshare:auto");
    private static final String LIST = "-XX:DumpLoadedClassList=";

    /** A program with a class of another jar. */
    public static final class Program {

        private Program() {}

        public static void main(String[] args) {
            System.out.println("hello from " + Library.NAME.concat(Arrays.toString(args)));
        }
    }

    /** What the program uses. */
    static final class Library {
        static final String NAME = String.valueOf("a library");

        private Library() {}
    }

    @TempDir
    Path folder;

    private Path archives = Path.of("");
    private Path client = Path.of("");
    private Path app = Path.of("");
    private Path library = Path.of("");
    private Path classes = Path.of("");
    private JavaRuntime runtime = new JavaRuntime(Path.of("java"), List.of(), List.of());
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final FakeTool tool = new FakeTool();
    private Instant now = NOW;

    /** Writes an archive of some bytes. */
    private static final class FakeTool implements ClassArchives.Tool {
        private final List<List<String>> commands = new ArrayList<>();
        private final List<String> lists = new ArrayList<>();
        private int status;
        private int bytes = 1000;
        private Runnable meanwhile = () -> {};
        private boolean closed;

        @Override
        public int run(List<String> command, Path at) throws IOException {
            commands.add(command);
            lists.add(Files.readString(Path.of(value(command, "-XX:SharedClassListFile="))));
            if (bytes >= 0) {
                Files.write(Path.of(value(command, "-XX:SharedArchiveFile=")), new byte[bytes]);
            }
            meanwhile.run();
            return status;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void files() throws IOException {
        archives = folder.resolve("cache/functions");
        client = jar("client.jar", "the client");
        app = jar("app.jar", "the app");
        library = jar("library.jar", "a library");
        classes = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(classes.resolve("A.class"), "a class");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        runtime = new JavaRuntime(java, List.of(client), BASE, 17, archives);
    }

    private Path jar(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ClassArchives run() {
        return run(ClassArchives.MOST_BYTES);
    }

    private ClassArchives run(long mostBytes) {
        return new ClassArchives(archives, mostBytes, tool, later::add, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static FunctionSettings settings(Map<String, String> environment) {
        return FunctionSettings.builder(
                        "orders", new FunctionProgram.Java("com.example.Orders", List.of()), Path.of(""))
                .environment(environment)
                .build();
    }

    private ClassArchives.Start start(ClassArchives run, Path... classPath) {
        return run.start(runtime, settings(Map.of()), List.of(classPath), "CORSAC");
    }

    /** Starts a function, has it load a class, respond, and an archive made. */
    private void train(ClassArchives run, Path... classPath) throws IOException {
        ClassArchives.Start start = start(run, classPath);
        writeList(start, "com/example/Orders\n");
        requireNonNull(start.training()).responded();
        makeAll();
    }

    private static void writeList(ClassArchives.Start start, String text) throws IOException {
        Files.writeString(Path.of(value(start.options(), LIST)), text);
    }

    private void makeAll() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    private static String value(List<String> options, String name) {
        return options.stream()
                .filter(option -> option.startsWith(name))
                .map(option -> option.substring(name.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + options));
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(archives)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Starts that have nothing to do with archives. */
    enum Plain {
        NO_FOLDER_FOR_ARCHIVES,
        THE_CLIENT_IS_A_FOLDER,
        OPTIONS_IN_THE_ENVIRONMENT,
        A_FILE_IN_PLACE_OF_THE_FOLDER,
        JAVA_THAT_IS_NO_FILE,
        CLOSED
    }

    @ParameterizedTest
    @EnumSource
    void a_start_without_archives_has_the_options_that_it_would_have(Plain plain) throws IOException {
        ClassArchives run = run();
        Map<String, String> environment = Map.of();
        switch (plain) {
            case NO_FOLDER_FOR_ARCHIVES -> run = new ClassArchives(null, 1, tool, later::add, Clock.systemUTC());
            case THE_CLIENT_IS_A_FOLDER ->
                runtime = new JavaRuntime(runtime.java(), List.of(client, classes), BASE, 17, archives);
            case OPTIONS_IN_THE_ENVIRONMENT -> environment = Map.of("JAVA_TOOL_OPTIONS", "-javaagent:agent.jar");
            case A_FILE_IN_PLACE_OF_THE_FOLDER -> {
                Files.createDirectories(requireNonNull(archives.getParent()));
                Files.createFile(archives);
            }
            case JAVA_THAT_IS_NO_FILE ->
                runtime = new JavaRuntime(folder.resolve("no/java"), List.of(client), BASE, 17, archives);
            case CLOSED -> run.close();
        }
        assertThat(run.start(runtime, settings(environment), List.of(app), "CORSAC"))
                .isEqualTo(new ClassArchives.Start(BASE, null));
    }

    @Test
    void the_next_start_has_the_archive() throws IOException {
        try (ClassArchives first = run()) {
            ClassArchives.Start start = start(first, app, library);
            assertThat(start.options()).startsWith("-Xshare:auto").hasSize(2);
            train(first, app, library);
            assertThat(start(first, app, library).options())
                    .as("in the same run")
                    .isEqualTo(JavaRuntime.sharing(kept().get(0)));
        }
        assertThat(tool.commands)
                .singleElement()
                .satisfies(command -> assertThat(command)
                        .startsWith(runtime.java().toString(), "-Xshare:dump")
                        .endsWith("-cp", String.join(File.pathSeparator, "" + client, "" + app, "" + library)));
        assertThat(tool.lists).containsExactly("com/example/Orders\n");
        assertThat(tool.closed).isTrue();
        try (ClassArchives second = run()) {
            assertThat(start(second, app, library))
                    .isEqualTo(new ClassArchives.Start(JavaRuntime.sharing(kept().get(0)), null));
        }
        assertThat(archives).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void an_archive_ends_before_the_first_folder() throws IOException {
        try (ClassArchives run = run()) {
            train(run, app, classes, library);
            assertThat(tool.commands.get(0)).endsWith("-cp", client + File.pathSeparator + app);
            assertThat(start(run, app, classes, library).training()).isNull();
        }
    }

    @Test
    void a_function_whose_classes_are_first_has_an_archive_of_the_rest_which_a_build_does_not_change()
            throws IOException {
        try (ClassArchives run = run()) {
            train(run, classes, app);
            assertThat(tool.commands.get(0)).endsWith("-cp", client.toString());
            rewrite(classes.resolve("A.class"));
            rewrite(app);
            assertThat(start(run, classes, app).options()).isEqualTo(JavaRuntime.sharing(kept().get(0)));
            assertThat(start(run, classes, library).training())
                    .as("another function loads other classes")
                    .isNotNull();
        }
    }

    @Test
    void functions_that_share_a_class_path_share_an_archive() throws IOException {
        try (ClassArchives run = run()) {
            ClassArchives.Start orders = start(run, app);
            ClassArchives.Start items = start(run, app);
            writeList(orders, "java/lang/Object id: 0\ncom/example/Orders id: 1\n");
            writeList(items, "java/lang/Object id: 0\ncom/example/Items id: 1\ncom/example/It");
            requireNonNull(items.training()).responded();
            requireNonNull(orders.training()).responded();
            makeAll();
            assertThat(tool.lists).containsExactly("java/lang/Object\ncom/example/Orders\ncom/example/Items\n");
            assertThat(run.start(runtime, settings(Map.of()), List.of(app), "AWS")
                            .training())
                    .as("another client loads other classes")
                    .isNotNull();
        }
    }

    @Test
    void no_archive_is_of_other_files() throws IOException {
        try (ClassArchives first = run()) {
            train(first, app, library);
            Files.setLastModifiedTime(library, FileTime.from(NOW.minus(Duration.ofDays(1))));
            assertThat(start(first, app, library))
                    .as("a class path that changes in a run will change again")
                    .isEqualTo(new ClassArchives.Start(BASE, null));
        }
        Path old = kept().get(0);
        try (ClassArchives second = run()) {
            train(second, app, library);
            assertThat(kept()).as("one for a class path").hasSize(1).doesNotContain(old);
            train(second, app);
            assertThat(kept()).hasSize(2);
        }
    }

    /** Why nothing comes of the making of an archive. */
    enum Failure {
        STATUS,
        NO_FILE,
        EMPTY_FILE,
        JAR_REPLACED_MEANWHILE,
        RUN_CLOSED_MEANWHILE,
        RUN_CLOSED_BEFORE,
        JVM_THAT_WRITES_NO_LIST
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_complete_is_not_kept(Failure failure) throws IOException {
        ClassArchives run = run();
        switch (failure) {
            case STATUS -> tool.status = 1;
            case NO_FILE -> tool.bytes = -1;
            case EMPTY_FILE -> tool.bytes = 0;
            case JAR_REPLACED_MEANWHILE -> tool.meanwhile = () -> rewrite(app);
            case RUN_CLOSED_MEANWHILE -> tool.meanwhile = run::close;
            case RUN_CLOSED_BEFORE -> later.add(run::close);
            case JVM_THAT_WRITES_NO_LIST -> later.add(() -> deleteLists(archives));
        }
        train(run, app);
        run.close();
        boolean begun = failure != Failure.RUN_CLOSED_BEFORE && failure != Failure.JVM_THAT_WRITES_NO_LIST;
        assertThat(tool.commands).hasSize(begun ? 1 : 0);
        assertThat(archives).isEmptyDirectory();
    }

    private static void deleteLists(Path archives) {
        try (Stream<Path> files = Files.walk(archives)) {
            for (Path list : files.filter(Files::isRegularFile).toList()) {
                Files.delete(list);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void rewrite(Path file) {
        try {
            Files.writeString(file, "rebuilt");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_archive_that_was_cut_off_is_made_again() throws IOException {
        try (ClassArchives run = run()) {
            train(run, app);
        }
        Files.write(kept().get(0), new byte[999]);
        try (ClassArchives run = run()) {
            train(run, app);
            assertThat(start(run, app).options()).isEqualTo(JavaRuntime.sharing(kept().get(0)));
        }
        assertThat(tool.commands).hasSize(2);
    }

    @Test
    void the_archives_that_were_not_used_for_the_longest_time_make_room() throws IOException {
        Path third = jar("third.jar", "third");
        List<Path> made = new ArrayList<>();
        for (Path jar : List.of(app, library)) {
            try (ClassArchives run = run(2500)) {
                train(run, jar);
                made.add(Path.of(value(start(run, jar).options(), "-XX:SharedArchiveFile=")));
            }
            now = now.plusSeconds(60);
        }
        try (ClassArchives run = run(2500)) {
            // Used last, though made first.
            start(run, app);
            Files.setLastModifiedTime(made.get(1), FileTime.from(NOW.plusSeconds(60)));
            train(run, third);
        }
        assertThat(kept()).hasSize(2).contains(made.get(0)).doesNotContain(made.get(1));
    }

    @Test
    void what_a_killed_run_left_behind_is_deleted() throws IOException {
        Path left = Files.createDirectories(archives.resolve("run1"));
        Path other = Files.createDirectories(archives.resolve("run2"));
        Files.createFile(left.resolve("some.list"));
        Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofDays(3))));
        Files.setLastModifiedTime(other, FileTime.from(NOW.minus(Duration.ofHours(3))));
        try (ClassArchives run = run()) {
            start(run, app);
        }
        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }

    /** With real JVMs: what the archive is for. */
    @Test
    void classes_of_the_users_jars_come_from_the_archive() throws Exception {
        jarOf(app, Program.class);
        jarOf(library, Library.class);
        jarOf(client, ClassArchivesTest.class);
        List<String> first;
        try (ClassArchives run = new ClassArchives(archives, later::add, Clock.systemUTC())) {
            ClassArchives.Start start = start(run, app, library, classes);
            first = load(start.options(), app, library, classes);
            requireNonNull(start.training()).responded();
            makeAll();
        }
        ClassArchives.Start start;
        try (ClassArchives run = run()) {
            start = start(run, app, library, classes);
        }
        assertThat(sources(first)).allMatch(line -> line.contains(".jar"));
        assertThat(sources(load(start.options(), app, library, classes)))
                .hasSize(2)
                .allMatch(line -> line.endsWith("source: shared objects file"));
        // The JVM takes no archive for another class path, and prints nothing about that.
        assertThat(load(start.options(), library, app))
                .filteredOn(line -> !line.contains("[class,load]"))
                .containsExactly("hello from a library[]");
        // Nor one with another checksum.
        Path archive = kept().get(0);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        assertThat(load(start.options(), app, library, classes))
                .contains("hello from a library[]")
                .noneMatch(line -> line.contains("shared objects file"));
    }

    private static List<String> sources(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("[class,load] " + ClassArchivesTest.class.getName() + "$"))
                .toList();
    }

    private List<String> load(List<String> options, Path... functionPath) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(runtime.java().toString(), "-XX:+UseSerialGC"));
        command.addAll(options);
        List<Path> classPath = new ArrayList<>(runtime.classPath());
        classPath.addAll(List.of(functionPath));
        command.addAll(List.of(
                "-Xlog:class+load:stdout:tags",
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList()),
                Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static void jarOf(Path jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                InputStream in = requireNonNull(type.getResourceAsStream("/" + name))) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
