package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.cli.Configuration.Api;
import dev.corsac.cli.Configuration.Function;
import dev.corsac.cli.Configuration.Route;
import dev.corsac.cli.Configuration.Site;
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
        Configuration configuration = ConfigurationReader.read(file(GOOD), null);
        assertThat(configuration)
                .isEqualTo(new Configuration(
                        List.of(new Site(
                                "shop",
                                "shop.localhost",
                                8080,
                                folder.resolve("web"),
                                "index.html",
                                null,
                                Map.of("config.json", "{\"api\": \"http://api.shop.localhost:8081\"}"))),
                        List.of(new Api(
                                "shop",
                                List.of("api.shop.localhost", "api.localhost"),
                                8081,
                                List.of(new Route("GET", "/orders/{id}", "orders")))),
                        List.of(new Function(
                                "orders",
                                "com.example.Orders",
                                List.of(
                                        folder.resolve("classes"),
                                        folder.resolve("lib/a.jar"),
                                        folder.resolve("lib/b.jar")),
                                Map.of("ALLOWED_ORIGINS", "http://shop.localhost:8080 https://example.com"),
                                512,
                                Duration.ofSeconds(3)))));
    }

    @Test
    void all_ports_move_and_references_follow() throws IOException {
        Configuration configuration = ConfigurationReader.read(file(GOOD), 9000);
        assertThat(configuration.sites().get(0).origin()).isEqualTo("http://shop.localhost:9000");
        assertThat(configuration.apis().get(0).url()).isEqualTo("http://api.shop.localhost:9001");
        assertThat(configuration.functions().get(0).environment())
                .containsEntry("ALLOWED_ORIGINS", "http://shop.localhost:9000 https://example.com");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 to 1", "65535, 65535 to 65536", "-5, -5 to -4"})
    void ports_that_do_not_exist_are_refused(int port, String message) throws IOException {
        Path file = file(GOOD);
        assertThatThrownBy(() -> ConfigurationReader.read(file, port))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--port " + port)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "port: 8080            | port: eighty       | :4:11: sites.shop.port is \"eighty\": a number from 1 to 65535",
                "port: 8080            | port: 70000        | :4:11: sites.shop.port is \"70000\"",
                "host: shop.localhost  | hots: shop         | :3:11: sites.shop has no \"hots\"; it can have host, port",
                "host: shop.localhost  | index: i.html      | :3:5: sites.shop needs \"host\"",
                "host: shop.localhost  | host: [a]          | :3:11: sites.shop.host: text is wanted here",
                "directory: web        | directory: wbe     | :5:16: sites.shop: there is no folder",
                "port: 8081            | routs: {}          | :11:12: apis.shop has no \"routs\"",
                "GET /orders/{id}:     | /orders:           | the route \"/orders\" is no method and path",
                "{id}: orders          | {id}: ordres       | which is not among functions: orders",
                "${sites.shop.origin}  | ${sites.shp.url}   | ${sites.shp.url} names nothing; there are sites.shop.port",
                "${sites.shop.origin}  | ${sites.shop       | names nothing",
                "handler: com          | hander: com        | functions.orders has no \"hander\"",
                "classpath: [classes,  | classpath: {a: [b, | no YAML",
                "classpath: [classes, lib/*] | classpath: []| functions.orders needs \"classpath\"",
                "timeout: 3            | timeout: 0         | functions.orders.timeout is \"0\": a number from 1 to 900",
                "sites:                | apis:              | \"apis\" is there twice",
                "sites:                | pages:             | the file has no \"pages\"; it can have sites, apis, functions",
            })
    void a_mistake_is_named_with_its_place_and_the_mend(String right, String wrong, String message) throws IOException {
        assertThat(GOOD).contains(right);
        Path file = file(GOOD.replace(right, wrong));
        assertThatThrownBy(() -> ConfigurationReader.read(file, null))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"'', is empty", "'a: [', no YAML", "'{}', neither a site nor an API", "'[]', names with a colon"})
    void a_file_that_says_nothing_is_refused(String yaml, String message) throws IOException {
        Path file = file(yaml);
        assertThatThrownBy(() -> ConfigurationReader.read(file, null))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> ConfigurationReader.read(folder.resolve("none.yaml"), null))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("there is no " + folder.resolve("none.yaml"));
    }
}
