package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's data through a socket, over a front that responds by itself. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ConsoleTest {

    private static final String PAGE = "http://page.localhost";
    private static final String DATA = "Corsac-Console: 1\r\n";

    private final List<dev.corsac.http.Request> asked = new CopyOnWriteArrayList<>();
    private final TestRun run = new TestRun(
            new JavaRuntime(Path.of("java"), List.of(), List.of()), new RecordingListener(), Clock.systemUTC());

    @BeforeEach
    void start() throws LocalException {
        run.listen(
                FrontAddress.loopback(Service.REST_API, 0).withHosts(List.of("api.localhost")), (request, arrival) -> {
                    asked.add(request);
                    String allow = request.url().path().contains("open") ? "*" : "https://other.example";
                    Headers headers = Headers.of(
                            "Access-Control-Allow-Origin", allow,
                            "Access-Control-Allow-Methods", "PUT",
                            "Set-Cookie", "sid=secret-of-the-cookie; Secure; SameSite=Lax");
                    return AttributedResponse.by(
                            Component.of(Component.Kind.SERVICE, "test front"),
                            "",
                            new Response(
                                    200, headers, Body.of("{\"password\":\"secret-of-the-body\",\"name\":\"Ada\"}")));
                });
        run.console(new ConsoleSpec(0, false, host -> host, List.of()));
        run.start();
    }

    @AfterEach
    void close() {
        run.close();
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private String front(String requestLine, String headers) throws IOException {
        return raw(
                run.ports().get(0),
                requestLine + " HTTP/1.1\r\nHost: api.localhost:" + run.ports().get(0) + "\r\nConnection: close\r\n"
                        + headers + "\r\n");
    }

    private String console(String requestLine, String headers) throws IOException {
        return raw(
                run.consolePort(),
                requestLine + " HTTP/1.1\r\nHost: localhost:" + run.consolePort() + "\r\nConnection: close\r\n"
                        + headers + "\r\n");
    }

    private String post(String path) throws IOException {
        return console("POST " + path, DATA + "Origin: http://localhost:" + run.consolePort() + "\r\n");
    }

    private String post(String path, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return console(
                "POST " + path,
                DATA + "Origin: http://localhost:" + run.consolePort() + "\r\nContent-Length: " + length + "\r\n\r\n"
                        + body);
    }

    private String firstEvent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", run.consolePort())) {
            socket.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: localhost:" + run.consolePort() + "\r\n" + DATA + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return until(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                    "\"first\":true");
        }
    }

    @ParameterizedTest(name = "{0} with \"{1}\" and \"{2}\": {3}")
    @CsvSource({
        "GET /calls/1,         localhost,           '',                                                200",
        "GET /calls/1,         127.0.0.1,           '',                                                200",
        "GET /calls/1,         [::1],               '',                                                200",
        "GET /calls/1,         attacker.example,    '',                                                403",
        "GET /calls/1,         evil.localhost,      '',                                                403",
        "GET /,                attacker.example,    '',                                                403",
        "GET /console.js,      attacker.example,    '',                                                403",
        "GET /calls/1,         localhost,           'Origin: http://localhost:1',                      403",
        "GET /calls/1,         localhost,           'Origin: null',                                    403",
        "GET /calls/1,         localhost,           'Sec-Fetch-Site: cross-site',                      403",
        "GET /calls/1,         localhost,           'Sec-Fetch-Site: same-site',                       403",
        "GET /calls/1,         localhost,           'Sec-Fetch-Site: same-origin',                     200",
        "GET /events,          localhost,           'Sec-Fetch-Site: cross-site',                      403",
        "GET /har,             localhost,           'Origin: http://localhost:8080',                   403",
        "GET /,                localhost,           'Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate', 200",
        "GET /,                localhost,           'Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors',  403",
        "POST /clear,          localhost,           '',                                                403",
        "POST /clear,          localhost,           'Origin: http://attacker.example',                 403",
        "POST /clear,          localhost,           'Origin: http://localhost:{port}',                 200",
        "POST /calls/1/replay, localhost,           'Origin: http://page.localhost',                   403",
        "GET /nothing,         localhost,           '',                                                404",
        "PUT /clear,           localhost,           'Origin: http://localhost:{port}',                 404",
    })
    void only_its_own_page_reads_it_and_makes_it_act(String request, String host, String headers, int status)
            throws IOException {
        front("GET /open", "Origin: " + PAGE + "\r\n");
        int before = asked.size();
        StringBuilder lines = new StringBuilder(DATA);
        for (String line : headers.isEmpty() ? new String[0] : headers.split("\\|")) {
            lines.append(line.replace("{port}", "" + run.consolePort())).append("\r\n");
        }
        String response = raw(
                run.consolePort(),
                request + " HTTP/1.1\r\nHost: " + host + ":" + run.consolePort() + "\r\nConnection: close\r\n" + lines
                        + "\r\n");
        assertThat(response.substring(0, response.indexOf("\r\n\r\n")))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Security-Policy: default-src 'none'")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .doesNotContainIgnoringCase("Access-Control-");
        assertThat(asked).hasSize(before);
    }

    @Test
    void data_takes_a_header_that_no_other_page_can_send() throws IOException {
        front("GET /open", "Origin: " + PAGE + "\r\n");
        assertThat(console("GET /calls/1", "")).startsWith("HTTP/1.1 403 ");
        assertThat(console("GET /har", "")).startsWith("HTTP/1.1 403 ");
        assertThat(console("GET /events", "")).startsWith("HTTP/1.1 403 ");
        assertThat(console("GET /", "")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_call_is_its_preflight_and_what_follows_it() throws IOException {
        front("OPTIONS /open", "Origin: " + PAGE + "\r\nAccess-Control-Request-Method: PUT\r\n");
        front("PUT /open", "Origin: " + PAGE + "\r\n");
        assertThat(console("GET /calls/1", DATA))
                .contains("\"method\":\"PUT\"")
                .contains("\"preflightStatus\":200")
                .contains("\"status\":200")
                .contains("\"state\":\"allowed\"");
        assertThat(console("GET /calls/2", DATA)).startsWith("HTTP/1.1 204 ");
    }

    @Test
    void a_text_is_explained_and_what_is_not_recognized_is_named() throws IOException {
        assertThat(post("/explain", "Origin https://a.example is not allowed by Access-Control-Allow-Origin."))
                .contains("allow-origin-missing")
                .contains("<article class=\\\"diagnosis\\\"");
        assertThat(post("/explain", "nothing of the kind"))
                .contains("not recognized")
                .contains("\"html\":\"\"");
    }

    @Test
    void a_call_is_tried_through_a_front_with_its_preflight() throws IOException {
        String url = "http://api.localhost:" + run.ports().get(0);
        String call = "{\"origin\": \"" + PAGE + "\", \"method\": \"PUT\", \"url\": \"" + url
                + "/open\", \"headers\": \"\"," + " \"body\": \"\", \"credentials\": \"include\"}";
        assertThat(post("/try", call)).startsWith("HTTP/1.1 200 ");
        assertThat(console("GET /calls/1", DATA))
                .contains("\"replayOf\":-2")
                .contains("\"credentials\":\"include\"")
                .contains("\"state\":\"blocked\"");
        assertThat(post("/try", call.replace("/open", "/closed").replace(url, "http://api.localhost:1")))
                .startsWith("HTTP/1.1 400 ")
                .contains("no front listens on port 1 here");
        assertThat(post("/try", call.replace("PUT", "TRACE"))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_problem_is_shown_in_full_until_it_is_fixed() throws IOException {
        run.consoleProblem("corsac.yaml:3: apis.shop.port is \"x\"");
        assertThat(firstEvent()).contains("The configuration cannot be used").contains("corsac.yaml:3");
        run.consoleProblem("");
        assertThat(firstEvent()).contains("\"problems\":[]");
    }

    @Test
    void a_refusal_has_the_reason_and_the_fix_for_every_engine() throws IOException {
        front("GET /closed", "Origin: " + PAGE + "\r\nUser-Agent: Mozilla/5.0 Gecko/20100101 Firefox/153.0\r\n");
        assertThat(console("GET /calls/1", DATA))
                .contains("\"state\":\"blocked\"")
                .contains("\"seen\":\"Firefox\"")
                .contains("The response allows \\\"https://other.example\\\"")
                .contains("Cross-Origin Request Blocked")
                .contains("has been blocked by CORS policy")
                .contains("[\"Access-Control-Allow-Origin\",\"" + PAGE + "\"]")
                .contains("\"madeBy\":\"the test front\"");
    }

    @Test
    void secrets_are_masked_unless_somebody_asks() throws IOException {
        front(
                "GET /open?token=secret-of-the-query",
                "Origin: " + PAGE
                        + "\r\nCookie: sid=secret-of-the-cookie\r\nAuthorization: Bearer secret-of-the-head\r\n");
        for (String path : List.of("/calls/1", "/har")) {
            String masked = console("GET " + path, DATA);
            assertThat(masked)
                    .as(path)
                    .doesNotContain("secret-of-")
                    .contains("sid=•••; Secure; SameSite=Lax")
                    .contains("token=•••")
                    .contains("Ada");
            assertThat(console("GET " + path + "?secrets", DATA))
                    .as(path)
                    .contains("secret-of-the-query")
                    .contains("sid=secret-of-the-cookie")
                    .contains("Bearer secret-of-the-head")
                    .contains("secret-of-the-body");
        }
    }

    @Test
    void replay_asks_the_front_again_with_the_same_request() throws IOException {
        front("OPTIONS /open", "Origin: " + PAGE + "\r\nAccess-Control-Request-Method: PUT\r\n");
        front("PUT /open?a=1", "Origin: " + PAGE + "\r\nContent-Length: 4\r\n\r\nbody");
        assertThat(post("/calls/2/replay")).startsWith("HTTP/1.1 200 ");
        assertThat(asked).hasSize(3);
        assertThat(asked.get(2)).isEqualTo(asked.get(1));
        assertThat(console("GET /calls/3", DATA)).contains("\"replayOf\":2");
    }

    @Test
    void a_body_that_was_not_kept_is_not_replayed() throws IOException {
        front("POST /open", "Content-Length: 70000\r\n\r\n" + "x".repeat(70_000));
        assertThat(post("/calls/1/replay")).startsWith("HTTP/1.1 409 ").contains("70000 bytes was not kept");
        assertThat(asked).hasSize(1);
    }

    @Test
    void events_come_as_they_happen() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", run.consolePort())) {
            socket.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: localhost:" + run.consolePort() + "\r\n" + DATA + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(until(lines, "\"first\":true")).contains("\"calls\":[]");
            front("GET /closed", "Origin: " + PAGE + "\r\n");
            assertThat(until(lines, "\"target\":\"/closed\"")).contains("\"state\":\"blocked\"");
        }
    }

    private static String until(BufferedReader lines, String part) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
            seen.add(line);
        }
        throw new AssertionError("no " + part + " in " + seen);
    }

    @Test
    void clients_with_ipv6_only_reach_the_console_too() throws Exception {
        assumeTrue(HostsTest.hasIpv6(), "this machine has no IPv6 loopback address");
        try (Socket socket = new Socket("::1", run.consolePort())) {
            Response response = RawHttp.exchange(
                    socket,
                    Request.of("GET", "http://localhost/", Headers.of("Host", "localhost:" + run.consolePort())));
            assertThat(response.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void a_port_in_use_is_left_for_a_free_one_unless_it_was_asked_for(String address) throws Exception {
        assumeTrue(!address.equals("::1") || HostsTest.hasIpv6(), "this machine has no IPv6 loopback address");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(address));
                TestRun other = new TestRun(
                        new JavaRuntime(Path.of("java"), List.of(), List.of()),
                        new RecordingListener(),
                        Clock.systemUTC());
                TestRun strict = new TestRun(
                        new JavaRuntime(Path.of("java"), List.of(), List.of()),
                        new RecordingListener(),
                        Clock.systemUTC())) {
            other.console(new ConsoleSpec(taken.getLocalPort(), true, host -> host, List.of()));
            other.start();
            assertThat(other.consolePort()).isPositive().isNotEqualTo(taken.getLocalPort());
            strict.console(new ConsoleSpec(taken.getLocalPort(), false, host -> host, List.of()));
            assertThatThrownBy(strict::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("the console's port " + taken.getLocalPort() + " is in use")
                    .hasMessageContaining("--console");
        }
    }
}
