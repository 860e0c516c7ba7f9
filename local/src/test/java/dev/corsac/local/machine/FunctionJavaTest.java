package dev.corsac.local.machine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.DiskFiles;
import dev.corsac.deployment.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionJavaTest {

    @TempDir
    Path machine;

    @Test
    void java_home_comes_first_then_the_path_then_the_folders_where_jdks_usually_are() throws IOException {
        Path home = jdk("set", "21.0.2");
        Path onPath = jdk("path", "17.0.9");
        Path installed = jdk("jvm/temurin-25", "25");
        Map<String, String> all = Map.of(
                "JAVA_HOME", home.toString(),
                "PATH", onPath.resolve("bin").toString(),
                "CORSAC_JAVA_FOLDERS", machine.resolve("jvm").toString());
        assertThat(found(all)).isEqualTo(new FunctionJava(home, 21, "from JAVA_HOME"));
        assertThat(found(Map.of("PATH", all.get("PATH"), "CORSAC_JAVA_FOLDERS", all.get("CORSAC_JAVA_FOLDERS"))))
                .isEqualTo(new FunctionJava(onPath.toRealPath(), 17, "on the PATH"));
        assertThat(found(Map.of("CORSAC_JAVA_FOLDERS", all.get("CORSAC_JAVA_FOLDERS"))))
                .isEqualTo(new FunctionJava(installed, 25, "in " + machine.resolve("jvm")));
    }

    @Test
    void one_that_is_too_old_or_broken_is_passed_over() throws IOException {
        Path old = jdk("old", "1.8.0_402");
        Path eleven = jdk("eleven", "11.0.20");
        Path broken = Files.createDirectories(machine.resolve("broken"));
        Path good = jdk("good", "17.0.1");
        String path = String.join(
                java.io.File.pathSeparator,
                eleven.resolve("bin").toString(),
                broken.toString(),
                good.resolve("bin").toString());
        assertThat(found(Map.of("JAVA_HOME", old.toString(), "PATH", path)).home())
                .isEqualTo(good.toRealPath());
    }

    @Test
    void a_link_on_the_path_leads_to_its_java_home() throws IOException {
        Path home = jdk("opt/jdk-21", "21");
        Path bin = Files.createDirectories(machine.resolve("usr/bin"));
        Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));
        assertThat(found(Map.of("PATH", bin.toString())).home()).isEqualTo(home.toRealPath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "java21     | 21 | -        | -",
                "java21     | 25 | -        | has the runtime java21 and runs on Java 25 here. Set functions.Orders.java",
                "java21     | 17 | -        | has the runtime java21 and runs on Java 17 here. Set functions.Orders.java",
                "java21     | 17 | 21.0.2   | -",
                "java21     | 21 | 25       | has the runtime java21 and runs on Java 25 here.",
                "java11     | 17 | -        | Corsac's jars need Java 17: set the runtime to java17 or newer",
                "java8.al2  | 17 | -        | has the runtime java8.al2 and runs on Java 17 here."
            })
    void a_function_on_another_java_than_its_runtimes_is_a_notice(
            String runtime, int runs, @Nullable String own, @Nullable String message) throws IOException {
        Files.writeString(
                machine.resolve("template.yaml"),
                "Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n    Type: AWS::Serverless::Function\n"
                        + "    Properties:\n      Runtime: " + runtime + "\n      Handler: a.B\n      CodeUri: orders\n"
                        + "      FunctionUrlConfig: {AuthType: NONE}\n");
        if (own != null) {
            jdk("own", own);
        }
        Path file = Files.writeString(
                machine.resolve("corsac.yaml"),
                "from: template.yaml\n" + (own == null ? "" : "functions: {Orders: {java: own}}\n"));
        List<String> lines = new FunctionJava(machine, runs, "")
                .differences(ConfigurationReader.read(DiskFiles.ALL, file, null)).stream()
                        .map(Notice::line)
                        .toList();
        if (message == null) {
            assertThat(lines).isEmpty();
        } else {
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .startsWith(machine.resolve("template.yaml") + ":6:")
                    .contains(message)
                    .endsWith("[java-version-differs]");
        }
    }

    @Test
    void a_machine_without_java_has_none() {
        assertThat(FunctionJava.installed(
                        Map.of("PATH", machine.toString(), "CORSAC_JAVA_FOLDERS", machine.toString()), machine))
                .isNull();
    }

    @Test
    void outside_an_image_it_is_the_java_that_runs_corsac() {
        FunctionJava java = FunctionJava.find(Map.of());
        assertThat(java.home()).isEqualTo(Path.of(System.getProperty("java.home")));
        assertThat(java.version()).isEqualTo(Runtime.version().feature());
        assertThat(java.command()).isExecutable();
    }

    private FunctionJava found(Map<String, String> environment) {
        return requireNonNull(FunctionJava.installed(environment, machine));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = machine.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
