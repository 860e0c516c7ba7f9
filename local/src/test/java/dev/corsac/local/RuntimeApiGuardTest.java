package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Runtime API is for the function's process only. The test plays the process, and the pages that would like to. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RuntimeApiGuardTest {

    private static final String NEXT = "/2018-06-01/runtime/invocation/next";

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());
    private LambdaFunction function;
    private String address;

    /** The function's own process says where its Runtime API is, and then does nothing. */
    @BeforeEach
    void start() throws Exception {
        function = run.function(FunctionSettings.builder(
                        "played",
                        new FunctionProgram.Command(
                                List.of("sh", "-c", "echo \"api $AWS_LAMBDA_RUNTIME_API\"; exec sleep 600"),
                                "",
                                List.of()),
                        Path.of("").toAbsolutePath())
                .timeout(Functions.MINUTE)
                .concurrency(1)
                .build());
        run.start();
        address = listener.await("log played: api ").substring("log played: api ".length());
    }

    @AfterEach
    void close() {
        run.close();
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    private Request request(String method, String path, Headers headers, String body) {
        return new Request(method, Url.parse("http://" + address + path), headers, Body.of(body));
    }

    private Headers own() {
        return Headers.of("Host", address);
    }

    private Response ask(Request request) throws IOException {
        try (Socket socket = connect()) {
            return RawHttp.exchange(socket, request);
        }
    }

    @Test
    void what_pages_can_send_gets_neither_an_event_nor_a_response_through() throws Exception {
        List<Headers> pages = List.of(
                own().plus("Origin", "http://evil.example"),
                own().plus("Origin", "null"),
                own().plus("Referer", "http://evil.example/"),
                own().plus("Sec-Fetch-Site", "cross-site").plus("Sec-Fetch-Mode", "no-cors"),
                own().plus("Sec-Fetch-Mode", "no-cors"),
                own().plus("Sec-Fetch-Dest", "empty"),
                own().plus("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15"),
                Headers.of("Host", address.replace("127.0.0.1", "localhost")),
                Headers.of("Host", address.replace("127.0.0.1", "rebound.example")),
                Headers.of("Host", "127.0.0.1"),
                Headers.EMPTY);
        CompletableFuture<String> result =
                CompletableFuture.supplyAsync(() -> Functions.responseOf(function, "{\"the\":\"event\"}"));
        for (Headers page : pages) {
            assertThat(ask(request("GET", NEXT, page, "")).status())
                    .as("next with %s", page)
                    .isEqualTo(403);
        }
        try (Socket process = connect()) {
            Response event = RawHttp.exchange(process, request("GET", NEXT, own(), ""));
            assertThat(event.body().text()).isEqualTo("{\"the\":\"event\"}");
            String id = event.headers().first("Lambda-Runtime-Aws-Request-Id");
            String response = "/2018-06-01/runtime/invocation/" + id + "/response";
            for (Headers page : pages) {
                assertThat(ask(request("POST", response, page, "\"forged\"")).status())
                        .as("response with %s", page)
                        .isEqualTo(403);
            }
            assertThat(result).isNotDone();
            assertThat(ask(request("POST", response, own(), "\"genuine\"")).status())
                    .isEqualTo(202);
        }
        assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo("\"genuine\"");
    }

    @Test
    void a_runtime_client_may_use_the_fetch_of_node() throws Exception {
        CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> Functions.responseOf(function, "1"));
        Headers sentByNode = own().plus("Accept", "*/*")
                .plus("Accept-Language", "*")
                .plus("Sec-Fetch-Mode", "cors")
                .plus("User-Agent", "node");
        try (Socket process = connect()) {
            Response event = RawHttp.exchange(process, request("GET", NEXT, sentByNode, ""));
            String id = event.headers().first("Lambda-Runtime-Aws-Request-Id");
            Response accepted = ask(
                    request("POST", "/2018-06-01/runtime/invocation/" + id + "/response", sentByNode, "\"genuine\""));
            assertThat(accepted.status()).isEqualTo(202);
        }
        assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo("\"genuine\"");
    }

    @Test
    void a_second_question_does_not_displace_the_one_that_waits() throws Exception {
        try (Socket process = connect()) {
            process.getOutputStream()
                    .write(("GET " + NEXT + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            listener.await("ready played");
            Response second = ask(request("GET", NEXT, own(), ""));
            assertThat(second.status()).isEqualTo(403);
            assertThat(second.body().text())
                    .isEqualTo("{\"errorMessage\":\"another request of this process already waits for the next event\","
                            + "\"errorType\":\"InvalidStateTransition\"}");
            CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> Functions.responseOf(function, "1"));
            assertThat(process.getInputStream().read()).isEqualTo('H');
            assertThat(result).isNotDone();
        }
    }

    @Test
    void an_error_is_json_whatever_the_path_is() throws Exception {
        Response refused = ask(request("GET", "/2018-06-01/\"\\", own(), ""));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().text())
                .isEqualTo("{\"errorMessage\":\"the Runtime API has no /2018-06-01/\\\"\\\\\","
                        + "\"errorType\":\"Runtime.UnknownPath\"}");
    }
}
