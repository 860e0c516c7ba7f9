package dev.corsac.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History(Clock.systemUTC());

    private FrontExchange exchange(int requestBytes, int responseBytes) {
        Request request = Request.of("POST", "http://api.localhost/", Headers.of("Origin", "http://page.localhost"))
                .withBody(Body.wrap(new byte[requestBytes]));
        FrontExchange exchange = history.begin(request, (again, id) -> Response.of(200, Headers.EMPTY), 0);
        Response response = new Response(200, Headers.EMPTY, Body.wrap(new byte[responseBytes]));
        history.end(
                exchange,
                AttributedResponse.by(Component.of(Component.Kind.SERVICE, "test"), "", response),
                Duration.ofMillis(1),
                null);
        return exchange;
    }

    @Test
    void it_keeps_the_latest_thousand() {
        for (int i = 0; i < 1_500; i++) {
            exchange(0, 0);
        }
        assertThat(history.exchanges()).hasSize(History.MOST_EXCHANGES);
        assertThat(history.oldest()).isEqualTo(501);
    }

    @Test
    void it_keeps_no_more_bytes_than_its_bound() {
        for (int i = 0; i < 1_000; i++) {
            exchange(FrontExchange.MOST_REQUEST_BODY, FrontExchange.MOST_RESPONSE_BODY);
            assertThat(history.bytes()).isLessThanOrEqualTo(History.MOST_BYTES);
        }
        assertThat(history.exchanges()).hasSizeBetween(200, 240);
    }

    @Test
    void long_bodies_are_kept_in_part_with_their_length() {
        FrontExchange exchange = exchange(6 << 20, 5 << 20);
        assertThat(exchange.request().body().length()).isEqualTo(FrontExchange.MOST_REQUEST_BODY);
        assertThat(exchange.requestLength).isEqualTo(6 << 20);
        assertThat(exchange.isReplayable()).isFalse();
        assertThat(exchange.responseBody().length()).isEqualTo(FrontExchange.MOST_RESPONSE_BODY);
        assertThat(history.bytes()).isLessThan(80_000);
    }

    @Test
    void weights_add_up_to_nothing_once_everything_is_gone() {
        FrontExchange dropped = history.begin(
                Request.of("GET", "http://a.localhost/", Headers.EMPTY), (a, b) -> Response.of(200, Headers.EMPTY), 0);
        exchange(10, 10);
        history.drop(dropped);
        FrontExchange late = history.begin(
                Request.of("GET", "http://a.localhost/", Headers.EMPTY), (a, b) -> Response.of(200, Headers.EMPTY), 0);
        history.clear();
        history.end(
                late,
                AttributedResponse.by(Component.of(Component.Kind.SERVICE, "t"), "", Response.of(200, Headers.EMPTY)),
                Duration.ZERO,
                null);
        assertThat(history.bytes()).isZero();
        assertThat(history.exchanges()).isEmpty();
        exchange(0, 0);
        assertThat(history.exchanges()).hasSize(1);
    }

    @Test
    void messages_are_bounded_in_number_and_length() {
        for (int i = 0; i < 2_000; i++) {
            history.add(Message.Kind.LOG, "f", "line " + i);
        }
        assertThat(history.messagesAfter(0)).hasSize(History.MOST_MESSAGES);
        history.add(Message.Kind.LOG, "f", "x".repeat(1 << 20));
        List<Message> messages = history.messagesAfter(0);
        assertThat(messages.get(messages.size() - 1).text()).hasSize(Message.MOST_TEXT + 1);
    }
}
