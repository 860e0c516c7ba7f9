package dev.corsac.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.RapidErrorType;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.LambdaErrorConverter;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import dev.corsac.http.wire.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The client of the Runtime API, whose other side is written down beforehand. */
class RuntimeApiConnectionTest {

    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    private static String event(String id, String body) {
        return "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: " + id
                + "\r\nLambda-Runtime-Deadline-Ms: 1700000000000\r\n"
                + "Lambda-Runtime-Invoked-Function-Arn: arn:f\r\nLambda-Runtime-Trace-Id: Root=1\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** The connections that the client opens, one after the other, each with all that the other side sends on it. */
    private static final class Script {

        private final Queue<String> responses;
        private final List<List<String>> writes = new ArrayList<>();

        Script(String... responses) {
            this.responses = new ArrayDeque<>(List.of(responses));
        }

        RuntimeApiConnection client() {
            return new RuntimeApiConnection("127.0.0.1:9001", this::connect);
        }

        private Streams connect() throws IOException {
            String all = responses.poll();
            if (all == null) {
                throw new ConnectException("no further connection was expected");
            }
            List<String> written = new ArrayList<>();
            writes.add(written);
            InputStream in = new ByteArrayInputStream(all.getBytes(ISO_8859_1));
            OutputStream out = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int length) {
                    written.add(new String(bytes, offset, length, UTF_8));
                }
            };
            return new Streams(in, out, in);
        }

        List<String> written(int connection) {
            return writes.get(connection);
        }
    }

    @Test
    void an_event_comes_with_its_metadata() throws Exception {
        Script script = new Script(event("id-1", "{\"a\":1}"));
        InvocationRequest event = script.client().nextInvocation();
        assertThat(event.getId()).isEqualTo("id-1");
        assertThat(event.getDeadlineTimeInMs()).isEqualTo(1_700_000_000_000L);
        assertThat(event.getInvokedFunctionArn()).isEqualTo("arn:f");
        assertThat(event.getXrayTraceId()).isEqualTo("Root=1");
        assertThat(event.getClientContext()).isNull();
        assertThat(new String(event.getContent(), UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(script.written(0))
                .containsExactly("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1:9001\r\n\r\n");
    }

    @Test
    void a_response_and_the_request_for_the_next_event_are_one_write() throws Exception {
        Script script = new Script(event("id-1", "1") + ACCEPTED + event("id-2", "2"));
        RuntimeApiConnection client = script.client();
        client.nextInvocation();
        client.reportInvocationSuccess("id-1", "{}".getBytes(UTF_8));
        assertThat(client.nextInvocation().getId()).isEqualTo("id-2");
        assertThat(script.written(0)).hasSize(2);
        assertThat(script.written(0).get(1))
                .isEqualTo("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: 127.0.0.1:9001\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                        + "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1:9001\r\n\r\n");
    }

    @Test
    void a_response_that_is_too_large_does_not_end_the_function() throws Exception {
        String tooLarge = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig";
        RuntimeApiConnection client = new Script(event("id-1", "1") + tooLarge + event("id-2", "2")).client();
        client.nextInvocation();
        client.reportInvocationSuccess("id-1", new byte[10]);
        assertThat(client.nextInvocation().getId()).isEqualTo("id-2");
    }

    @Test
    void any_other_error_is_an_exception_with_status_path_and_text() throws Exception {
        String gone = "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nlate";
        RuntimeApiConnection client = new Script(event("id-1", "1") + gone).client();
        client.nextInvocation();
        client.reportInvocationSuccess("id-1", new byte[0]);
        assertThatThrownBy(client::nextInvocation)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("410")
                .hasMessageContaining("invocation/id-1/response")
                .hasMessageContaining("late");
    }

    @Test
    void an_event_without_an_id_is_an_exception_that_names_the_header() {
        String noId = event("id-1", "1").replace("Lambda-Runtime-Aws-Request-Id", "X-Other");
        assertThatThrownBy(() -> new Script(noId).client().nextInvocation())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lambda-runtime-aws-request-id");
    }

    @Test
    void a_connection_that_was_closed_is_opened_again_for_the_next_event() throws Exception {
        String last = "HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        Script script = new Script(event("id-1", "1") + last, event("id-2", "2"));
        RuntimeApiConnection client = script.client();
        client.nextInvocation();
        client.reportInvocationSuccess("id-1", new byte[0]);
        assertThat(client.nextInvocation().getId()).isEqualTo("id-2");
        assertThat(script.written(1)).hasSize(1).first().asString().startsWith("GET ");
    }

    @Test
    void an_error_is_reported_with_its_type() throws Exception {
        Script script = new Script(event("id-1", "1") + ACCEPTED + event("id-2", "2"));
        RuntimeApiConnection client = script.client();
        client.nextInvocation();
        client.reportInvocationError(
                "id-1",
                new LambdaError(
                        LambdaErrorConverter.fromThrowable(new IllegalStateException("no table")),
                        RapidErrorType.BadFunctionCode));
        assertThat(client.nextInvocation().getId()).isEqualTo("id-2");
        assertThat(script.written(0).get(1))
                .startsWith("POST /2018-06-01/runtime/invocation/id-1/error HTTP/1.1\r\n")
                .contains("Lambda-Runtime-Function-Error-Type: ")
                .contains("\"errorMessage\":\"no table\"")
                .contains("\"errorType\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void a_failed_initialization_has_arrived_before_the_process_ends() throws Exception {
        Script script = new Script(ACCEPTED);
        script.client()
                .reportInitError(new LambdaError(
                        LambdaErrorConverter.fromThrowable(new IllegalStateException("bad")),
                        RapidErrorType.BadFunctionCode));
        assertThat(script.written(0).get(0)).startsWith("POST /2018-06-01/runtime/init/error HTTP/1.1\r\n");
        assertThatThrownBy(() -> new Script("")
                        .client()
                        .reportInitError(new LambdaError(
                                LambdaErrorConverter.fromThrowable(new IllegalStateException("bad")),
                                RapidErrorType.BadFunctionCode)))
                .isInstanceOf(IOException.class);
    }
}
