package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestLineTest {

    private static String line(Request request, int status, Headers headers, Component.Kind madeBy) {
        return RequestLine.of(
                        request,
                        AttributedResponse.by(Component.of(madeBy, "x"), "broken", Response.of(status, headers)),
                        Duration.ofNanos(1_260_000),
                        new Terminal(false))
                .replaceAll(" +", " ");
    }

    private static Request get(Headers headers) {
        return Request.of("GET", "http://api.localhost:8081/orders?token=secret", headers);
    }

    @Test
    void the_query_is_left_out() {
        assertThat(line(get(Headers.EMPTY), 200, Headers.EMPTY, Component.Kind.FUNCTION))
                .isEqualTo("GET /orders - 200 1.2 ms");
    }

    @Test
    void the_headers_that_mattered_are_told() {
        Headers headers = Headers.of(
                "Access-Control-Allow-Origin",
                "http://a",
                "Access-Control-Allow-Credentials",
                "true",
                "access-control-allow-methods",
                "PUT",
                "Vary",
                "Origin");
        assertThat(line(get(Headers.of("origin", "http://a")), 204, headers, Component.Kind.FUNCTION))
                .isEqualTo("GET /orders http://a 204 allows http://a, credentials, PUT 1.2 ms");
    }

    @Test
    void a_cross_origin_response_without_the_header_says_so_and_who_made_it() {
        assertThat(line(get(Headers.of("origin", "http://a")), 502, Headers.EMPTY, Component.Kind.SERVICE))
                .isEqualTo("GET /orders http://a 502 no Access-Control-Allow-Origin 1.2 ms\n the x: broken");
    }

    @Test
    void a_same_origin_response_needs_no_header() {
        assertThat(line(
                        get(Headers.of("origin", "http://api.localhost:8081")),
                        200,
                        Headers.EMPTY,
                        Component.Kind.FUNCTION))
                .isEqualTo("GET /orders http://api.localhost:8081 200 1.2 ms");
    }

    @Test
    void bytes_of_strangers_neither_move_the_cursor_nor_fill_the_screen() {
        Request hostile = Request.of(
                "GET",
                "http://api.localhost:8081/\u202ea\u001b[2J" + "x".repeat(9_000),
                Headers.of("origin", "http://a\u001b]0;owned\u0007"));
        Headers responded = Headers.of("Access-Control-Allow-Origin", "http://b\u001b[31m" + "y".repeat(9_000));
        String line = RequestLine.of(
                hostile,
                AttributedResponse.by(
                        Component.of(Component.Kind.SERVICE, "x"),
                        "no route for \u001b[2J" + "z".repeat(9_000),
                        Response.of(404, responded)),
                Duration.ofMillis(1),
                new Terminal(false));
        assertThat(line.lines()).hasSize(2).allMatch(part -> part.length() < 1_200);
        assertThat(line.replace("\n", "").codePoints())
                .noneMatch(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT);
        assertThat(line).contains("\\u202ea\\u001b[2Jxxx", "http://a\\u001b]0;owned\\u0007", "9,0");
    }
}
