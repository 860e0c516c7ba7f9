package dev.corsac.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Functions that the tests run in processes of their own. */
public final class Handlers {

    private Handlers() {}

    /** Does what the path says. */
    public static final class Obedient implements RequestStreamHandler {
        private int calls;

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            calls++;
            if (event.contains("\"path\":\"/throw\"")) {
                throw new IllegalStateException("told to throw");
            }
            if (event.contains("\"path\":\"/halt\"")) {
                Runtime.getRuntime().halt(7);
            }
            if (event.contains("\"path\":\"/hang\"")) {
                hang();
            }
            if (event.contains("\"path\":\"/large\"")) {
                output.write(new byte[Limits.RESPONSE + 1]);
                return;
            }
            if (event.contains("\"path\":\"/log\"")) {
                System.out.println("out é");
                System.err.println("err");
                context.getLogger().log("logger\n");
            }
            String body =
                    "call " + calls + " of process " + ProcessHandle.current().pid() + " with "
                            + System.getenv("GREETING") + ", " + context.getFunctionName() + ", "
                            + (context.getRemainingTimeInMillis() > 0 ? "time left" : "no time left") + ", secret "
                            + System.getenv("CORSAC_TEST_SECRET");
            output.write(("{\"statusCode\":200,\"body\":\"" + body + "\"}").getBytes(StandardCharsets.UTF_8));
        }

        private static void hang() {
            System.out.println("hanging");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Answers with the event as the body's text, not escaped again: base64 keeps it out of JSON's way. */
    public static final class Echo implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String body = Base64.getEncoder().encodeToString(input.readAllBytes());
            output.write(("{\"isBase64Encoded\":true,\"body\":\"" + body + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A typed handler. */
    public static final class Typed
            implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
        @Override
        public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            return new APIGatewayProxyResponseEvent()
                    .withStatusCode(201)
                    .withHeaders(Map.of("X-Path", event.getPath()))
                    .withBody(event.getBody());
        }
    }

    /** No interface at all: Lambda finds the method by its name. */
    public static final class Plain {
        public Map<String, Object> answer(Map<String, Object> event) {
            return Map.of("statusCode", 200, "body", "plain " + event.get("httpMethod"));
        }
    }

    /** Cannot be made. */
    public static final class Failing implements RequestStreamHandler {
        public Failing() {
            throw new IllegalStateException("ALLOWED_ORIGINS is not set");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }
}
