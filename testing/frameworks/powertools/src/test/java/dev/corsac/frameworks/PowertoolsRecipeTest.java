package dev.corsac.frameworks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.lambda.process.FunctionProcess;
import dev.corsac.lambda.process.RuntimeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipe docs/recipes/powertools.md: its handler is com.example.Orders, and what the page claims of it holds. */
@Tag("slow")
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class PowertoolsRecipeTest {

    @TempDir
    Path folder;

    private static String event(String method, String id, String more) {
        return """
                {"resource": "/orders/{id}", "path": "/orders/%s", "httpMethod": "%s", "body": null, "isBase64Encoded": false,
                 "headers": {"origin": "https://shop.example.com"%s},
                 "requestContext": {"resourcePath": "/orders/{id}", "httpMethod": "%s"}}""".formatted(id, method, more, method);
    }

    @ParameterizedTest
    @EnumSource
    void the_policy_is_outside_and_powertools_inside(RuntimeClient client) throws Exception {
        Map<String, String> environment = Map.of(
                "CORSAC_HANDLER", "com.example.Orders::handleRequest",
                "ALLOWED_ORIGINS", "https://shop.example.com",
                "POWERTOOLS_SERVICE_NAME", "orders");
        try (FunctionProcess function =
                new FunctionProcess(client, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            assertThat(function.respond(event("GET", "1", "").getBytes(UTF_8)).get())
                    .contains("200", "\"Access-Control-Allow-Origin\":\"https://shop.example.com\"");
            assertThat(function.respond(event("GET", "0", "").getBytes(UTF_8)).get())
                    .contains("500", "\"Access-Control-Allow-Origin\":\"https://shop.example.com\"");
            assertThat(function.respond(event("OPTIONS", "2", ", \"access-control-request-method\": \"GET\"")
                                    .getBytes(UTF_8))
                            .get())
                    .contains("204");
            assertThat(function.log())
                    .contains("order /orders/1", "no such order")
                    .doesNotContain("order /orders/2");
        }
    }

    @Test
    void the_recipe_shows_the_handler_that_is_tested() throws Exception {
        String source = Files.readString(Path.of("src", "test", "java", "com", "example", "Orders.java"));
        assertThat(Files.readString(Path.of("..", "..", "..", "docs", "recipes", "powertools.md")))
                .contains("```java\n" + source.substring(source.indexOf("public class")) + "```\n");
    }
}
