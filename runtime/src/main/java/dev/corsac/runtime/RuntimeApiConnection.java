package dev.corsac.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> over {@link
 * HttpURLConnection}: of the clients in the JDK the one that starts fastest. Safe to share between threads.
 */
final class RuntimeApiConnection implements LambdaRuntimeApiClient {

    private final String base;

    /** @param address host and port, as in {@code AWS_LAMBDA_RUNTIME_API} */
    RuntimeApiConnection(String address) {
        this.base = "http://" + address + "/2018-06-01/runtime/";
    }

    @Override
    public InvocationRequest nextInvocation() throws IOException {
        HttpURLConnection connection = open("invocation/next");
        byte[] event = read(connection);
        InvocationRequest request = new InvocationRequest();
        request.setId(required(connection, "Lambda-Runtime-Aws-Request-Id"));
        request.setDeadlineTimeInMs(Long.parseLong(required(connection, "Lambda-Runtime-Deadline-Ms")));
        request.setInvokedFunctionArn(connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
        request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
        request.setClientContext(connection.getHeaderField("Lambda-Runtime-Client-Context"));
        request.setCognitoIdentity(connection.getHeaderField("Lambda-Runtime-Cognito-Identity"));
        request.setTenantId(connection.getHeaderField("Lambda-Runtime-Aws-Tenant-Id"));
        request.setContent(event);
        return request;
    }

    /** Without back-off: the other end is on this machine, and once it is gone it stays so. */
    @Override
    public InvocationRequest nextInvocationWithExponentialBackoff(LambdaContextLogger logger) throws IOException {
        return nextInvocation();
    }

    @Override
    public void reportInvocationSuccess(String requestId, byte[] response) throws IOException {
        post("invocation/" + requestId + "/response", response, null);
    }

    @Override
    public void reportInvocationError(String requestId, LambdaError error) throws IOException {
        post("invocation/" + requestId + "/error", DtoSerializers.serialize(error.errorRequest), error);
    }

    @Override
    public void reportInitError(LambdaError error) throws IOException {
        post("init/error", DtoSerializers.serialize(error.errorRequest), error);
    }

    @Override
    public void restoreNext() throws IOException {
        read(open("restore/next"));
    }

    @Override
    public void reportRestoreError(LambdaError error) throws IOException {
        post("restore/error", DtoSerializers.serialize(error.errorRequest), error);
    }

    private void post(String path, byte[] body, @Nullable LambdaError error) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        if (error == null) {
            connection.setRequestProperty("Content-Type", "application/json");
        } else {
            connection.setRequestProperty("Content-Type", "application/vnd.aws.lambda.error+json");
            connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", error.errorType.getRapidError());
        }
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        if (status == 413) {
            // Lambda has told the caller already that the answer is too large; the function goes on.
            drain(connection.getErrorStream());
            return;
        }
        read(connection);
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setConnectTimeout(0);
        connection.setReadTimeout(0);
        return connection;
    }

    private static byte[] read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 200 || status > 299) {
            byte[] body = drain(connection.getErrorStream());
            throw new IOException("the Runtime API answered " + status + " to "
                    + connection.getURL().getPath() + ": " + new String(body, StandardCharsets.UTF_8));
        }
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static byte[] drain(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return new byte[0];
        }
        try (InputStream in = stream) {
            return in.readAllBytes();
        }
    }

    private static String required(HttpURLConnection connection, String name) throws IOException {
        String value = connection.getHeaderField(name);
        if (value == null) {
            throw new IOException("the Runtime API's next invocation has no " + name);
        }
        return value;
    }
}
