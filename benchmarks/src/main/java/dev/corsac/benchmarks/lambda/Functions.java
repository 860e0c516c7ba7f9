package dev.corsac.benchmarks.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsStreamHandler;
import dev.corsac.lambda.events.CorsApiGatewayProxyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The functions that {@link ColdStart} starts. */
public final class Functions {

    private Functions() {}

    /** Reads the event and responds, with nothing but the JDK. */
    public static final class Stream implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            int length = in.readAllBytes().length;
            out.write(("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"" + length + "\"}")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The same under a policy. */
    public static final class CorsStream extends CorsStreamHandler {
        public CorsStream() {
            super(CorsPolicy.fromEnvironment(System.getenv()), new Stream());
        }
    }

    /** With the event class of a REST API. */
    public static final class Typed
            implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
        @Override
        public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            return new APIGatewayProxyResponseEvent()
                    .withStatusCode(200)
                    .withHeaders(Map.of("Content-Type", "text/plain"))
                    .withBody(event.getPath());
        }
    }

    /** The same under a policy. */
    public static final class CorsTyped extends CorsApiGatewayProxyHandler {
        public CorsTyped() {
            super(CorsPolicy.fromEnvironment(System.getenv()), new Typed());
        }
    }
}
