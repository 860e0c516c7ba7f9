package dev.corsac.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.contract.Message;
import dev.corsac.http.contract.Message.Outcome;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both connectors, configured as fronts and the console have them, read requests as the Runtime API's server does. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConnectorConformanceTest {

    private static final String NEXT = "GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Server server = new Server(new ServerThreads());
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        server.stop();
        threads.shutdownNow();
    }

    static Stream<Arguments> messages() {
        return Message.requests().stream()
                .flatMap(message -> Stream.of(Arguments.of(true, message), Arguments.of(false, message)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_request_is_read_to_its_end_or_refused(boolean blocking, Message message) throws Exception {
        Connectors connectors = new Connectors(server, threads, null);
        AbstractNetworkConnector connector = blocking ? connectors.front(0) : connectors.console(0);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String body = Content.Source.asString(request, StandardCharsets.ISO_8859_1);
                taken.add(request.getHttpURI().getPath() + " " + body);
                response.write(true, ByteBuffer.wrap(Message.bytes("ok")), callback);
                return true;
            }
        });
        server.start();
        String text = message.outcome() == Outcome.CUT ? message.text() : message.text() + NEXT;
        String sent;
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.getOutputStream().write(Message.bytes(text));
            socket.shutdownOutput();
            sent = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        String first = "/first " + message.read();
        switch (message.outcomeWithJetty()) {
            case ACCEPT -> assertThat(taken).containsExactly(first, "/second ");
            case LAST -> assertThat(taken).containsExactly(first);
            case REFUSE, BREAK, CUT -> assertThat(taken).isEmpty();
        }
        if (message.outcomeWithJetty().isAccepted()) {
            assertThat(sent).startsWith("HTTP/1.1 200 ");
        } else {
            assertThat(sent).doesNotContain("HTTP/1.1 200 ");
        }
        if (message.outcomeWithJetty() == Outcome.REFUSE) {
            assertThat(sent).matches("(?s)HTTP/1\\.1 (400|426|505) .*");
        }
    }
}
