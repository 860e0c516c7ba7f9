package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls and responses with lists as long as a hostile server can make them. In quadratic time each would take minutes. */
class LongListsTest {

    private static final int COUNT = 100_000;

    @ParameterizedTest
    @EnumSource
    void a_call_with_many_headers_takes_linear_time(Engine engine) {
        List<Header> sent = new ArrayList<>();
        List<Header> allowed = new ArrayList<>();
        List<Header> received = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            sent.add(new Header("x-" + i, "1"));
            allowed.add(new Header("Access-Control-Allow-Headers", "X-" + i + ", Y-" + i));
            received.add(new Header("Access-Control-Expose-Headers", "X-" + i));
            received.add(new Header("X-" + i, "1"));
            received.add(new Header("Vary", "X-" + i));
        }
        allowed.add(new Header("Access-Control-Allow-Origin", "https://shop.example.com"));
        received.add(new Header("Access-Control-Allow-Origin", "https://shop.example.com"));
        Call call = Call.fetch("https://shop.example.com", "GET", "https://api.example.com/")
                .withHeaders(Headers.of(sent));
        Server server = request -> request.method().equals("OPTIONS")
                ? Response.of(204, Headers.of(allowed))
                : Response.of(200, Headers.of(received));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            PreflightCache cache = PreflightCache.EMPTY;
            for (int i = 0; i < 2; i++) {
                Outcome outcome = Browser.of(engine).fetch(call, server, cache);
                cache = outcome.cache();
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Allowed.class,
                                allowedCall -> assertThat(allowedCall.readableHeaders())
                                        .hasSize(COUNT));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void many_lines_of_an_origin_take_linear_time(Engine engine) {
        List<Header> lines = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            lines.add(new Header("Access-Control-Allow-Origin", "https://shop.example.com"));
        }
        Response response = Response.of(200, Headers.of(lines));
        Call call = Call.fetch("https://shop.example.com", "GET", "https://api.example.com/");
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(Browser.of(engine).fetch(call, request -> response))
                        .isInstanceOfSatisfying(
                                Outcome.Blocked.class,
                                blocked ->
                                        assertThat(blocked.failure().check()).isEqualTo(Check.ALLOW_ORIGIN_MULTIPLE)));
    }
}
