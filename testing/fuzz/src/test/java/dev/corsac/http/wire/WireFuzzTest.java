package dev.corsac.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.corsac.http.contract.MemorySocket;
import dev.corsac.http.contract.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Both ends of a connection, which understand any bytes in one way, whatever the pieces that they arrive in. To look for new inputs:
 * {@code mvn test -pl testing/fuzz -am -Dfuzz=1 -Dtest=WireFuzzTest#a_request -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("slow")
class WireFuzzTest {

    private static final int WHOLE = 1 << 20;
    private static final List<Integer> PIECES = List.of(1, 2, 5);

    @FuzzTest(maxDuration = "5m")
    void a_request(byte[] data) {
        String text = new String(data, ISO_8859_1);
        List<String> taken = requests(text, WHOLE);
        for (int piece : PIECES) {
            assertThat(requests(text, piece)).as("pieces of %d", piece).isEqualTo(taken);
        }
    }

    /** Returns the requests that are understood, then all that is sent. */
    private static List<String> requests(String text, int piece) {
        List<String> taken = new ArrayList<>();
        MemorySocket socket = new MemorySocket(text, piece);
        new HttpServerConnection(socket.streams(), exchange -> {
                    MessageBody body = exchange.body(WHOLE);
                    taken.add(exchange.path() + " " + exchange.header("host") + " "
                            + new String(body.bytes(), ISO_8859_1) + " "
                            + body.trailers().first("x-trailer"));
                    exchange.respond("HTTP/1.1 200 OK\r\n", "", Message.bytes("ok"), false);
                })
                .run();
        assertThat(socket.isClosed()).isTrue();
        taken.add(socket.sent());
        return taken;
    }

    @FuzzTest(maxDuration = "5m")
    void a_response(byte[] data) throws IOException {
        String text = new String(data, ISO_8859_1);
        List<String> read = responses(text, WHOLE);
        for (int piece : PIECES) {
            assertThat(responses(text, piece)).as("pieces of %d", piece).isEqualTo(read);
        }
    }

    /** Returns the responses that are understood, then the error. */
    private static List<String> responses(String text, int piece) throws IOException {
        MemorySocket socket = new MemorySocket(text, piece);
        HttpClientConnection client = new HttpClientConnection("the server", "a", socket::streams);
        client.get("/");
        client.send();
        List<String> read = new ArrayList<>();
        try {
            while (true) {
                HttpClientConnection.Response response = client.read();
                assertThat(response.closes()).isEqualTo(socket.isClosed());
                read.add(response.status() + " " + response.header("link") + " "
                        + new String(response.body().bytes(), ISO_8859_1));
            }
        } catch (IOException e) {
            assertThat(socket.isClosed()).isTrue();
            read.add(e.getMessage());
        }
        return read;
    }
}
