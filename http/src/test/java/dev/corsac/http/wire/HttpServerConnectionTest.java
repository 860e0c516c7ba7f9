package dev.corsac.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server's end of a socket, with a client that is a thread of its own. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HttpServerConnectionTest {

    private static final int LIMIT = 8;

    private final List<String> seen = new ArrayList<>();
    private Socket client;
    private Thread server;

    private static Streams streams(Socket socket) throws IOException {
        return new Streams(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    /** Records what arrived, and responds with the path. */
    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket acceptor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(acceptor.getInetAddress(), acceptor.getLocalPort());
            HttpServerConnection connection = new HttpServerConnection(streams(acceptor.accept()), call -> {
                MessageBody body = call.body(LIMIT);
                seen.add(call.path() + " type=" + call.header("Content-Type") + " length=" + body.length() + " kept="
                        + new String(body.bytes(), StandardCharsets.ISO_8859_1) + " trailer="
                        + body.trailers().first("x-trailer"));
                boolean accepted = call.path().startsWith("/202");
                call.respond(
                        (accepted ? "HTTP/1.1 202 Accepted" : "HTTP/1.1 200 OK") + "\r\nX-Head: a\r\n",
                        "X-Name: caf\u00e9\u20ac\r\n",
                        bytes(call.path()),
                        !accepted);
            });
            server = new Thread(connection);
            server.start();
        }
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        server.join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns all responses to these parts. */
    private String responses(String... parts) throws IOException {
        for (String part : parts) {
            client.getOutputStream().write(bytes(part));
        }
        client.shutdownOutput();
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String respond(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nX-Head: a\r\nX-Name: caf\u00e9?\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @Test
    void requests_sent_at_once_get_their_responses_in_order_and_nothing_more() throws Exception {
        String all =
                responses("POST /202 HTTP/1.1\r\nContent-Length: 2\r\n\r\nokGET /next?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(all).isEqualTo(respond("202 Accepted", "/202") + respond("200 OK", "/next"));
        assertThat(seen)
                .containsExactly(
                        "/202 type=null length=2 kept=ok trailer=null", "/next type=null length=0 kept= trailer=null");
    }

    @Test
    void a_header_is_found_in_any_case_and_its_first_line_counts() throws Exception {
        responses("GET /a HTTP/1.1\r\nCONTENT-type:  text/a \r\ncontent-type: text/b\r\n\r\n");
        assertThat(seen).containsExactly("/a type=text/a length=0 kept= trailer=null");
    }

    @Test
    void of_a_body_over_the_limit_the_beginning_is_kept_and_the_length_told() throws Exception {
        responses("POST /a HTTP/1.1\r\nContent-Length: 20\r\n\r\n", "12345", "67890", "1234567890");
        assertThat(seen).containsExactly("/a type=null length=20 kept=12345678 trailer=null");
    }

    @Test
    void chunks_are_put_together_and_trailers_read() throws Exception {
        responses(
                "POST /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n",
                "2\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n");
        assertThat(seen).containsExactly("/a type=null length=5 kept=abcde trailer=t");
    }

    @Test
    void whoever_waits_for_leave_to_send_its_body_gets_it() throws Exception {
        String all = responses("POST /a HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", "ok");
        assertThat(all).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n" + respond("200 OK", "/a"));
    }

    @Test
    void what_is_no_request_is_told_so_and_ends_the_connection() throws Exception {
        assertThat(responses("nonsense\r\n\r\nGET /a HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Connection: close\r\n")
                .doesNotContain("/a");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_length_that_is_none_ends_the_connection() throws Exception {
        responses("POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_body_that_ends_early_is_none() throws Exception {
        responses("POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_question_is_abandoned_once_its_connection_is_gone() throws Exception {
        CompletableFuture<HttpServerConnection.Exchange> asked = new CompletableFuture<>();
        Thread serving;
        HttpServerConnection.Exchange question;
        try (ServerSocket acceptor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket asking = new Socket(acceptor.getInetAddress(), acceptor.getLocalPort())) {
            serving = new Thread(new HttpServerConnection(streams(acceptor.accept()), asked::complete));
            serving.start();
            asking.getOutputStream().write(bytes("GET /next HTTP/1.1\r\nHost: a\r\n\r\n"));
            question = asked.get(30, TimeUnit.SECONDS);
            assertThat(question.isConnected()).isTrue();
        }
        serving.join();
        assertThat(question.isConnected()).isFalse();
    }
}
