package dev.corsac.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BlockingConnectorTest {

    private static final int LARGE = 64 << 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Server server = new Server(new ServerThreads());
    private final BlockingConnector connector =
            new BlockingConnector(server, threads, new HttpConnectionFactory(new HttpConfiguration()));
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch slow = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        slow.countDown();
        server.stop();
        threads.shutdownNow();
    }

    private void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(60_000);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String path = Request.getPathInContext(request);
                if (path.equals("/slow")) {
                    entered.countDown();
                    slow.await();
                }
                byte[] body =
                        path.equals("/large") ? new byte[LARGE] : bytes(path + " " + Content.Source.asString(request));
                response.getHeaders().put("Content-Length", body.length);
                response.write(true, ByteBuffer.wrap(body), callback);
                return true;
            }
        });
        server.start();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", connector.getLocalPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(bytes(text));
    }

    /** As much as comes until that text has come; fails where the connection ends before. */
    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int c = in.read();
            assertThat(c).as("after " + text).isNotNegative();
            text.append((char) c);
        }
        return text.toString();
    }

    @Test
    void a_connection_serves_one_request_after_the_other() throws Exception {
        start();
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                send(socket, "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
                readUntil(socket.getInputStream(), "/" + i + " ");
            }
        }
    }

    @Test
    void requests_sent_at_once_are_answered_in_their_order() throws Exception {
        start();
        try (Socket socket = connect()) {
            send(socket, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(all).containsSubsequence("200 OK", "/1 ", "200 OK", "/2 ");
        }
    }

    @Test
    void a_body_that_comes_piece_by_piece_is_read_to_its_end() throws Exception {
        start();
        try (Socket socket = connect()) {
            send(socket, "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n");
            for (char c : "pieces".toCharArray()) {
                send(socket, String.valueOf(c));
            }
            readUntil(socket.getInputStream(), "/b pieces");
        }
    }

    /** From now on no connection may be silent for long: before, no machine is too slow for a request. */
    private void beImpatient(int connections) {
        while (connector.getConnectedEndPoints().size() < connections) {
            Thread.onSpinWait();
        }
        connector.getConnectedEndPoints().forEach(endPoint -> endPoint.setIdleTimeout(50));
    }

    @Test
    void a_connection_on_which_nothing_comes_is_closed_after_its_time() throws Exception {
        start();
        try (Socket socket = connect()) {
            beImpatient(1);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void an_answer_that_takes_longer_than_that_is_waited_for() throws Exception {
        start();
        try (Socket idle = connect();
                Socket socket = connect()) {
            send(socket, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            entered.await();
            beImpatient(2);
            // By the time that this one is closed, the other has been without a byte for as long.
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            slow.countDown();
            readUntil(socket.getInputStream(), "/slow ");
        }
    }

    @Test
    void whoever_does_not_read_its_answer_holds_no_thread_for_ever() throws Exception {
        start();
        try (Socket socket = connect()) {
            send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
            readUntil(socket.getInputStream(), "200 OK");
            beImpatient(1);
            while (!connector.getConnectedEndPoints().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void the_end_of_the_server_ends_connections_that_are_open() throws Exception {
        start();
        try (Socket socket = connect()) {
            send(socket, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            readUntil(socket.getInputStream(), "/1 ");
            server.stop();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Two threads in a connection gave its buffer back twice, and a response had the bytes of another's request. */
    @Test
    void a_connection_is_resumed_when_its_reader_has_left_it() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean together = new AtomicBoolean();
        AtomicReference<Runnable> connection = new AtomicReference<>();
        class Probe extends AbstractConnection implements Runnable {
            Probe(EndPoint endPoint) {
                super(endPoint, server.getThreadPool());
                connection.set(this);
            }

            @Override
            public void onOpen() {
                super.onOpen();
                fillInterested();
            }

            @Override
            public void onFillable() {
                inside.set(true);
                reading.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                inside.set(false);
            }

            @Override
            public void run() {
                together.set(inside.get());
                resumed.countDown();
            }
        }
        connector.setConnectionFactories(List.of(new AbstractConnectionFactory("probe") {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                return new Probe(endPoint);
            }
        }));
        connector.setDefaultProtocol("probe");
        start();
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            assertThat(socket.isConnected()).isTrue();
            reading.await();
            server.getThreadPool().execute(connection.get());
            // A thread that would not wait has every chance to run.
            assertThat(resumed.await(100, TimeUnit.MILLISECONDS)).isFalse();
            leave.countDown();
            resumed.await();
        }
        assertThat(together).isFalse();
    }
}
