package dev.corsac.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page {@code docs/test-kit.md}: its template is the one of these tests, and its examples are the lines between two comments. */
class TestKitGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "test-kit.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "dev", "corsac", "test", "TestKitGuideTest.java");

    private static List<String> fences(String language) throws IOException {
        Matcher matcher =
                Pattern.compile("(?ms)^```" + language + "[^\\n]*\\n(.*?)^```$").matcher(Files.readString(PAGE));
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void the_template_is_that_of_the_tests() throws IOException {
        assertThat(fences("yaml"))
                .containsExactly(Files.readString(Path.of("src", "test", "resources", "template.yaml")));
    }

    @Test
    void each_example_is_code_that_runs_here() throws IOException {
        String source = withoutSpace(Files.readString(SOURCE));
        assertThat(fences("java"))
                .hasSize(5)
                .allSatisfy(example -> assertThat(source).contains(withoutSpace(example)));
    }

    @Test
    void the_examples_do_as_the_page_states() throws IOException {
        List<String> outputs = fences("text");
        TestDeployment shop = TestDeployment.of(Path.of("src/test/resources/template.yaml"));
        shop.page("https://shop.example.com")
                .fetch("PUT", "/orders/1")
                .withHeader("Authorization", "Bearer token")
                .withJson()
                .isReadable();

        assertThat(catchThrowable(() -> {
                    shop.page("https://shop.example.com")
                            .fetch("DELETE", "/orders/1")
                            .isReadable();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(outputs.get(0).strip())
                .hasMessageContaining("src/test/resources/template.yaml:10:24: error: ");

        TestDeployment withCart = shop.withFunction(
                "Cart", event -> "{\"statusCode\": 200, \"headers\": {\"Access-Control-Allow-Origin\": \"*\"}}");
        withCart.page("https://shop.example.com")
                .fetch("GET", "/")
                .at("CartUrl")
                .isReadable();
        withCart.page("https://shop.example.com")
                .fetch("GET", "/")
                .at("CartUrl")
                .withCredentials()
                .isBlocked();

        shop.withParameter("Page", "https://other.example.com")
                .page("https://other.example.com")
                .fetch("GET", "/orders/1")
                .isReadable();

        assertThat(catchThrowable(() -> {
                    shop.hasNoErrors();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage(outputs.get(1).strip());
    }
}
