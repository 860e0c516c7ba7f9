package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.contract.Contract;
import dev.corsac.gateway.contract.ContractCase;
import dev.corsac.gateway.contract.ContractCase.Exchange;
import dev.corsac.gateway.contract.ContractTest;
import dev.corsac.gateway.contract.Contracts;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every front's contract through a real socket, TLS where a case's URL has {@code https}: the same statuses, header lines
 * and bodies as of the front as a function, and no more than HTTP itself adds to them.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("slow")
class ContractsThroughSocketsTest {

    /** Lines that HTTP/1.1 adds to a response, which are left out unless the contract names them. */
    private static final Set<String> HTTP = Set.of("date", "content-length", "connection");

    /**
     * Cases that are not the same through a socket. The local run hands the names of a request's headers on in lower case,
     * whatever the protocol: so a browser's requests have them on AWS, where it speaks HTTP/2, and so it does not send them
     * to a local server without TLS. Where a REST API maps {@code Origin} and the request says {@code Origin}, the front as
     * a function finds it and the local run does not.
     */
    private static final Set<String> NOT_THROUGH_A_SOCKET = Set.of(
            "headers come from the request, the stage and the context",
            "method.request.header.Origin does not find the origin that HTTP/2 has");

    private static final SettableClock CLOCK = new SettableClock();
    private static volatile @Nullable Front front;
    private static TestRun run;
    private static TestRun secureRun;
    private static SocketFactory tls;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        run = new TestRun(new JavaRuntime(Path.of("java"), List.of(), List.of()), new RecordingListener(), CLOCK);
        run.listen(FrontAddress.dangerouslyAnyHost(Service.REST_API, 0), ContractsThroughSocketsTest::respond);
        run.start();
        LocalAuthority authority = LocalAuthority.of(folder.resolve("corsac"), List.of());
        secureRun = new TestRun(new JavaRuntime(Path.of("java"), List.of(), List.of()), new RecordingListener(), CLOCK);
        secureRun.tls(authority);
        secureRun.listen(FrontAddress.dangerouslyAnyHost(Service.REST_API, 0), ContractsThroughSocketsTest::respond);
        secureRun.start();
        tls = trusting(authority);
    }

    private static AttributedResponse respond(Request request, RequestMetadata arrival) {
        return Objects.requireNonNull(front, "front").respond(request, arrival);
    }

    @AfterAll
    static void stop() {
        run.close();
        secureRun.close();
    }

    static SocketFactory trusting(LocalAuthority authority) throws GeneralSecurityException, IOException {
        return context(authority).getSocketFactory();
    }

    static SSLContext context(LocalAuthority authority) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.keys().getCertificateChain("server")[1]);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @TestFactory
    Stream<DynamicNode> contracts() {
        return Contracts.all().stream()
                .map(contract -> dynamicContainer(
                        contract.front(),
                        cases(contract)
                                .filter(each -> !NOT_THROUGH_A_SOCKET.contains(each.name()))
                                .map(each -> dynamicTest(each.name(), () -> verify(each, contract.identification())))));
    }

    private static Stream<ContractCase> cases(Contract contract) {
        return contract.behaviours().stream().flatMap(behaviour -> behaviour.cases().stream());
    }

    @TestFactory
    Stream<DynamicNode> what_is_left_out_differs_indeed() {
        Contract rest = Contracts.all().get(0);
        return NOT_THROUGH_A_SOCKET.stream()
                .map(name -> dynamicTest(name, () -> {
                    ContractCase left = cases(rest)
                            .filter(each -> each.name().equals(name))
                            .findAny()
                            .orElseThrow();
                    assertThatThrownBy(() -> verify(left, rest.identification()))
                            .isInstanceOf(AssertionError.class);
                }));
    }

    private static void verify(ContractCase each, List<String> identification) throws IOException {
        front = each.front();
        for (Exchange exchange : each.exchanges()) {
            CLOCK.advance(exchange.after());
            Response response = send(exchange.request());
            ContractTest.compare(exchange, withoutHttp(response, exchange), "through a socket", identification);
        }
    }

    private static Response send(Request request) throws IOException {
        boolean secure = request.url().scheme().equals("https");
        int port = (secure ? secureRun : run).ports().get(0);
        try (Socket socket = (secure ? tls : SocketFactory.getDefault()).createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            return RawHttp.exchange(socket, request);
        }
    }

    private static Response withoutHttp(Response response, Exchange exchange) {
        for (String name : HTTP) {
            assertThat(response.headers().all(name)).as(name).hasSizeLessThan(2);
        }
        List<Header> lines = response.headers().stream()
                .filter(line -> !HTTP.contains(line.lowerCaseName())
                        || exchange.expected().lines().stream()
                                .anyMatch(expected -> expected.startsWith(line.name() + ": ")))
                .toList();
        return new Response(response.status(), Headers.of(lines), response.body());
    }

    /** A clock that stands still until it is set. */
    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
