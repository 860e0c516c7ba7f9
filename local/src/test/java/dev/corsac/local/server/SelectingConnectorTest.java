package dev.corsac.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.contract.Message;
import dev.corsac.local.LocalAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two threads at one connection could both release its buffer, and another connection would send what is in it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SelectingConnectorTest {

    private static final String GOOD = "GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    /** All whose head is malformed, some that are not in the table, and one that is too large for one buffer. */
    private static final List<String> MALFORMED = Stream.concat(
                    Message.requests().stream()
                            .filter(message -> message.outcomeWithJetty() == Message.Outcome.REFUSE)
                            .map(Message::text),
                    Stream.of(
                            "POST/2 HTTP/1.1\r\nOrigin : a\r\n" + "x".repeat(9_000) + "\r\n\r\n",
                            "GET /2 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
            .toList();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Server server = new Server(new ServerThreads());
    private final List<Boolean> refusedByReader = new CopyOnWriteArrayList<>();
    private final CountDownLatch ranLater = new CountDownLatch(MALFORMED.size());

    @AfterEach
    void stop() throws Exception {
        server.stop();
        threads.shutdownNow();
    }

    private void start(AbstractNetworkConnector connector) throws Exception {
        server.addConnector(connector);
        server.setErrorHandler(new ErrorHandler() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                refusedByReader.add(SelectingConnector.runsLater(ranLater::countDown));
                response.write(true, ByteBuffer.wrap("no".getBytes(StandardCharsets.US_ASCII)), callback);
                return true;
            }
        });
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap("yes".getBytes(StandardCharsets.US_ASCII)), callback);
                return true;
            }
        });
        server.start();
    }

    private interface Connecting {
        Socket connect() throws IOException;
    }

    private void refusesMalformedRequests(Connecting connecting) throws Exception {
        for (String request : MALFORMED) {
            try (Socket socket = connecting.connect()) {
                InputStream in = socket.getInputStream();
                socket.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
                StringBuilder first = new StringBuilder();
                while (first.indexOf("yes") < 0) {
                    int read = in.read();
                    assertThat(read).as(first.toString()).isNotNegative();
                    first.append((char) read);
                }
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .as(request)
                        .matches("(?s)HTTP/1\\.1 (400|426|505) .*")
                        .endsWith("no");
            }
        }
        assertThat(refusedByReader).hasSameSizeAs(MALFORMED).containsOnly(true);
        assertThat(ranLater.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_console_refuses_a_malformed_request_with_the_thread_that_has_read_it() throws Exception {
        AbstractNetworkConnector connector = new Connectors(server, threads, null).console(0);
        start(connector);
        refusesMalformedRequests(() -> new Socket("127.0.0.1", connector.getLocalPort()));
    }

    @Test
    @Tag("slow")
    void a_front_with_tls_refuses_a_malformed_request_with_the_thread_that_has_read_it(@TempDir Path folder)
            throws Exception {
        LocalAuthority authority = LocalAuthority.of(folder.resolve("corsac"), List.of("localhost"));
        AbstractNetworkConnector connector = new Connectors(server, threads, authority).front(0);
        start(connector);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, null);
        refusesMalformedRequests(() -> context.getSocketFactory().createSocket("127.0.0.1", connector.getLocalPort()));
    }

    /** The certificate is not what is tested. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
