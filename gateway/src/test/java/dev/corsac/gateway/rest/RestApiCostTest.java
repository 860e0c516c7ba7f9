package dev.corsac.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestApiCostTest {

    private static final int BUDGET = 10_000;

    private static final byte[] ANSWER =
            "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"https://shop.example.com\",\"Vary\":\"Origin\",\"Content-Type\":\"application/json\"},\"body\":\"{\\\"ok\\\":true}\"}"
                    .getBytes(StandardCharsets.UTF_8);

    /** What Chromium sends with a fetch, with a path variable and a query. */
    private static final Request FETCH = Request.of(
            "GET",
            "https://api.example.com/orders/7?x=1&y=2",
            Headers.of(
                    "host", "api.example.com",
                    "origin", "https://shop.example.com",
                    "user-agent",
                            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
                    "accept", "*/*",
                    "accept-language", "en-GB,en;q=0.9",
                    "accept-encoding", "gzip, deflate, br",
                    "referer", "https://shop.example.com/",
                    "sec-fetch-site", "same-site",
                    "sec-fetch-mode", "cors",
                    "sec-fetch-dest", "empty"));

    private static final Request PREFLIGHT = Request.of(
            "OPTIONS",
            "https://api.example.com/orders/7",
            FETCH.headers().plus("access-control-request-method", "PUT"));

    private static RestApi api() {
        LambdaFunction function = LambdaFunction.of("orders", event -> new InvocationResult.Payload(ANSWER));
        return RestApi.builder()
                .method("GET", "/orders", function)
                .method("GET", "/orders/{id}", function)
                .method(
                        "OPTIONS",
                        "/orders/{id}",
                        RestMethod.mock(RestMock.builder()
                                .requestTemplate("application/json", "{\"statusCode\": 200}")
                                .methodResponse(200, "Access-Control-Allow-Origin")
                                .response(RestMockResponse.of(200)
                                        .parameter("method.response.header.Access-Control-Allow-Origin", "'*'"))
                                .build()))
                .build();
    }

    /** Bytes allocated by one call once everything is warm: what the JVM counts, and so no matter how fast the machine is. */
    private static long allocated(RestApi api, Request request) {
        RequestMetadata arrival = new RequestMetadata(
                Instant.parse("2026-11-22T10:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "127.0.0.1");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 2_000;
        int statuses = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                statuses += api.respond(request, arrival).response().status();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / calls);
        }
        assertThat(statuses).isEqualTo(5 * calls * 200);
        return least;
    }

    @Test
    void a_call_of_a_function_allocates_less_than_ten_kilobytes() {
        assertThat(allocated(api(), FETCH)).isPositive().isLessThan(BUDGET);
    }

    @Test
    void a_preflight_that_a_mock_integration_responds_to_allocates_less_than_ten_kilobytes() {
        assertThat(allocated(api(), PREFLIGHT)).isPositive().isLessThan(BUDGET / 4);
    }
}
