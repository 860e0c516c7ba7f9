package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainSendTest {

    private static final String PAGE = "http://shop.localhost:8080";

    private final List<String> received = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    /** A server that sends back the origin that calls, as careless ones do, and refuses OPTIONS with this status. */
    private String start(int preflightStatus) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            received.add(exchange.getRequestMethod() + " " + origin + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            if (origin != null) {
                exchange.getResponseHeaders().add("Access-Control-Allow-Origin", origin);
                exchange.getResponseHeaders().add("Access-Control-Allow-Credentials", "true");
                exchange.getResponseHeaders().add("Access-Control-Allow-Methods", "PUT");
            }
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("OPTIONS") ? preflightStatus : 200, -1);
            exchange.close();
        });
        server.start();
        return "http://localhost:" + server.getAddress().getPort() + "/orders";
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void a_call_that_passes_is_0_and_what_strangers_get_is_noted() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "", "explain", "--send", "--url", start(204), "--origin", PAGE, "--credentials", "include");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("Chromium allowed")
                .contains("A page of any other origin can read the response too, with its user's cookies")
                .contains("Without Origin the response has no Vary: Origin");
        assertThat(received).hasSize(3).allMatch(each -> each.startsWith("GET ") && each.contains("Corsac"));
    }

    @Test
    void a_preflight_that_fails_is_1_and_the_call_itself_is_not_sent() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "", "explain", "--send", "--url", start(403), "--origin", PAGE, "--method", "PUT", "--format", "json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\"code\": \"preflight-status\"", "\"status\": 403");
        assertThat(received).isNotEmpty().allMatch(each -> each.startsWith("OPTIONS "));
    }

    @Test
    void a_server_that_is_not_there_is_named_as_that() throws IOException {
        String url = start(204);
        server.stop(0);
        CommandLineRun run = CommandLineRun.of("", "explain", "--send", "--url", url, "--origin", PAGE);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("connection-refused").contains("Nothing listens at that address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--send|--send needs --url",
                "--send --url http://localhost:1/ --origin http://localhost:1|is the origin of --url itself",
                "--send --url /orders --origin http://a.localhost|is not an absolute URL",
                "--send --url http://localhost:1/ --origin http://a.localhost --method POST|only with --unsafe",
                "--send --url http://localhost:1/ --origin http://a.localhost --header :x|must be NAME:VALUE",
                "--credentials never|must be omit, same-origin or include",
                "--form word|must be one of steps",
            })
    void wrong_usage_is_2_and_names_the_option(String options, String message) {
        String[] words = ("explain " + options).split(" ", -1);
        CommandLineRun run = CommandLineRun.of("", words);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }
}
