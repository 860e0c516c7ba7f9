package dev.corsac.benchmarks.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One call of a handler that writes its whole response at once, with an event of 3 KB: by itself ({@code bare}), behind a
 * wrapper that keeps event and response as one without CORS would have to that may yet send something else ({@code
 * buffer}), and behind Corsac. The output is one that is used again, as that of AWS's runtime client.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandlerBenchmark {

    @Param({"bare", "buffer", "corsac"})
    public String around;

    @Param({"1KB", "plain", "base64", "json"})
    public String response;

    private final byte[] event = Payloads.event();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(1024);
    private RequestStreamHandler handler;

    @Setup
    public void setUp() {
        byte[] bytes = Payloads.response(response);
        RequestStreamHandler bare = (in, out, context) -> out.write(bytes);
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins(Payloads.ORIGIN, "https://*.preview.example")
                .allowCredentials()
                .build();
        handler = switch (around) {
            case "bare" -> bare;
            case "buffer" -> new Buffer(bare);
            default -> new CorsStreamHandler(policy, bare);
        };
    }

    @Benchmark
    public int call() throws IOException {
        output.reset();
        handler.handleRequest(new ByteArrayInputStream(event), output, null);
        return output.size();
    }

    private static final class Buffer implements RequestStreamHandler {

        private final RequestStreamHandler handler;

        Buffer(RequestStreamHandler handler) {
            this.handler = handler;
        }

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            byte[] bytes = in.readAllBytes();
            ByteArrayOutputStream response = new ByteArrayOutputStream(2560);
            handler.handleRequest(new ByteArrayInputStream(bytes), response, context);
            response.writeTo(out);
        }
    }
}
