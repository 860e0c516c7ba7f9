package dev.corsac.local.runtimeapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.wire.MemorySocket;
import dev.corsac.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's end: requests of HTTP/1.1, in pieces of any size. */
class RuntimeConnectionConformanceTest {

    private static final String POST = "POST /first?query HTTP/1.1\r\nHost: a\r\n";
    private static final String NEXT = "GET /second HTTP/1.1\r\nHost: a\r\n\r\n";

    static List<Message> messages() {
        return Message.of("request");
    }

    /** The requests that a connection has taken with their bodies, and all that it has sent. */
    private record Exchange(List<String> taken, String sent) {

        static Exchange of(String text, int piece) {
            List<String> taken = new ArrayList<>();
            MemorySocket socket = new MemorySocket(text, piece);
            new RuntimeConnection(socket, call -> {
                        RuntimeCall.RuntimeBody body = call.body(1 << 20);
                        taken.add(call.path() + " " + new String(body.bytes(), ISO_8859_1) + " "
                                + body.trailers().first("x-trailer"));
                        call.respond(200, "", Message.bytes("ok"));
                    })
                    .run();
            assertThat(socket.isClosed()).isTrue();
            return new Exchange(taken, socket.sent());
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_request_is_read_to_its_end_or_refused(Message message) {
        String trailer = message.trailer().isEmpty() ? null : message.trailer();
        for (int piece : List.of(1, 2, 3, 7, 64, 1 << 20)) {
            String text = POST + message.headers() + "\r\n" + message.sent();
            Exchange exchange = Exchange.of(message.outcome().equals("cut") ? text : text + NEXT, piece);
            if (message.outcome().equals("accept")) {
                assertThat(exchange.taken())
                        .as("pieces of %d", piece)
                        .containsExactly("/first " + message.read() + " " + trailer, "/second  null");
            } else {
                assertThat(exchange.taken()).as("pieces of %d", piece).isEmpty();
                assertThat(exchange.sent()).doesNotContain("200 OK");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /first HTTP/1.1",
                "GET /first HTTP/1.0",
                "GET http://127.0.0.1:1/first HTTP/1.1",
                "M-SEARCH /first HTTP/1.1",
                "\r\nGET /first HTTP/1.1"
            })
    void a_request_line_is_read(String line) {
        assertThat(Exchange.of(line + "\r\nHost: a\r\n\r\n", 3).taken()).containsExactly("/first  null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /first",
                "GET  /first HTTP/1.1",
                "GET /first  HTTP/1.1",
                "GET\t/first HTTP/1.1",
                " GET /first HTTP/1.1",
                "GET /fi rst HTTP/1.1",
                "GET /fi\u0000rst HTTP/1.1",
                "GET /first HTTP/1.1 ",
                "GET /first HTTP/1.",
                "GET /first HTTP/1.x",
                "GET /first HTTP/2.0",
                "GET /first http/1.1",
                "PRI * HTTP/2.0",
                "/first HTTP/1.1",
                "\u0016\u0003\u0001"
            })
    void anything_else_is_refused(String line) {
        Exchange exchange = Exchange.of(line + "\r\nHost: a\r\n\r\n" + NEXT, 1 << 20);
        assertThat(exchange.taken()).isEmpty();
        assertThat(exchange.sent()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "keep-alive, close", "x,close,y"})
    void a_connection_ends_where_the_request_ends_it(String connection) {
        Exchange exchange = Exchange.of("GET /first HTTP/1.1\r\nConnection: " + connection + "\r\n\r\n" + NEXT, 9);
        assertThat(exchange.taken()).containsExactly("/first  null");
        assertThat(exchange.sent()).contains("Connection: close\r\n");
    }

    @Test
    void chunks_are_not_of_http_1_0() {
        String text = "POST /first HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
        assertThat(Exchange.of(text, 4).sent()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_head_has_a_largest_size() {
        assertThat(Exchange.of(POST + "X: a\r\n".repeat(100_000) + "\r\n", 1 << 20)
                        .taken())
                .isEmpty();
        assertThat(Exchange.of(POST + "X: " + "a".repeat(600_000) + "\r\n\r\n", 1 << 20)
                        .taken())
                .isEmpty();
    }

    @Test
    void a_length_that_is_a_lie_allocates_nothing() {
        assertThat(Exchange.of(POST + "Content-Length: 9223372036854775807\r\n\r\nok", 1 << 20)
                        .taken())
                .isEmpty();
    }

    @Test
    @Tag("random")
    void no_text_leads_to_anything_but_requests_or_an_end_whatever_its_pieces() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Message> messages = messages();
        for (int i = 0; i < 20_000; i++) {
            Message message = messages.get(random.nextInt(messages.size()));
            String text = Message.mutated(POST + message.headers() + "\r\n" + message.sent() + NEXT, random);
            assertThat(Exchange.of(text, 1 + random.nextInt(9)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Exchange.of(text, 1 << 20));
        }
    }
}
