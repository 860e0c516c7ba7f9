package dev.corsac.lambda.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A function in a process of its own, and the Runtime API that it polls. Safe for use by several threads. */
public final class FunctionProcess implements AutoCloseable {

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<String>> responses = new ConcurrentHashMap<>();
    private final CompletableFuture<String> startError = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer api;
    private final long startNanos;
    private final Process process;
    private final Path log;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Event(String id, byte[] bytes) {}

    /**
     * Starts a function on the JVM and the class path that this runs on.
     *
     * @param folder an empty one, which becomes the function's working directory
     * @param handler as in the function's handler setting
     * @param environment all of it, but for what Lambda itself sets
     */
    public FunctionProcess(RuntimeClient client, Path folder, String handler, Map<String, String> environment)
            throws IOException {
        this(
                client,
                Path.of(System.getProperty("java.home")),
                folder,
                System.getProperty("java.class.path"),
                handler,
                environment,
                Runtime.version().feature() >= 24 ? List.of("--enable-native-access=ALL-UNNAMED") : List.of());
    }

    /**
     * Starts a function.
     *
     * @param javaHome of the JVM to start it with
     * @param folder an empty one, which becomes the function's working directory
     * @param classPath that of the function and of the client
     * @param handler as in the function's handler setting
     * @param environment all of it, but for what Lambda itself sets
     * @param options further ones for the JVM
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    public FunctionProcess(
            RuntimeClient client,
            Path javaHome,
            Path folder,
            String classPath,
            String handler,
            Map<String, String> environment,
            List<String> options)
            throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/2018-06-01/runtime/", this::serve);
        api.setExecutor(threads);
        api.start();
        log = folder.resolve("function.log");
        ProcessBuilder builder = new ProcessBuilder(
                        client.command(javaHome.resolve("bin/java"), folder, classPath, handler, options))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        builder.environment().putIfAbsent("AWS_LAMBDA_FUNCTION_NAME", "function");
        startNanos = System.nanoTime();
        process = builder.start();
        process.onExit()
                .thenRun(() -> responses
                        .values()
                        .forEach(
                                response -> response.completeExceptionally(new IOException("the function has ended"))));
    }

    /**
     * Sends an event. Returns the response, or the error that the function reported with {@code error: } before it.
     *
     * <p>It fails with an {@link IOException} if the process ends first, and after a minute.
     */
    public CompletableFuture<String> respond(byte[] event) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<String> response = new CompletableFuture<String>().orTimeout(60, TimeUnit.SECONDS);
        responses.put(id, response);
        events.add(new Event(id, event));
        return response;
    }

    /** What the function reported when it could not start; waits for it a minute at most. */
    public String startError() throws Exception {
        return startError.get(60, TimeUnit.SECONDS);
    }

    /** What the function has written to its standard output and error so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** When the process was started, by {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    /** The processor time of all its threads so far, in nanoseconds, as Linux counts it. */
    public long cpuNanos() throws IOException {
        long nanos = 0;
        List<Path> threadFolders = new ArrayList<>();
        try (var folders = Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            folders.forEach(threadFolders::add);
        }
        for (Path folder : threadFolders) {
            String schedule = Files.readString(folder.resolve("schedstat"));
            nanos += Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
        }
        return nanos;
    }

    /** Lets the process end as on a signal, so that it still writes what it writes at its end, and waits until it has. */
    public void end() {
        process.destroy();
        process.onExit().join();
    }

    /** Ends the process at once and waits until it has. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        api.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/invocation/next")) {
            Event event;
            try {
                event = events.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", event.id());
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 30_000));
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Invoked-Function-Arn",
                            "arn:aws:lambda:eu-central-1:123456789012:function:function");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, event.bytes().length);
            exchange.getResponseBody().write(event.bytes());
        } else if (path.endsWith("/restore/next")) {
            // As if a snapshot had been taken and restored in no time.
            exchange.sendResponseHeaders(200, -1);
        } else {
            if (path.endsWith("/init/error")) {
                startError.complete(new String(body, UTF_8));
            } else {
                String[] parts = path.split("/", -1);
                CompletableFuture<String> response =
                        Objects.requireNonNull(responses.remove(parts[parts.length - 2]), path);
                response.complete((path.endsWith("/error") ? "error: " : "") + new String(body, UTF_8));
            }
            exchange.sendResponseHeaders(202, -1);
        }
        exchange.close();
    }
}
