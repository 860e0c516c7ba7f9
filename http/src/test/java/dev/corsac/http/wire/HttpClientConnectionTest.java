package dev.corsac.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.http.contract.MemorySocket;
import dev.corsac.http.contract.Message;
import dev.corsac.http.contract.Message.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's end: requests as they are written, responses of HTTP/1.1 in pieces of any size. */
class HttpClientConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String NEXT = "HTTP/1.1 202 Accepted\r\nContent-Length: 1\r\n\r\nx";

    static List<Message> messages() {
        return Message.responses();
    }

    private static HttpClientConnection client(MemorySocket socket) {
        return new HttpClientConnection("the server", "127.0.0.1:1", socket::streams);
    }

    private static HttpClientConnection asked(MemorySocket socket) throws IOException {
        HttpClientConnection client = client(socket);
        client.get("/a");
        client.get("/b");
        client.send();
        return client;
    }

    private static HttpClientConnection asked(String responses) throws IOException {
        return asked(new MemorySocket(responses, 1 << 20));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_response_is_read_to_its_end_or_refused(Message message) throws Exception {
        for (int piece : List.of(1, 2, 3, 7, 64, 1 << 20)) {
            boolean more = message.outcome() != Outcome.CUT && message.outcome() != Outcome.LAST;
            MemorySocket socket = new MemorySocket(more ? message.text() + NEXT : message.text(), piece);
            HttpClientConnection client = asked(socket);
            if (!message.outcome().isAccepted()) {
                assertThatThrownBy(client::read).as("pieces of %d", piece).isInstanceOf(IOException.class);
                assertThat(socket.isClosed()).isTrue();
                continue;
            }
            HttpClientConnection.Response response = client.read();
            assertThat(response.status())
                    .isEqualTo(Integer.parseInt(message.start().substring(9, 12)));
            assertThat(new String(response.body().bytes(), ISO_8859_1)).isEqualTo(message.read());
            assertThat(response.closes()).isEqualTo(!more);
            assertThat(socket.isClosed()).isEqualTo(!more);
            if (more) {
                assertThat(client.read().status()).isEqualTo(202);
            }
        }
    }

    @Test
    void requests_that_are_sent_together_are_one_write_without_what_is_not_ISO_8859_1() throws Exception {
        MemorySocket socket = new MemorySocket("", 1);
        HttpClientConnection client = client(socket);
        client.post("/a", "X: caf\u00e9\u20ac\r\n", Message.bytes("body"));
        client.get("/b");
        assertThat(socket.writes()).isEmpty();
        client.send();
        assertThat(socket.writes())
                .containsExactly(
                        "POST /a HTTP/1.1\r\nHost: 127.0.0.1:1\r\nX: caf\u00e9?\r\nContent-Length: 4\r\n\r\nbody"
                                + "GET /b HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"65536, 1", "65537, 3", "1000000, 3"})
    void a_large_body_is_a_write_of_its_own(int size, int writes) throws Exception {
        MemorySocket socket = new MemorySocket("", 1);
        HttpClientConnection client = client(socket);
        String body = "a".repeat(size);
        client.post("/a", "", Message.bytes(body));
        client.get("/b");
        client.send();
        assertThat(socket.writes()).hasSize(writes);
        assertThat(socket.sent())
                .isEqualTo("POST /a HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: " + size + "\r\n\r\n" + body
                        + "GET /b HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
    }

    @Test
    void a_connection_that_has_ended_is_opened_again_for_the_next_request() throws Exception {
        List<MemorySocket> sockets = new ArrayList<>();
        HttpClientConnection client = new HttpClientConnection("the server", "a:1", () -> {
            sockets.add(new MemorySocket(OK + "Connection: close\r\nContent-Length: 0\r\n\r\n" + NEXT, 1 << 20));
            return sockets.get(sockets.size() - 1).streams();
        });
        for (int i = 1; i <= 3; i++) {
            client.get("/" + i);
            client.send();
            // What the former connection has sent behind its last response is not read.
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(sockets).hasSize(i);
        }
        assertThatThrownBy(client::read).isInstanceOf(IOException.class).hasMessage("nothing was asked");
    }

    @Test
    void responses_that_are_not_final_are_passed_over() throws Exception {
        String continues = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n";
        HttpClientConnection client = asked(new MemorySocket(continues + OK + "Content-Length: 2\r\n\r\nok", 3));
        HttpClientConnection.Response response = client.read();
        assertThat(new String(response.body().bytes(), ISO_8859_1)).isEqualTo("ok");
        assertThat(response.header("link")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-x                                   | the server sent something that is not a response of HTTP/1.1: SSH-2.0-x",
                "HTTP/1.1 200 OK~a b                         | the response of the server has a line that is not a header: a b",
                "HTTP/1.1 200 OK~Content-Length: 2147483648~ | the response of the server has the length \"2147483648\"",
                "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~ | the response of the server has the length \"1, 2\"",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~    | the response of the server has no definite end: Transfer-Encoding is gzip, Content-Length is null",
                "HTTP/1.1 200 OK~Content-Length: 1~          | the server has gone",
                "HTTP/1.1 200 OK                             | the server has gone",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~x~    | the response of the server has the length \"x\"",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~ab~ | a chunk of the response of the server is longer than its size"
            })
    void an_error_names_the_server_and_what_is_wrong(String response, String error) throws Exception {
        HttpClientConnection client = asked(response.replace("~", "\r\n") + "\r\n");
        assertThatThrownBy(client::read).isInstanceOf(IOException.class).hasMessage(error);
    }

    @Test
    void a_head_has_a_largest_size() throws Exception {
        HttpClientConnection client = asked(OK + "X: a\r\n".repeat(100_000));
        assertThatThrownBy(client::read).isInstanceOf(IOException.class).hasMessageContaining("longer than");
        HttpClientConnection other = asked(OK + "X: " + "a".repeat(600_000));
        assertThatThrownBy(other::read).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }

    @Test
    void a_length_that_is_a_lie_allocates_nothing() throws Exception {
        HttpClientConnection client = asked(OK + "Content-Length: 2147483647\r\n\r\nok");
        assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {16_383, 16_384, 16_385, 65_536, 65_537, 1_000_003})
    void a_body_of_any_size_is_read_whole(int size) throws Exception {
        StringBuilder body = new StringBuilder();
        while (body.length() < size) {
            body.append((char) ('a' + body.length() % 23));
        }
        String chunked =
                OK + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n";
        String counted = OK + "Content-Length: " + size + "\r\n\r\n" + body;
        for (int piece : List.of(1_000, 16_384, 1 << 20)) {
            for (String message : List.of(chunked, counted, OK + "\r\n" + body)) {
                HttpClientConnection client = asked(new MemorySocket(message, piece));
                assertThat(new String(client.read().body().bytes(), ISO_8859_1)).isEqualTo(body.toString());
            }
        }
    }

    @Test
    @Tag("random")
    void no_text_leads_to_anything_but_a_response_or_an_error_whatever_its_pieces() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Message> messages = messages();
        for (int i = 0; i < 20_000; i++) {
            String text = Message.mutated(
                    messages.get(random.nextInt(messages.size())).text() + NEXT, random);
            assertThat(result(text, 1 + random.nextInt(9)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(result(text, 1 << 20));
        }
    }

    /** Returns the statuses and bodies up to the first error. */
    private static String result(String text, int piece) throws IOException {
        HttpClientConnection client = asked(new MemorySocket(text, piece));
        StringBuilder result = new StringBuilder();
        try {
            for (int i = 0; i < 2; i++) {
                HttpClientConnection.Response response = client.read();
                result.append(response.status())
                        .append(new String(response.body().bytes(), ISO_8859_1))
                        .append('\n');
            }
        } catch (IOException e) {
            result.append("error");
        }
        return result.toString();
    }
}
