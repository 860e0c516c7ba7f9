package dev.corsac.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.wire.MemorySocket;
import dev.corsac.wire.Message;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's end: responses of HTTP/1.1, in pieces of any size. */
class HttpWireConformanceTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String NEXT = "HTTP/1.1 202 Accepted\r\nContent-Length: 1\r\n\r\nx";

    static List<Message> messages() {
        return Message.of("response");
    }

    private static HttpWire asked(MemorySocket socket) throws IOException {
        HttpWire wire = new HttpWire("127.0.0.1:1", () -> socket);
        wire.get("/a");
        wire.get("/b");
        return wire;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_response_is_read_to_its_end_or_refused(Message message) throws Exception {
        boolean untilEnd = message.headers().isEmpty();
        for (int piece : List.of(1, 2, 3, 7, 64, 1 << 20)) {
            String text = OK + message.headers() + "\r\n" + message.sent();
            boolean last = untilEnd || message.outcome().equals("cut");
            MemorySocket socket = new MemorySocket(last ? text : text + NEXT, piece);
            HttpWire wire = asked(socket);
            if (!message.outcome().equals("accept")) {
                assertThatThrownBy(wire::read).as("pieces of %d", piece).isInstanceOf(IOException.class);
                assertThat(socket.isClosed()).isTrue();
                continue;
            }
            HttpWire.Response response = wire.read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(new String(response.body(), ISO_8859_1)).isEqualTo(message.read());
            assertThat(response.closes()).isEqualTo(untilEnd);
            if (!untilEnd) {
                assertThat(wire.read().status()).isEqualTo(202);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 ",
                "HTTP/1.1 200",
                "HTTP/1.0 200 OK",
                "HTTP/1.1 299 Any text, (with) signs",
                "HTTP/1.1 599 Unknown"
            })
    void a_status_line_is_read(String line) throws Exception {
        HttpWire wire = asked(new MemorySocket(line + "\r\nContent-Length: 2\r\n\r\nok", 5));
        assertThat(wire.read().status()).isEqualTo(Integer.parseInt(line.substring(9, 12)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1",
                "HTTP/1.1 20",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 +20 OK",
                "HTTP/1.1 2x0 OK",
                "HTTP/1.1 099 OK",
                "HTTP/1.1  200 OK",
                "HTTP/1.1\t200 OK",
                "HTTP/1.x 200 OK",
                "HTTP/2 200",
                "http/1.1 200 OK",
                " HTTP/1.1 200 OK",
                "SSH-2.0-OpenSSH",
                "GET / HTTP/1.1"
            })
    void anything_else_is_refused(String line) throws Exception {
        HttpWire wire = asked(new MemorySocket(line + "\r\nContent-Length: 2\r\n\r\nok", 1 << 20));
        assertThatThrownBy(wire::read).isInstanceOf(IOException.class);
    }

    @Test
    void responses_that_are_not_final_are_passed_over() throws Exception {
        String continues = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n";
        HttpWire wire = asked(new MemorySocket(continues + OK + "Content-Length: 2\r\n\r\nok", 3));
        assertThat(new String(wire.read().body(), ISO_8859_1)).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_status_without_a_body_has_none_whatever_its_length(int status) throws Exception {
        HttpWire wire =
                asked(new MemorySocket("HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\n" + NEXT, 1 << 20));
        assertThat(wire.read().body()).isEmpty();
        assertThat(wire.read().status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "keep-alive, close", "x,close,y"})
    void a_connection_ends_where_the_response_ends_it(String connection) throws Exception {
        MemorySocket socket = new MemorySocket(OK + "Connection: " + connection + "\r\nContent-Length: 0\r\n\r\n", 9);
        assertThat(asked(socket).read().closes()).isTrue();
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void a_head_has_a_largest_size() throws Exception {
        HttpWire wire = asked(new MemorySocket(OK + "X: a\r\n".repeat(100_000), 1 << 20));
        assertThatThrownBy(wire::read).isInstanceOf(IOException.class).hasMessageContaining("longer than");
        HttpWire other = asked(new MemorySocket(OK + "X: " + "a".repeat(600_000), 1 << 20));
        assertThatThrownBy(other::read).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }

    @Test
    void a_length_that_is_a_lie_allocates_nothing() throws Exception {
        HttpWire wire = asked(new MemorySocket(OK + "Content-Length: 2147483647\r\n\r\nok", 1 << 20));
        assertThatThrownBy(wire::read).isInstanceOf(IOException.class);
    }

    @Test
    @Tag("random")
    void no_text_leads_to_anything_but_a_response_or_an_error_whatever_its_pieces() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Message> messages = messages();
        for (int i = 0; i < 20_000; i++) {
            Message message = messages.get(random.nextInt(messages.size()));
            String text = Message.mutated(OK + message.headers() + "\r\n" + message.sent() + NEXT, random);
            assertThat(result(text, 1 + random.nextInt(9)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(result(text, 1 << 20));
        }
    }

    /** Returns the statuses and bodies up to the first error. */
    private static String result(String text, int piece) throws IOException {
        HttpWire wire = asked(new MemorySocket(text, piece));
        StringBuilder result = new StringBuilder();
        try {
            for (int i = 0; i < 2; i++) {
                HttpWire.Response response = wire.read();
                result.append(response.status())
                        .append(new String(response.body(), ISO_8859_1))
                        .append('\n');
            }
        } catch (IOException e) {
            result.append("error");
        }
        return result.toString();
    }
}
