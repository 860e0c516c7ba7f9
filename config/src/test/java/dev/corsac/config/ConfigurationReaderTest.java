package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {

    private static final String GOOD = """
            sites:
              shop:
                host: shop.localhost
                port: 8080
                directory: web
                files:
                  config.json: '{"api": "${apis.shop.url}"}'
            apis:
              shop:
                hosts: [api.shop.localhost, api.localhost]
                port: 8081
                routes:
                  GET /orders/{id}: orders
            functions:
              orders:
                handler: com.example.Orders
                classpath: [classes, lib/*]
                environment:
                  ALLOWED_ORIGINS: ${sites.shop.origin} https://example.com
                timeout: 3
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(folder.resolve("web"));
        Files.createDirectories(folder.resolve("lib"));
        Files.createFile(folder.resolve("lib/b.jar"));
        Files.createFile(folder.resolve("lib/a.jar"));
        Files.createFile(folder.resolve("lib/readme.txt"));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("corsac.yaml"), yaml);
    }

    @Test
    void paths_are_those_of_the_file_and_addresses_can_be_referred_to() throws IOException {
        Configuration configuration = ConfigurationReader.read(DiskFiles.ALL, file(GOOD), null);
        assertThat(configuration.fronts())
                .extracting(FrontSpec::reference, FrontSpec::url, FrontSpec::hosts, FrontSpec::folders)
                .containsExactly(
                        tuple(
                                "sites.shop",
                                "http://shop.localhost:8080",
                                List.of("shop.localhost"),
                                List.of(folder.resolve("web"))),
                        tuple(
                                "apis.shop",
                                "http://api.shop.localhost:8081",
                                List.of("api.shop.localhost", "api.localhost"),
                                List.of()));
        assertThat(configuration.functions())
                .containsExactly(FunctionSettings.builder(
                                "orders",
                                new FunctionProgram.Java(
                                        "com.example.Orders",
                                        List.of(
                                                ClassPathEntry.classes(folder.resolve("classes")),
                                                ClassPathEntry.jars(folder.resolve("lib")))),
                                folder)
                        .environment(Map.of("ALLOWED_ORIGINS", "http://shop.localhost:8080 https://example.com"))
                        .memory(512)
                        .timeout(Duration.ofSeconds(3))
                        .concurrency(4)
                        .build());
        Assembled assembled = Assembled.of(configuration);
        assertThat(assembled.get("sites.shop", "/config.json").text())
                .isEqualTo("{\"api\": \"http://api.shop.localhost:8081\"}");
        assertThat(assembled.get("apis.shop", "/orders/7").text()).contains("\"resource\":\"/orders/{id}\"");
    }

    private FunctionSettings function(String settings) throws IOException {
        return ConfigurationReader.read(
                        DiskFiles.ALL,
                        file(GOOD.replaceAll("(?s)    handler:.*", "")
                                .replace("orders:\n", "orders: {" + settings + "}\n")),
                        null)
                .functions()
                .get(0);
    }

    @Test
    void a_java_function_is_a_class_path_a_jar_a_package_or_a_project() throws IOException {
        assertThat(function("handler: a.B, jar: target/a.jar").program())
                .isEqualTo(new FunctionProgram.Java(
                        "a.B", List.of(ClassPathEntry.packaged(folder.resolve("target/a.jar")))));
        assertThat(function("handler: a.B, package: build/a.zip, layers: [common, more.zip]")
                        .program())
                .isEqualTo(new FunctionProgram.Java(
                        "a.B",
                        List.of(
                                ClassPathEntry.packaged(folder.resolve("build/a.zip")),
                                ClassPathEntry.layer(folder.resolve("common")),
                                ClassPathEntry.layer(folder.resolve("more.zip")))));
        assertThat(function("handler: a.B, project: .").program())
                .isEqualTo(new FunctionProgram.Java("a.B", List.of(ClassPathEntry.project(folder))));
        assertThat(function("handler: a.B, classpath: lib/*, runtime: aws").program())
                .isEqualTo(new FunctionProgram.Java(
                        "a.B", List.of(ClassPathEntry.jars(folder.resolve("lib"))), FunctionProgram.Client.AWS));
    }

    @Test
    void any_other_function_is_a_command_in_a_folder() throws IOException {
        FunctionSettings spec = function("command: node app.mjs, folder: fn, watch: [lib, ../x.json], handler: app.h");
        assertThat(spec.program())
                .isEqualTo(new FunctionProgram.Command(
                        List.of("node", "app.mjs"),
                        "app.h",
                        List.of(folder.resolve("fn/lib"), folder.resolve("x.json"))));
        assertThat(spec.folder()).isEqualTo(folder.resolve("fn"));
        assertThat(function("command: [./a b, c d]").program())
                .isEqualTo(new FunctionProgram.Command(List.of("./a b", "c d"), "", List.of()));
    }

    private void java(String home, String release) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(home).resolve("bin"));
        Files.writeString(bin.resolve("java"), "");
        Files.writeString(folder.resolve(home).resolve("release"), release);
    }

    @Test
    void a_java_function_may_have_a_java_of_its_own() throws IOException {
        java("jdk-21", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.2\"\n");
        assertThat(function("handler: a.B, jar: a.jar, java: jdk-21").javaHome())
                .isEqualTo(new JavaHome(folder.resolve("jdk-21"), 21));
        assertThat(function("handler: a.B, jar: a.jar").javaHome()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "handler: a.B, jar: a.jar, java: nowhere     | there is no folder",
                "handler: a.B, jar: a.jar, java: empty       | has no bin/java. Write the home of a JDK or JRE",
                "handler: a.B, jar: a.jar, java: jdk-21/bin  | has no bin/java. Did you mean",
                "handler: a.B, jar: a.jar, java: mac         | mac/Contents/Home?",
                "handler: a.B, jar: a.jar, java: odd         | states JAVA_VERSION",
                "handler: a.B, jar: a.jar, java: jdk-8       | is Java 8. Write the home of Java 17 or newer",
                "handler: a.B, jar: a.jar, java: jdk-11      | is Java 11. Write the home of Java 17 or newer",
                "command: ./b, java: jdk-21                  | functions.orders.java is for Java"
            })
    void a_java_that_cannot_run_functions_is_an_error_with_its_place(String settings, String message)
            throws IOException {
        java("jdk-21", "JAVA_VERSION=\"21.0.2\"\n");
        java("jdk-11", "JAVA_VERSION=\"11\"\n");
        java("jdk-8", "JAVA_VERSION=\"1.8.0_402\"\n");
        java("odd", "NAME=\"x\"\n");
        java("mac/Contents/Home", "JAVA_VERSION=\"21\"\n");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> function(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("corsac.yaml") + ":")
                .hasMessageContaining("functions.orders.java")
                .hasMessageContaining(message);
    }

    @Test
    void a_function_to_debug_has_one_process() throws IOException {
        FunctionSettings spec = function("handler: a.B, jar: a.jar, debug: 5005");
        assertThat(spec.debugPort()).isEqualTo(5005);
        assertThat(spec.concurrency()).isEqualTo(1);
        assertThat(function("handler: a.B, jar: a.jar, concurrency: 7").concurrency())
                .isEqualTo(7);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "handler: a.B                              | functions.orders needs \"classpath\", \"jar\", \"package\"",
                "handler: a.B, jar: a.jar, project: .      | functions.orders has jar and project: it needs one of",
                "handler: a.B, jar: a.jar, runtime: node   | functions.orders.runtime is \"node\": it must be one of corsac, aws",
                "handler: a.B, jar: a.jar, watch: src      | functions.orders.watch is for a function with a command",
                "command: ./b, jar: a.jar                  | functions.orders.jar is for Java, and this function has",
                "command: ./b, debug: 5005                 | functions.orders.debug is for Java: a command takes",
                "handler: a.B, jar: a.jar, debug: 1, concurrency: 2 | functions.orders.concurrency is \"2\": with \"debug\"",
                "command: []                               | functions.orders.command is an empty list",
                "command: ./b, environment: {'A=B': x}     | functions.orders.environment: \"A=B\" is not a valid name of an environment variable. AWS accepts",
                "command: ./b, environment: {A: x}         | functions.orders.environment: \"A\" is not a valid name",
                "command: ./b, environment: {1A: x}        | functions.orders.environment: \"1A\" is not a valid name",
                "command: ./b, environment: {A-B: x}       | functions.orders.environment: \"A-B\" is not a valid name",
                "command: ./b, environment: {AWS_REGION: eu-west-1} | AWS_REGION is set by Lambda, and AWS refuses a function that sets it. Remove it, and set it in the shell",
                "command: ./b, environment: {_HANDLER: x}  | _HANDLER is set by Lambda",
                "command: ./b, environment: {LAMBDA_TASK_ROOT: x} | LAMBDA_TASK_ROOT is set by Lambda, and AWS refuses a function that sets it. Remove it",
                "command: ./b, environment: {AB: \"x\\0y\"} | the value of AB contains a NUL character",
                "command: ./b, concurrency: 0              | functions.orders.concurrency is \"0\": it must be a number from 1 to 100",
            })
    void a_functions_mistake_is_named_with_its_place_and_the_fix(String settings, String message) {
        assertThatThrownBy(() -> function(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("corsac.yaml") + ":")
                .hasMessageContaining(message);
    }

    @Test
    void options_of_the_command_line_are_for_all_functions() throws IOException {
        Configuration configuration = ConfigurationReader.read(
                DiskFiles.ALL, file(GOOD + "  second: {handler: a.B, jar: a.jar}\n  third: {command: ./b}\n"), null);
        List<FunctionSettings> functions = new FunctionOptions(FunctionProgram.Client.AWS, 9, 60, 5005)
                .applied(configuration)
                .functions();
        assertThat(functions).extracting(FunctionSettings::debugPort).containsExactly(5005, 5006, null);
        assertThat(functions).extracting(FunctionSettings::concurrency).containsExactly(1, 1, 9);
        assertThat(((FunctionProgram.Java) functions.get(0).program()).client()).isEqualTo(FunctionProgram.Client.AWS);
        assertThat(new FunctionOptions(null, null, null, null).applied(configuration))
                .isEqualTo(configuration);
    }

    @Test
    void options_that_make_no_sense_are_named() throws IOException {
        Configuration java = ConfigurationReader.read(DiskFiles.ALL, file(GOOD), null);
        Configuration command = ConfigurationReader.read(
                DiskFiles.ALL, file(GOOD.replaceAll("(?s)    handler:.*", "    command: ./b")), null);
        assertThatThrownBy(() -> new FunctionOptions(null, 0, null, null).applied(java))
                .hasMessageContaining("--concurrency 0");
        assertThatThrownBy(() -> new FunctionOptions(null, null, null, 70_000).applied(java))
                .hasMessageContaining("--debug 70000");
        assertThatThrownBy(() -> new FunctionOptions(null, null, null, 5005).applied(command))
                .hasMessageContaining("no Java function to debug");
    }

    @Test
    void all_ports_move_and_references_follow() throws IOException {
        Configuration configuration = ConfigurationReader.read(DiskFiles.ALL, file(GOOD), 9000);
        assertThat(configuration.fronts().get(0).origin()).isEqualTo("http://shop.localhost:9000");
        assertThat(configuration.fronts().get(1).url()).isEqualTo("http://api.shop.localhost:9001");
        assertThat(configuration.functions().get(0).environment())
                .containsEntry("ALLOWED_ORIGINS", "http://shop.localhost:9000 https://example.com");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 to 1", "65535, 65535 to 65536", "-5, -5 to -4"})
    void ports_that_do_not_exist_are_refused(int port, String message) throws IOException {
        Path file = file(GOOD);
        assertThatThrownBy(() -> ConfigurationReader.read(DiskFiles.ALL, file, port))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--port " + port)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "port: 8080            | port: eighty       | :4:11: sites.shop.port is \"eighty\": it must be a number from 1 to 65535",
                "port: 8080            | port: 70000        | :4:11: sites.shop.port is \"70000\"",
                "host: shop.localhost  | hots: shop         | 3:5: sites.shop has no \"hots\". Did you mean host?",
                "host: shop.localhost  | index: i.html      | :3:5: sites.shop needs \"host\"",
                "host: shop.localhost  | host: [a]          | :3:11: sites.shop.host is a list: it must be text",
                "directory: web        | directory: wbe     | :5:16: sites.shop.directory: there is no folder",
                "port: 8081            | routs: {}          | :11:5: apis.shop has no \"routs\". Did you mean routes?",
                "GET /orders/{id}:     | /orders:           | the route \"/orders\" is not a method and a path",
                "{id}: orders          | {id}: ordres       | which is not among functions: orders. Did you mean orders?",
                "${sites.shop.origin}  | ${sites.shp.url}   | unknown reference ${sites.shp.url}. Did you mean ${sites.shop.url}?",
                "${sites.shop.origin}  | ${sites.shop       | unknown reference",
                "handler: com          | hander: com        | functions.orders has no \"hander\". Did you mean handler?",
                "classpath: [classes,  | classpath: {a: [b, | not valid YAML",
                "classpath: [classes, lib/*] | classpath: []| functions.orders.classpath is an empty list",
                "timeout: 3            | timeout: 0         | functions.orders.timeout is \"0\": it must be a number from 1 to 900",
                "files:                | wobble:          | :6:5: sites.shop has no \"wobble\". It can have host, port, directory, index",
                "files:                | dirctory:        | :6:5: sites.shop has no \"dirctory\". Did you mean directory?",
                "port: 8081            | port: 8080       | :11:11: apis.shop.port is \"8080\", which sites.shop has already",
                "host: shop.localhost  | host:            | :3:10: sites.shop.host is empty: it must be text",
                "hosts: [api           | hosts: [{}, api  | :10:13: apis.shop.hosts[0] is a mapping: it must be text",
                "timeout: 3            | memory: 100       | functions.orders.memory is \"100\": it must be a number from 128 to 10240",
                "sites:                | apis:              | \"apis\" is written twice",
                "sites:                | piles:             | the file has no \"piles\". It can have from, parameters, ",
            })
    void a_mistake_is_named_with_its_place_and_the_fix(String right, String wrong, String message) throws IOException {
        assertThat(GOOD).contains(right);
        Path file = file(GOOD.replace(right, wrong));
        assertThatThrownBy(() -> ConfigurationReader.read(DiskFiles.ALL, file, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"'', is empty", "'a: [', not valid YAML", "'{}', neither a site nor an API", "'[]', names with a colon"
    })
    void a_file_that_says_nothing_is_refused(String yaml, String message) throws IOException {
        Path file = file(yaml);
        assertThatThrownBy(() -> ConfigurationReader.read(DiskFiles.ALL, file, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> ConfigurationReader.read(DiskFiles.ALL, folder.resolve("none.yaml"), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no " + folder.resolve("none.yaml"));
    }
}
