package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {

    private static final String URL = "https://api.example.com/cart";

    /** As Chrome writes it: the preflight with its response, the call itself with provisional headers and none back. */
    private static final String CHROME = har(
            "WebInspector",
            entry("PUT", URL, 0, "\"_error\": \"net::ERR_FAILED\"", "referer: https://shop.example.com/", ""),
            entry(
                    "OPTIONS",
                    URL,
                    403,
                    "\"_x\": 1",
                    "origin: https://shop.example.com|access-control-request-method: PUT"
                            + "|access-control-request-headers: authorization",
                    "content-type: text/html|set-cookie: a=secretcookie\\nb=othersecret"));

    private static final String FIREFOX = har(
            "Firefox",
            entry(
                    "GET",
                    URL + "?token=topsecret",
                    200,
                    "\"_x\": 1",
                    "Origin: https://shop.example.com|Cookie: sid=secretcookie",
                    "Access-Control-Allow-Origin: *|Set-Cookie: a=secretcookie"));

    private static final String SAFARI = har(
            "WebKit Web Inspector",
            entry(
                    "GET",
                    URL,
                    500,
                    "\"_x\": 1",
                    "Origin: https://shop.example.com|Authorization: Bearer verysecret",
                    "Content-Type: text/plain"),
            entry(
                    "OPTIONS",
                    URL,
                    204,
                    "\"_x\": 1",
                    "Origin: https://shop.example.com|Access-Control-Request-Method: GET"
                            + "|Access-Control-Request-Headers: authorization",
                    "Access-Control-Allow-Origin: https://shop.example.com"
                            + "|Access-Control-Allow-Headers: authorization"));

    @Test
    void a_har_of_chrome_without_the_response_is_explained_from_its_preflight() {
        CommandLineRun run = CommandLineRun.of(CHROME, "explain");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("PUT https://api.example.com/cart  from https://shop.example.com\n")
                .contains("Chromium  blocked  allow-origin-missing (PreflightMissingAllowOriginHeader)")
                .contains("WebKit    blocked  preflight-status\n")
                .contains("The preflight (OPTIONS) failed with status 403")
                .contains("A login or token filter runs before CORS and refuses OPTIONS")
                .doesNotContain(".allowMethods(");
        assertThat(CommandLineRun.of(CHROME, "explain", "--all").out())
                .contains(".allowMethods(\"PUT\")")
                .contains(".allowHeaders(\"authorization\")");
    }

    @Test
    void a_har_of_firefox_with_a_cookie_is_taken_for_a_call_with_credentials() {
        CommandLineRun run = CommandLineRun.of(FIREFOX, "explain");
        assertThat(run.out())
                .startsWith(
                        "GET https://api.example.com/cart?token=•••  from https://shop.example.com, with credentials")
                .contains("Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’");
    }

    @Test
    void a_har_of_safari_is_explained_from_the_error_behind_a_good_preflight() {
        CommandLineRun run = CommandLineRun.of(SAFARI, "explain");
        assertThat(run.out())
                .contains("The response, an error with status 500, has no Access-Control-Allow-Origin header.")
                .contains("The server failed before it added its CORS headers: see its log.")
                .contains("  1. OPTIONS https://api.example.com/cart  (preflight)")
                .contains("  2. GET https://api.example.com/cart\n");
    }

    @ParameterizedTest
    @CsvSource({"text", "json"})
    void no_secret_is_ever_printed(String format, @TempDir Path folder) throws IOException {
        for (String har : new String[] {CHROME, FIREFOX, SAFARI}) {
            Path html = folder.resolve("page.html");
            CommandLineRun run = CommandLineRun.of(har, "explain", "--format", format, "--html", html.toString());
            assertThat(run.out()).doesNotContain("secret");
            String page = Files.readString(html);
            assertThat(page.substring(page.indexOf("<article"), page.indexOf("</main>")))
                    .doesNotContain("secret")
                    .contains("class=\"exchange\"")
                    .contains("<li data-outcome=\"blocked\">");
        }
    }

    @Test
    void a_har_whose_responses_the_browser_withheld_says_how_to_get_them() {
        String har = har(
                "WebInspector",
                entry("GET", URL, 0, "\"_error\": \"net::ERR_FAILED\"", "referer: https://shop.example.com/", ""));
        CommandLineRun run = CommandLineRun.of(har, "explain");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("Chromium  blocked  response-withheld")
                .contains("keeps its response out of the recording")
                .contains("corsac explain --send --url '" + URL + "' --origin 'https://shop.example.com'")
                .contains("curl -si -H 'Origin: https://shop.example.com' '" + URL + "' | corsac explain"
                        + " --origin 'https://shop.example.com' --url '" + URL + "'");
    }

    @Test
    void curls_output_is_explained_with_the_page_and_the_url() {
        CommandLineRun run = CommandLineRun.of(
                "HTTP/2 200 \r\naccess-control-allow-origin: https://shop.example.com/\r\n\r\n<html>",
                "explain",
                "--origin",
                "https://shop.example.com",
                "--url",
                URL);
        assertThat(run.out())
                .contains("Chromium  blocked  allow-origin-mismatch (AllowOriginMismatch)")
                .contains("The response allows \"https://shop.example.com/\", and the call came from")
                .contains("The configured origin has a slash or a path at its end");
    }

    @Test
    void header_files_of_request_and_response_are_explained(@TempDir Path folder) throws IOException {
        Path request = Files.writeString(
                folder.resolve("request.txt"),
                "PATCH /cart HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://shop.example.com\r\n\r\n");
        Path preflight = Files.writeString(
                folder.resolve("preflight.txt"),
                "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://shop.example.com\r\n"
                        + "Access-Control-Allow-Methods: patch\r\n\r\n");
        CommandLineRun run =
                CommandLineRun.of("", "explain", "--request", request.toString(), "--preflight", preflight.toString());
        assertThat(run.out())
                .contains("Chromium  blocked  method (MethodDisallowedByPreflightResponse)")
                .contains("Access-Control-Allow-Methods of the preflight's response does not list PATCH.")
                .contains("The list has the method in another case");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Access to fetch at 'https://b.example/x' from origin 'https://a.example' has been blocked by CORS policy:"
                        + " Response to preflight request doesn't pass access control check: It does not have HTTP ok"
                        + " status. | preflight-status (PreflightInvalidStatus)",
                "Access to XMLHttpRequest at 'https://b.example/x' (redirected from 'https://c.example/') from origin"
                        + " 'https://a.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header"
                        + " contains multiple values '*, *', but only one is allowed. Have the server send the header with"
                        + " a valid value. | allow-origin-multiple (MultipleAllowOriginValues)",
                "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
                        + " https://b.example/x. (Reason: Did not find method in CORS header"
                        + " ‘Access-Control-Allow-Methods’). | method (MethodDisallowedByPreflightResponse)",
                "Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 200 |"
                        + " allow-origin-missing (MissingAllowOriginHeader)",
                "Request header field X-Api-Key is not allowed by Access-Control-Allow-Headers. |"
                        + " headers (HeaderDisallowedByPreflightResponse)",
            })
    void a_sentence_from_a_console_is_recognised(String sentence, String error) {
        CommandLineRun run = CommandLineRun.of("", "explain", "--console", sentence);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Chromium  blocked  " + error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|-: there is nothing in it. Paste the error message",
                "{\"log\": {\"entries\": [|It begins like JSON but is not complete",
                "{\"a\": 1}|HAR",
                "HTTP/1.1 200 OK|State it with --",
                "Something else|-: not recognized as a browser's message",
            })
    void bad_input_says_what_is_missing(String input, String message) {
        CommandLineRun run = CommandLineRun.of(input, "explain");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("corsac: ").contains(message);
    }

    @Test
    void a_har_without_the_call_says_that_nothing_was_blocked() {
        String har = har(
                "Firefox",
                entry(
                        "GET",
                        URL,
                        200,
                        "\"_x\": 1",
                        "Origin: https://shop.example.com",
                        "Access-Control-Allow-Origin: *"));
        CommandLineRun run = CommandLineRun.of(har, "explain");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("1 call to another origin, none of them blocked");
        assertThat(CommandLineRun.of(har, "explain", "--format", "json").out())
                .isEqualTo("{\n  \"diagnoses\": []\n}\n");
        assertThat(CommandLineRun.of(har, "explain", "--credentials", "include").out())
                .contains("WildcardOriginNotAllowed");
    }

    @Test
    void cookies_get_a_line_of_their_own_for_each_browser() {
        CommandLineRun run = CommandLineRun.of(FIREFOX, "explain");
        assertThat(run.out()).endsWith("""
                Will a cookie travel (a question of its own: no CORS header changes it)
                  a=•••
                    Chromium  travels: page and server are of one site
                    Firefox   travels: page and server are of one site
                    WebKit    travels: page and server are of one site
                  sid=••• (attributes not recorded)
                    Chromium  not known: it takes the cookie's SameSite, Secure and Partitioned: record the response\
                 that sets it too
                    Firefox   travels: the recorded call had it
                    WebKit    travels: page and server are of one site
                """);
        assertThat(CommandLineRun.of(SAFARI, "explain").out()).doesNotContain("cookie travel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example.com|https://login.example.com/|s=secret; Domain=.example.com; Secure"
                        + "|s=•••; Secure|travels: page and server are of one site",
                "https://shop.example.com|https://login.example.com/|s=secret; Secure||",
                "https://shop.example.com|https://api.example.com/login|s=secret; SameSite=None"
                        + "|s=•••; SameSite=None|stays behind: the browser does not keep",
                "https://me.github.io|https://api.example.com/login|s=secret; SameSite=Strict; Secure"
                        + "|s=•••; SameSite=Strict; Secure|stays behind: SameSite keeps",
                "https://me.github.io|https://api.example.com/login|s=secret; SameSite=None; Secure; Partitioned"
                        + "|s=•••; SameSite=None; Secure; Partitioned"
                        + "|travels only if it was set in a call from a page of this site",
            })
    void a_cookie_that_an_earlier_response_set_for_the_server_counts(
            String page, String login, String setCookie, String cookie, String travels) {
        String har = har(
                "WebInspector",
                entry("POST", login, 200, "\"_x\": 1", "Content-Type: text/plain", "Set-Cookie: " + setCookie),
                entry("GET", URL, 200, "\"_x\": 1", "Origin: " + page, "Access-Control-Allow-Origin: *"));
        CommandLineRun run = CommandLineRun.of(har, "explain", "--browser", "chromium", "--credentials", "include");
        if (cookie == null) {
            assertThat(run.out()).doesNotContain("  s=•••").contains("  any cookie, such as sid=•••");
        } else {
            assertThat(run.out()).contains("  " + cookie + "\n    Chromium  " + travels);
        }
        assertThat(run.out()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.github.io|https://b.github.io/|TRAVELS|THIRD_PARTY_ALLOWED|STAYS|SAME_SITE_ATTRIBUTE",
                "https://a.example.co.uk|https://b.example.co.uk/|TRAVELS|SAME_SITE_CALL|TRAVELS|SAME_SITE_CALL",
                "http://shop.localhost:8080|http://api.shop.localhost:8081/|TRAVELS|SAME_SITE_CALL|TRAVELS|SAME_SITE_CALL",
                "http://shop.localhost:8080|http://api.localhost:8081/|TRAVELS|THIRD_PARTY_ALLOWED|STAYS|SAME_SITE_ATTRIBUTE",
            })
    void a_call_with_credentials_and_no_recorded_cookie_is_explained_for_usual_ones(
            String page, String url, String none, String noneReason, String unsaid, String unsaidReason) {
        CommandLineRun run = CommandLineRun.of(
                "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n",
                "explain",
                "--format",
                "json",
                "--browser",
                "chromium",
                "--credentials",
                "include",
                "--origin",
                page,
                "--url",
                url);
        assertThat(run.out().replaceAll("\\s+", " ").replaceAll(", \"text\": \"[^\"]*\"", ""))
                .contains("\"cookies\": [ { \"name\": null, \"sameSite\": \"none\", \"secure\": true,"
                        + " \"partitioned\": false, \"engines\": { \"chromium\": { \"travels\": \"" + code(none)
                        + "\", \"reason\": \"" + code(noneReason) + "\" } } }, { \"name\": null, \"sameSite\":"
                        + " \"unspecified\", \"secure\": true, \"partitioned\": false, \"engines\": { \"chromium\": {"
                        + " \"travels\": \"" + code(unsaid) + "\", \"reason\": \"" + code(unsaidReason)
                        + "\" } } } ]");
    }

    private static String code(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Test
    void whether_a_cookie_travels_is_not_known_where_page_or_server_are_not() {
        String sentence =
                "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
                        + " https://b.example/x. (Reason: Credential is not supported if the CORS header"
                        + " ‘Access-Control-Allow-Origin’ is ‘*’).";
        assertThat(CommandLineRun.of("", "explain", "--console", sentence).out())
                .contains("Firefox   not known: it takes the sites of page and server: --origin");
        assertThat(CommandLineRun.of("", "explain", "--console", sentence, "--origin", "https://a.b.example")
                        .out())
                .doesNotContain("not known:")
                .contains("WebKit    travels: page and server are of one site");
    }

    @Test
    void the_page_says_whether_a_cookie_travels(@TempDir Path folder) throws IOException {
        Path html = folder.resolve("page.html");
        CommandLineRun.of(FIREFOX, "explain", "--html", html.toString());
        assertThat(Files.readString(html))
                .contains("<h3>Does a cookie travel</h3>")
                .contains("<p><code>a=•••</code></p>")
                .contains("<li data-outcome=\"allowed\"><b>Firefox</b> <span>travels</span>: the recorded call had it");
    }

    private static String har(String creator, String... entries) {
        return "{\"log\": {\"version\": \"1.2\", \"creator\": {\"name\": \"" + creator
                + "\", \"version\": \"1\"}, \"pages\": [{\"id\": \"page_1\"}], \"entries\": ["
                + String.join(",", entries) + "]}}";
    }

    private static String entry(
            String method, String url, int status, String extra, String requestHeaders, String responseHeaders) {
        return "{\"startedDateTime\": \"2026-11-22T00:00:00Z\", \"request\": {\"method\": \"" + method
                + "\", \"url\": \"" + url + "\", \"httpVersion\": \"HTTP/2\", \"headers\": ["
                + headers(requestHeaders) + "], \"queryString\": [], \"cookies\": []}, \"response\": {\"status\": "
                + status + ", \"statusText\": \"\", \"headers\": [" + headers(responseHeaders)
                + "], \"content\": {\"size\": 3, \"text\": \"abc\"}, " + extra + "}, \"timings\": {\"wait\": 1.5}}";
    }

    private static String headers(String lines) {
        StringBuilder json = new StringBuilder();
        for (String line : lines.split("\\|", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                json.append(json.isEmpty() ? "" : ",")
                        .append("{\"name\": \"")
                        .append(line, 0, colon)
                        .append("\", \"value\": \"")
                        .append(line.substring(colon + 2))
                        .append("\"}");
            }
        }
        return json.toString();
    }
}
