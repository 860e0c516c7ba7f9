package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A CDK app in Java, one stack for each source that is added. CDK runs in Node.js and is fetched once, by Maven. */
final class CdkApp {

    private static final String VERSION = "2.263.0";

    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();

    CdkApp(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a stack and returns its name.
     *
     * @param imports of its source
     * @param body of its constructor
     */
    String stack(List<String> imports, String body) {
        String name = "Stack" + sources.size();
        sources.put(
                name,
                "package app;\nimport java.util.*;\nimport software.constructs.Construct;\nimport software.amazon.awscdk.Stack;\n"
                        + "import software.amazon.awscdk.StackProps;\n"
                        + imports.stream()
                                .map(each -> "import software.amazon.awscdk." + each + ";\n")
                                .collect(Collectors.joining())
                        + "class " + name + " extends Stack {\n" + name
                        + "(Construct scope, StackProps props) {\nsuper(scope, \"" + name + "\", props);\n" + body
                        + "\n}\n}\n");
        return name;
    }

    /** Compiles and synthesises the app; returns the template of each stack. Skips the test where there is no CDK. */
    Map<String, String> templates() throws Exception {
        String classPath = classPath();
        StringBuilder main = new StringBuilder("""
                package app;
                import software.amazon.awscdk.*;
                public class Main {
                    public static void main(String[] args) {
                        App app = new App(AppProps.builder().outdir("cdk.out").build());
                        StackProps props = StackProps.builder()
                                .env(Environment.builder().account("123456789012").region("eu-west-1").build()).build();
                """);
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classPath, "-d", folder.toString()));
        Files.createDirectories(folder.resolve("app"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("app").resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
            main.append("        new ").append(source.getKey()).append("(app, props);\n");
        }
        main.append("        app.synth();\n    }\n}\n");
        arguments.add(Files.writeString(folder.resolve("app/Main.java"), main).toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the snippets compile")
                .isZero();
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + ":" + classPath,
                        "app.Main")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as(output).isZero();
        Map<String, String> templates = new LinkedHashMap<>();
        for (String name : sources.keySet()) {
            templates.put(name, Files.readString(folder.resolve("cdk.out/" + name + ".template.json")));
        }
        return templates;
    }

    private static String classPath() throws Exception {
        assumeTrue(succeeds("node", "--version"), "skipped: Node.js, which CDK runs in, is not installed");
        Path home = Path.of("target", "cdk-" + VERSION).toAbsolutePath();
        Path jars = home.resolve("jars");
        Path done = home.resolve("fetched");
        if (!Files.exists(done)) {
            Files.createDirectories(home);
            Path pom = Files.writeString(home.resolve("pom.xml"), """
                    <project xmlns="http://maven.apache.org/POM/4.0.0">
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>dev.corsac.test</groupId><artifactId>cdk</artifactId><version>1</version>
                      <dependencies><dependency>
                        <groupId>software.amazon.awscdk</groupId><artifactId>aws-cdk-lib</artifactId><version>%s</version>
                      </dependency></dependencies>
                    </project>
                    """.formatted(VERSION));
            assumeTrue(
                    succeeds(
                            "mvn",
                            "-q",
                            "-f",
                            pom.toString(),
                            "dependency:copy-dependencies",
                            "-DoutputDirectory=" + jars),
                    "skipped: aws-cdk-lib cannot be fetched by Maven");
            Files.createFile(done);
        }
        try (Stream<Path> all = Files.list(jars)) {
            return all.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
