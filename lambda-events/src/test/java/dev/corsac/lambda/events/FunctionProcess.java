package dev.corsac.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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

/**
 * A function as Lambda runs it on a managed Java runtime: AWS's own runtime client as a process that polls a Runtime API,
 * with nothing on the system's class path but that client, the core and the serialization library; the function's classes
 * lie in the working directory, its jars in {@code lib}.
 */
final class FunctionProcess implements AutoCloseable {

    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-core-",
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "utils-lite-");

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<String> startError = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer api;
    private final Process process;
    private final Path log;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Event(String id, byte[] bytes) {}

    /** Starts a function, with {@code folder} as its deployment package. */
    @SuppressWarnings("FutureReturnValueIgnored")
    FunctionProcess(Path folder, String handler, Map<String, String> environment) throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/2018-06-01/runtime/", this::serve);
        api.setExecutor(threads);
        api.start();
        String runtime = layOut(folder);
        log = folder.resolve("function.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                        + nativeClient(folder)));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", runtime, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "shop");
        process = builder.start();
        process.onExit()
                .thenRun(() -> answers.values()
                        .forEach(answer -> answer.completeExceptionally(new IOException("the function has ended"))));
    }

    /** The answer to an event, or the error that the function reported, with {@code error: } before it. */
    CompletableFuture<String> answer(byte[] event) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<String> answer = new CompletableFuture<String>().orTimeout(60, TimeUnit.SECONDS);
        answers.put(id, answer);
        events.add(new Event(id, event));
        return answer;
    }

    /** What the function reported when it could not start. */
    String startError() throws Exception {
        return startError.get(60, TimeUnit.SECONDS);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
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
                    .set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:x:1:function:shop");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, event.bytes().length);
            exchange.getResponseBody().write(event.bytes());
        } else {
            exchange.sendResponseHeaders(202, -1);
            String text = new String(body, UTF_8);
            if (path.endsWith("/init/error")) {
                startError.complete(text);
            } else {
                String[] parts = path.split("/", -1);
                Objects.requireNonNull(answers.remove(parts[parts.length - 2]), path)
                        .complete(path.endsWith("/error") ? "error: " + text : text);
            }
        }
        exchange.close();
    }

    /** Puts the test's class path where Lambda has it, and gives the system's. */
    private static String layOut(Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        StringBuilder runtime = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (RUNTIME.stream().anyMatch(name::startsWith)) {
                runtime.append(runtime.isEmpty() ? "" : File.pathSeparator).append(path);
            } else if (Files.isDirectory(path)) {
                copy(path, folder);
            } else if (Files.exists(path)) {
                Files.copy(path, lib.resolve(name));
            }
        }
        return runtime.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Unpacked here, since the client would unpack it to one place for all processes. */
    private static Path nativeClient(Path folder) throws IOException {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = folder.resolve("client.so");
        try (InputStream packed =
                FunctionProcess.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + architecture + ".so")) {
            Files.copy(Objects.requireNonNull(packed), library);
        }
        return library;
    }
}
