package dev.corsac.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
