package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of a file in one run: those that the schema finds, those of a reader, and what AWS refuses. */
class AllMistakesTest {

    @TempDir
    Path folder;

    private void read(String yaml) throws IOException {
        ConfigurationReader.read(DiskFiles.ALL, Files.writeString(folder.resolve("corsac.yaml"), yaml), null);
    }

    @Test
    void mistakes_of_all_kinds_come_together() {
        assertThatThrownBy(() -> read("""
                        sites: {shop: {host: shop.localhost, port: eighty, directory: web}}
                        apis:
                          one:
                            type: http
                            hosts: a.localhost
                            port: 8081
                            cors: {allowOrigins: "*", allowCredentials: true, maxAge: 100000}
                            routes: {GET /a: none, GET b: orders, GET /c: orders}
                          two:
                            hosts: b.localhost
                            port: 8081
                            routes: {FETCH /a: orders, GET /b: {function: orders, authorizer: guard}}
                            gatewayResponses: {DEFAULT_4XX: {responseParameters: {gatewayresponse.header.A: "*"}}}
                        functions:
                          orders: {handler: a.B, jar: a.jar, environment: {"A=B": x, AWS_REGION: y, OK_1: "${sites.nope.url}"}}
                        """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        ":1:44: sites.shop.port is \"eighty\"",
                        ":7:11: apis.one.cors: AWS refuses this: allow-credentials is not supported",
                        ":7:11: apis.one.cors: AWS refuses this: Invalid maxAge specified",
                        ":8:22: apis.one.routes.\"GET /a\" is \"none\", which is not among functions",
                        ":8:35: apis.one.routes.\"GET b\": AWS refuses this",
                        ":11:11: apis.two.port is \"8081\", which apis.one has already",
                        ":12:24: apis.two.routes.\"FETCH /a\": AWS refuses this",
                        "apis.two.routes.\"GET /b\".authorizer is \"guard\"",
                        "apis.two.gatewayResponses.DEFAULT_4XX: AWS refuses this: Invalid mapping expression",
                        "unknown reference ${sites.nope.url}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"A=B\": x | \"A=B\" is not a valid name of an environment variable",
                "\"\": x | is not a valid name of an environment variable",
                "1A: x | \"1A\" is not a valid name of an environment variable",
                "A-B: x | \"A-B\" is not a valid name of an environment variable",
                "AWS_LAMBDA_RUNTIME_API: x | AWS_LAMBDA_RUNTIME_API is set by Lambda",
                "_HANDLER: x | _HANDLER is set by Lambda",
                "AWS_SESSION_TOKEN: x | AWS_SESSION_TOKEN is set by Lambda",
                "OK: \"a\\0b\" | contains a NUL character",
                "LONG: \"LLLLLLLL\" | AWS accepts 4096",
            })
    void the_environment_is_what_lambda_takes(String variable, String message) {
        assertThatThrownBy(() ->
                        read("urls: {u: {hosts: u.localhost, port: 8080, function: f}}\nfunctions: {f: {command: ./b,"
                                + " environment: {"
                                + variable.replace("LLLLLLLL", "x".repeat(5000)) + "}}}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("corsac.yaml") + ":2:")
                .hasMessageContaining(message);
    }

    @Test
    void deep_nesting_is_a_clear_error() {
        assertThatThrownBy(() -> read("[".repeat(20_000)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("corsac.yaml:1:151: nested more than 150 levels deep");
        assertThatThrownBy(() -> read("a: ".repeat(1) + "{b: ".repeat(20_000)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("levels deep");
        StringBuilder indented = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            indented.append(" ".repeat(i)).append("a:\n");
        }
        assertThatThrownBy(() -> read(indented.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("levels deep");
    }
}
