package dev.corsac.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The projects of {@code testing/samples}, each copied and built once for each state of its sources. */
enum SampleProject {
    MAVEN_MODULES("maven-modules", "REST API", "/hello", "hello from two modules", "compile"),
    POJO("pojo", "REST API", "/hello", "\"hello from /hello\"", "compile"),
    SAM_BUILD("pojo", "REST API", "/hello", "\"hello from /hello\"", "compile") {
        // Leaves what "sam build" leaves: a folder of classes and lib for each function, and nothing in target.
        @Override
        void afterBuild(Path folder) throws IOException, InterruptedException {
            Path function = folder.resolve(".aws-sam/build/HelloFunction");
            run(
                    folder,
                    "mvn",
                    "-q",
                    "-B",
                    "-ntp",
                    "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
                    "-DincludeScope=runtime",
                    "-DoutputDirectory=" + function.resolve("lib"));
            copy(folder.resolve("target/classes"), function);
            Files.move(folder.resolve("target"), folder.resolve("target-of-sam"));
        }
    },
    GRADLE_ZIP("gradle-zip", "HTTP API", "/hello", "hello from a zip, payload 2.0", "buildZip"),
    QUARKUS("quarkus", "HTTP API", "/hello", "\"hello from Quarkus\"", "package"),
    MICRONAUT("micronaut", "REST API", "/hello", "hello from Micronaut", "compile"),
    SPRING_CLOUD_FUNCTION(
            "spring-cloud-function", "REST API", "/hello", "\"hello from Spring Cloud Function\"", "compile"),
    SPRING_CONTAINER("spring-container", "HTTP API", "/hello", "hello from Spring Boot", "compile"),
    HTTP4K("http4k", "HTTP API", "/hello", "hello from http4k", "compile");

    private static final Path SAMPLES = CorsacUp.REPOSITORY.resolve("testing/samples");
    private static final Path BUILT = CorsacUp.REPOSITORY.resolve("testing/e2e/target/samples");

    private final String folder;
    /** The front that a page calls, as "corsac up" names its kind. */
    final String front;

    final String path;
    final String body;
    private final String goal;

    SampleProject(String folder, String front, String path, String body, String goal) {
        this.folder = folder;
        this.front = front;
        this.path = path;
        this.body = body;
        this.goal = goal;
    }

    /** Returns the folder of the built project; skips the test where its build tool is missing. */
    Path built() throws Exception {
        boolean gradle = Files.exists(SAMPLES.resolve(folder).resolve("build.gradle"));
        String tool = gradle ? "gradle" : "mvn";
        assumeTrue(isOnPath(tool), tool + " is not installed: " + folder + " is not tested");
        // The name of the folder is that of the page and the API.
        Path built = BUILT.resolve(name().toLowerCase(java.util.Locale.ROOT)).resolve(folder);
        Path stamp = built.resolveSibling("built");
        String sources = digest(SAMPLES.resolve(folder));
        if (Files.exists(stamp) && Files.readString(stamp).equals(sources)) {
            return built;
        }
        delete(built.getParent());
        copy(SAMPLES.resolve(folder), built);
        if (gradle) {
            run(built, "gradle", "-q", goal);
        } else {
            run(built, "mvn", "-q", "-B", "-ntp", "-DskipTests", goal);
        }
        afterBuild(built);
        Files.writeString(stamp, sources);
        return built;
    }

    /** Changes what the build left; nothing unless the shape needs it. */
    void afterBuild(Path built) throws IOException, InterruptedException {}

    /** The environment of builds and of "corsac up": the Maven repository of this build. */
    static Map<String, String> environment() {
        String repository = System.getProperty("maven.repo.local");
        return repository == null ? Map.of() : Map.of("MAVEN_OPTS", "-Dmaven.repo.local=" + repository);
    }

    private static boolean isOnPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("sample", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " in " + folder + ":\n" + Files.readString(log));
        }
        Files.delete(log);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String digest(Path folder) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : files(folder)) {
            digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.forEach(all::add);
            }
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
