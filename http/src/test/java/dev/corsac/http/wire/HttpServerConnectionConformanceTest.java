package dev.corsac.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.contract.MemorySocket;
import dev.corsac.http.contract.Message;
import dev.corsac.http.contract.Message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server's end: requests of HTTP/1.1, in pieces of any size. */
class HttpServerConnectionConformanceTest {

    private static final String POST = "POST /first?query HTTP/1.1\r\nHost: a\r\n";
    private static final String NEXT = "GET /second HTTP/1.1\r\nHost: a\r\n\r\n";

    static List<Message> messages() {
        return Message.requests();
    }

    /** The requests that a connection has taken with their bodies, and all that it has sent. */
    private record Exchange(List<String> taken, String sent) {

        static Exchange of(String text, int piece) {
            List<String> taken = new ArrayList<>();
            MemorySocket socket = new MemorySocket(text, piece);
            new HttpServerConnection(socket.streams(), exchange -> {
                        MessageBody body = exchange.body(1 << 20);
                        taken.add(exchange.path() + " " + new String(body.bytes(), ISO_8859_1) + " "
                                + body.trailers().first("x-trailer"));
                        exchange.respond("HTTP/1.1 200 OK\r\n", "", Message.bytes("ok"), true);
                    })
                    .run();
            assertThat(socket.isClosed()).isTrue();
            return new Exchange(taken, socket.sent());
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_request_is_read_to_its_end_or_refused(Message message) {
        String first = "/first " + message.read() + " " + (message.trailer().isEmpty() ? null : message.trailer());
        for (int piece : List.of(1, 2, 3, 7, 64, 1 << 20)) {
            String text = message.outcome() == Outcome.CUT ? message.text() : message.text() + NEXT;
            Exchange exchange = Exchange.of(text, piece);
            switch (message.outcome()) {
                case ACCEPT -> {
                    assertThat(exchange.taken()).as("pieces of %d", piece).containsExactly(first, "/second  null");
                    assertThat(exchange.sent()).doesNotContain("Connection: close");
                }
                case LAST -> {
                    assertThat(exchange.taken()).as("pieces of %d", piece).containsExactly(first);
                    assertThat(exchange.sent()).startsWith("HTTP/1.1 200 ").contains("Connection: close\r\n");
                }
                case REFUSE -> {
                    assertThat(exchange.taken()).as("pieces of %d", piece).isEmpty();
                    assertThat(exchange.sent())
                            .startsWith("HTTP/1.1 400 Bad Request\r\n")
                            .contains("Connection: close\r\n")
                            .doesNotContain("200 OK");
                }
                case BREAK, CUT -> {
                    assertThat(exchange.taken()).as("pieces of %d", piece).isEmpty();
                    assertThat(exchange.sent()).isEmpty();
                }
            }
        }
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
            String text = Message.mutated(message.text() + NEXT, random);
            assertThat(Exchange.of(text, 1 + random.nextInt(9)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Exchange.of(text, 1 << 20));
        }
    }
}
