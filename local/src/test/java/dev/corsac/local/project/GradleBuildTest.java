package dev.corsac.local.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.local.machine.ToolProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path that the Gradle of this machine reports. */
@Tag("slow")
class GradleBuildTest {

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<Path> classPath(BuildTools tools) throws Exception {
        return tools.classPath(List.of(ClassPathEntry.project(folder)));
    }

    @Test
    void it_is_that_of_the_run_time_with_the_classes_of_other_projects() throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "gradle"))),
                "gradle is not installed: its class path is not tested");
        write("settings.gradle", "rootProject.name = 'app'\ninclude 'words'\n");
        write("gradle.properties", "org.gradle.daemon=false\n");
        write("words/build.gradle", "apply plugin: 'java'\n");
        String dependencies = """
                apply plugin: 'java'
                dependencies {
                    implementation project(':words')
                    implementation files('libs/used.jar')
                    runtimeOnly files('libs/run.jar')
                    compileOnly files('libs/provided.jar')
                    testImplementation files('libs/test.jar')
                }
                """;
        write("build.gradle", dependencies);
        for (String jar : List.of("used", "run", "provided", "test")) {
            write("libs/" + jar + ".jar", "");
        }
        BuildTools tools = new BuildTools(ToolProcess.ANY, folder.resolve("unpacked"), progress::add);
        assertThatThrownBy(() -> classPath(tools))
                .hasMessageContaining("there are no classes in " + folder.resolve("build/classes"))
                .hasMessageContaining("Build the project first: gradle classes");
        write("build/classes/java/main/a/A.class", "");
        write("words/build/classes/java/main/w/W.class", "");
        assertThat(classPath(tools))
                .containsExactlyInAnyOrder(
                        folder.resolve("build/classes/java/main"),
                        folder.resolve("words/build/classes/java/main"),
                        folder.resolve("libs/used.jar"),
                        folder.resolve("libs/run.jar"));
        assertThat(progress)
                .containsExactly("Asking Gradle for the class path of " + folder
                        + ": the first time, and after a change of its build files");
        assertThat(folder.resolve("build/corsac.init.gradle")).doesNotExist();
        write("build.gradle", "apply plugin: 'java'\nnone of Gradle's words\n");
        assertThatThrownBy(() -> classPath(tools))
                .hasMessageContaining("Gradle cannot report the class path of " + folder)
                .hasMessageEndingWith("Fix the build, or write the class path as classpath.");
    }
}
