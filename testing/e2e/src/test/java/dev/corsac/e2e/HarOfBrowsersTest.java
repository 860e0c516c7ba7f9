package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.explain.page.ExplainRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HAR files that Chromium (as Playwright records it) and Firefox (as its Network panel saves it) write while their pages call the
 * shop: what {@code corsac explain} makes of each call is compared with what the script got and with what {@code corsac up} saw.
 * Each call has a number in its query; of two with one number the second uses the remembered preflight of the first.
 */
@Tag("browser")
class HarOfBrowsersTest {

    /**
     * A call of a page.
     *
     * @param number in its query
     * @param stranger whether the page is the stranger's, not the shop's
     * @param path in the API; one that begins with {@code /away} or {@code /closed} goes to the server that redirects
     */
    private record Step(int number, boolean stranger, String method, String path, boolean include, String json) {

        String script(String api) {
            return "fetch(" + new Gson().toJson(api + path + "?n=" + number) + ", {method: '" + method
                    + "', credentials: '"
                    + (include ? "include" : "same-origin") + "'"
                    + (json.isEmpty()
                            ? ""
                            : ", headers: {'Content-Type': 'application/json'}, body: " + new Gson().toJson(json))
                    + "}).then((response) => response.status, () => 0)";
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step(1, false, "GET", "/catalog", false, ""),
            new Step(2, false, "GET", "/catalog", true, ""),
            new Step(3, false, "POST", "/account/session", true, "{\"user\": \"ada\", \"password\": \"lovelace\"}"),
            new Step(4, false, "PUT", "/account/me", true, "{\"name\": \"Ada\"}"),
            new Step(4, false, "PUT", "/account/me", true, "{\"name\": \"Ada L.\"}"),
            new Step(5, false, "GET", "/account/fail", true, ""),
            new Step(6, false, "GET", "/nothing", false, ""),
            new Step(7, false, "GET", "/away", false, ""),
            new Step(8, false, "GET", "/closed", false, ""),
            new Step(9, false, "DELETE", "/away", false, ""),
            new Step(13, false, "GET", "/catalog", false, ""),
            new Step(10, true, "GET", "/account/me", true, ""),
            new Step(11, true, "PUT", "/account/me", true, "{\"name\": \"Eve\"}"),
            new Step(11, true, "PUT", "/account/me", true, "{\"name\": \"Eve again\"}"),
            new Step(12, true, "GET", "/catalog", false, ""));

    private static CorsacUp corsac;
    private static HttpServer redirector;

    @BeforeAll
    static void start() throws Exception {
        corsac = new CorsacUp();
        redirector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirector.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            boolean open = exchange.getRequestURI().getPath().startsWith("/away");
            exchange.getResponseHeaders().set("Location", corsac.api("api.shop.localhost") + "/catalog?" + query);
            if (open) {
                exchange.getResponseHeaders().set("Access-Control-Allow-Origin", corsac.shop());
                exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "DELETE");
            }
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("OPTIONS") ? 204 : 302, -1);
            exchange.close();
        });
        redirector.start();
    }

    @AfterAll
    static void stop() {
        redirector.stop(0);
        corsac.close();
    }

    private static String script(Step step) {
        boolean redirects = step.path().equals("/away") || step.path().equals("/closed");
        return step.script(
                redirects
                        ? "http://redirector.localhost:"
                                + redirector.getAddress().getPort()
                        : corsac.api("api.shop.localhost"));
    }

    @Test
    void chromium(@TempDir Path folder) throws Exception {
        Path har = folder.resolve("chromium.har");
        List<Integer> got = new ArrayList<>();
        clear();
        try (Playwright playwright = Playwright.create();
                Chromium chromium = new Chromium(playwright, folder.resolve("profile"), true, har)) {
            for (boolean stranger : new boolean[] {false, true}) {
                Page page = chromium.page();
                page.navigate(stranger ? corsac.stranger() : corsac.shop());
                for (Step step : STEPS) {
                    if (step.stranger() == stranger) {
                        got.add(((Number) page.evaluate("() => " + script(step))).intValue());
                    }
                }
            }
        }
        compare(List.of(Files.readString(har)), got);
    }

    @Test
    void firefox(@TempDir Path profiles) throws Exception {
        Path program = Firefox.find();
        assumeTrue(program != null, "Firefox is not installed: no HAR file of it is read");
        List<Integer> got = new ArrayList<>();
        List<String> files = new ArrayList<>();
        clear();
        // One for each site: the panel may lose requests of a second page that is of another process.
        for (boolean stranger : new boolean[] {false, true}) {
            Path own = Files.createDirectory(profiles.resolve(stranger ? "stranger" : "shop"));
            try (Firefox firefox = Firefox.start(program, own)) {
                firefox.record();
                firefox.navigate(stranger ? corsac.stranger() : corsac.shop());
                for (Step step : STEPS) {
                    if (step.stranger() == stranger) {
                        got.add(Integer.parseInt(firefox.evaluate(script(step) + ".then(String)")));
                    }
                }
                // The panel learns of requests in their order, and later than the page.
                String har = firefox.har();
                for (int tries = 0; !isWhole(har, stranger) && tries < 60; tries++) {
                    firefox.evaluate("fetch('config.json', {cache: 'no-store'}).then((response) => response.text())");
                    har = firefox.har();
                }
                // The panel sometimes loses a request for good: such a file does not test the reader.
                assumeTrue(isWhole(har, stranger), "Firefox's network panel lost the last call of the page");
                files.add(har);
            }
        }
        compare(files, got);
    }

    /** Whether the last call is there with its response. */
    private static boolean isWhole(String har, boolean stranger) {
        Step end = STEPS.stream()
                .filter(step -> step.stranger() == stranger)
                .reduce((first, second) -> second)
                .orElseThrow();
        String last = "?n=" + end.number();
        for (JsonElement entry : JsonParser.parseString(har)
                .getAsJsonObject()
                .getAsJsonObject("log")
                .getAsJsonArray("entries")) {
            var one = entry.getAsJsonObject();
            boolean isLast =
                    one.getAsJsonObject("request").get("url").getAsString().endsWith(last);
            if (isLast && one.getAsJsonObject("response").get("status").getAsInt() > 0) {
                return true;
            }
        }
        return false;
    }

    private static void clear() throws Exception {
        console("clear", "POST");
    }

    private static String console(String path, String method) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(corsac.console() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Corsac-Console", "1");
        if (!method.equals("GET")) {
            request.header(
                    "Origin", corsac.console().substring(0, corsac.console().length() - 1));
        }
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isLessThan(300);
        return response.body();
    }

    /** The requests that the local run saw, as {@code METHOD status}, by the number in the query. */
    private static Map<Integer, List<String>> seen() throws Exception {
        Map<Integer, List<String>> seen = new LinkedHashMap<>();
        JsonArray entries = JsonParser.parseString(console("har", "GET"))
                .getAsJsonObject()
                .getAsJsonObject("log")
                .getAsJsonArray("entries");
        for (JsonElement entry : entries) {
            var request = entry.getAsJsonObject().getAsJsonObject("request");
            int number = number(request.get("url").getAsString());
            seen.computeIfAbsent(number, any -> new ArrayList<>())
                    .add(request.get("method").getAsString() + " "
                            + entry.getAsJsonObject()
                                    .getAsJsonObject("response")
                                    .get("status")
                                    .getAsInt());
        }
        return seen;
    }

    private static int number(String url) {
        int at = url.indexOf("?n=");
        return at < 0 ? 0 : Integer.parseInt(url.substring(at + 3));
    }

    private static void compare(List<String> files, List<Integer> got) throws Exception {
        Map<Integer, List<String>> seen = seen();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (String har : files) {
            for (RecordedCall call : ExplainRun.read("recorded.har", har)) {
                if (number(String.valueOf(call.url())) > 0) {
                    diagnoses.add(Diagnoser.diagnose(call, host -> "localhost"));
                }
            }
        }
        List<String> wrong = new ArrayList<>();
        assertThat(diagnoses)
                .extracting(each -> each.call().method() + " "
                        + number(String.valueOf(each.call().url())))
                .isEqualTo(STEPS.stream()
                        .map(step -> step.method() + " " + step.number())
                        .toList());
        for (int i = 0; i < STEPS.size(); i++) {
            Step step = STEPS.get(i);
            Diagnosis diagnosis = diagnoses.get(i);
            String problem = problem(step, got.get(i), diagnosis, seen.getOrDefault(step.number(), List.of()));
            if (!problem.isEmpty()) {
                List<String> recorded = diagnosis.call().exchanges().stream()
                        .map(each -> each.method() + " " + each.url() + " " + each.status() + " "
                                + each.requestHeaders().first("Origin"))
                        .toList();
                wrong.add(step + ": the script got " + got.get(i) + ": " + problem + "\n    " + diagnosis.code()
                        + "\n    recorded " + recorded + "\n    up saw " + seen.get(step.number()));
            }
        }
        assertThat(wrong).isEmpty();
        // The remembered preflight: the local run saw one for two calls that passed, and two for two that did not.
        assertThat(seen.get(4)).containsExactly("OPTIONS 204", "PUT 200", "PUT 200");
        assertThat(seen.get(11)).containsExactly("OPTIONS 403", "OPTIONS 403");
    }

    /** What is wrong with a diagnosis; empty if nothing is. */
    private static String problem(Step step, int got, Diagnosis diagnosis, List<String> seen) {
        RecordedCall call = diagnosis.call();
        if (number(String.valueOf(call.url())) != step.number()
                || !step.method().equals(call.method())) {
            return "it is " + call.method() + " " + call.url();
        }
        if (!String.valueOf(call.page()).equals(step.stranger() ? corsac.stranger() : corsac.shop())) {
            return "its page is " + call.page();
        }
        // A file does not show whether a call without a cookie was made with credentials: then both outcomes are there.
        boolean isOpen = diagnosis.assumed().contains("credentials")
                && diagnosis.withCredentials().values().stream()
                        .anyMatch(outcome -> outcome.result() == EngineOutcome.Result.BLOCKED);
        if (got > 0 ? diagnosis.isBlocked() : !diagnosis.isBlocked() && !(step.include() && isOpen)) {
            return "blocked: " + diagnosis.isBlocked();
        }
        for (RecordedExchange each : call.exchanges()) {
            boolean reachesUp = each.url().startsWith(corsac.api("api.shop.localhost"));
            String request = each.method() + " " + each.status();
            if (reachesUp && !each.isWithheld() && !seen.contains(request)) {
                return request + " never reached the local run";
            }
            if (reachesUp && each.isPreflight() && step.number() == 6) {
                return "a GET without headers has no preflight";
            }
        }
        return got > 0 && call.exchanges().stream().noneMatch(each -> each.status() == got)
                ? "no response has that status"
                : "";
    }
}
