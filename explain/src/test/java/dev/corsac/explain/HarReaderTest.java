package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HarReaderTest {

    private static final String SHOP = "https://shop.example.com";
    private static final String API = "https://api.example.com/cart";

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static List<Object> headers(String... namesAndValues) {
        List<Object> lines = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(map("name", namesAndValues[i], "value", namesAndValues[i + 1]));
        }
        return lines;
    }

    /** At a second of noon, taking so many milliseconds. */
    private static Map<String, Object> entry(
            double second,
            double took,
            String method,
            String url,
            List<Object> sent,
            int status,
            List<Object> received) {
        int whole = (int) second;
        String time = "2026-01-31T12:" + two(whole / 60) + ":" + two(whole % 60) + "."
                + String.valueOf(1000 + Math.round((second - whole) * 1000)).substring(1) + "Z";
        return map(
                "startedDateTime",
                time,
                "time",
                took,
                "request",
                map("method", method, "url", url, "headers", sent),
                "response",
                map("status", (double) status, "headers", received));
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static Map<String, Object> preflight(double second, int status, String... received) {
        return entry(
                second,
                10,
                "OPTIONS",
                API,
                headers(
                        "Origin",
                        SHOP,
                        "Access-Control-Request-Method",
                        "PUT",
                        "Access-Control-Request-Headers",
                        "x-a"),
                status,
                headers(received));
    }

    private static Map<String, Object> put(double second, double took, int status) {
        return entry(
                second, took, "PUT", API, headers("Origin", SHOP, "X-A", "1"), status, headers("Content-Type", "a/b"));
    }

    private static Object har(String creator, Object... entries) {
        return map("log", map("creator", map("name", creator), "entries", List.of(entries)));
    }

    private static List<RecordedCall> read(Object tree) {
        ReadResult result = HarReader.read("a.har", tree);
        assertThat(result.problem()).isEmpty();
        return result.calls();
    }

    private static List<String> exchanges(RecordedCall call) {
        return call.exchanges().stream()
                .map(each -> each.method() + " " + each.status())
                .toList();
    }

    @Test
    void a_call_has_its_own_preflight_in_the_order_of_the_wire_and_in_chromes() {
        List<RecordedCall> wire =
                read(har("Firefox", preflight(1, 204, "Access-Control-Allow-Origin", "*"), put(2, 10, 200)));
        assertThat(wire).hasSize(1);
        assertThat(exchanges(wire.get(0))).containsExactly("OPTIONS 204", "PUT 200");
        assertThat(wire.get(0).engine()).isEqualTo(Engine.FIREFOX);
        assertThat(wire.get(0).method()).isEqualTo("PUT");
        assertThat(wire.get(0).requestHeaders()).isEqualTo(Headers.of("X-A", "1"));
        List<RecordedCall> chrome =
                read(har("WebInspector", put(1, 100, 200), preflight(1.01, 204, "Access-Control-Allow-Origin", SHOP)));
        assertThat(chrome).hasSize(1);
        assertThat(exchanges(chrome.get(0))).containsExactly("OPTIONS 204", "PUT 200");
        assertThat(chrome.get(0).engine()).isEqualTo(Engine.CHROMIUM);
    }

    @Test
    void a_retry_after_a_fix_does_not_get_the_preflight_that_failed() {
        List<RecordedCall> calls = read(har(
                "Charles Proxy",
                preflight(1, 403),
                preflight(5, 204, "Access-Control-Allow-Origin", SHOP),
                put(6, 10, 200)));
        assertThat(calls.stream().map(HarReaderTest::exchanges).toList())
                .containsExactly(List.of("OPTIONS 403"), List.of("OPTIONS 204", "PUT 200"));
    }

    @Test
    void a_call_that_failed_gets_the_preflight_next_to_it() {
        List<RecordedCall> calls = read(har(
                "WebInspector",
                put(1, 100, 0),
                preflight(1.01, 403),
                put(5, 100, 0),
                preflight(5.01, 204, "Access-Control-Allow-Origin", SHOP)));
        assertThat(calls.stream().map(HarReaderTest::exchanges).toList())
                .containsExactly(List.of("OPTIONS 403", "PUT 0"), List.of("OPTIONS 204", "PUT 0"));
    }

    @Test
    void a_call_whose_preflight_was_cached_is_not_dropped() {
        List<RecordedCall> calls = read(har(
                "Firefox", preflight(1, 204, "Access-Control-Allow-Origin", SHOP), put(2, 10, 200), put(3, 10, 500)));
        assertThat(calls.stream().map(HarReaderTest::exchanges).toList())
                .containsExactly(List.of("OPTIONS 204", "PUT 200"), List.of("PUT 500"));
    }

    /** As Firefox's Network panel saves it: the preflight comes after its call, and takes no time of it. */
    @Test
    void a_call_of_firefox_has_the_preflight_that_comes_after_it() {
        List<RecordedCall> calls = read(har(
                "Firefox",
                put(1, 0, 0),
                preflight(1.25, 403),
                put(5, 1, 200),
                preflight(5.6, 204, "Access-Control-Allow-Origin", SHOP),
                put(6, 1, 500),
                put(7, 0, 0),
                preflight(7.01, 401)));
        assertThat(calls.stream().map(HarReaderTest::exchanges).toList())
                .containsExactly(
                        List.of("OPTIONS 403", "PUT 0"),
                        List.of("OPTIONS 204", "PUT 200"),
                        List.of("PUT 500"),
                        List.of("OPTIONS 401", "PUT 0"));
    }

    @Test
    void a_preflight_after_a_redirect_belongs_to_the_call_whatever_its_origin_is_shown_as() {
        String other = "https://other.example.com/a";
        Map<String, Object> asks = entry(
                2.01,
                5,
                "OPTIONS",
                other,
                headers("Origin", SHOP, "Access-Control-Request-Method", "PUT"),
                403,
                headers());
        List<RecordedCall> calls = read(har(
                "Firefox",
                entry(1, 5, "PUT", API, headers("Origin", SHOP), 302, headers("Location", other)),
                entry(2, 0, "PUT", other, headers("Origin", "null"), 0, headers()),
                asks));
        assertThat(calls).hasSize(1);
        assertThat(exchanges(calls.get(0))).containsExactly("PUT 302", "OPTIONS 403", "PUT 0");
    }

    @Test
    void redirects_are_one_call() {
        List<RecordedCall> calls = read(har(
                "Firefox",
                entry(1, 5, "GET", API, headers("Origin", SHOP), 302, headers("Location", "/login?a=1")),
                entry(
                        2,
                        5,
                        "GET",
                        "https://api.example.com/login?a=1",
                        headers("Origin", SHOP),
                        302,
                        headers("location", "https://id.example.com")),
                entry(3, 5, "GET", "https://id.example.com/", headers("Origin", "null"), 200, headers())));
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).url()).isEqualTo(API);
        assertThat(exchanges(calls.get(0))).containsExactly("GET 302", "GET 302", "GET 200");
    }

    @Test
    void what_chrome_blocked_has_its_page_from_the_referrer_or_the_pages_title() {
        Map<String, Object> blocked = entry(1, 5, "GET", API, headers("Referer", SHOP + "/"), 0, headers());
        blocked.put("_resourceType", "xhr");
        response(blocked).put("_error", "net::ERR_FAILED");
        RecordedCall call = read(har("WebInspector", blocked)).get(0);
        assertThat(call.page()).isEqualTo(SHOP);
        assertThat(call.initiator()).isEqualTo(Initiator.XML_HTTP_REQUEST);
        assertThat(call.exchanges().get(0).isWithheld()).isTrue();
        Map<String, Object> without = entry(1, 5, "GET", API, headers(), 0, headers());
        without.put("pageref", "page_1");
        Object file = map(
                "log",
                map(
                        "creator", map("name", "WebInspector"),
                        "pages", List.of(map("id", "page_1", "title", SHOP + "/cart")),
                        "entries", List.of(without)));
        assertThat(read(file).get(0).page()).isEqualTo(SHOP);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> response(Map<String, Object> entry) {
        return (Map<String, Object>) Objects.requireNonNull(entry.get("response"));
    }

    @Test
    void what_is_no_cors_call_is_left_out() {
        Map<String, Object> document = entry(1, 5, "POST", API, headers("Origin", SHOP), 200, headers());
        document.put("_resourceType", "document");
        ReadResult result = HarReader.read(
                "a.har",
                har(
                        "WebInspector",
                        document,
                        entry(2, 5, "POST", API, headers("Origin", SHOP, "Sec-Fetch-Mode", "no-cors"), 200, headers()),
                        entry(3, 5, "GET", SHOP + "/a", headers("Origin", SHOP), 200, headers()),
                        entry(4, 5, "GET", API, headers(), 200, headers())));
        assertThat(result.calls()).isEmpty();
        assertThat(result.problem()).startsWith("a.har: 4 entries and no call to another origin.");
    }

    @Test
    void parts_of_a_file_are_read() {
        Map<String, Object> one = entry(1, 5, "GET", API, headers("Origin", SHOP, "Cookie", "a=1"), 200, headers());
        assertThat(read(one).get(0).credentials()).isEqualTo(CredentialsMode.INCLUDE);
        assertThat(read(List.of(one))).hasSize(1);
        assertThat(read(map("entries", List.of(one)))).hasSize(1);
        assertThat(HarReader.read("a.har", map("a", 1.0)).problem()).contains("not a HAR file");
    }

    @Test
    void the_engine_is_the_creators_the_browsers_or_the_user_agents() {
        Map<String, Object> call = entry(
                1,
                5,
                "GET",
                API,
                headers(
                        "Origin",
                        SHOP,
                        "User-Agent",
                        "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/17 Safari/605"),
                200,
                headers());
        assertThat(read(har("Charles Proxy", call)).get(0).engine()).isEqualTo(Engine.WEBKIT);
        assertThat(read(har("WebKit Web Inspector", call)).get(0).engine()).isEqualTo(Engine.WEBKIT);
        Object playwright = map(
                "log",
                map("creator", map("name", "Playwright"), "browser", map("name", "firefox"), "entries", List.of(call)));
        assertThat(read(playwright).get(0).engine()).isEqualTo(Engine.FIREFOX);
    }

    @Test
    void what_corsac_writes_is_read_again() {
        HarWriter.Content none = new HarWriter.Content(0, Body.EMPTY, "");
        HarWriter.Content body = new HarWriter.Content(7, Body.of("{\"a\":1}"), "{\"a\":1}");
        String text = HarWriter.of(
                "1.0",
                List.of(new HarWriter.Entry(
                        "2026-01-31T12:00:00.000Z",
                        1.5,
                        Request.of("GET", API + "?token=x1y", Headers.of("Origin", SHOP, "Cookie", "sid=x1y")),
                        none,
                        Response.of(200, Headers.of("Content-Type", "application/json", "Set-Cookie", "b=x1y; Secure")),
                        body,
                        "function api",
                        "")),
                false);
        assertThat(text).doesNotContain("x1y");
        RecordedCall call = read(Objects.requireNonNull(PlainJson.parse(text))).get(0);
        assertThat(call.url()).isEqualTo(API + "?token=•••");
        assertThat(call.exchanges().get(0).body()).isEqualTo("{\"a\":1}");
        assertThat(call.cookies()).hasSize(2);
    }

    /** The same calls over and over, and all of them different: CPU time, so that a busy machine does not matter. */
    @Test
    void a_long_file_takes_a_time_that_grows_with_its_length() {
        double small = seconds(8_000);
        double large = seconds(64_000);
        assertThat(small).as("seconds for 8,000 entries").isLessThan(1);
        // Eight times as much; what is quadratic takes sixty-four times as long.
        assertThat(large).as("seconds for 64,000 entries, %s for 8,000", small).isLessThan(Math.max(0.5, 24 * small));
    }

    private static double seconds(int count) {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < count / 4; i++) {
            String url = i % 2 == 0 ? API : API + "/" + i;
            entries.add(entry(
                    i % 3_000,
                    5,
                    "OPTIONS",
                    url,
                    headers("Origin", SHOP, "Access-Control-Request-Method", "GET"),
                    204,
                    headers("Access-Control-Allow-Origin", SHOP)));
            entries.add(entry(
                    i % 3_000,
                    5,
                    "GET",
                    url,
                    headers("Origin", SHOP, "Cookie", "c=1"),
                    302,
                    headers("Location", API, "Set-Cookie", "c" + i % 1_000 + "=1")));
            entries.add(entry(i % 3_000, 5, "GET", API, headers("Origin", SHOP), 200, headers("Set-Cookie", "d=1")));
            entries.add(entry(i % 3_000, 5, "GET", url, headers("Origin", SHOP), 0, headers()));
        }
        Object tree = har("WebInspector", entries.toArray());
        double best = Double.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            assertThat(HarReader.read("a.har", tree).calls()).isNotEmpty();
            best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9);
        }
        return best;
    }
}
