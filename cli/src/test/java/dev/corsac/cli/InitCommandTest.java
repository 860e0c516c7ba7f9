package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Assembled;
import dev.corsac.config.Configuration;
import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.FrontSpec;
import dev.corsac.config.Schema;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {

    private static final String STREAM_HANDLER = "com/amazonaws/services/lambda/runtime/RequestStreamHandler";
    private static final int PUBLIC = 0x0021;
    private static final int ABSTRACT = 0x0421;

    @TempDir
    Path outside;

    private Path folder() throws IOException {
        return Files.createDirectories(outside.resolve("My Shop"));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** A class file as short as the JVM's specification lets it be. */
    private void writeClass(String root, int access, String name, String above, String... interfaces)
            throws IOException {
        List<String> names = new ArrayList<>(List.of(name, above));
        names.addAll(List.of(interfaces));
        int constructor = 2 * names.size() + 3;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xcafebabe);
            out.writeInt(61);
            out.writeShort(constructor + 2);
            for (int i = 0; i < names.size(); i++) {
                out.writeByte(1);
                out.writeUTF(names.get(i));
                out.writeByte(7);
                out.writeShort(2 * i + 1);
            }
            out.writeByte(5); // a long, which takes two places
            out.writeLong(1);
            out.writeByte(1);
            out.writeUTF("<init>");
            out.writeByte(1);
            out.writeUTF("()V");
            out.writeShort(access);
            out.writeShort(2);
            out.writeShort(4);
            out.writeShort(interfaces.length);
            for (int i = 0; i < interfaces.length; i++) {
                out.writeShort(6 + 2 * i);
            }
            out.writeShort(0); // fields
            out.writeShort(1); // methods
            out.writeShort(1); // public
            out.writeShort(constructor);
            out.writeShort(constructor + 1);
            out.writeShort(0);
        }
        Path file = folder().resolve(root).resolve(name + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes.toByteArray());
    }

    private CommandLineRun init(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("init", folder().toString()));
        arguments.addAll(List.of(options));
        return CommandLineRun.of("", arguments.toArray(String[]::new));
    }

    /** What was written, which can be read. */
    private Configuration written() throws IOException {
        return ConfigurationReader.read(DiskFiles.ALL, folder().resolve("corsac.yaml"), null);
    }

    @Test
    void a_maven_project_with_one_handler_and_a_page_runs() throws IOException {
        write("pom.xml", "<project/>");
        write("web/index.html", "home");
        writeClass("target/classes", PUBLIC, "com/example/OrdersFunction", "java/lang/Object", STREAM_HANDLER);
        CommandLineRun run = init();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "Found the page in web",
                        "the handler com.example.OrdersFunction in target/classes",
                        "Written: ");
        Configuration configuration = written();
        assertThat(configuration.functions()).hasSize(1);
        assertThat(configuration.functions().get(0).program())
                .isEqualTo(new FunctionProgram.Java(
                        "com.example.OrdersFunction", List.of(ClassPathEntry.project(folder()))));
        assertThat(configuration.functions().get(0).environment())
                .isEqualTo(Map.of("ALLOWED_ORIGINS", "http://my-shop.localhost:8080"));
        Assembled assembled = Assembled.of(configuration);
        assertThat(assembled.get("sites.page", "/").text()).isEqualTo("home");
        assertThat(assembled.get("apis.api", "/a/b").header("x-function")).isEqualTo("orders");
        assertThat(assembled.get("apis.api", "/").header("x-function")).isEqualTo("orders");
    }

    @Test
    void a_page_that_is_not_built_is_that_of_its_dev_server() throws IOException {
        write("pom.xml", "<project/>");
        write("package.json", "{\"devDependencies\": {\"vite\": \"^7\"}}");
        writeClass("target/classes", PUBLIC, "a/Orders", "java/lang/Object", STREAM_HANDLER);
        assertThat(init().out()).contains("Found the page of a dev server at http://localhost:5173");
        assertThat(written().functions().get(0).environment())
                .isEqualTo(Map.of("ALLOWED_ORIGINS", "http://localhost:5173"));
        write("dist/index.html", "built");
        assertThat(init("--force").out()).contains("Found the page in dist").doesNotContain("5173");
        write("package.json", "{}");
        Files.delete(folder().resolve("dist/index.html"));
        assertThat(init("--force").out())
                .contains("Not taken over: the page that package.json builds: build it into dist");
    }

    @Test
    void what_is_written_names_its_schema_which_is_there() throws IOException {
        write("public/index.html", "home");
        init();
        String first = Files.readAllLines(folder().resolve("corsac.yaml")).get(0);
        assertThat(first).isEqualTo("# yaml-language-server: $schema=.corsac/corsac.schema.json");
        assertThat(folder().resolve(".corsac/corsac.schema.json")).hasContent(Schema.text());
    }

    @Test
    void handlers_are_public_classes_that_can_be_made_whatever_they_extend() throws IOException {
        write("pom.xml", "<project/>");
        String classes = "target/classes";
        writeClass(classes, ABSTRACT, "a/Base", "java/lang/Object", STREAM_HANDLER);
        writeClass(classes, PUBLIC, "a/Orders", "a/Base");
        writeClass(classes, PUBLIC, "a/Cors", "dev/corsac/lambda/CorsStreamHandler");
        writeClass(classes, PUBLIC, "a/Typed", "dev/corsac/lambda/events/CorsHttpApiHandler");
        writeClass(classes, 0x0020, "a/Hidden", "a/Base");
        writeClass(classes, PUBLIC, "a/Other", "java/lang/Object", "java/lang/Runnable");
        Files.writeString(folder().resolve(classes).resolve("a/Broken.class"), "none");
        init();
        assertThat(written().functions()).extracting("name").containsExactly("cors", "orders", "typed");
        Assembled assembled = Assembled.of(written());
        assertThat(assembled.get("apis.api", "/orders/7").header("x-function")).isEqualTo("orders");
        assertThat(assembled.get("apis.api", "/typed").header("x-function")).isEqualTo("typed");
    }

    @Test
    void before_it_is_built_the_sources_are_looked_at() throws IOException {
        write("pom.xml", "<project/>");
        write(
                "src/main/java/a/Orders.java",
                "package a;\n\n/** A handler. */\npublic class Orders implements RequestHandler<Map<String, Object>, String> {}\n");
        write(
                "src/main/java/a/Base.java",
                "package a;\npublic abstract class Base implements RequestStreamHandler {}\n");
        assertThat(init().out()).contains("the handler a.Orders in src/main/java; build it before corsac up");
        assertThat(written().functions()).hasSize(1);
    }

    @Test
    void a_gradle_project_is_asked_for_its_class_path_when_it_runs() throws IOException {
        write("build.gradle.kts", "");
        writeClass("build/classes/kotlin/main", PUBLIC, "a/Orders", "java/lang/Object", STREAM_HANDLER);
        assertThat(init().out())
                .contains("Found a Gradle project", "the handler a.Orders in build/classes/kotlin/main");
        assertThat(written().functions().get(0).program())
                .isEqualTo(new FunctionProgram.Java("a.Orders", List.of(ClassPathEntry.project(folder()))));
    }

    @Test
    void the_modules_of_a_parent_are_searched() throws IOException {
        write(
                "pom.xml",
                "<project><artifactId>all</artifactId><modules><module>a</module><module>b</module></modules></project>");
        write("a/pom.xml", "<project><artifactId>a</artifactId></project>");
        write("b/pom.xml", "<project><artifactId>b</artifactId></project>");
        writeClass("a/target/classes", PUBLIC, "a/Orders", "java/lang/Object", STREAM_HANDLER);
        writeClass("b/target/classes", PUBLIC, "b/Customers", "java/lang/Object", STREAM_HANDLER);
        assertThat(init().out()).contains("Found a Maven project in a", "Found a Maven project in b");
        assertThat(written().functions())
                .extracting(function -> ((FunctionProgram.Java) function.program()).classPath())
                .containsExactly(
                        List.of(ClassPathEntry.project(folder().resolve("a"))),
                        List.of(ClassPathEntry.project(folder().resolve("b"))));
        Assembled assembled = Assembled.of(written());
        assertThat(assembled.get("apis.api", "/orders").header("x-function")).isEqualTo("orders");
        assertThat(assembled.get("apis.api", "/customers").header("x-function")).isEqualTo("customers");
    }

    @Test
    void a_handler_of_a_library_is_named_with_its_framework_and_gets_the_api_whose_events_it_takes()
            throws IOException {
        write("pom.xml", "<project><artifactId>a</artifactId></project>");
        writeClass("target/classes", PUBLIC, "a/Hello", "org/http4k/serverless/ApiGatewayV2LambdaFunction");
        assertThat(init().out()).contains("the handler a.Hello of http4k in target/classes");
        assertThat(written().fronts()).extracting("kind").containsExactly(FrontKind.HTTP_API);
        write("target/function.zip", "not a zip");
        assertThat(init("--force").out()).contains("Not taken over: ", "function.zip is not a zip or jar file");
    }

    @Test
    void a_template_is_named_and_only_what_it_cannot_say_is_written() throws IOException {
        write("package.json", "{}");
        write("public/index.html", "source");
        write("dist/index.html", "built");
        write("orders/pom.xml", "<project/>");
        write("template.yaml", """
                Transform: AWS::Serverless-2016-10-31
                Parameters: {Key: {Type: String}}
                Globals:
                  Function:
                    Runtime: java21
                    MemorySize: 1024
                    Environment:
                      Variables:
                        SHARED: "yes: it is"
                        KEY: !Ref Key
                Resources:
                  Table: {Type: AWS::DynamoDB::Table}
                  Site: {Type: AWS::S3::Bucket, Properties: {WebsiteConfiguration: {IndexDocument: index.html}}}
                  Public: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Site, PolicyDocument: {Statement: {Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "*"}}}}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: orders
                      Handler: com.example.Orders::handleRequest
                      Timeout: 7
                      Environment: {Variables: {ALLOWED_ORIGINS: !GetAtt Site.WebsiteURL}}
                      Events:
                        One: {Type: Api, Properties: {Path: "/orders/{id}", Method: get}}
                        Any: {Type: HttpApi, Properties: {Path: "/any/{proxy+}", Method: any}}
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties: {CodeUri: target/app.jar, Handler: com.example.Jar}
                  Node:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: nodejs22.x, Handler: app.handler, Events: {N: {Type: HttpApi, Properties: {Path: /node, Method: get}}}}
                """);
        CommandLineRun run = init();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Found the page in dist", "Found the template template.yaml")
                .contains("Not taken over: parameter Key, which is unknown: --parameter Key=VALUE");
        assertThat(Files.readString(folder().resolve("corsac.yaml")))
                .contains("from: template.yaml", "#   Key: VALUE", "sites:\n  Site:\n    directory: dist\n")
                .doesNotContain("orders/{id}");
        Configuration configuration = written();
        assertThat(configuration.functions()).extracting("name").containsExactly("Orders", "Worker");
        assertThat(configuration.functions().get(0).memory()).isEqualTo(1024);
        assertThat(configuration.functions().get(0).timeout()).hasSeconds(7);
        assertThat(configuration.functions().get(0).environment())
                .isEqualTo(Map.of("SHARED", "yes: it is", "ALLOWED_ORIGINS", "http://site.localhost:8080"));
        assertThat(configuration.notRunnable()).containsOnlyKeys("Node");
        assertThat(configuration.fronts())
                .extracting(FrontSpec::reference)
                .containsExactly("sites.Site", "apis.ServerlessRestApi", "apis.ServerlessHttpApi");
        Assembled assembled = Assembled.of(configuration);
        assertThat(assembled.get("sites.Site", "/").text()).isEqualTo("built");
        assertThat(assembled.get("apis.ServerlessRestApi", "/Prod/orders/7").header("x-function"))
                .isEqualTo("Orders");
        assertThat(assembled.get("apis.ServerlessHttpApi", "/any/7").header("x-function"))
                .isEqualTo("Orders");
        // No catch-all route, and a clear error where a function cannot be run.
        assertThat(assembled.get("apis.ServerlessHttpApi", "/else").status()).isEqualTo(404);
        assertThat(assembled.get("apis.ServerlessHttpApi", "/node").status()).isEqualTo(500);
        assertThat(assembled.get("apis.ServerlessHttpApi", "/node").attributed().reason())
                .contains("its runtime is nodejs22.x");
    }

    @Test
    void the_template_of_the_example_is_taken_over() throws IOException {
        write("template.yaml", Files.readString(Path.of("..", "examples", "shop", "infra", "sam", "template.yaml")));
        init();
        Configuration configuration = written();
        assertThat(configuration.functions()).hasSize(2);
        assertThat(configuration.fronts()).isNotEmpty();
    }

    @Test
    void of_several_templates_one_is_to_be_named() throws IOException {
        write("template.yaml", "AWSTemplateFormatVersion: x\nResources: {}");
        write("other.json", "{\"Resources\": {\"A\": {\"Type\": \"AWS::S3::Bucket\"}}}");
        CommandLineRun run = init();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "corsac init " + folder().resolve("template.yaml"),
                        "corsac init " + folder().resolve("other.json"));
        assertThat(folder().resolve("corsac.yaml")).doesNotExist();
        CommandLineRun up = CommandLineRun.of("", "up", folder().toString());
        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.err()).contains("corsac up " + folder().resolve("template.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWSTemplateFormatVersion: [",
                "AWSTemplateFormatVersion: x\nResources: []",
                "Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: AWS::Serverless::Api}}",
            })
    void a_template_with_a_mistake_is_an_error_with_its_place(String template) throws IOException {
        write("template.yaml", template);
        CommandLineRun run = init();
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains(folder().resolve("template.yaml") + ":").doesNotContain("\tat ");
        assertThat(folder().resolve("corsac.yaml")).doesNotExist();
    }

    @Test
    void nothing_is_overwritten_unless_that_is_asked_for() throws IOException {
        write("web/index.html", "home");
        write("corsac.yaml", "mine");
        CommandLineRun run = init();
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("corsac.yaml is there already, and stays as it is: --force");
        assertThat(folder().resolve("corsac.yaml")).hasContent("mine");
        assertThat(init("--force").exitCode()).isZero();
        assertThat(written().fronts()).hasSize(1);
    }

    @Test
    void a_folder_with_nothing_to_run_gets_no_file() throws IOException {
        write("pom.xml", "<project/>");
        CommandLineRun run = init();
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("neither a page nor a function was found in " + folder());
        assertThat(folder().resolve("corsac.yaml")).doesNotExist();
        assertThat(CommandLineRun.of("", "init", folder().resolve("none").toString())
                        .err())
                .contains("there is no folder");
    }
}
