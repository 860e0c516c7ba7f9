package dev.corsac.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import dev.corsac.http.wire.HttpClientConnection;
import dev.corsac.http.wire.Streams;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client of the <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> with a plain socket for
 * each thread. A response goes out together with the request for the next event, which AWS's loop sends on the same thread
 * right after the response; the status of the response is read before that event. Thread-safe.
 */
final class RuntimeApiConnection implements LambdaRuntimeApiClient {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final String NEXT = "invocation/next";
    private static final String RESPONSE = "Content-Type: application/json\r\n";
    private static final int TOO_LARGE = 413;

    private final ThreadLocal<Wire> wires;

    /** @param address host and port, as in {@code AWS_LAMBDA_RUNTIME_API} */
    RuntimeApiConnection(String address) {
        this(address, () -> connect(address));
    }

    RuntimeApiConnection(String address, HttpClientConnection.Connector connector) {
        this.wires = ThreadLocal.withInitial(
                () -> new Wire(new HttpClientConnection("the Runtime API", address, connector)));
    }

    private static Streams connect(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        int port = colon < 0 ? 80 : Integer.parseInt(address.substring(colon + 1));
        Socket socket = new Socket(host, port);
        // A response is one write, and waits for no other.
        socket.setTcpNoDelay(true);
        return new Streams(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    @Override
    public InvocationRequest nextInvocation() throws IOException {
        HttpClientConnection.Response response = get(NEXT);
        InvocationRequest request = new InvocationRequest();
        request.setId(required(response, "lambda-runtime-aws-request-id"));
        request.setDeadlineTimeInMs(Long.parseLong(required(response, "lambda-runtime-deadline-ms")));
        request.setInvokedFunctionArn(response.header("lambda-runtime-invoked-function-arn"));
        request.setXrayTraceId(response.header("lambda-runtime-trace-id"));
        request.setClientContext(response.header("lambda-runtime-client-context"));
        request.setCognitoIdentity(response.header("lambda-runtime-cognito-identity"));
        request.setTenantId(response.header("lambda-runtime-aws-tenant-id"));
        request.setContent(response.body().bytes());
        return request;
    }

    /** Without back-off: the other end is on this machine, and once it is gone it stays so. */
    @Override
    public InvocationRequest nextInvocationWithExponentialBackoff(LambdaContextLogger logger) throws IOException {
        return nextInvocation();
    }

    @Override
    public void reportInvocationSuccess(String requestId, byte[] response) throws IOException {
        flushOutput();
        Wire wire = wires.get();
        settle(wire);
        wire.report(BASE + "invocation/" + requestId + "/response", RESPONSE, response);
        wire.http.get(BASE + NEXT);
        wire.asked = true;
        wire.http.send();
    }

    @Override
    public void reportInvocationError(String requestId, LambdaError error) throws IOException {
        flushOutput();
        post("invocation/" + requestId + "/error", DtoSerializers.serialize(error.errorRequest), error);
    }

    /** Writes printed text without a line feed, which the JVM holds back, so that it appears with its event. */
    private static void flushOutput() {
        System.out.flush();
        System.err.flush();
    }

    /** Waits until the report has arrived, since the process ends next. */
    @Override
    public void reportInitError(LambdaError error) throws IOException {
        post("init/error", DtoSerializers.serialize(error.errorRequest), error);
        settle(wires.get());
    }

    @Override
    public void restoreNext() throws IOException {
        get("restore/next");
    }

    @Override
    public void reportRestoreError(LambdaError error) throws IOException {
        post("restore/error", DtoSerializers.serialize(error.errorRequest), error);
        settle(wires.get());
    }

    private HttpClientConnection.Response get(String path) throws IOException {
        Wire wire = wires.get();
        boolean stays = settle(wire);
        if (!wire.asked || !stays) {
            wire.http.get(BASE + path);
            wire.http.send();
        }
        wire.asked = false;
        return checked(wire.http.read(), path);
    }

    private void post(String path, byte[] body, LambdaError error) throws IOException {
        Wire wire = wires.get();
        settle(wire);
        String headers = "Content-Type: application/vnd.aws.lambda.error+json\r\nLambda-Runtime-Function-Error-Type: "
                + error.errorType.getRapidError() + "\r\n";
        wire.report(BASE + path, headers, body);
        wire.http.send();
    }

    /**
     * Reads the response to the report before, if there was one.
     *
     * @return whether the connection goes on
     */
    private static boolean settle(Wire wire) throws IOException {
        String path = wire.reported;
        if (path == null) {
            return true;
        }
        HttpClientConnection.Response response = wire.http.read();
        wire.reported = null;
        // Lambda has already reported to the caller that the response is too large; the function goes on.
        if (response.status() != TOO_LARGE) {
            checked(response, path);
        }
        return !response.closes();
    }

    private static HttpClientConnection.Response checked(HttpClientConnection.Response response, String path)
            throws IOException {
        if (response.status() < 200 || response.status() > 299) {
            throw new IOException("the Runtime API responded with " + response.status() + " to " + path + ": "
                    + new String(response.body().bytes(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private static String required(HttpClientConnection.Response response, String name) throws IOException {
        String value = response.header(name);
        if (value == null) {
            throw new IOException("the Runtime API's next invocation has no " + name);
        }
        return value;
    }

    /** A thread's connection. */
    private static final class Wire {
        private final HttpClientConnection http;
        /** The next event has been asked for. */
        private boolean asked;
        /** The path of the report whose response has not been read; null if there is none. */
        private @Nullable String reported;

        Wire(HttpClientConnection http) {
            this.http = http;
        }

        void report(String path, String fields, byte[] body) throws IOException {
            http.post(path, fields, body);
            reported = path;
        }
    }
}
