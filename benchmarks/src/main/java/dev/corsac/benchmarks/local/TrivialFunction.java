package dev.corsac.benchmarks.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A function that always sends the same response: what is left is the cost of the way to it and back. */
public final class TrivialFunction implements RequestStreamHandler {

    private static final byte[] RESPONSE = "{\"statusCode\":200,\"body\":\"{}\"}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) throws IOException {
        output.write(RESPONSE);
    }
}
