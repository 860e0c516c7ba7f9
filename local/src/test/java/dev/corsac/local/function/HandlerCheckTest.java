package dev.corsac.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.local.JavaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerCheckTest {

    private static final JavaRuntime JAVA_17 = new JavaRuntime(Path.of("/jdk/bin/java"), List.of(), List.of(), 17);

    @TempDir
    Path folder;

    private static @Nullable String problem(
            String handler, List<Path> classPath, JavaRuntime runtime, @Nullable Integer deployed) {
        return HandlerCheck.problem(handler, classPath, runtime, deployed, version -> null);
    }

    @Test
    void a_java_of_this_machine_that_will_do_is_named() throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(21));
        assertThat(HandlerCheck.problem(
                        "Orders", List.of(folder), JAVA_17, null, version -> Path.of("/jdk-" + (version + 4))))
                .contains(
                        "compiled for Java 21",
                        "Set \"java\" of the function in corsac.yaml, or JAVA_HOME, to " + Path.of("/jdk-25"));
    }

    @Test
    void any_class_of_the_functions_own_that_is_newer_than_the_runtime_on_aws_is_wrong_here_too() throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(17));
        Path helper = Files.createDirectories(folder.resolve("a")).resolve("Helper.class");
        Files.write(helper, classFile(21));
        Files.write(
                Files.createDirectories(folder.resolve("META-INF/versions/25")).resolve("B.class"), classFile(25));
        JavaRuntime newest = JAVA_17.on(new JavaHome(Path.of("/jdk-25"), 25));
        assertThat(problem("Orders", List.of(folder), newest, 17))
                .contains("its class " + helper + " is compiled for Java 21, and its Lambda runtime is java17");
        assertThat(problem("Orders", List.of(folder), newest, 21)).isNull();
        assertThat(problem("Orders", List.of(folder), newest, null)).isNull();
    }

    @Test
    void an_initialisation_that_meets_a_class_that_is_too_new_is_reported_with_the_fix() {
        InvocationResult.Failed failed = new InvocationResult.Failed(
                "java.lang.UnsupportedClassVersionError",
                "a/Helper has been compiled by a more recent version of the Java Runtime (class file version 65.0), this"
                        + " version of the Java Runtime only recognizes class file versions up to 61.0");
        assertThat(InitPolicy.failure(failed, JAVA_17, version -> null))
                .contains("class file version 65.0", "\nInstall a JDK 21 or newer and set JAVA_HOME");
        assertThat(InitPolicy.failure(new InvocationResult.Failed("A", "b"), JAVA_17, version -> null))
                .isEqualTo("it cannot be initialised: A: b");
    }

    @Test
    void a_class_for_a_newer_java_is_named_with_both_versions_and_the_fix() throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(21));
        assertThat(problem("Orders::handle", List.of(folder), JAVA_17, null))
                .isEqualTo("its handler class Orders is compiled for Java 21, and functions run on Java 17 here: "
                        + Path.of("/jdk/bin/java")
                        + "\nInstall a JDK 21 or newer and set JAVA_HOME, or \"java\" of the function in corsac.yaml, to its folder; or compile the function for Java 17"
                        + " (javac --release 17).");
    }

    @Test
    void so_is_one_in_a_jar() throws IOException {
        Path jar = folder.resolve("orders.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("com/example/Orders.class"));
            zip.write(classFile(25));
        }
        assertThat(problem("com.example.Orders", List.of(jar), JAVA_17, null)).contains("is compiled for Java 25");
    }

    @Test
    void a_class_for_this_java_or_an_older_one_is_right() throws IOException {
        for (int version : new int[] {8, 11, 17}) {
            Files.write(folder.resolve("Orders.class"), classFile(version));
            assertThat(problem("Orders", List.of(folder), JAVA_17, null)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"17, 17, true", "17, 21, true", "21, 17, false", "12, 11, false", "11, 11, true"})
    void a_class_for_a_newer_java_than_the_runtime_on_aws_is_wrong_here_too(int compiled, int deployed, boolean right)
            throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(compiled));
        JavaRuntime newest = JAVA_17.on(new JavaHome(Path.of("/jdk-25"), 25));
        String problem = problem("Orders", List.of(folder), newest, deployed);
        if (right) {
            assertThat(problem).isNull();
        } else {
            assertThat(problem)
                    .contains("compiled for Java " + compiled, "Lambda runtime is java" + deployed, "runtime to java");
        }
    }

    @Test
    void a_function_with_a_java_of_its_own_is_checked_against_and_started_with_that() throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(21));
        JavaRuntime run = new JavaRuntime(Path.of("/jdk/bin/java"), List.of(), List.of("-Xlog:cds=off"), 17);
        JavaRuntime own = run.on(new JavaHome(Path.of("/jdk-21"), 21));
        assertThat(problem("Orders", List.of(folder), own, null)).isNull();
        FunctionSettings settings = FunctionSettings.builder(
                        "orders", new FunctionProgram.Java("Orders", List.of()), folder)
                .timeout(Duration.ofSeconds(3))
                .concurrency(1)
                .build();
        assertThat(own.command(settings, "Orders", List.of(folder), null))
                .startsWith(Path.of("/jdk-21/bin/java").toString())
                .doesNotContain("-Xlog:cds=off");
        assertThat(run.on(null)).isSameAs(run);
    }

    @Test
    void a_class_that_is_not_there_is_named() {
        assertThat(problem("Orders", List.of(folder), JAVA_17, null)).contains("Orders is not on its class path");
    }

    private static byte[] classFile(int version) {
        return new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) (version + 44), 0};
    }
}
