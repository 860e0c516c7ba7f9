package dev.corsac.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.corsac.e2e.Chromium.Tab;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console next to the shop's page, in a real browser: what a call of the page looks like there. */
@Tag("browser")
class ConsoleInChromiumTest {

    private static CorsacUp corsac;
    private static Playwright playwright;
    private static Chromium chromium;

    private Page console;
    private final List<String> errors = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path profiles) throws Exception {
        corsac = new CorsacUp();
        playwright = Playwright.create();
        chromium = new Chromium(playwright, profiles.resolve("console"), false);
    }

    @AfterAll
    static void stop() throws Exception {
        chromium.close();
        playwright.close();
        corsac.close();
    }

    @BeforeEach
    void open() {
        console = chromium.page();
        console.onPageError(errors::add);
        console.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        console.navigate(corsac.console());
        assertThat(console.locator("[data-live=live]")).isVisible();
        console.click("[data-action=clear]");
    }

    @AfterEach
    void no_error_in_the_pages_own_console() {
        console.close();
        assertThat(errors).isEmpty();
    }

    private Locator rows(String state) {
        return console.locator("li[data-kind=call][data-state=" + state + "]:visible");
    }

    @Test
    void a_blocked_call_appears_with_its_preflight_the_reason_and_the_fix() {
        try (Tab tab = chromium.open(corsac.stranger())) {
            tab.include("account", true).call("update-me");
        }
        assertThat(rows("blocked")).hasCount(1);
        rows("blocked").click();
        Locator detail = console.locator("#detail");
        assertThat(detail.locator("h2")).hasText("PUT /account/me");
        assertThat(detail.locator("[data-field=why]")).containsText("The preflight (OPTIONS) failed with status 403");
        assertThat(detail.locator("[data-field=console]"))
                .containsText("Access to fetch at '" + corsac.api("api.shop.localhost") + "/account/me' from origin '"
                        + corsac.stranger() + "' has been blocked by CORS policy: Response to preflight request");
        assertThat(detail.locator("[data-outcome=blocked]")).hasCount(3);
        assertThat(detail.locator(".sequence svg")).containsText("403 by account");
        assertThat(detail.locator(".sequence svg")).containsText("PUT is never sent");
        assertThat(detail.locator("[data-field=advice]"))
                .hasText("The policy of the function account does not allow " + corsac.stranger() + ".");
        // The fix is in sight without scrolling, before the picture.
        Locator fix = detail.locator(".fix .snippet").first();
        assertThat(fix).isVisible();
        Assertions.assertThat(fix.boundingBox().y).isLessThan(600);
        fix.locator("button").click();
        assertThat(console.locator("[data-toast]")).containsText("is copied");
        assertThat(console).hasTitle(Pattern.compile("✗ 1 of \\d+ · Corsac console"));
        Assertions.assertThat(console.url()).matches(".*#call-\\d+");
    }

    @Test
    void a_call_and_its_preflight_are_one_and_the_cookie_is_diagnosed_apart(@TempDir Path profile) throws Exception {
        // One that remembers no preflight of another test.
        try (Chromium fresh = new Chromium(playwright, profile, false);
                Tab tab = fresh.open(corsac.shop())) {
            tab.include("account", true).call("sign-in");
            tab.call("update-me");
        }
        assertThat(rows("allowed").filter(new Locator.FilterOptions().setHasText("PUT")))
                .hasCount(1);
        rows("allowed").filter(new Locator.FilterOptions().setHasText("PUT")).click();
        Locator detail = console.locator("#detail");
        assertThat(detail.locator(".exchange")).hasCount(2);
        assertThat(detail.locator(".sequence svg")).containsText("preflight");
        assertThat(detail).containsText("with credentials");
        assertThat(detail).containsText("session=•••; SameSite=");
        assertThat(detail).containsText("page and server are of one site");
        detail.locator(".exchange").last().locator("summary").click();
        assertThat(detail.locator(".exchange").last()).containsText("the function account");
        assertThat(detail.locator(".exchange").last()).containsText("session=•••");
    }

    @Test
    void a_successful_call_is_green_and_a_grey_line_says_what_credentials_would_do() {
        try (Tab tab = chromium.open(corsac.shop())) {
            tab.call("catalog");
        }
        assertThat(rows("allowed")).hasCount(1);
        rows("allowed").click();
        Locator detail = console.locator("#detail");
        assertThat(detail.locator("[data-credentials=same-origin][data-outcome=allowed]"))
                .hasCount(3);
        assertThat(detail.locator("[data-field=included]")).containsText("it would be blocked");
        assertThat(detail.locator("[data-field=console]")).hasCount(0);
        assertThat(console).hasTitle("✓ 1 · Corsac console");
    }

    @Test
    void chromium_tells_that_a_cross_site_call_has_credentials() {
        try (Tab tab = chromium.open(corsac.shop())) {
            tab.api("cross-site").include("catalog", true).call("catalog");
            tab.include("catalog", false).call("catalog");
        }
        assertThat(rows("blocked")).hasCount(1);
        assertThat(rows("allowed")).hasCount(1);
        rows("blocked").click();
        assertThat(console.locator("#detail"))
                .containsText("has Access-Control-Allow-Origin: *, which does not count for a call with credentials");
        assertThat(console.locator("[data-outcome]")).hasCount(3);
    }

    @Test
    void replay_sends_the_call_again_and_shows_the_new_one() {
        try (Tab tab = chromium.open(corsac.stranger())) {
            tab.include("account", true).call("me");
        }
        rows("blocked").click();
        console.click("#detail [data-action=replay]");
        assertThat(rows("blocked")).hasCount(2);
        assertThat(console.locator("#detail")).containsText("replayed");
    }

    @Test
    void it_is_worked_with_keys_alone() {
        try (Tab tab = chromium.open(corsac.shop())) {
            tab.call("catalog");
            tab.include("account", true).call("me");
        }
        assertThat(rows("allowed")).hasCount(2);
        console.keyboard().press("j");
        console.keyboard().press("j");
        assertThat(console.locator("[aria-current=true]")).containsText("/catalog");
        console.keyboard().press("ArrowUp");
        assertThat(console.locator("#detail h2")).hasText("GET /account/me");
        console.keyboard().press("/");
        console.keyboard().type("catalog");
        assertThat(console.locator("li[data-kind=call]:visible")).hasCount(1);
        console.keyboard().press("Escape");
        assertThat(console.locator("li[data-kind=call]:visible")).hasCount(2);
        console.keyboard().press("b");
        assertThat(rows("allowed")).hasCount(0);
    }

    @Test
    void the_har_file_is_one_that_corsac_explain_reads(@TempDir Path folder) throws Exception {
        try (Tab tab = chromium.open(corsac.stranger())) {
            tab.include("account", true).call("update-me");
            tab.call("me");
        }
        assertThat(rows("blocked")).hasCount(2);
        Download download = console.waitForDownload(() -> console.click("[data-action=har]"));
        Path har = folder.resolve("calls.har");
        download.saveAs(har);
        Process explain = CorsacUp.command("explain", har.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(explain.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(explain.waitFor()).as(said).isEqualTo(1);
        assertThat(said)
                .contains("PUT " + corsac.api("api.shop.localhost") + "/account/me")
                .contains("GET " + corsac.api("api.shop.localhost") + "/account/me")
                .contains("The preflight (OPTIONS) failed with status 403");
        assertThat(Files.readString(har)).doesNotContain("lovelace");
    }

    @Test
    void no_other_page_reads_it_or_makes_it_act() {
        try (Tab tab = chromium.open(corsac.shop())) {
            for (String call : List.of(
                    "fetch('" + corsac.console() + "calls/1')",
                    "fetch('" + corsac.console() + "har', {headers: {'Corsac-Console': '1'}})",
                    "fetch('" + corsac.console() + "clear', {method: 'POST'})",
                    "new Promise((yes, no) => { const s = new EventSource('" + corsac.console()
                            + "events'); s.onopen = yes; s.onerror = no })")) {
                assertThat(tab.page.evaluate("() => " + call + ".then(() => 'read', () => 'refused')"))
                        .as(call)
                        .isEqualTo("refused");
            }
            tab.page.evaluate(
                    "url => new Promise(done => { const frame = document.createElement('iframe');"
                            + " frame.src = url; frame.onload = done; document.body.append(frame) })",
                    corsac.console());
            assertThat(tab.page.frames().get(1).url()).doesNotStartWith(corsac.console());
        }
    }

    @Test
    void a_text_is_explained_where_it_is_pasted_or_dropped() throws Exception {
        console.keyboard().press("e");
        console.fill(
                "[data-explain] textarea", "Origin https://a.example is not allowed by Access-Control-Allow-Origin.");
        console.click("[data-explain] .primary");
        assertThat(console.locator("dialog .diagnosis[data-outcome=blocked]")).isVisible();
        Axe.check(console);
        console.keyboard().press("Escape");
        assertThat(console.locator("dialog[open]")).hasCount(0);
        console.evaluate(
                "() => { const data = new DataTransfer(); data.items.add(new File(['HTTP/1.1 200 OK'], 'a.txt'));"
                        + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }");
        assertThat(console.locator("dialog[open] [data-problem]")).containsText("does not show what was called");
    }

    @Test
    void a_call_is_tried_with_its_preflight_and_shown() throws Exception {
        console.keyboard().press("t");
        Locator form = console.locator("[data-try]");
        form.locator("[name=origin]").fill(corsac.stranger());
        form.locator("[name=method]").fill("PUT");
        form.locator("[name=path]").fill("/account/me");
        form.locator("[name=headers]").fill("Content-Type: application/json");
        form.locator("[name=credentials]").selectOption("include");
        Axe.check(console);
        form.locator(".primary").click();
        assertThat(rows("blocked")).hasCount(1);
        Locator detail = console.locator("#detail");
        assertThat(detail).containsText("tried in the console");
        assertThat(detail).containsText("with credentials");
        // No browser wrote anything.
        assertThat(detail.locator("[data-field=console]")).hasCount(0);
    }

    @Test
    void a_call_has_a_url_and_is_copied_as_fetch() {
        try (Tab tab = chromium.open(corsac.shop())) {
            tab.call("catalog");
            tab.call("orders");
        }
        assertThat(rows("allowed").filter(new Locator.FilterOptions().setHasText("/catalog/orders")))
                .hasCount(1);
        rows("allowed").last().click();
        String url = console.url();
        console.keyboard().press("f");
        assertThat(console.locator("[data-toast]")).containsText("The fetch call is copied");
        Page other = chromium.page();
        other.navigate(url);
        assertThat(other.locator("#detail h2")).hasText("GET /catalog");
        other.selectOption("[name=sort]", "url");
        assertThat(other.locator("li[data-kind=call]:visible").first()).containsText("/catalog");
        other.close();
    }

    @Test
    void the_shop_links_the_console() {
        try (Tab tab = chromium.open(corsac.shop())) {
            assertThat(tab.page.locator("[data-console] a")).isVisible();
            Assertions.assertThat(tab.page.locator("[data-console] a").getAttribute("href"))
                    .isEqualTo(corsac.console());
        }
    }

    @Test
    void boxes_of_the_picture_never_overlap() {
        try (Tab tab = chromium.open(corsac.stranger())) {
            tab.include("account", true).call("me");
        }
        rows("blocked").click();
        // What is not in front is not drawn.
        console.bringToFront();
        for (int width = 340; width <= 1300; width += width < 800 ? 24 : 100) {
            console.setViewportSize(width, 860);
            // Drawn for this width: the picture's own is that of its frame.
            console.waitForFunction(
                    "() => { const figure = document.querySelector('#detail .sequence');"
                            + " return figure && figure.querySelector('svg').viewBox.baseVal.width === Math.round(figure.clientWidth); }");
            Object overlaps = console.evaluate(
                    "() => [...document.querySelectorAll('#detail .sequence .box')].map(box => box.getBoundingClientRect())"
                            + ".some((box, i, all) => i > 0 && box.left < all[i - 1].right)");
            Assertions.assertThat(overlaps).as(width + " pixels").isEqualTo(false);
        }
    }

    @ParameterizedTest(name = "{0} pixels wide, {1}")
    @CsvSource({"1250, LIGHT", "1250, DARK", "700, LIGHT", "560, DARK", "360, LIGHT", "360, DARK"})
    void it_fits_wide_and_narrow_light_and_dark(int width, ColorScheme scheme, @TempDir Path profile) throws Exception {
        console.setViewportSize(width, 860);
        console.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        shoot("empty-" + width + "-" + scheme);
        try (Tab tab = chromium.open(corsac.stranger())) {
            tab.include("account", true).call("update-me");
            tab.call("fail");
        }
        try (Chromium fresh = new Chromium(playwright, profile, false);
                Tab tab = fresh.open(corsac.shop())) {
            tab.call("catalog");
            tab.call("orders");
            tab.include("account", true).call("sign-in");
            tab.call("update-me");
        }
        assertThat(rows("allowed").filter(new Locator.FilterOptions().setHasText("PUT")))
                .hasCount(1);
        shoot("list-" + width + "-" + scheme);
        rows("blocked").last().click();
        assertThat(console.locator("#detail h2")).isVisible();
        shoot("blocked-" + width + "-" + scheme);
        Axe.check(console);
        if (width < 900) {
            console.keyboard().press("Escape");
            assertThat(console.locator("#detail h2")).not().isVisible();
        }
        rows("allowed").filter(new Locator.FilterOptions().setHasText("PUT")).click();
        assertThat(console.locator("#detail .outcome[data-state=allowed]")).isVisible();
        Axe.check(console);
        shoot("allowed-" + width + "-" + scheme);
        assertThat(console.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    private void shoot(String name) {
        console.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(Path.of("target", "screenshots", "console-" + name + ".png")));
    }
}
