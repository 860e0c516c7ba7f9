package dev.corsac.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.InvocationResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a> of one function. */
final class RuntimeApi extends Handler.Abstract.NonBlocking {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final String INVOCATION = BASE + "invocation/";
    private static final JsonFactory JSON = new JsonFactory();

    private final LocalFunction function;
    private final Clock clock;

    RuntimeApi(LocalFunction function, Clock clock) {
        this.function = function;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        FunctionProcess process = function.process();
        String path = request.getHttpURI().getPath();
        if (process == null) {
            refuse(response, callback, 410, "Runtime.Gone", "this process has ended in the eyes of its function");
        } else if (path.equals(INVOCATION + "next")) {
            process.next(invocation -> hand(process, invocation, response, callback));
        } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
            String id = path.substring(INVOCATION.length(), path.length() - "/response".length());
            read(request, callback, body -> respond(process, id, body, response, callback));
        } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
            String id = path.substring(INVOCATION.length(), path.length() - "/error".length());
            read(request, callback, body -> {
                InvocationResult.Failed failed = failure(body);
                acknowledge(process.complete(id, failed), id, response, callback);
            });
        } else if (path.equals(BASE + "init/error")) {
            read(request, callback, body -> {
                InvocationResult.Failed failed = failure(body);
                process.initFailed("it cannot be initialised: " + failed.type() + ": " + failed.message());
                acknowledge(true, "", response, callback);
            });
        } else {
            refuse(response, callback, 404, "Runtime.UnknownPath", "the Runtime API has no " + path);
        }
        return true;
    }

    private void hand(FunctionProcess process, Invocation invocation, Response response, Callback callback) {
        FunctionSpec spec = process.spec();
        long deadline = clock.millis() + spec.timeout().toMillis();
        response.getHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.id);
        response.getHeaders().add("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
        response.getHeaders()
                .add(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:us-east-1:123456789012:function:" + spec.name());
        response.getHeaders().add("Lambda-Runtime-Trace-Id", "Root=1-00000000-" + hex24(invocation.id) + ";Sampled=0");
        response.getHeaders().add(new HttpField(HttpHeader.CONTENT_TYPE, "application/json"));
        response.write(true, ByteBuffer.wrap(invocation.event), callback);
    }

    private static String hex24(String uuid) {
        return uuid.replace("-", "").substring(0, 24);
    }

    private static void respond(FunctionProcess process, String id, byte[] body, Response response, Callback callback) {
        if (body.length > FunctionProcess.MAX_RESPONSE) {
            String message = "Response payload size (" + body.length + " bytes) exceeded maximum allowed payload size ("
                    + FunctionProcess.MAX_RESPONSE + " bytes).";
            process.complete(id, new InvocationResult.Failed("Function.ResponseSizeTooLarge", message));
            refuse(response, callback, 413, "RequestEntityTooLarge", message);
            return;
        }
        acknowledge(process.complete(id, new InvocationResult.Payload(body)), id, response, callback);
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

    private interface BodyConsumer {
        void accept(byte[] body);
    }

    private static void read(Request request, Callback callback, BodyConsumer consumer) {
        Content.Source.asByteBuffer(request, new Promise<>() {
            @Override
            public void succeeded(ByteBuffer buffer) {
                byte[] body = new byte[buffer.remaining()];
                buffer.get(body);
                consumer.accept(body);
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
            }
        });
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
        return new InvocationResult.Failed(
                type == null ? "Runtime.Unknown" : type, message == null ? "no message" : message);
    }
}
