package dev.corsac.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import dev.corsac.local.JavaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerCheckTest {

    private static final JavaRuntime JAVA_17 = new JavaRuntime(Path.of("/jdk/bin/java"), List.of(), List.of(), 17);

    @TempDir
    Path folder;

    @Test
    void a_class_for_a_newer_java_is_named_with_both_versions_and_the_fix() throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(21));
        assertThat(HandlerCheck.problem("Orders::handle", List.of(folder), JAVA_17, null))
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
        assertThat(HandlerCheck.problem("com.example.Orders", List.of(jar), JAVA_17, null))
                .contains("is compiled for Java 25");
    }

    @Test
    void a_class_for_this_java_or_an_older_one_is_right() throws IOException {
        for (int version : new int[] {8, 11, 17}) {
            Files.write(folder.resolve("Orders.class"), classFile(version));
            assertThat(HandlerCheck.problem("Orders", List.of(folder), JAVA_17, null))
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"17, 17, true", "17, 21, true", "21, 17, false", "12, 11, false", "11, 11, true"})
    void a_class_for_a_newer_java_than_the_runtime_on_aws_is_wrong_here_too(int compiled, int deployed, boolean right)
            throws IOException {
        Files.write(folder.resolve("Orders.class"), classFile(compiled));
        JavaRuntime newest = JAVA_17.on(new JavaHome(Path.of("/jdk-25"), 25));
        String problem = HandlerCheck.problem("Orders", List.of(folder), newest, deployed);
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
        assertThat(HandlerCheck.problem("Orders", List.of(folder), own, null)).isNull();
        FunctionSettings settings = new FunctionSettings(
                "orders",
                new FunctionProgram.Java("Orders", List.of()),
                folder,
                Map.of(),
                128,
                Duration.ofSeconds(3),
                1,
                null);
        assertThat(own.command(settings, "Orders", List.of(folder), null))
                .startsWith(Path.of("/jdk-21/bin/java").toString())
                .doesNotContain("-Xlog:cds=off");
        assertThat(run.on(null)).isSameAs(run);
    }

    @Test
    void a_class_that_is_not_there_is_named() {
        assertThat(HandlerCheck.problem("Orders", List.of(folder), JAVA_17, null))
                .contains("Orders is not on its class path");
    }

    private static byte[] classFile(int version) {
        return new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) (version + 44), 0};
    }
}
