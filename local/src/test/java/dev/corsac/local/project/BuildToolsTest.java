package dev.corsac.local.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.config.ToolRunner;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.local.LocalException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class paths of packages, layers, and of builds whose tool is asked. */
class BuildToolsTest {

    private static final String JARS = "/r/a.dir" + File.pathSeparator + "/r/b.dir";

    /** A build tool that reports a class path, or fails. */
    private static final class FakeTool implements ToolRunner {
        final List<List<String>> asked = new ArrayList<>();
        final List<Path> folders = new ArrayList<>();
        String reported = JARS;
        String failure = "";

        @Override
        public Result run(Path where, List<String> command, Map<Path, String> files) throws IOException {
            asked.add(command);
            folders.add(where);
            for (String word : command) {
                if (word.startsWith("-Dmdep.outputFile=")) {
                    Files.writeString(Path.of(word.substring(word.indexOf('=') + 1)), reported);
                }
            }
            return new Result(failure.isEmpty() ? 0 : 1, failure, "");
        }
    }

    @TempDir
    Path folder;

    private final FakeTool tool = new FakeTool();
    private final List<String> progress = new ArrayList<>();
    private BuildTools tools;

    @BeforeEach
    void makeTools() {
        tools = new BuildTools(tool, folder.resolve("unpacked"), progress::add);
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private Path zip(String file, String... entries) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return path;
    }

    private List<Path> classPath(ClassPathEntry... entries) throws LocalException {
        return tools.classPath(List.of(entries));
    }

    // ------------------------------------------------------------------------------------- packages

    @Test
    void a_folder_in_the_layout_of_a_package_has_its_classes_and_then_the_jars_of_lib_by_name() throws Exception {
        write("asset/a/B.class", "");
        write("asset/lib/z.jar", "");
        write("asset/lib/a.jar", "");
        write("asset/lib/readme.txt", "");
        Path asset = folder.resolve("asset");
        assertThat(classPath(ClassPathEntry.packaged(asset)))
                .containsExactly(asset, asset.resolve("lib/a.jar"), asset.resolve("lib/z.jar"));
        assertThat(tools.taskRoot(List.of(ClassPathEntry.packaged(asset)))).isEqualTo(asset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"function.zip", "function.jar"})
    void a_zip_or_jar_with_jars_in_lib_is_unpacked_once_as_lambda_does(String name) throws Exception {
        Path zip = zip(name, "a/B.class", "config.json", "lib/b.jar", "lib/more/no.jar");
        List<Path> first = classPath(ClassPathEntry.packaged(zip));
        Path root = first.get(0);
        assertThat(first).containsExactly(root, root.resolve("lib/b.jar"));
        assertThat(root.resolve("a/B.class")).hasContent("a/B.class");
        assertThat(root.resolve("config.json")).exists();
        assertThat(tools.taskRoot(List.of(ClassPathEntry.packaged(zip)))).isEqualTo(root);
        FileTime unpacked = Files.getLastModifiedTime(root.resolve("a/B.class"));
        assertThat(classPath(ClassPathEntry.packaged(zip))).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(root.resolve("a/B.class"))).isEqualTo(unpacked);
    }

    @Test
    void of_a_package_that_is_built_again_and_again_two_unpacked_versions_stay() throws Exception {
        List<Path> roots = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path zip = zip("function.zip", "a/B.class", "lib/b" + i + ".jar");
            Files.setLastModifiedTime(zip, FileTime.fromMillis(1_700_000_000_000L + i * 1000L));
            roots.add(classPath(ClassPathEntry.packaged(zip)).get(0));
        }
        assertThat(roots).doesNotHaveDuplicates();
        assertThat(roots.subList(0, 2)).noneMatch(Files::exists);
        assertThat(roots.subList(2, 4)).allMatch(Files::exists);
    }

    @Test
    void a_jar_without_lib_is_taken_as_it_is() throws Exception {
        Path jar = zip("app.jar", "a/B.class");
        assertThat(classPath(ClassPathEntry.packaged(jar))).containsExactly(jar);
        assertThat(tools.taskRoot(List.of(ClassPathEntry.packaged(jar)))).isNull();
        assertThat(folder.resolve("unpacked")).doesNotExist();
    }

    @Test
    void what_is_not_a_zip_or_reaches_out_of_its_folder_is_refused() throws Exception {
        Path text = write("function.zip", "text");
        assertThatThrownBy(() -> classPath(ClassPathEntry.packaged(text)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining(text + " is not a zip or jar file")
                .hasMessageEndingWith("Build it again.");
        Path outside = zip("outside.zip", "../../../evil.txt");
        assertThatThrownBy(() -> classPath(ClassPathEntry.packaged(outside)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("has an entry outside of the package: ../../../evil.txt");
        assertThat(folder.resolve("evil.txt")).doesNotExist();
        Path none = folder.resolve("none.zip");
        assertThat(classPath(ClassPathEntry.packaged(none))).containsExactly(none);
    }

    @Test
    void layers_are_one_folder_in_which_later_ones_win_and_names_decide_the_order() throws Exception {
        write("first/java/lib/b.jar", "");
        write("first/java/lib/common.jar", "");
        write("first/lib/no.jar", "");
        Path second = zip("second.zip", "java/lib/a.jar", "java/lib/common.jar", "python/x.py");
        Path classes = folder.resolve("classes");
        List<Path> paths = classPath(
                ClassPathEntry.classes(classes),
                ClassPathEntry.layer(folder.resolve("first")),
                ClassPathEntry.layer(second));
        assertThat(paths)
                .extracting(path -> folder.relativize(path).toString().replaceFirst("^unpacked/[^/]+/[^/]+", "second"))
                .containsExactly(
                        "classes", "second/java/lib/a.jar", "first/java/lib/b.jar", "second/java/lib/common.jar");
        Path none = folder.resolve("none");
        assertThat(classPath(ClassPathEntry.layer(none))).containsExactly(none);
    }

    // ------------------------------------------------------------------------------------- Maven

    private static String pom(String artifact, String more) {
        return "<project><artifactId>" + artifact + "</artifactId>" + more + "</project>";
    }

    @Test
    void maven_is_asked_for_the_run_time_scope_once_for_each_state_of_its_files() throws Exception {
        write("pom.xml", pom("a", ""));
        Path classes = folder.resolve("target/classes");
        List<Path> expected = List.of(classes, Path.of("/r/a.dir"), Path.of("/r/b.dir"));
        assertThat(classPath(ClassPathEntry.project(folder))).isEqualTo(expected);
        assertThat(classPath(ClassPathEntry.project(folder))).isEqualTo(expected);
        assertThat(new BuildTools(tool, folder, progress::add).classPath(List.of(ClassPathEntry.project(folder))))
                .isEqualTo(expected);
        assertThat(tool.asked).hasSize(1);
        assertThat(tool.asked.get(0)).contains("dependency:build-classpath", "-DincludeScope=runtime");
        assertThat(progress)
                .containsExactly("Asking Maven for the class path of " + folder
                        + ": the first time, and after a change of its pom.xml");
        write("pom.xml", pom("a", "<!-- changed -->"));
        assertThat(classPath(ClassPathEntry.project(folder))).isEqualTo(expected);
        assertThat(tool.asked).hasSize(2);
        try (var files = Files.list(folder.resolve("target"))) {
            assertThat(files).containsExactly(folder.resolve("target/corsac.classpath"));
        }
    }

    @Test
    void a_changed_parent_or_a_dependency_that_has_gone_makes_maven_be_asked_again() throws Exception {
        write("pom.xml", pom("all", "<modules><module>a</module></modules>"));
        write("a/pom.xml", pom("a", "<parent><artifactId>all</artifactId></parent>"));
        Path jar = write("r.jar", "");
        tool.reported = jar.toString();
        ClassPathEntry module = ClassPathEntry.project(folder.resolve("a"));
        classPath(module);
        classPath(module);
        assertThat(tool.asked).hasSize(1);
        write("pom.xml", pom("all", "<modules><module>a</module></modules><!-- changed -->"));
        classPath(module);
        assertThat(tool.asked).hasSize(2);
        Files.delete(jar);
        classPath(module);
        assertThat(tool.asked).hasSize(3);
        assertThat(tools.watched(List.of(module)))
                .containsExactly(
                        folder.resolve("a/target/classes"), folder.resolve("a/pom.xml"), folder.resolve("pom.xml"));
    }

    @Test
    void a_module_that_uses_others_is_asked_for_in_their_common_project_and_has_their_classes() throws Exception {
        write(
                "pom.xml",
                pom("all", "<modules><module>parts</module><module>app</module><module>other</module></modules>"));
        write("parts/pom.xml", pom("parts", "<modules><module>base</module><module>words</module></modules>"));
        write("parts/base/pom.xml", pom("base", ""));
        String base = "<dependencies><dependency><artifactId>base</artifactId></dependency></dependencies>";
        write("parts/words/pom.xml", pom("words", base));
        write("app/pom.xml", pom("app", base.replace("base", "words")));
        write("other/pom.xml", pom("other", ""));
        tool.reported = String.join(
                File.pathSeparator,
                folder.resolve("parts/words/target/classes").toString(),
                folder.resolve("parts/base/target/base-1.jar").toString());
        ClassPathEntry app = ClassPathEntry.project(folder.resolve("app"));
        assertThat(classPath(app))
                .containsExactly(
                        folder.resolve("app/target/classes"),
                        folder.resolve("parts/words/target/classes"),
                        folder.resolve("parts/base/target/classes"));
        assertThat(tool.folders).containsExactly(folder);
        assertThat(tool.asked.get(0)).containsSequence("-pl", "app", "-am", "test-compile");
        assertThat(tools.watched(List.of(app)))
                .containsExactly(
                        folder.resolve("app/target/classes"),
                        folder.resolve("parts/words/target/classes"),
                        folder.resolve("parts/base/target/classes"),
                        folder.resolve("app/pom.xml"),
                        folder.resolve("parts/words/pom.xml"),
                        folder.resolve("parts/base/pom.xml"));
    }

    @Test
    void what_maven_says_of_a_mistake_is_reported_with_the_fix() throws Exception {
        write("pom.xml", pom("a", ""));
        tool.failure =
                "[ERROR] no such artifact\n[ERROR] \n[ERROR] Re-run Maven using the -X switch\n[ERROR] re-run Maven";
        assertThatThrownBy(() -> classPath(ClassPathEntry.project(folder)))
                .isInstanceOf(LocalException.class)
                .hasMessageStartingWith(
                        "Maven cannot report the class path of " + folder + ":\n[ERROR] no such artifact\n")
                .hasMessageEndingWith("Fix the build, or write the class path as classpath.");
        assertThatThrownBy(() -> classPath(ClassPathEntry.project(folder.resolve("none"))))
                .hasMessageContaining("there is no pom.xml in " + folder.resolve("none"));
        write("pom.xml", "<project>\n<broken");
        assertThatThrownBy(() -> classPath(ClassPathEntry.project(folder)))
                .hasMessageContaining("pom.xml:2: it is not well-formed XML");
        ToolRunner missing = (where, command, files) -> {
            throw new IOException("Cannot run program \"mvn\"");
        };
        write("pom.xml", pom("a", ""));
        assertThatThrownBy(() -> new BuildTools(missing, folder, progress::add)
                        .classPath(List.of(ClassPathEntry.project(folder))))
                .hasMessageContaining(
                        "Cannot run program \"mvn\". Install Maven, or write the class path as classpath.");
    }

    @Test
    void a_wrapper_of_the_module_or_of_the_project_around_it_is_used() throws Exception {
        write("pom.xml", pom("all", "<modules><module>a</module></modules>"));
        write("a/pom.xml", pom("a", ""));
        Path wrapper = write(File.separatorChar == '/' ? "mvnw" : "mvnw.cmd", "");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        classPath(ClassPathEntry.project(folder.resolve("a")));
        assertThat(tool.asked.get(0).get(0)).isEqualTo(wrapper.toString());
    }
}
