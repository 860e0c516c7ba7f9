package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerOptionsTest {

    private static final CorsPolicy POLICY =
            CorsPolicy.builder().allowOrigins("https://shop.example").build();
    private static final String EVENT =
            "{\"httpMethod\":\"GET\",\"headers\":{\"origin\":\"https://shop.example\"},\"requestContext\":{}}";

    @Test
    void the_environment_sets_them() {
        HandlerOptions options = HandlerOptions.fromEnvironment(Map.of(
                "CORSAC_RETHROW_ERRORS", "true", "CORSAC_LOG_DECISIONS", "true", "CORSAC_TIMEOUT_MARGIN_MS", "250"));
        assertThat(options.isRethrowingErrors()).isTrue();
        assertThat(options.isLoggingDecisions()).isTrue();
        assertThat(options.timeoutMarginMillis()).isEqualTo(250);
        HandlerOptions none = HandlerOptions.fromEnvironment(Map.of());
        assertThat(none.isRethrowingErrors()).isFalse();
        assertThat(none.isLoggingDecisions()).isFalse();
        assertThat(none.timeoutMarginMillis()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "CORSAC_RETHROW_ERRORS, yes", "CORSAC_LOG_DECISIONS, 1", "CORSAC_TIMEOUT_MARGIN_MS, 0",
        "CORSAC_TIMEOUT_MARGIN_MS, 60001", "CORSAC_TIMEOUT_MARGIN_MS, 1s",
                "CORSAC_TIMEOUT_MARGIN_MS, 99999999999999999999"
    })
    void a_bad_value_stops_the_function_and_is_named(String name, String value) {
        assertThatThrownBy(() -> HandlerOptions.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " is \"" + value + "\". It must be ");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 60_001})
    void a_margin_is_from_a_millisecond_to_a_minute(long millis) {
        assertThatThrownBy(() -> HandlerOptions.DEFAULTS.withTimeoutMargin(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_decision_is_one_line_of_json_in_the_log() throws Exception {
        FakeContext context = new FakeContext();
        RequestStreamHandler handler = new CorsStreamHandler(
                POLICY,
                (in, out, ctx) -> out.write("{}".getBytes(UTF_8)),
                HandlerOptions.DEFAULTS.withDecisionsLogged());
        responseOf(handler, EVENT, context);
        responseOf(handler, EVENT.replace("shop", "evil\\\"\\n"), context);
        String[] lines = context.log().split("\n", -1);
        assertThat(lines[0])
                .isEqualTo(
                        "{\"corsac\":{\"kind\":\"actual\",\"allowed\":true,\"method\":\"GET\",\"origin\":\"https://shop.example\"}}");
        JsonTree.Obj second = JsonTree.parseObject(lines[1]).object("corsac");
        assertThat(second.get("allowed")).isEqualTo(false);
        assertThat(second.get("origin")).isEqualTo("https://evil\"\n.example");
        assertThat(second.get("refusal")).isEqualTo("origin-malformed");
        assertThat(lines).hasSize(3);
    }

    @Test
    void a_handler_in_time_responds_on_its_own_thread() throws Exception {
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            RequestStreamHandler handler = watched((in, out, ctx) -> {
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(loader);
                out.write("{\"statusCode\":201}".getBytes(UTF_8));
            });
            assertThat(responseOf(handler, EVENT, new FakeContext())).startsWith("{\"statusCode\":201,");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void its_exception_there_becomes_a_response_too() throws Exception {
        FakeContext context = new FakeContext();
        RequestStreamHandler handler = watched((in, out, ctx) -> {
            throw new IOException("disk full");
        });
        assertThat(responseOf(handler, EVENT, context)).startsWith("{\"statusCode\":500,");
        assertThat(context.log()).contains("disk full");
    }

    @Test
    void a_late_handler_is_interrupted_and_the_page_gets_a_504_that_it_can_read() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RequestStreamHandler handler = watched((in, out, ctx) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            out.write("{\"statusCode\":200,\"body\":\"too late\"}".getBytes(UTF_8));
        });
        String log = "";
        // The time that a thread needs to get to where it waits is not bounded: doubled until it got there.
        for (int millis = 1; !log.contains("CountDownLatch.await"); millis *= 2) {
            FakeContext context = new FakeContext(millis);
            assertThat(responseOf(handler, EVENT, context))
                    .startsWith("{\"statusCode\":504,")
                    .contains("\"Access-Control-Allow-Origin\":\"https://shop.example\"")
                    .doesNotContain("too late");
            log = context.log();
            assertThat(log).as("after %d ms", millis).contains("Responded with 504");
            assertThat(millis).isLessThan(1 << 16);
        }
        interrupted.await();
    }

    @Test
    void the_next_call_waits_for_a_late_handler() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RequestStreamHandler handler = watched((in, out, ctx) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            boolean interrupted = false;
            while (ctx.getRemainingTimeInMillis() == 1 && release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                    release.countDown();
                }
            }
            running.decrementAndGet();
            out.write((interrupted ? "{\"statusCode\":202}" : "{\"statusCode\":200}").getBytes(UTF_8));
        });
        assertThat(responseOf(handler, EVENT, new FakeContext(1))).startsWith("{\"statusCode\":504,");
        assertThat(responseOf(handler, EVENT, new FakeContext())).startsWith("{\"statusCode\":200,");
        assertThat(most).hasValue(1);
    }

    private static RequestStreamHandler watched(RequestStreamHandler handler) {
        return new CorsStreamHandler(POLICY, handler, HandlerOptions.DEFAULTS.withTimeoutMargin(Duration.ofMillis(50)));
    }

    private static String responseOf(RequestStreamHandler handler, String event, FakeContext context)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context);
        return out.toString(UTF_8);
    }
}
