package dev.corsac.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.InvocationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a> of one process. */
final class RuntimeApi extends Handler.Abstract.NonBlocking {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final String INVOCATION = BASE + "invocation/";
    private static final String MODE = "Lambda-Runtime-Function-Response-Mode";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";
    /** A streamed answer of this type begins with a JSON of status and headers, and eight NUL bytes (recorded). */
    private static final String HTTP_INTEGRATION = "application/vnd.awslambda.http-integration-response";

    private static final String UNKNOWN = "Runtime.Unknown";
    private static final int DELIMITER = 8;
    private static final int MAX_ERROR = 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final LocalFunction function;
    private final FunctionProcess process;
    private final Clock clock;

    RuntimeApi(LocalFunction function, FunctionProcess process, Clock clock) {
        this.function = function;
        this.process = process;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path.equals(INVOCATION + "next")) {
            LocalFunction.Asked asked = function.asks(process, invocation -> hand(invocation, response, callback));
            switch (asked) {
                case WAITING -> {}
                case ENDED ->
                    refuse(
                            response,
                            callback,
                            410,
                            "Runtime.Gone",
                            "this process has ended in the eyes of its function");
                case UNANSWERED ->
                    refuse(response, callback, 403, "InvalidStateTransition", "the event before is not answered");
            }
        } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
            respond(
                    path.substring(INVOCATION.length(), path.length() - "/response".length()),
                    request,
                    response,
                    callback);
        } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
            String id = path.substring(INVOCATION.length(), path.length() - "/error".length());
            new BodyReader(request, callback, MAX_ERROR) {
                @Override
                void done(byte[] body, long length, @Nullable HttpFields trailers) {
                    acknowledge(function.complete(process, id, failure(body)), id, response, callback);
                }
            }.run();
        } else if (path.equals(BASE + "init/error")) {
            new BodyReader(request, callback, MAX_ERROR) {
                @Override
                void done(byte[] body, long length, @Nullable HttpFields trailers) {
                    if (function.initFailed(process, failure(body))) {
                        acknowledge(true, "", response, callback);
                    } else {
                        refuse(response, callback, 403, "InvalidStateTransition", "its initialisation is over");
                    }
                }
            }.run();
        } else {
            refuse(response, callback, 404, "Runtime.UnknownPath", "the Runtime API has no " + path);
        }
        return true;
    }

    private void hand(Invocation invocation, Response response, Callback callback) {
        Instant now = clock.instant();
        long deadline = now.toEpochMilli() + process.remaining().toMillis();
        HttpFields.Mutable headers = response.getHeaders();
        headers.add("Lambda-Runtime-Aws-Request-Id", invocation.id);
        headers.add("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
        headers.add(
                "Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:us-east-1:123456789012:function:" + function.name());
        headers.add("Lambda-Runtime-Trace-Id", traceId(invocation.id, now));
        headers.add(new HttpField(HttpHeader.CONTENT_TYPE, "application/json"));
        response.write(true, ByteBuffer.wrap(invocation.event), Callback.from(callback::succeeded, failure -> {
            // Not read to its end by anybody: another process may have it.
            function.notHanded(process, invocation);
            callback.failed(failure);
        }));
    }

    /** A trace that is not sampled, in X-Ray's form: the time in seconds, and numbers made of the invocation's id. */
    private static String traceId(String uuid, Instant now) {
        String hex = uuid.replace("-", "");
        String seconds = Long.toHexString(now.getEpochSecond());
        return "Root=1-" + "0".repeat(Math.max(0, 8 - seconds.length())) + seconds + "-" + hex.substring(0, 24)
                + ";Parent=" + hex.substring(16) + ";Sampled=0";
    }

    private void respond(String id, Request request, Response response, Callback callback) {
        String mode = request.getHeaders().get(MODE);
        boolean streaming = "streaming".equalsIgnoreCase(mode);
        if (mode != null && !streaming && !mode.equalsIgnoreCase("buffered")) {
            refuse(response, callback, 400, "InvalidFunctionResponseMode", "there is no response mode " + mode);
            return;
        }
        int limit = streaming ? Limits.STREAMED_RESPONSE : Limits.RESPONSE;
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        new BodyReader(request, callback, limit) {
            @Override
            void done(byte[] body, long length, @Nullable HttpFields trailers) {
                if (length > limit) {
                    String message = "Response payload size (" + length
                            + " bytes) exceeded maximum allowed payload size (" + limit + " bytes).";
                    function.complete(
                            process, id, new InvocationResult.Failed("Function.ResponseSizeTooLarge", message));
                    refuse(response, callback, 413, "RequestEntityTooLarge", message);
                    return;
                }
                InvocationResult result =
                        streaming ? streamed(body, type, trailers) : new InvocationResult.Payload(body);
                acknowledge(function.complete(process, id, result), id, response, callback);
            }
        }.run();
    }

    /**
     * What was streamed. A function that failed on the way says so after it; on AWS its client has got by then what went
     * before, and sees the connection break.
     */
    private static InvocationResult streamed(byte[] body, @Nullable String type, @Nullable HttpFields trailers) {
        String errorType = trailers == null ? null : trailers.get(ERROR_TYPE);
        if (trailers != null && errorType != null) {
            String encoded = trailers.get(ERROR_BODY);
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

    private static void acknowledge(boolean known, String id, Response response, Callback callback) {
        if (known) {
            send(response, callback, 202, "{\"status\":\"OK\"}");
        } else {
            refuse(response, callback, 400, "InvalidRequestID", "no invocation in flight has the id " + id);
        }
    }

    private static void refuse(Response response, Callback callback, int status, String type, String message) {
        String text = message.replace("\\", "\\\\").replace("\"", "\\\"");
        send(response, callback, status, "{\"errorMessage\":\"" + text + "\",\"errorType\":\"" + type + "\"}");
    }

    private static void send(Response response, Callback callback, int status, String json) {
        response.setStatus(status);
        response.getHeaders().add(new HttpField(HttpHeader.CONTENT_TYPE, "application/json"));
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
    }

    /** Reads a body without blocking; of one that is too long it keeps the beginning, and reads on to its end. */
    private abstract static class BodyReader implements Runnable {
        private final Request request;
        private final Callback callback;
        private final int limit;
        private final ByteArrayOutputStream body;
        private long length;
        private @Nullable HttpFields trailers;

        BodyReader(Request request, Callback callback, int limit) {
            this.request = request;
            this.callback = callback;
            this.limit = limit;
            this.body = new ByteArrayOutputStream((int) Math.min(limit, Math.max(256, request.getLength())));
        }

        abstract void done(byte[] body, long length, @Nullable HttpFields trailers);

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    callback.failed(chunk.getFailure());
                    return;
                }
                if (chunk instanceof Trailers last) {
                    trailers = last.getTrailers();
                }
                ByteBuffer bytes = chunk.getByteBuffer();
                int room = (int) Math.min(bytes.remaining(), Math.max(0, limit - length));
                length += bytes.remaining();
                byte[] kept = new byte[room];
                bytes.get(kept);
                body.write(kept, 0, room);
                chunk.release();
                if (chunk.isLast()) {
                    done(body.toByteArray(), length, trailers);
                    return;
                }
            }
        }
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
