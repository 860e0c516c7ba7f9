package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names under which fronts respond: a page whose name was made to point here must get nothing. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostsTest {

    private static final String FIX =
            "add evil.example to allowHosts in corsac.yaml, or start with --allow-host evil.example";

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());
    private final AtomicInteger reached = new AtomicInteger();

    @AfterEach
    void close() {
        run.close();
    }

    private void listen(Service service) {
        run.listen(
                new FrontAddress(service, "the.front", 0, Set.of("api.shop.localhost", "*.tunnel.example")),
                (request, metadata) -> {
                    reached.incrementAndGet();
                    return AttributedResponse.by(
                            Component.of(Component.Kind.SERVICE, "x"),
                            "",
                            new Response(200, Headers.EMPTY, Body.of("secret")));
                });
    }

    private static Response ask(SocketFactory sockets, int port, String method, String host) throws Exception {
        try (Socket socket = sockets.createSocket("127.0.0.1", port)) {
            Headers headers = Headers.of("Host", host, "Origin", "http://" + host);
            return RawHttp.exchange(
                    socket, new Request(method, Url.parse("http://localhost/orders"), headers, Body.EMPTY));
        }
    }

    private Response ask(String method, String host) throws Exception {
        return ask(SocketFactory.getDefault(), run.ports().get(0), method, host);
    }

    @Test
    void own_hosts_localhost_and_loopback_addresses_get_a_response_and_nothing_else_does() throws Exception {
        listen(Service.REST_API);
        run.start();
        List<String> own = List.of(
                "api.shop.localhost",
                "API.Shop.LocalHost",
                "api.shop.localhost:8081",
                "localhost",
                "localhost:1",
                "127.0.0.1",
                "127.0.0.1:99",
                "127.1.2.3",
                "[::1]",
                "[::1]:8081",
                "a.tunnel.example",
                "a.b.tunnel.example");
        for (String host : own) {
            assertThat(ask("GET", host).status()).as(host).isEqualTo(200);
        }
        List<String> foreign = List.of(
                "evil.example",
                "evil.example:8081",
                "shop.localhost",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "xlocalhost",
                "api.shop.localhost.",
                "128.0.0.1",
                "127.0.0",
                "[::2]",
                "0.0.0.0",
                "192.168.1.7",
                "tunnel.example",
                "eviltunnel.example",
                "127.0.0.1evil",
                "2130706433");
        int before = reached.get();
        for (String host : foreign) {
            Response refused = ask("GET", host);
            assertThat(refused.status()).as(host).isEqualTo(403);
            assertThat(refused.body().text()).as(host).doesNotContain("secret");
            assertThat(refused.headers().has("Access-Control-Allow-Origin"))
                    .as(host)
                    .isFalse();
        }
        // Not hosts at all by the URL Standard: the request does not become one.
        for (String host : List.of("127.0.0.1.1", "127.0.0.256")) {
            assertThat(ask("GET", host).status()).as(host).isEqualTo(400);
        }
        assertThat(reached).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REST_API      | 403 | x-amzn-ErrorType: ForbiddenException    | {\"message\":\"Forbidden\",\"corsac\":",
                "HTTP_API      | 403 | x-amzn-ErrorType: ForbiddenException    | {\"message\":\"Forbidden\",\"corsac\":",
                "FUNCTION_URL  | 403 | x-amzn-ErrorType: AccessDeniedException | {\"Message\":\"Forbidden\",\"corsac\":",
                "CLOUDFRONT    | 403 | Server: CloudFront                      | <H1>403 ERROR</H1>",
                "S3            | 404 | Server: AmazonS3                        | <Code>NoSuchBucket</Code>",
                "S3_WEBSITE    | 404 | Server: AmazonS3                        | <li>Code: NoSuchBucket</li>",
                "LOAD_BALANCER | 403 | Server: awselb/2.0                      | this refusal is Corsac's own"
            })
    void each_service_refuses_as_on_aws_and_names_what_allows_the_host(
            Service service, int status, String header, String body) throws Exception {
        listen(service);
        run.start();
        Response refused = ask("GET", "evil.example");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.headers().lines().stream().map(line -> line.name() + ": " + line.value()))
                .contains(header)
                .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        assertThat(refused.body().text().replace("&#39;", "'")).contains(body).contains(FIX);
        assertThat(listener.responses.get(0).reason()).contains("the host evil.example is not one of the.front", FIX);
        assertThat(ask("HEAD", "evil.example").status()).isEqualTo(status);
        assertThat(reached).hasValue(0);
    }

    @Test
    void a_host_is_not_repeated_where_it_could_be_read_as_something_else() throws Exception {
        listen(Service.CLOUDFRONT);
        run.start();
        Response refused = ask("GET", "<script>");
        assertThat(refused.body().text()).doesNotContain("<script>");
        assertThat(refused.status()).isIn(400, 403);
    }

    @Test
    void with_tls_too(@TempDir Path folder) throws Exception {
        LocalAuthority authority = LocalAuthority.of(folder.resolve("corsac"), List.of());
        run.tls(authority);
        listen(Service.REST_API);
        run.start();
        SocketFactory tls = ContractsThroughSocketsTest.trusting(authority);
        List<Integer> statuses = new ArrayList<>();
        for (String host : List.of("localhost", "evil.example", "api.shop.localhost")) {
            statuses.add(ask(tls, run.ports().get(0), "GET", host).status());
        }
        assertThat(statuses).containsExactly(200, 403, 200);
    }

    @Test
    void clients_with_ipv6_only_are_served_too() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback address");
        listen(Service.REST_API);
        run.start();
        try (Socket socket = new Socket("::1", run.ports().get(0))) {
            Response response =
                    RawHttp.exchange(socket, Request.of("GET", "http://localhost/a", Headers.of("Host", "[::1]:80")));
            assertThat(response.status()).isEqualTo(200);
        }
        int port = run.ports().get(0);
        run.replace(setup -> setup.listen(FrontAddress.loopback(Service.REST_API, 0), (request, metadata) -> {
            throw new AssertionError();
        }));
        assertThat(run.ports()).doesNotContain(port);
    }

    static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
