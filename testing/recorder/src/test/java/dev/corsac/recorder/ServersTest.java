package dev.corsac.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ServersTest {

    private static String ask(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void a_browsers_request_gets_the_response_of_its_case_and_is_kept() throws Exception {
        try (Servers servers = new Servers(0, 0)) {
            String url = "http://api.example:8200/7";
            Response response = new Response(200, Headers.of("X-Case", "seven"), Body.of("ok"));
            servers.serve(new Case(7, List.of(), Map.of(url, new Case.Responses(response, response))));
            String head = " HTTP/1.1\r\nHost: api.example:8200\r\nOrigin: http://page.example\r\n\r\n";
            for (String target : List.of("/7", url)) {
                assertThat(ask(servers.ports().get(0), "GET " + target + head))
                        .isEqualTo("HTTP/1.1 200 X\r\nX-Case: seven\r\nContent-Length: 2\r\n\r\nok");
            }
            assertThat(ask(servers.ports().get(1), "GET /page" + head)).startsWith("HTTP/1.1 200 OK\r\n");
            List<Request> arrived = servers.takeArrived();
            assertThat(arrived).hasSize(2);
            assertThat(arrived.get(0).headers().combined("Origin")).isEqualTo("http://page.example");
        }
    }

    @Test
    void nothing_is_compared_with_a_console_that_cannot_be_read() {
        RemoteBrowser silent = new RemoteBrowser() {
            @Override
            public dev.corsac.browser.Engine engine() {
                return dev.corsac.browser.Engine.WEBKIT;
            }

            @Override
            public String version() {
                return "silent";
            }

            @Override
            public void open(String url) {}

            @Override
            public String evaluate(String expression) {
                return "";
            }

            @Override
            public void close() {}
        };
        assertThat(silent.hasConsole()).isFalse();
        assertThat(silent.takeConsole()).isEmpty();
    }
}
