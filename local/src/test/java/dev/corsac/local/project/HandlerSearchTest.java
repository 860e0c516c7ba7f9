package dev.corsac.local.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.corsac.config.HandlerFinder;
import dev.corsac.config.HandlerFinder.EventSource;
import dev.corsac.config.HandlerFinder.Handler;
import dev.corsac.config.ToolRunner;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers of projects as a compiler and a build tool leave them. */
class HandlerSearchTest {

    private static final String STREAM =
            "public void handleRequest(java.io.InputStream in, java.io.OutputStream out, com.amazonaws.services.lambda.runtime.Context c) {}";

    @TempDir
    Path folder;

    private final List<Path> libraries = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private int asked;

    @BeforeEach
    void aMavenProject() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project><artifactId>a</artifactId></project>");
    }

    /** Maven, which reports the libraries. */
    private HandlerFinder.Found search() {
        ToolRunner maven = (where, command, files) -> {
            asked++;
            for (String word : command) {
                if (word.startsWith("-Dmdep.outputFile=")) {
                    Files.writeString(
                            Path.of(word.substring(word.indexOf('=') + 1)),
                            String.join(
                                    File.pathSeparator,
                                    libraries.stream().map(Path::toString).toList()));
                }
            }
            return new ToolRunner.Result(0, "", "");
        };
        return new HandlerSearch(new BuildTools(maven, folder.resolve("unpacked"), progress::add)).in(folder);
    }

    private List<Handler> handlers() {
        return search().modules().stream()
                .flatMap(module -> module.handlers().stream())
                .toList();
    }

    /** Compiles sources, each of which is a class's name and its text. */
    private void compile(Path into, String... sources) throws IOException {
        Files.createDirectories(into);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        for (int i = 0; i < sources.length; i += 2) {
            String text = sources[i + 1];
            files.add(
                    new SimpleJavaFileObject(
                            URI.create("string:///" + sources[i].replace('.', '/') + ".java"),
                            JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return text;
                        }
                    });
        }
        List<Path> path = new ArrayList<>(libraries);
        path.add(folder.resolve("target/classes"));
        String lambda =
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
        String classPath = lambda
                + File.pathSeparator
                + String.join(
                        File.pathSeparator, path.stream().map(Path::toString).toList());
        List<String> options = List.of("-d", into.toString(), "-cp", classPath, "-proc:none", "-parameters");
        assertThat(compiler.getTask(null, null, null, options, null, files).call())
                .isTrue();
    }

    private void library(String name, String... sources) throws IOException {
        Path classes = folder.resolve("library-" + name);
        compile(classes, sources);
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
        libraries.add(jar);
    }

    private void own(String... sources) throws IOException {
        compile(folder.resolve("target/classes"), sources);
    }

    @Test
    void the_projects_own_handlers_are_found_without_a_question_to_maven() throws IOException {
        own(
                "a.Orders",
                "package a; public class Orders implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {"
                        + STREAM + "}",
                "a.Inherited",
                "package a; public class Inherited extends Orders {}",
                "a.NoConstructor",
                "package a; public class NoConstructor extends Orders { public NoConstructor(int i) {} }",
                "a.Base",
                "package a; public abstract class Base extends Orders {}",
                "a.Hidden",
                "package a; class Hidden extends Orders {}",
                "a.Other",
                "package a; public class Other implements Runnable { public void run() {} }");
        assertThat(handlers())
                .extracting(Handler::className, Handler::where)
                .containsExactly(tuple("a.Inherited", "in target/classes"), tuple("a.Orders", "in target/classes"));
        assertThat(asked).isZero();
    }

    @Test
    void a_class_under_a_librarys_superclass_is_a_handler_if_that_is_one() throws IOException {
        library(
                "base.jar",
                "lib.Base",
                "package lib; public abstract class Base implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {"
                        + STREAM + "}",
                "lib.Middle",
                "package lib; public class Middle extends Base {}",
                "lib.Plain",
                "package lib; public class Plain {}");
        own(
                "a.Orders",
                "package a; public class Orders extends lib.Middle {}",
                "a.Other",
                "package a; public class Other extends lib.Plain {}");
        assertThat(handlers()).extracting(Handler::className).containsExactly("a.Orders");
        assertThat(asked).isOne();
        assertThat(progress).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "org.springframework.cloud.function.adapter.aws.FunctionInvoker, Spring Cloud Function, REST_API, a.App",
        "com.amazonaws.serverless.proxy.spring.SpringDelegatingLambdaContainerHandler, serverless-java-container, REST_API, a.App",
        "io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction, Micronaut, REST_API,",
        "io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction, Micronaut, HTTP_API,",
    })
    void a_frameworks_handler_in_its_library_is_named_with_what_it_needs(
            String name, String framework, EventSource source, String main) throws IOException {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        String itsPackage = name.substring(0, name.lastIndexOf('.'));
        library(
                "framework-1.jar",
                name,
                "package " + itsPackage + "; public class " + simple
                        + " implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {" + STREAM + "}",
                "org.springframework.boot.autoconfigure.SpringBootApplication",
                "package org.springframework.boot.autoconfigure; public @interface SpringBootApplication {}");
        own("a.App", "package a; @org.springframework.boot.autoconfigure.SpringBootApplication public class App {}");
        assertThat(handlers())
                .containsExactly(new Handler(
                        name,
                        framework,
                        source,
                        main == null ? Map.of() : Map.of("MAIN_CLASS", main),
                        true,
                        "in framework-1.jar"));
    }

    @Test
    void quarkus_is_run_from_its_package_because_its_generated_code_is_nowhere_else() throws IOException {
        String name = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler";
        library(
                "io.quarkus.quarkus-amazon-lambda-http-3.jar",
                name,
                "package io.quarkus.amazon.lambda.runtime; public class QuarkusStreamHandler"
                        + " implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {" + STREAM + "}");
        own("a.App", "package a; public class App {}");
        HandlerFinder.Found before = search();
        assertThat(before.modules()).isEmpty();
        assertThat(before.missing()).hasSize(1);
        assertThat(before.missing().get(0)).contains("function.zip", "Package it first: mvn package");
        Path zip = folder.resolve("target/function.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("lib/io.quarkus.quarkus-amazon-lambda-http-3.jar"));
            Files.copy(libraries.get(0), entries);
        }
        assertThat(search().modules())
                .containsExactly(new HandlerFinder.Module(
                        "Maven",
                        "package",
                        "target/function.zip",
                        List.of(new Handler(
                                name, "Quarkus", EventSource.HTTP_API, Map.of(), true, "in target/function.zip"))));
    }

    @Test
    void a_lone_handler_of_an_unknown_library_is_taken_and_of_several_one_is_to_be_named() throws IOException {
        String handler = " implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {" + STREAM + "}";
        library("one.jar", "lib.One", "package lib; public class One" + handler);
        own("a.App", "package a; public class App {}");
        assertThat(handlers()).extracting(Handler::className).containsExactly("lib.One");
        library("two.jar", "lib.Two", "package lib; public class Two" + handler);
        Files.writeString(folder.resolve("pom.xml"), "<project><artifactId>b</artifactId></project>");
        HandlerFinder.Found several = search();
        assertThat(several.modules()).isEmpty();
        assertThat(several.missing())
                .singleElement()
                .asString()
                .contains("lib.One, lib.Two", "functions in corsac.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "APIGatewayV2HTTPEvent, HTTP_API",
        "APIGatewayProxyRequestEvent, REST_API",
        "SQSEvent, OTHER",
        "ScheduledEvent, OTHER",
    })
    void the_event_that_a_handler_takes_decides_what_sends_it(String event, EventSource source) throws IOException {
        String type = "com.amazonaws.services.lambda.runtime.events." + event;
        own(
                "a.Orders",
                "package a; public class Orders implements com.amazonaws.services.lambda.runtime.RequestHandler<" + type
                        + ", String> { public String handleRequest(" + type
                        + " e, com.amazonaws.services.lambda.runtime.Context c) { return null; } }");
        assertThat(handlers()).extracting(Handler::source).containsExactly(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java   | public class Orders implements RequestHandler<Map<String, Object>, String> {} | true",
                "java   | public abstract class Orders implements RequestStreamHandler {}               | false",
                "java   | class Orders implements RequestStreamHandler {}                               | false",
                "java   | public class Orders extends CorsStreamHandler {}                              | true",
                "java   | public class Orders extends Thread {}                                         | false",
                "kotlin | class Orders : RequestHandler<Map<String, Any>, String> {                     | true",
                "kotlin | class Orders : ApiGatewayV2LambdaFunction(AppLoader { app })                  | true",
                "kotlin | internal class Orders : RequestStreamHandler {                                | false",
            })
    void before_it_is_built_the_sources_are_searched(String language, String source, boolean handler)
            throws IOException {
        Path file = folder.resolve("src/main/" + language + "/a/Orders." + (language.equals("java") ? "java" : "kt"));
        Files.createDirectories(file.getParent());
        Files.write(file, ("package a\n\n" + source + "\n").getBytes(StandardCharsets.UTF_8));
        List<Handler> found = handlers();
        assertThat(found).hasSize(handler ? 1 : 0);
        assertThat(found).allSatisfy(each -> {
            assertThat(each.className()).isEqualTo("a.Orders");
            assertThat(each.where()).isEqualTo("in src/main/" + language + "; build it before corsac up");
        });
    }
}
