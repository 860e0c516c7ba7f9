package dev.corsac.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.explain.SendPlan;
import dev.corsac.http.Body;
import dev.corsac.http.FreePorts;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.local.LocalAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpSenderTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private static HttpSender sender() {
        return new HttpSender(Duration.ofSeconds(20), null);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private String start(HttpServer server) {
        this.server = server;
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Origin") + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent") + " "
                    + exchange.getRequestHeaders().getFirst("Access-Control-Request-Method") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().add("Vary", "Origin");
            exchange.getResponseHeaders().add("Vary", "Accept");
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            byte[] body = "{\"message\":\"Forbidden\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/moved") ? 302 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return "//localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void a_request_arrives_as_it_is_and_its_response_comes_back() throws IOException {
        String url = "http:" + start(HttpServer.create(loopback(), 0)) + "/a?b=[c]|d";
        Headers headers = Headers.of(
                "Origin",
                "https://shop.example.com",
                "Access-Control-Request-Method",
                "PUT",
                "User-Agent",
                "Corsac/1.0");
        RecordedExchange exchange = sender().send(Request.of("OPTIONS", url, headers));
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).startsWith("OPTIONS /a?b=").endsWith(" https://shop.example.com Corsac/1.0 PUT ");
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.error()).isEmpty();
        assertThat(exchange.url()).isEqualTo(url);
        assertThat(exchange.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(exchange.responseHeaders().all("Vary")).containsExactlyInAnyOrder("Origin", "Accept");
        assertThat(exchange.isPreflight()).isTrue();
    }

    @Test
    void redirects_are_not_followed_and_bodies_are_sent() throws IOException {
        String url = "http:" + start(HttpServer.create(loopback(), 0)) + "/moved";
        Request put = Request.of("PUT", url, Headers.EMPTY).withBody(Body.of("x=1"));
        assertThat(sender().send(put).status()).isEqualTo(302);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).endsWith(" x=1");
    }

    @Test
    void a_plan_runs_against_a_real_server() throws IOException {
        String url = "http:" + start(HttpServer.create(loopback(), 0)) + "/cart";
        SendPlan plan = new SendPlan(
                url,
                "http://shop.localhost:3000",
                "DELETE",
                Headers.EMPTY,
                CredentialsMode.OMIT,
                Body.EMPTY,
                false,
                "Corsac/1.0 (corsac explain --send)");
        List<RecordedCall> calls = plan.run(sender());
        assertThat(calls).hasSize(3);
        assertThat(seen).hasSize(2).allSatisfy(each -> assertThat(each).startsWith("OPTIONS /cart"));
    }

    @Test
    void without_a_response_the_reason_has_a_code() throws IOException {
        int free = FreePorts.inARow(1);
        Request refused = Request.of("GET", "http://127.0.0.1:" + free + "/", Headers.EMPTY);
        assertThat(sender().send(refused).error()).isEqualTo("connection-refused");
        assertThat(sender().send(refused).status()).isZero();
        Request unknown = Request.of("GET", "http://api.shop.invalid/", Headers.EMPTY);
        assertThat(sender().send(unknown).error()).isEqualTo("dns");
    }

    @Test
    void a_server_that_hangs_up_is_not_taken_for_one_that_refuses() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread closing = new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        socket.accept().close();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            closing.setDaemon(true);
            closing.start();
            Request request = Request.of("GET", "http://127.0.0.1:" + socket.getLocalPort() + "/", Headers.EMPTY);
            assertThat(sender().send(request).error()).isEqualTo("connection-closed");
        }
    }

    @Test
    void a_certificate_is_checked(@TempDir Path folder) throws Exception {
        LocalAuthority authority = LocalAuthority.of(folder.resolve("corsac"), List.of("localhost"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(authority.keys(), authority.password().toCharArray());
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(keys.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(serving));
        Request request = Request.of("GET", "https:" + start(https) + "/", Headers.EMPTY);
        assertThat(sender().send(request).error()).isEqualTo("certificate");
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (var in = java.nio.file.Files.newInputStream(authority.certificate())) {
            trusted.setCertificateEntry(
                    "a", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        assertThat(new HttpSender(Duration.ofSeconds(20), trusting)
                        .send(request)
                        .status())
                .isEqualTo(403);
    }
}
