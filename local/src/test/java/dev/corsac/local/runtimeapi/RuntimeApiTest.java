package dev.corsac.local.runtimeapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.http.contract.MemorySocket;
import dev.corsac.http.wire.HttpServerConnection;
import dev.corsac.local.concurrent.Background;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that a process reads. */
class RuntimeApiTest {

    private static final String ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    private static final String BASE = " /2018-06-01/runtime/";
    private static final String NEXT = "GET" + BASE + "invocation/next HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String REPORT =
            "POST" + BASE + "invocation/" + ID + "/response HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";

    private final List<String> problems = new ArrayList<>();
    private final Background background = new Background(problems::add);
    private final ReadyProcess process = new ReadyProcess();

    @AfterEach
    void close() {
        background.close();
        assertThat(problems).isEmpty();
    }

    /** A process whose events are there already, unless it is asked to refuse. */
    private static final class ReadyProcess implements RuntimeProcess {
        private final List<InvocationResult> results = new ArrayList<>();
        private Asked asked = Asked.WAITING;

        @Override
        public String functionName() {
            return "orders";
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Asked asks(Question question) {
            if (asked == Asked.WAITING) {
                assertThat(question.isAbandoned()).isFalse();
                question.respond(new RuntimeEvent() {
                    @Override
                    public String id() {
                        return ID;
                    }

                    @Override
                    public byte[] bytes() {
                        return "{\"a\":1}".getBytes(UTF_8);
                    }
                });
            }
            return asked;
        }

        @Override
        public boolean complete(String id, InvocationResult result) {
            results.add(result);
            return id.equals(ID);
        }

        @Override
        public void notHanded(RuntimeEvent event) {
            throw new AssertionError(event.id());
        }

        @Override
        public boolean initFailed(InvocationResult.Failed failed) {
            return false;
        }
    }

    private List<String> writes(String requests) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(0x5bef4de7L), ZoneOffset.UTC);
        MemorySocket socket = new MemorySocket(requests, 1 << 20);
        new HttpServerConnection(socket.streams(), new RuntimeApi(process, clock, background)).run();
        return socket.writes();
    }

    @Test
    void the_response_to_a_report_and_the_next_event_are_one_write() {
        String accepted =
                "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"OK\"}";
        String event = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: " + ID
                + "\r\nLambda-Runtime-Deadline-Ms: 1542409706000"
                + "\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:orders"
                + "\r\nLambda-Runtime-Trace-Id: Root=1-5bef4de7-8476a536e9f411e897392dfe;Parent=97392dfe598c3fcd;Sampled=0"
                + "\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
        assertThat(writes(NEXT + REPORT + NEXT)).containsExactly(event, accepted + event);
        assertThat(process.results).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ENDED, 410 Gone, Runtime.Gone",
        "UNANSWERED, 403 Forbidden, InvalidStateTransition",
        "OCCUPIED, 403 Forbidden, InvalidStateTransition"
    })
    void a_question_that_gets_no_event_gets_an_error(RuntimeProcess.Asked asked, String status, String type) {
        process.asked = asked;
        assertThat(writes(NEXT)).singleElement().satisfies(written -> isError(written, status, type));
    }

    @ParameterizedTest
    @CsvSource({
        "invocation/other/response, 400 Bad Request, InvalidRequestID",
        "init/error, 403 Forbidden, InvalidStateTransition",
        "other, 404 Not Found, Runtime.UnknownPath"
    })
    void a_report_that_is_not_expected_gets_an_error(String path, String status, String type) {
        assertThat(writes("POST" + BASE + path + " HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"))
                .singleElement()
                .satisfies(written -> isError(written, status, type));
    }

    @Test
    void a_response_over_the_limit_gets_an_error_and_fails_its_invocation() {
        int length = PayloadLimits.RESPONSE + 1;
        String report = REPORT.replace("Length: 2", "Length: " + length).replace("{}", "a".repeat(length));
        assertThat(writes(report))
                .singleElement()
                .satisfies(written -> isError(written, "413 Content Too Large", "RequestEntityTooLarge"));
        assertThat(process.results)
                .singleElement()
                .isInstanceOfSatisfying(
                        InvocationResult.Failed.class,
                        failed -> assertThat(failed.type()).isEqualTo("Function.ResponseSizeTooLarge"));
    }

    private static void isError(String written, String status, String type) {
        assertThat(written)
                .startsWith("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: ")
                .contains("\r\n\r\n{\"errorMessage\":\"")
                .endsWith("\"errorType\":\"" + type + "\"}");
    }
}
