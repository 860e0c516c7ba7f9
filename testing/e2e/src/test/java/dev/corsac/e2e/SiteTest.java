package dev.corsac.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation site that {@code docs/build} makes: its links, its search, and whether everybody can use it. */
@Tag("browser")
@Tag("slow")
class SiteTest {

    private static final Path SITE = CorsacUp.REPOSITORY.resolve("docs/target/site");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "json", "application/json",
            "woff2", "font/woff2");

    private static HttpServer server;
    private static Playwright playwright;
    private static Browser chromium;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        assumeTrue(hasNpm(), "The documentation site is not built: npm is missing.");
        Process build = new ProcessBuilder(
                        CorsacUp.REPOSITORY.resolve("docs/build").toString(), "--pages")
                .redirectErrorStream(true)
                .start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(
                !output.contains("npm could not install"), "The documentation site is not built: npm has no network.");
        assertThat(build.waitFor()).as(output).isZero();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SiteTest::serve);
        server.start();
        playwright = Playwright.create();
        chromium = ExplainPageTest.chromium(playwright);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = SITE.resolve(exchange.getRequestURI().getPath().substring(1));
            String type = TYPES.get(file.toString().replaceFirst(".*\\.", ""));
            if (type == null || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            Files.copy(file, exchange.getResponseBody());
        }
    }

    private static boolean hasNpm() throws InterruptedException {
        try {
            return new ProcessBuilder("npm", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            chromium.close();
            playwright.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void every_link_leads_to_a_file_and_a_heading_that_exist() throws IOException {
        Map<Path, Set<String>> ids = new HashMap<>();
        Set<String> dead = new TreeSet<>();
        for (Path page : pages()) {
            String html = Files.readString(page);
            Matcher link = LINK.matcher(html);
            while (link.find()) {
                String href = link.group(1).replace("&amp;", "&");
                if (href.isEmpty() || href.matches("[a-z]+:.*") || href.startsWith("//")) {
                    continue;
                }
                URI target = URI.create("/" + SITE.relativize(page).toString().replace('\\', '/'))
                        .resolve(href);
                // Added by the full form of docs/build.
                if (target.getPath().startsWith("/javadoc/") || target.getPath().startsWith("/explain/")) {
                    continue;
                }
                Path file = SITE.resolve(target.getPath().substring(1));
                if (Files.isDirectory(file)) {
                    file = file.resolve("index.html");
                }
                String fragment = target.getFragment();
                if (!Files.exists(file)) {
                    dead.add(SITE.relativize(page) + ": " + href);
                } else if (fragment != null
                        && !fragment.isEmpty()
                        && !ids.computeIfAbsent(file, SiteTest::idsOf).contains(fragment)) {
                    dead.add(SITE.relativize(page) + ": " + href + " (there is no such heading)");
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static Set<String> idsOf(Path page) {
        try {
            Set<String> ids = new HashSet<>();
            Matcher id = ID.matcher(Files.readString(page));
            while (id.find()) {
                ids.add(id.group(1));
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(SITE)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file ->
                            !file.startsWith(SITE.resolve("javadoc")) && !file.startsWith(SITE.resolve("explain")))
                    .filter(file -> !file.endsWith("404.html"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_page_is_in_the_menu_and_in_the_list_for_programs() throws IOException {
        String menu = Files.readString(SITE.resolve("index.html"));
        Pattern menuOfFolder = Pattern.compile("(\\w+)/.*");
        String list = Files.readString(SITE.resolve("llms.txt"));
        for (Path page : pages()) {
            String path = SITE.relativize(page).toString().replace('\\', '/');
            String name = path.substring(0, path.length() - ".html".length());
            assertThat(list).contains("(/" + name + ".md)");
            assertThat(SITE.resolve(name + ".md")).exists();
            if (!path.equals("index.html")) {
                Matcher folder = menuOfFolder.matcher(path);
                String in = folder.matches() ? Files.readString(SITE.resolve(folder.group(1) + "/index.html")) : menu;
                assertThat(in)
                        .as("the sidebar, docs/site/sections.mjs")
                        .contains("href=\"/" + path.replaceFirst("/index\\.html$", "/") + "\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1400, LIGHT, index.html",
        "1400, DARK, lambda.html",
        "700, LIGHT, errors.html",
        "380, DARK, corsac-yaml.html",
        "380, LIGHT, index.html"
    })
    void a_page_has_no_barrier_does_not_scroll_sideways_and_asks_nobody_else(
            int width, ColorScheme scheme, String path) {
        List<String> elsewhere = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        try (BrowserContext context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme))) {
            Page page = context.newPage();
            page.onRequest(request -> {
                if (!request.url().startsWith(address()) && !request.url().startsWith("data:")) {
                    elsewhere.add(request.url());
                }
            });
            page.onPageError(errors::add);
            page.navigate(address() + path);
            page.locator("main h1").first().waitFor();
            Axe.check(page);
            assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("fits into " + width)
                    .isTrue();
        }
        assertThat(elsewhere).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void the_search_finds_a_pasted_sentence_without_a_network() {
        try (BrowserContext context = chromium.newContext(new Browser.NewContextOptions().setViewportSize(1250, 900))) {
            Page page = context.newPage();
            page.navigate(address() + "index.html");
            page.locator(".VPNavBarSearch button").click();
            page.locator("input.search-input").fill("multiple values but only one is allowed");
            assertThat(page.locator(".result").first()).isVisible();
            assertThat(page.locator(".results").innerText()).contains("MultipleAllowOriginValues");
        }
    }

    private static String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }
}
