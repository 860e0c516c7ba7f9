package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.local.function.AwsClient;
import dev.corsac.local.function.LogLines;
import dev.corsac.local.function.MavenProject;
import dev.corsac.local.watch.FileFingerprint;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function's processes are started from, and what they write. */
class FunctionFilesTest {

    @TempDir
    Path folder;

    /** A Maven that answers at once, and counts how often it was asked. */
    private MavenProject project(String answer) throws Exception {
        assumeTrue(File.separatorChar == '/', "the project's own Maven is a shell script here");
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Path wrapper = folder.resolve("mvnw");
        Files.writeString(wrapper, """
                #!/bin/sh
                echo asked >> asked
                for word in "$@"; do
                  case $word in -Dmdep.outputFile=*) out=${word#*=} ;; esac
                done
                %s
                """.formatted(answer));
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        return new MavenProject(folder);
    }

    @Test
    void maven_tells_a_projects_dependencies_once_for_each_version_of_its_file() throws Exception {
        MavenProject project = project("printf '/r/a.jar" + File.pathSeparator + "/r/b.jar' > \"$out\"");
        List<Path> expected = List.of(folder.resolve("target/classes"), Path.of("/r/a.jar"), Path.of("/r/b.jar"));
        assertThat(project.classPath()).isEqualTo(expected);
        Path pom = folder.resolve("pom.xml");
        Path answer = folder.resolve("target/corsac.classpath");
        long answered = Files.getLastModifiedTime(answer).toMillis();
        Files.setLastModifiedTime(pom, FileTime.fromMillis(answered - 2_000));
        assertThat(project.classPath()).isEqualTo(expected);
        assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(1);
        Files.setLastModifiedTime(pom, FileTime.fromMillis(answered + 2_000));
        assertThat(project.classPath()).isEqualTo(expected);
        assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(2);
        try (var files = Files.list(folder.resolve("target"))) {
            assertThat(files).containsExactly(answer);
        }
    }

    @Test
    void what_maven_says_of_a_mistake_is_told() throws Exception {
        MavenProject project = project("echo '[ERROR] no such artifact'; exit 1");
        assertThatThrownBy(project::classPath)
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("Maven cannot tell the class path of " + folder.resolve("pom.xml"))
                .hasMessageContaining("[ERROR] no such artifact")
                .hasMessageContaining("write the class path as classpath");
        assertThatThrownBy(() -> new MavenProject(folder.resolve("none")).classPath())
                .hasMessageContaining("there is no pom.xml in " + folder.resolve("none"));
    }

    @Test
    void a_stamp_is_another_after_each_kind_of_change() throws Exception {
        Path classes = folder.resolve("classes");
        Path file = classes.resolve("a/B.class");
        Set<FileFingerprint> stamps = new HashSet<>();
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.createDirectories(classes.resolve("a"));
        Files.writeString(file, "1");
        FileTime time = Files.getLastModifiedTime(file);
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.writeString(file, "22");
        Files.setLastModifiedTime(file, time);
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1));
        FileFingerprint before = FileFingerprint.of(List.of(classes));
        stamps.add(before);
        assertThat(FileFingerprint.of(List.of(classes))).isEqualTo(before);
        Path renamed = Files.move(file, classes.resolve("a/C.class"));
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.writeString(file, "another");
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.delete(renamed);
        stamps.add(FileFingerprint.of(List.of(classes)));
        assertThat(stamps).hasSize(7);
    }

    @Test
    void a_log_is_read_line_by_line_and_a_line_without_end_in_pieces() {
        List<String> lines = new ArrayList<>();
        String text = "one\n\ntwo\r\nthree\rfour " + "x".repeat(LogLines.LONGEST) + "\nlast é";
        LogLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
        assertThat(lines)
                .containsExactly(
                        "one", "", "two", "three", "four " + "x".repeat(LogLines.LONGEST - 5), "xxxxx", "last é");
    }

    @Test
    void awss_client_is_refused_where_it_has_no_library() {
        for (String os : List.of("Mac OS X", "Windows 11")) {
            assertThatThrownBy(() -> new AwsClient(Functions.CLASS_PATH, os).library())
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("for Linux alone, and this is " + os + ". Leave --runtime aws out");
        }
    }
}
