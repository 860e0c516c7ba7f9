package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of any size and shape: nothing grows without bound, and the connection stays in step. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MessagesTest {

    private static final int MEGABYTE = 1 << 20;

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());
    private final AtomicInteger invoked = new AtomicInteger();

    @AfterEach
    void close() {
        run.close();
    }

    private LambdaFunction returning(String payload) {
        return LambdaFunction.of("orders", event -> {
            invoked.incrementAndGet();
            return InvocationResult.Payload.of(payload);
        });
    }

    private Front front(Service service, String payload) {
        LambdaFunction function = returning(payload);
        return switch (service) {
            case REST_API ->
                RestApi.builder().method("ANY", "/{proxy+}", function).build();
            case HTTP_API -> HttpApi.builder().route("$default", function).build();
            case FUNCTION_URL -> FunctionUrl.builder(function).build();
            default -> throw new AssertionError(service);
        };
    }

    private void start(Service service, String payload) throws LocalException {
        run.listen(FrontAddress.loopback(service, 0), front(service, payload));
        run.start();
    }

    private int port() {
        return run.ports().get(0);
    }

    /** As many bytes as asked for, without holding them. */
    private static final class Endless extends InputStream {
        private long left;
        private final AtomicLong read;

        Endless(long length, AtomicLong read) {
            this.left = length;
            this.read = read;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            read.addAndGet(count);
            return count;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REST_API, 413, Request Too Long",
        "HTTP_API, 413, Request Entity Too Large",
        "FUNCTION_URL, 413, 6291456"
    })
    void a_body_in_chunks_is_read_to_the_limit_and_refused_by_the_front(Service service, int status, String body)
            throws Exception {
        start(service, "{\"statusCode\":200}");
        long sent = 0;
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write("POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[MEGABYTE];
            try {
                for (int i = 0; i < 900; i++) {
                    socket.getOutputStream().write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().write(chunk);
                    socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    sent += chunk.length;
                }
            } catch (IOException e) {
                // The server has said what it had to say, and hung up.
            }
            assertThat(sent).as("the server stops reading").isLessThan(400L * MEGABYTE);
        }
        listener.awaitResponses(1);
        AttributedResponse refused = listener.responses.get(0);
        assertThat(refused.response().status()).isEqualTo(status);
        assertThat(invoked).hasValue(0);
        assertThat(refused.response().body().text() + refused.reason()).contains(body);
    }

    @Test
    void a_body_in_chunks_within_the_limit_arrives_whole() throws Exception {
        start(Service.REST_API, "{\"statusCode\":201}");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/a"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[3 * MEGABYTE])))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(201);
    }

    @Test
    void http_2_has_the_same_bound(@TempDir Path folder) throws Exception {
        LocalAuthority authority = LocalAuthority.of(folder.resolve("corsac"), List.of());
        run.tls(authority);
        start(Service.REST_API, "{\"statusCode\":200}");
        AtomicLong read = new AtomicLong();
        HttpClient client = HttpClient.newBuilder()
                .sslContext(ContractsThroughSocketsTest.context(authority))
                .build();
        // Whether this client notices that its stream is reset is its own affair.
        CompletableFuture<?> unused = client.sendAsync(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port() + "/a"))
                        .version(HttpClient.Version.HTTP_2)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(900L * MEGABYTE, read)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        listener.awaitResponses(1);
        assertThat(listener.responses.get(0).response().status()).isEqualTo(413);
        assertThat(read.get()).isLessThan(400L * MEGABYTE);
    }

    @ParameterizedTest
    @CsvSource({"REST_API, 413", "HTTP_API, 413", "FUNCTION_URL, 413"})
    void a_body_that_says_it_is_too_long_gets_the_fronts_own_error_and_is_in_the_console(Service service, int status)
            throws Exception {
        run.console(new ConsoleSpec(0, true, host -> host, List.of()));
        start(service, "{\"statusCode\":200}");
        try (Socket socket = new Socket("127.0.0.1", port())) {
            Response response = RawHttp.exchange(
                    socket,
                    new Request(
                            "POST",
                            Url.parse("http://localhost/a"),
                            Headers.of("Host", "localhost", "Content-Length", "99999999", "Expect", "100-continue"),
                            Body.EMPTY));
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers().combined("Content-Type")).isEqualTo("application/json");
        }
        try (Socket socket = new Socket("127.0.0.1", run.consolePort())) {
            Response har = RawHttp.exchange(
                    socket,
                    Request.of(
                            "GET",
                            "http://localhost/har",
                            Headers.of("Host", "localhost:" + run.consolePort(), "Corsac-Console", "1")));
            assertThat(har.body().text()).contains("\"status\": " + status).contains("\"bodySize\": 99999999");
        }
        assertThat(invoked).hasValue(0);
    }

    static Stream<Arguments> statuses() {
        return Stream.of(Service.REST_API, Service.HTTP_API, Service.FUNCTION_URL)
                .flatMap(service ->
                        Stream.of(100, 101, 102, 103, 150, 199).map(status -> Arguments.of(service, status)));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void a_status_that_announces_another_response_keeps_the_connection_in_step(Service service, int status)
            throws Exception {
        start(service, "{\"statusCode\":" + status + ",\"headers\":{\"x\":\"y\"},\"body\":\"b\"}");
        try (Socket socket = new Socket("127.0.0.1", port())) {
            for (String path : List.of("/first", "/second")) {
                Response response = RawHttp.exchange(
                        socket, Request.of("GET", "http://localhost" + path, Headers.of("Host", "localhost")));
                assertThat(response.status()).as(path).isEqualTo(service == Service.HTTP_API ? 500 : 502);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REST_API, 502", "HTTP_API, 500", "FUNCTION_URL, 502"})
    void a_header_over_64_kb_gets_the_fronts_own_error(Service service, int status) throws Exception {
        start(service, "{\"statusCode\":200,\"headers\":{\"x\":\"" + "y".repeat(70_000) + "\"}}");
        try (Socket socket = new Socket("127.0.0.1", port())) {
            Response response =
                    RawHttp.exchange(socket, Request.of("GET", "http://localhost/a", Headers.of("Host", "localhost")));
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers().combined("Content-Type")).isEqualTo("application/json");
            assertThat(response.body().text().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("html", "jetty");
        }
    }

    @Test
    void a_front_that_fails_says_so_and_does_not_blame_the_client() throws Exception {
        UnaryOperator<Request> broken = request -> {
            throw new IllegalArgumentException("the front's own mistake");
        };
        run.listen(
                FrontAddress.loopback(Service.REST_API, 0),
                (request, metadata) -> AttributedResponse.by(
                        Component.of(
                                Component.Kind.SERVICE, broken.apply(request).method()),
                        "",
                        Response.of(200, Headers.EMPTY)));
        run.start();
        try (Socket socket = new Socket("127.0.0.1", port())) {
            Response response =
                    RawHttp.exchange(socket, Request.of("GET", "http://localhost/a", Headers.of("Host", "localhost")));
            assertThat(response.status()).isEqualTo(502);
        }
        assertThat(listener.await("problem"))
                .contains("GET /a", "the front's own mistake", "This is a mistake in Corsac. Please report it.");
    }
}
