package dev.corsac.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.corsac.local.runtimeapi.PayloadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Functions that the tests run in processes of their own. */
public final class Handlers {

    private Handlers() {}

    /** Responds with the options of its JVM. */
    public static final class Options implements RequestHandler<Object, List<String>> {
        @Override
        public List<String> handleRequest(Object event, Context context) {
            return ManagementFactory.getRuntimeMXBean().getInputArguments();
        }
    }

    /** Does what the path says. */
    public static final class Obedient implements RequestStreamHandler {
        private int calls;

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            calls++;
            if (event.contains("\"path\":\"/throw\"")) {
                throw new IllegalStateException("asked to throw");
            }
            if (event.contains("\"path\":\"/halt\"")) {
                Runtime.getRuntime().halt(7);
            }
            if (event.contains("\"path\":\"/child\"")) {
                // Nobody's child once the shell has ended, but for the process group.
                Process shell = new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $!").start();
                System.out.println(
                        "child " + new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            if (event.contains("\"path\":\"/hang\"")) {
                hang();
            }
            if (event.contains("\"path\":\"/large\"")) {
                output.write(new byte[PayloadLimits.RESPONSE + 1]);
                return;
            }
            if (event.contains("\"path\":\"/log\"")) {
                System.out.println("out é");
                System.err.println("err");
                context.getLogger().log("logger");
                context.getLogger().log("two\nlines\n");
                System.out.print("unfinished");
                System.out.flush();
            }
            if (event.contains("\"path\":\"/print\"")) {
                System.out.print("printed");
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

    /** Responds with the event as the body's text, not escaped again: base64 keeps it out of JSON's way. */
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
        public Map<String, Object> respond(Map<String, Object> event) {
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("statusCode", 200);
            response.put("body", "plain " + event.get("httpMethod"));
            return response;
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

    /** Responds when as many processes as the event states are at an event at once: each leaves a file in a folder. */
    public static final class Meeting implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String[] words = new String(input.readAllBytes(), StandardCharsets.UTF_8).split("\"", -1);
            Path folder = Path.of(words[1]);
            int count = Integer.parseInt(words[3]);
            String pid = Long.toString(ProcessHandle.current().pid());
            Files.writeString(folder.resolve(pid), pid);
            while (true) {
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.count() >= count) {
                        break;
                    }
                }
                LockSupport.parkNanos(5_000_000);
            }
            output.write(("\"" + pid + "\"").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Fills its memory when the event says so. */
    public static final class Greedy implements RequestStreamHandler {
        private final List<byte[]> kept = new ArrayList<>();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            boolean all = new String(input.readAllBytes(), StandardCharsets.UTF_8).contains("all");
            while (all) {
                kept.add(new byte[8 * 1024 * 1024]);
            }
            output.write("\"enough\"".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Is initialised when a file is there, the name of which an environment variable says. */
    public static final class Slow implements RequestStreamHandler {
        public Slow() {
            System.out.println("initialising");
            while (!Files.exists(Path.of(System.getenv("GO")))) {
                LockSupport.parkNanos(5_000_000);
            }
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write("\"ready\"".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Logs that it has an event, and responds with it once a file is there, the name of which the event is. */
    public static final class Waiting implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            System.out.println("has " + event);
            Path file = Path.of(event.replace("\"", ""));
            while (!Files.exists(file)) {
                LockSupport.parkNanos(5_000_000);
            }
            System.out.println("done " + event);
            output.write(event.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes its event to a file, the name of which is in an environment variable, and responds with it. */
    public static final class Counted implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            byte[] event = input.readAllBytes();
            String line = new String(event, StandardCharsets.UTF_8).replace("\"", "") + "\n";
            Files.writeString(Path.of(System.getenv("HANDLED")), line, StandardOpenOption.APPEND);
            output.write(event);
        }
    }
}
