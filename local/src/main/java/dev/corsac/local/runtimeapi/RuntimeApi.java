package dev.corsac.local.runtimeapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.http.wire.FieldLines;
import dev.corsac.http.wire.HttpServerConnection.Exchange;
import dev.corsac.http.wire.HttpServerConnection.Handler;
import dev.corsac.http.wire.MessageBody;
import dev.corsac.local.concurrent.Background;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a> of one process. */
public final class RuntimeApi implements Handler {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final String INVOCATION = BASE + "invocation/";
    private static final String MODE = "lambda-runtime-function-response-mode";
    private static final String ERROR_TYPE = "lambda-runtime-function-error-type";
    private static final String ERROR_BODY = "lambda-runtime-function-error-body";
    /** A streamed response of this type begins with a JSON of status and headers, and eight NUL bytes (recorded). */
    private static final String HTTP_INTEGRATION = "application/vnd.awslambda.http-integration-response";

    /** Follows the status line of each response. */
    private static final String TYPE = "\r\nContent-Type: application/json\r\n";

    private static final String INVALID_STATE = "InvalidStateTransition";
    private static final String UNKNOWN = "Runtime.Unknown";
    private static final int DELIMITER = 8;
    private static final int MAX_ERROR = 1024 * 1024;
    /** What a socket takes without waiting for its reader. */
    private static final int AT_ONCE = 64 * 1024;

    private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.US_ASCII);
    private static final JsonFactory JSON = new JsonFactory();

    private final RuntimeProcess process;
    private final Clock clock;
    private final Background background;

    public RuntimeApi(RuntimeProcess process, Clock clock, Background background) {
        this.process = process;
        this.clock = clock;
        this.background = background;
    }

    @Override
    public void handle(Exchange call) throws IOException {
        String path = call.path();
        if (path.equals(INVOCATION + "next")) {
            switch (process.asks(new Question(call))) {
                case WAITING -> {}
                case ENDED -> refuse(call, 410, "Runtime.Gone", "the function has no more events for this process");
                case UNANSWERED ->
                    refuse(call, 403, INVALID_STATE, "the event before has no response yet. Send its response first");
                case OCCUPIED ->
                    refuse(
                            call,
                            403,
                            INVALID_STATE,
                            "another request of this process already waits for the next event");
            }
        } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
            respond(path.substring(INVOCATION.length(), path.length() - "/response".length()), call);
        } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
            String id = path.substring(INVOCATION.length(), path.length() - "/error".length());
            InvocationResult.Failed failed = failure(call.body(MAX_ERROR).bytes());
            acknowledge(process.complete(id, failed), id, call);
        } else if (path.equals(BASE + "init/error")) {
            if (process.initFailed(failure(call.body(MAX_ERROR).bytes()))) {
                acknowledge(true, "", call);
            } else {
                refuse(call, 403, INVALID_STATE, "the initialisation of this process is over");
            }
        } else {
            refuse(call, 404, "Runtime.UnknownPath", "the Runtime API has no " + path);
        }
    }

    /** A process's question for its next event, which waits as long as the connection is there. */
    private final class Question implements RuntimeProcess.Question {
        private final Exchange call;

        Question(Exchange call) {
            this.call = call;
        }

        @Override
        public boolean isAbandoned() {
            return !call.isConnected();
        }

        @Override
        public void respond(RuntimeEvent event) {
            hand(event, call);
        }
    }

    private void hand(RuntimeEvent event, Exchange call) {
        Instant now = clock.instant();
        long deadline = now.toEpochMilli() + process.remaining().toMillis();
        StringBuilder text = new StringBuilder(512).append("Lambda-Runtime-Aws-Request-Id: ");
        text.append(event.id()).append("\r\nLambda-Runtime-Deadline-Ms: ").append(deadline);
        text.append("\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:");
        text.append(process.functionName()).append("\r\nLambda-Runtime-Trace-Id: ");
        traceId(text, event.id(), now);
        String headers = text.append("\r\n").toString();
        if (event.bytes().length <= AT_ONCE) {
            write(event, headers, call);
        } else {
            // A process that does not read must not hold up the caller that asks for the event, which has its own
            // timeout.
            background.execute(
                    "handing an event to function " + process.functionName(),
                    () -> write(event, headers, call),
                    thrown -> process.notHanded(event));
        }
    }

    private void write(RuntimeEvent event, String headers, Exchange call) {
        try {
            // The response to a report that came with the request for this event is in the same write.
            call.respond("HTTP/1.1 200 OK" + TYPE, headers, event.bytes(), true);
        } catch (IOException e) {
            // Not read to its end by anybody: another process may have it.
            process.notHanded(event);
        }
    }

    /** A trace that is not sampled, in X-Ray's form: the time in seconds, and numbers made of the invocation's id. */
    private static void traceId(StringBuilder text, String uuid, Instant now) {
        String seconds = Long.toHexString(now.getEpochSecond());
        text.append("Root=1-")
                .append("00000000", 0, Math.max(0, 8 - seconds.length()))
                .append(seconds);
        // The first 24 of its 32 digits; and the last 16.
        text.append('-')
                .append(uuid, 0, 8)
                .append(uuid, 9, 13)
                .append(uuid, 14, 18)
                .append(uuid, 19, 23);
        text.append(uuid, 24, 28)
                .append(";Parent=")
                .append(uuid, 19, 23)
                .append(uuid, 24, 36)
                .append(";Sampled=0");
    }

    private void respond(String id, Exchange call) throws IOException {
        String mode = call.header(MODE);
        boolean streaming = "streaming".equalsIgnoreCase(mode);
        if (mode != null && !streaming && !mode.equalsIgnoreCase("buffered")) {
            refuse(call, 400, "InvalidFunctionResponseMode", "there is no response mode " + mode);
            return;
        }
        int limit = streaming ? PayloadLimits.STREAMED_RESPONSE : PayloadLimits.RESPONSE;
        MessageBody body = call.body(limit);
        if (body.length() > limit) {
            String message = "Response payload size (" + body.length()
                    + " bytes) exceeded maximum allowed payload size (" + limit + " bytes).";
            process.complete(id, new InvocationResult.Failed("Function.ResponseSizeTooLarge", message));
            refuse(call, 413, "RequestEntityTooLarge", message);
            return;
        }
        InvocationResult result = streaming
                ? streamed(body.bytes(), call.header("content-type"), body.trailers())
                : new InvocationResult.Payload(body.bytes());
        acknowledge(process.complete(id, result), id, call);
    }

    /**
     * What was streamed. A function that failed on the way says so after it; on AWS its client has got by then what went
     * before, and sees the connection break.
     */
    private static InvocationResult streamed(byte[] body, @Nullable String type, FieldLines trailers) {
        String errorType = trailers.first(ERROR_TYPE);
        if (errorType != null) {
            String encoded = trailers.first(ERROR_BODY);
            InvocationResult.Failed failed = failure(decoded(encoded == null ? "" : encoded));
            return new InvocationResult.Failed(
                    failed.type().equals(UNKNOWN) ? errorType : failed.type(),
                    failed.message() + " (after it had streamed " + body.length + " bytes)");
        }
        if (type != null && type.startsWith(HTTP_INTEGRATION)) {
            int run = 0;
            for (int i = 0; i < body.length; i++) {
                run = body[i] == 0 ? run + 1 : 0;
                if (run == DELIMITER) {
                    return new InvocationResult.Streamed(
                            Arrays.copyOf(body, i + 1 - DELIMITER), Arrays.copyOfRange(body, i + 1, body.length));
                }
            }
        }
        return new InvocationResult.Streamed(null, body);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return base64.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void acknowledge(boolean known, String id, Exchange call) throws IOException {
        if (known) {
            // A runtime asks for the next event next: one write has both responses.
            call.respond("HTTP/1.1 202 Accepted" + TYPE, "", ACCEPTED, false);
        } else {
            refuse(call, 400, "InvalidRequestID", "no invocation in flight has the id " + id);
        }
    }

    /** Responds with an error in the Runtime API's form. */
    static void refuse(Exchange call, int status, String type, String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("errorMessage", message);
            json.writeStringField("errorType", type);
            json.writeEndObject();
        }
        call.respond(errorHead(status), "", bytes.toByteArray(), false);
    }

    private static String errorHead(int status) {
        return switch (status) {
            case 400 -> "HTTP/1.1 400 Bad Request" + TYPE;
            case 403 -> "HTTP/1.1 403 Forbidden" + TYPE;
            case 404 -> "HTTP/1.1 404 Not Found" + TYPE;
            case 410 -> "HTTP/1.1 410 Gone" + TYPE;
            case 413 -> "HTTP/1.1 413 Content Too Large" + TYPE;
            default -> "HTTP/1.1 " + status + " Unknown" + TYPE;
        };
    }

    /** What a runtime reports of an error: {@code errorType} and {@code errorMessage}, as far as they are there. */
    private static InvocationResult.Failed failure(byte[] body) {
        @Nullable String type = null;
        @Nullable String message = null;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (name.equals("errorType") && value == JsonToken.VALUE_STRING) {
                        type = json.getText();
                    } else if (name.equals("errorMessage") && value == JsonToken.VALUE_STRING) {
                        message = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            message = new String(body, StandardCharsets.UTF_8);
        }
        return new InvocationResult.Failed(type == null ? UNKNOWN : type, message == null ? "no message" : message);
    }
}
