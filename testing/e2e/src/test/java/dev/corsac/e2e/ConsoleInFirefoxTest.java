package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in Firefox, about calls that Firefox made. */
@Tag("browser")
class ConsoleInFirefoxTest {

    /** Waits in the page until the expression is something, and returns it as JSON. */
    private static JsonObject await(Firefox firefox, String expression) throws InterruptedException {
        String found = firefox.evaluate("(async () => {"
                + " for (let i = 0; i < 600; i++) {"
                + "   const found = " + expression + ";"
                + "   if (found) return JSON.stringify({found});"
                + "   await new Promise((resolve) => setTimeout(resolve, 50));"
                + " }"
                + " return JSON.stringify({found: null, page: document.body.innerText.slice(0, 2000)}); })()");
        JsonObject result = JsonParser.parseString(found).getAsJsonObject();
        assertThat(result.get("found").isJsonNull())
                .as(expression + " in\n" + result.get("page"))
                .isFalse();
        return result;
    }

    private static String text(Firefox firefox, String selector) throws InterruptedException {
        return await(firefox, "document.querySelector(" + Firefox.literal(selector) + ")?.innerText")
                .get("found")
                .getAsString();
    }

    private static String fetch(String url, String options) {
        return "fetch(" + Firefox.literal(url) + ", " + options
                + ").then((response) => String(response.status), () => '0')";
    }

    @Test
    void it_shows_firefoxs_calls_as_firefox_made_them(@TempDir Path profile) throws Exception {
        Path program = Firefox.find();
        assumeTrue(program != null, "Firefox is not installed: the console is not tried in it");
        try (CorsacUp corsac = new CorsacUp();
                Firefox firefox = Firefox.start(program, profile)) {
            String api = corsac.api("api.shop.localhost");
            firefox.navigate(corsac.stranger());
            assertThat(
                            firefox.evaluate(
                                    fetch(
                                            api + "/account/me",
                                            "{method: 'PUT', credentials: 'include', headers: {'Content-Type': 'application/json'}, body: '{}'}")))
                    .isEqualTo("0");
            assertThat(firefox.evaluate(fetch(api + "/catalog", "{}"))).isEqualTo("200");

            firefox.navigate(corsac.console());
            await(firefox, "document.querySelector('[data-live=live]')");
            await(firefox, "document.querySelectorAll('li[data-kind=call][data-state=blocked]').length === 1");
            await(firefox, "document.querySelector('li[data-kind=call][data-state=allowed]')");
            firefox.evaluate("(() => { const row = document.querySelector('li[data-kind=call][data-state=blocked]');"
                    + " (row.querySelector('a, button') ?? row).click(); return ''; })()");
            await(firefox, "document.querySelector('#detail h2')?.innerText === 'PUT /account/me'");
            assertThat(text(firefox, "#detail [data-field=why]"))
                    .contains("The preflight (OPTIONS) failed with status 403");
            assertThat(text(firefox, "#detail [data-field=console]"))
                    .contains(
                            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
                                    + api + "/account/me");
            assertThat(await(firefox, "document.querySelectorAll('#detail [data-outcome=blocked]').length")
                            .get("found")
                            .getAsInt())
                    .isEqualTo(3);
            assertThat(text(firefox, "#detail .fix .snippet")).isNotBlank();
            // The boxes of the picture are apart, and nothing is wider than the window.
            assertThat(firefox.evaluate("String([...document.querySelectorAll('#detail .sequence .box')]"
                            + ".map((box) => box.getBoundingClientRect())"
                            + ".some((box, i, all) => i > 0 && box.left < all[i - 1].right))"))
                    .isEqualTo("false");
            assertThat(firefox.evaluate("String(document.documentElement.scrollWidth <= innerWidth)"))
                    .isEqualTo("true");

            firefox.evaluate("(document.querySelector('[data-action=clear]').click(), '')");
            await(firefox, "document.querySelectorAll('li[data-kind=call]').length === 0");
        }
    }
}
