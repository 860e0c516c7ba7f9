package dev.corsac.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
        this.wires = ThreadLocal.withInitial(() -> new Wire(new HttpWire(address)));
    }

    RuntimeApiConnection(String address, HttpWire.Peer peer) {
        this.wires = ThreadLocal.withInitial(() -> new Wire(new HttpWire(address, peer)));
    }

    @Override
    public InvocationRequest nextInvocation() throws IOException {
        HttpWire.Response response = get(NEXT);
        InvocationRequest request = new InvocationRequest();
        request.setId(required(response, "lambda-runtime-aws-request-id"));
        request.setDeadlineTimeInMs(Long.parseLong(required(response, "lambda-runtime-deadline-ms")));
        request.setInvokedFunctionArn(response.header("lambda-runtime-invoked-function-arn"));
        request.setXrayTraceId(response.header("lambda-runtime-trace-id"));
        request.setClientContext(response.header("lambda-runtime-client-context"));
        request.setCognitoIdentity(response.header("lambda-runtime-cognito-identity"));
        request.setTenantId(response.header("lambda-runtime-aws-tenant-id"));
        request.setContent(response.body());
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
        wire.http.postAndGet(BASE + "invocation/" + requestId + "/response", RESPONSE, response, BASE + NEXT);
        wire.asked = true;
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

    private HttpWire.Response get(String path) throws IOException {
        Wire wire = wires.get();
        boolean stays = settle(wire);
        if (!wire.asked || !stays) {
            wire.http.get(BASE + path);
        }
        wire.asked = false;
        return checked(wire.http.read(), path);
    }

    private void post(String path, byte[] body, LambdaError error) throws IOException {
        Wire wire = wires.get();
        settle(wire);
        String headers = "Content-Type: application/vnd.aws.lambda.error+json\r\nLambda-Runtime-Function-Error-Type: "
                + error.errorType.getRapidError() + "\r\n";
        wire.http.post(BASE + path, headers, body);
    }

    /**
     * Reads the response to the report before, if there was one.
     *
     * @return whether the connection goes on
     */
    private static boolean settle(Wire wire) throws IOException {
        String path = wire.http.awaits();
        if (path == null) {
            return true;
        }
        HttpWire.Response response = wire.http.read();
        // Lambda has already reported to the caller that the response is too large; the function goes on.
        if (response.status() != TOO_LARGE) {
            checked(response, path);
        }
        return !response.closes();
    }

    private static HttpWire.Response checked(HttpWire.Response response, String path) throws IOException {
        if (response.status() < 200 || response.status() > 299) {
            throw new IOException("the Runtime API responded with " + response.status() + " to " + path + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private static String required(HttpWire.Response response, String name) throws IOException {
        String value = response.header(name);
        if (value == null) {
            throw new IOException("the Runtime API's next invocation has no " + name);
        }
        return value;
    }

    /** A thread's connection. */
    private static final class Wire {
        private final HttpWire http;
        /** The next event has been asked for. */
        private boolean asked;

        Wire(HttpWire http) {
            this.http = http;
        }
    }
}
