package dev.corsac.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that explains, opened from its folder without a network. */
@Tag("browser")
class ExplainPageTest {

    private static final Path FOLDER = CorsacUp.REPOSITORY.resolve("explain-page/target/page");
    private static final String SENTENCE =
            "Access to fetch at 'https://api.example.com/cart?token=topsecret' from origin"
                    + " 'https://shop.example.com' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin'"
                    + " header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";

    private static Playwright playwright;
    private static Browser chromium;

    private BrowserContext context;
    private Page page;
    private final List<String> errors = new ArrayList<>();

    static Browser chromium(Playwright playwright) {
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setHeadless(true).setArgs(List.of("--no-sandbox"));
        String installed = System.getenv("CORSAC_CHROMIUM");
        if (installed != null && !installed.isEmpty()) {
            options.setExecutablePath(Path.of(installed));
        }
        return playwright.chromium().launch(options);
    }

    @BeforeAll
    static void start() {
        assumeTrue(Files.exists(FOLDER.resolve("explain.js")), "explain-page was built without JavaScript (-Dquick)");
        playwright = Playwright.create();
        chromium = chromium(playwright);
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            chromium.close();
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        open(1250, ColorScheme.LIGHT, FOLDER.resolve("index.html"));
    }

    private void open(int width, ColorScheme scheme, Path file) {
        if (context != null) {
            context.close();
        }
        context = chromium.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setOffline(true));
        page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                errors.add("asked for " + request.url());
            }
        });
        page.navigate(file.toUri().toString());
    }

    @AfterEach
    void no_error_and_no_request() {
        context.close();
        assertThat(errors).isEmpty();
    }

    @Test
    void a_pasted_sentence_is_explained_and_its_secrets_are_masked() {
        page.fill("textarea", SENTENCE);
        assertThat(page.locator(".diagnosis h2")).hasText("A call to https://api.example.com/cart?token=•••");
        assertThat(page.locator(".engines li[data-outcome=blocked]")).hasCount(3);
        assertThat(page.locator(".diagnosis pre").first()).containsText("ALLOW_CREDENTIALS=true");
        assertThat(page.locator("details.all pre").first()).not().isVisible();
        page.click("details.all summary");
        assertThat(page.locator("details.all pre").first()).isVisible();
        assertThat(page.locator(".results")).not().containsText("topsecret");
        // Loaded when it was needed.
        assertThat(page.locator(".travels").first()).containsText("of one site");
    }

    @Test
    void a_har_is_opened_or_dropped_and_what_is_unclear_is_asked() {
        String har = "{\"log\": {\"creator\": {\"name\": \"Firefox\"}, \"entries\": [{\"startedDateTime\":"
                + " \"2026-11-20T10:00:00.000Z\", \"time\": 1, \"request\": {\"method\": \"GET\", \"url\": \"https://api.example.com/a\","
                + " \"headers\": [{\"name\": \"Origin\", \"value\": \"https://shop.example.com\"}]}, \"response\": {\"status\": 200,"
                + " \"headers\": [], \"content\": {}}}]}}";
        page.setInputFiles(
                "input[type=file]", new FilePayload("a.har", "application/json", har.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator(".diagnosis h2")).hasText("GET https://api.example.com/a");
        page.click("[data-clear]");
        assertThat(page.locator(".diagnosis")).hasCount(0);
        page.evaluate(
                "text => { const data = new DataTransfer(); data.items.add(new File([text], 'b.har'));"
                        + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }",
                har);
        assertThat(page.locator(".diagnosis")).hasCount(1);
        page.fill("textarea", "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n");
        assertThat(page.locator("[data-problem]")).containsText("State it with the field");
        page.fill("[name=url]", "https://api.example.com/b");
        page.fill("[name=page]", "https://shop.example.com");
        page.press("[name=page]", "Tab");
        assertThat(page.locator(".diagnosis[data-outcome=allowed]")).hasCount(1);
    }

    @Test
    void it_is_worked_with_keys_and_a_fix_is_copied() {
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.keyboard().insertText(SENTENCE);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".diagnosis")).hasCount(1);
        for (int i = 0; i < 3; i++) {
            page.keyboard().press("Tab");
        }
        assertThat(page.locator("[data-copy]").first()).isVisible();
        page.locator("[data-copy]").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-toast]")).hasText("Copied");
    }

    @Test
    void hostile_text_stays_text() {
        page.fill(
                "textarea",
                "Access to fetch at 'https://api.example.com/<img src=x onerror=alert(1)>' from origin"
                        + " 'https://shop.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header"
                        + " contains the invalid value '</pre><script>alert(1)</script>'.");
        assertThat(page.locator(".diagnosis").first()).isVisible();
        assertThat(page.locator(".results")).containsText("</pre><script>alert(1)</script>");
        assertThat(page.locator(".results img, .results script")).hasCount(0);
    }

    @ParameterizedTest(name = "{0} pixels wide, {1}")
    @CsvSource({"360, LIGHT", "360, DARK", "560, LIGHT", "700, DARK", "1250, LIGHT", "1250, DARK"})
    void it_fits_and_is_accessible(int width, ColorScheme scheme) throws IOException {
        open(width, scheme, FOLDER.resolve("index.html"));
        Axe.check(page);
        page.fill("textarea", SENTENCE);
        assertThat(page.locator(".diagnosis")).hasCount(1);
        page.click("details.all summary");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", "page-" + width + "-" + scheme + ".png")));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        Axe.check(page);
    }

    @Test
    void explain_writes_the_page_with_the_call_in_it(@TempDir Path folder) throws Exception {
        Path html = folder.resolve("call.html");
        ExplainerCases.Result run =
                ExplainerCases.java(new ExplainerCases.Case(List.of("--html", html.toString()), SENTENCE));
        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(html)).doesNotContain("topsecret");
        open(1250, ColorScheme.LIGHT, html);
        assertThat(page.locator(".diagnosis h2")).hasText("A call to https://api.example.com/cart?token=•••");
        Axe.check(page);
        page.fill("textarea", "No 'Access-Control-Allow-Origin' header is present on the requested resource.");
        assertThat(page.locator(".diagnosis")).hasCount(1);
        assertThat(page.locator(".diagnosis h2")).hasText("A call");
    }

    @Test
    void what_is_loaded_at_first_has_less_than_200_KB() throws IOException {
        int size = 0;
        for (String name : List.of("index.html", "diagnosis.css", "page.css", "page.js", "explain.js")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                Files.copy(FOLDER.resolve(name), gzip);
            }
            size += packed.size();
        }
        assertThat(size).isLessThan(200_000);
    }

    /** The system's Firefox: Playwright drives only one that it brings itself, which a machine may not have. */
    @Test
    void firefox_explains_it_too(@TempDir Path profile) throws Exception {
        Path firefox = Firefox.find();
        assumeTrue(firefox != null, "Firefox is not installed: the page is not tried in it");
        try (Firefox driven = Firefox.start(firefox, profile)) {
            driven.navigate(FOLDER.resolve("index.html").toUri().toString());
            Object said = driven.evaluate("(async () => { const box = document.querySelector('textarea'); box.value = "
                    + Firefox.literal(SENTENCE) + "; box.dispatchEvent(new Event('input', {bubbles: true}));"
                    + " for (let i = 0; i < 400 && !document.querySelector('.travels'); i++)"
                    + " await new Promise((resolve) => setTimeout(resolve, 25));"
                    + " return document.querySelector('.results').innerText; })()");
            assertThat(String.valueOf(said))
                    .contains("Blocked.", "ALLOW_CREDENTIALS=true", "of one site")
                    .doesNotContain("topsecret");
        }
    }
}
