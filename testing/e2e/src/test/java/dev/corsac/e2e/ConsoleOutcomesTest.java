package dev.corsac.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.corsac.e2e.Chromium.Result;
import dev.corsac.e2e.Chromium.Tab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each outcome that the console shows, next to what the page's script got, for every call of the shop. A server does not see whether a call
 * without a cookie was made with credentials: where the console states that it does not know, its note has to say what came of it.
 */
@Tag("browser")
class ConsoleOutcomesTest {

    private static final List<String> CALLS = List.of(
            "sign-in",
            "catalog",
            "token",
            "orders",
            "orders-bad-token",
            "invoice",
            "invoice-tampered",
            "me",
            "update-me",
            "sign-out",
            "fail");

    /** As curl sends it, from the same origin to the same URL as the page's. */
    private static final List<String> CURLS = List.of(
            "OPTIONS /account/me HTTP/1.1|Access-Control-Request-Method: PUT|Access-Control-Request-Headers: content-type",
            "PUT /account/me HTTP/1.1|Content-Type: application/json|Content-Length: 0",
            "GET /catalog HTTP/1.1|Cookie: session=none");

    private static CorsacUp corsac;
    private static Playwright playwright;

    @BeforeAll
    static void start() throws Exception {
        corsac = new CorsacUp();
        playwright = Playwright.create();
    }

    @AfterAll
    static void stop() {
        playwright.close();
        corsac.close();
    }

    @ParameterizedTest(name = "{0}, {1} API, credentials: {2}")
    @CsvSource({
        "shop,     same-site,  true",
        "shop,     same-site,  false",
        "shop,     cross-site, true",
        "shop,     cross-site, false",
        "stranger, same-site,  true",
        "stranger, same-site,  false",
        "stranger, cross-site, true",
        "stranger, cross-site, false",
    })
    void the_console_shows_what_the_script_got(String site, String api, boolean include, @TempDir Path profile)
            throws Exception {
        try (Chromium chromium = new Chromium(playwright, profile, false)) {
            Page console = chromium.page();
            console.navigate(corsac.console());
            assertThat(console.locator("[data-live=live]")).isVisible();
            listen(console);
            String page = site.equals("shop") ? corsac.shop() : corsac.stranger();
            List<String> wrong = new ArrayList<>();
            try (Tab tab = chromium.open(page)) {
                tab.api(api).include("catalog", include).include("account", include);
                int seen = 0;
                for (String call : CALLS) {
                    for (String curl : CURLS) {
                        curl(
                                corsac.port + 1,
                                api.equals("same-site") ? "api.shop.localhost" : "api.localhost",
                                page,
                                curl);
                    }
                    Result result = tab.call(call);
                    String marker = "/marker-" + UUID.randomUUID();
                    curl(corsac.port + 1, "api.localhost", page, "GET " + marker + " HTTP/1.1");
                    JsonObject last = settled(console, page, marker);
                    String problem = compare(result, last);
                    if (!problem.isEmpty()) {
                        wrong.add(call + ": " + problem + "\n    " + last);
                    }
                    seen++;
                }
                assertThat(seen).isEqualTo(CALLS.size());
            }
            assertThat(wrong).isEmpty();
        }
    }

    /** Keeps the events of the console, as its own page does. */
    private static void listen(Page console) {
        console.evaluate("""
                () => {
                  window.heard = new Map();
                  (async () => {
                    const response = await fetch('/events', {headers: {'Corsac-Console': '1'}});
                    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
                    let text = '';
                    for (let part = await reader.read(); !part.done; part = await reader.read()) {
                      const events = (text + part.value).split('\\n\\n');
                      text = events.pop();
                      for (const event of events.filter((each) => each.startsWith('data: '))) {
                        for (const call of JSON.parse(event.slice(6)).calls) window.heard.set(call.id, call);
                      }
                    }
                  })();
                }""");
    }

    /**
     * The latest call of a page in the browser, once the console takes it as ended. The console sends calls in their order, so all
     * those before the marker are known when that is.
     */
    private static JsonObject settled(Page console, String origin, String marker) {
        Object text = console.evaluate("""
                async ({origin, marker}) => {
                  for (let i = 0; i < 400; i++) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                    if (![...window.heard.values()].some((each) => each.target === marker)) continue;
                    const call = [...window.heard.values()].filter((each) => each.origin === origin && each.seen === 'Chromium')
                      .sort((a, b) => a.id - b.id).at(-1);
                    if (call && call.state !== 'pending') {
                      return JSON.stringify(await (await fetch('/calls/' + call.id, {headers: {'Corsac-Console': '1'}})).json());
                    }
                  }
                  return '{"state": "none"}';
                }""", Map.of("origin", origin, "marker", marker));
        return JsonParser.parseString(String.valueOf(text)).getAsJsonObject();
    }

    /** What is wrong with the outcome; empty if nothing is. */
    private static String compare(Result result, JsonObject call) {
        String state = call.get("state").getAsString();
        if (result.status() > 0) {
            return state.equals("allowed") && call.get("status").getAsInt() == result.status()
                    ? ""
                    : "the script got " + result.status() + ", and the console shows " + state;
        }
        if (state.equals("blocked")) {
            JsonArray outcomes = call.getAsJsonArray("outcomes");
            for (JsonElement each : outcomes) {
                JsonObject outcome = each.getAsJsonObject();
                if (outcome.get("engine").getAsString().equals("Chromium")) {
                    String line = outcome.getAsJsonArray("console").get(0).getAsString();
                    return result.console().contains(line.replace("•••", "").split("\\?", -1)[0])
                            ? ""
                            : "the browser's console has: " + result.console() + " and Corsac's: " + line;
                }
            }
            return "no outcome of Chromium";
        }
        // Not known to have had credentials: then the note says what they would do.
        return state.equals("allowed")
                        && call.get("credentials").isJsonNull()
                        && call.get("included").getAsString().contains("it would be blocked")
                ? ""
                : "the script got an error, and the console shows " + state;
    }

    private static void curl(int port, String host, String origin, String request) throws IOException {
        List<String> lines = new ArrayList<>(List.of(request.split("\\|", -1)));
        lines.add(1, "Host: " + host + ":" + port);
        lines.add(2, "User-Agent: curl/8.5.0");
        lines.add(3, "Origin: " + origin);
        lines.add(4, "Connection: close");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        }
    }
}
