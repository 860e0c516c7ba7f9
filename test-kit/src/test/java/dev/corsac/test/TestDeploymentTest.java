package dev.corsac.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a unit test of a user's deployment can assert, and what it reads when that fails. */
class TestDeploymentTest {

    private static final Path TEMPLATE = Path.of("src", "test", "resources", "template.yaml");
    private static final String SHOP = "https://shop.example.com";

    private final TestDeployment deployment = TestDeployment.of(TEMPLATE);

    private static TestDeployment sound() {
        return TestDeployment.of(Path.of("src", "test", "resources", "sound.yaml"));
    }

    @Test
    void a_call_that_the_template_allows_is_readable() {
        deployment
                .page(SHOP)
                .fetch("PUT", "/orders/1")
                .withHeader("Authorization", "Bearer token")
                .withJson()
                .isReadable();
    }

    @Test
    void a_blocked_call_fails_with_the_sentence_the_place_and_the_fix() {
        assertThatThrownBy(
                        () -> deployment.page(SHOP).fetch("DELETE", "/orders/1").isReadable())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "DELETE https://api.execute-api.eu-west-1.amazonaws.com/orders/1 from https://shop.example.com:"
                                + " CHROMIUM blocks it\n  Access to fetch at ")
                .hasMessageContaining("Method DELETE is not allowed by Access-Control-Allow-Methods")
                .hasMessageContaining(TEMPLATE + ":10:24: error: ")
                .hasMessageContaining("[preflight-method]\n  fix (");
        deployment.page(SHOP).fetch("DELETE", "/orders/1").isBlocked().isBlockedIn(TestBrowser.FIREFOX);
    }

    @Test
    void another_page_is_blocked_and_a_parameter_can_allow_it() {
        String other = "https://other.example.com";
        deployment.page(other).fetch("GET", "/orders/1").isBlocked();
        deployment
                .withParameter("Page", other)
                .page(other)
                .fetch("GET", "/orders/1")
                .isReadable();
    }

    @Test
    void what_depends_on_a_function_is_unknown_until_the_test_has_one() {
        TestCall call = deployment.page(SHOP).fetch("GET", "/").at("CartUrl");
        assertThatThrownBy(call::isReadable)
                .hasMessageContaining("it is unknown whether CHROMIUM blocks it")
                .hasMessageContaining("unknown: what Cart responds");
        assertThatThrownBy(call::isBlocked).hasMessageContaining("it is unknown whether CHROMIUM blocks it");
        String allowing =
                "{\"statusCode\": 200, \"headers\": {\"Access-Control-Allow-Origin\": \"*\"}, \"body\": \"{}\"}";
        deployment
                .withFunction("Cart", event -> allowing)
                .page(SHOP)
                .fetch("GET", "/")
                .at("CartUrl")
                .isReadable();
        deployment
                .withFunction("Cart", event -> "{}")
                .page(SHOP)
                .fetch("GET", "/")
                .at("CartUrl")
                .isBlocked();
    }

    @Test
    void a_function_of_the_test_responds() {
        TestDeployment with = deployment.withFunction(
                "Orders", event -> "{\"statusCode\": 418, \"headers\": {\"ETag\": \"1\"}, \"body\": \"{}\"}");
        with.page(SHOP).fetch("GET", "/orders/1").hasStatus(418);
        assertThatThrownBy(() -> with.page(SHOP).fetch("GET", "/orders/1").canRead("ETag"))
                .hasMessageContaining("the script cannot read ETag in CHROMIUM");
        assertThatThrownBy(() -> with.page(SHOP).fetch("GET", "/orders/1").hasStatus(200))
                .hasMessageContaining("the status in CHROMIUM is 418 instead of 200");
    }

    @Test
    void a_handler_that_throws_is_an_error_that_the_page_reads_as_one() {
        deployment
                .withFunction("Orders", (input, output, context) -> {
                    throw new IllegalStateException(context.getFunctionName());
                })
                .page(SHOP)
                .fetch("GET", "/orders/1")
                .hasStatus(500);
    }

    @Test
    void mistakes_of_the_test_are_told_from_failures() {
        assertThatThrownBy(() -> TestDeployment.of(Path.of("none.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.yaml");
        assertThatThrownBy(() -> deployment.withFunction("Order", event -> "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(TEMPLATE + ": there is no function \"Order\". It has Orders, Cart.");
        assertThatThrownBy(() -> deployment.page("shop.example.com")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sound().page(SHOP).fetch("GET", "/none").isReadable())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no API of the deployment has that path");
    }

    @Test
    void the_whole_check_can_be_a_test() {
        assertThatThrownBy(deployment::hasNoErrors)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[preflight-method]");
        assertThatCode(() -> TestDeployment.of(Path.of("src", "test", "resources", "sound.yaml"))
                        .hasNoErrors())
                .doesNotThrowAnyException();
    }

    @Test
    void a_call_leaves_nothing_behind_for_the_next() {
        TestPage page = deployment.page(SHOP);
        for (int i = 0; i < 50; i++) {
            page.fetch("PUT", "/orders/" + i).withJson().isReadable();
            page.fetch("DELETE", "/orders/" + i).isBlocked();
        }
        assertThat(page).isNotNull();
    }
}
