package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.rest.RestApi;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LocalRunTest {

    private static final List<Path> CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();

    private static final List<ClassPathEntry> ENTRIES =
            CLASS_PATH.stream().map(ClassPathEntry::classes).toList();

    private static final JavaRuntime RUNTIME =
            new JavaRuntime(Path.of(System.getProperty("java.home"), "bin", "java"), CLASS_PATH, List.of());

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(RUNTIME, listener, Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        run.close();
    }

    private static FunctionSettings spec(String name, String handler, Duration timeout) {
        return FunctionSettings.builder(
                        name,
                        new FunctionProgram.Java(handler, ENTRIES),
                        Path.of("").toAbsolutePath())
                .environment(Map.of("GREETING", "hello"))
                .timeout(timeout)
                .build();
    }

    private static FunctionSettings spec(String name, Class<?> handler) {
        return spec(name, handler.getName(), Duration.ofSeconds(60));
    }

    private void serve(FunctionSettings... specs) throws LocalException {
        RestApi.Builder api = RestApi.builder().binaryMediaType("application/echo");
        for (FunctionSettings spec : specs) {
            LambdaFunction function = run.function(spec);
            if (spec.equals(specs[0])) {
                api.method("ANY", "/{proxy+}", function);
            }
            api.method("ANY", "/" + spec.name(), function);
        }
        run.listen(FrontAddress.loopback(Service.REST_API, 0), api.build());
        run.start();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + run.ports().get(0) + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    @Test
    void a_function_runs_in_a_process_of_its_own_with_its_own_environment() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class));
        listener.await("ready obedient");
        HttpResponse<String> first = get("/a");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body())
                .startsWith("call 1 of process ")
                .endsWith(" with hello, obedient, time left, secret null")
                .doesNotContain("process " + ProcessHandle.current().pid() + " ");
        assertThat(get("/a").body()).startsWith("call 2 of process ");
    }

    @Test
    void handlers_are_found_as_lambda_finds_them() throws Exception {
        serve(
                spec("typed", Handlers.Typed.class),
                spec("method", Handlers.Obedient.class.getName() + "::handleRequest", Duration.ofSeconds(60)),
                spec("plain", Handlers.Plain.class.getName() + "::respond", Duration.ofSeconds(60)));
        HttpResponse<String> typed = client.send(
                request("/typed")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"é\":1}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(typed.statusCode())
                .as(() -> listener.responses.get(0).reason())
                .isEqualTo(201);
        assertThat(typed.headers().firstValue("X-Path")).isEqualTo(Optional.of("/typed"));
        assertThat(typed.body()).isEqualTo("{\"é\":1}");
        assertThat(get("/method").body()).startsWith("call 1 of process ");
        assertThat(get("/plain").body()).isEqualTo("plain GET");
    }

    @Test
    void a_handler_that_throws_gives_a_502_and_lives_on() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class));
        HttpResponse<String> response = get("/throw");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(listener.responses.get(0).reason())
                .contains("obedient failed: java.lang.IllegalStateException: asked to throw");
        assertThat(get("/a").body()).startsWith("call 2 of process ");
    }

    @Test
    void a_process_that_ends_in_the_middle_of_a_call_gives_a_502_and_the_next_call_works() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class));
        assertThat(get("/a").statusCode()).isEqualTo(200);
        assertThat(get("/halt").statusCode()).isEqualTo(502);
        assertThat(listener.await("failed obedient")).contains("ended by itself: exit status 7");
        assertThat(get("/a").body()).startsWith("call 1 of process ");
    }

    @Test
    void a_process_that_is_killed_in_the_middle_of_a_call_gives_a_502_and_the_next_call_works() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class));
        String body = get("/a").body();
        long pid = Long.parseLong(body.replaceAll(".*process (\\d+) .*", "$1"));
        CompletableFuture<HttpResponse<String>> hanging =
                client.sendAsync(request("/hang").build(), BodyHandlers.ofString());
        listener.await("log obedient: hanging");
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(request("/a").build(), BodyHandlers.ofString());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(hanging.thenApply(HttpResponse::statusCode).get()).isEqualTo(502);
        assertThat(waiting.get().statusCode()).isEqualTo(200);
    }

    @Test
    void a_call_past_the_functions_timeout_ends_its_process() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class.getName(), Duration.ofMillis(1_500)));
        listener.await("ready obedient");
        assertThat(get("/hang").statusCode()).isEqualTo(502);
        assertThat(listener.await("failed obedient")).contains("Task timed out after 1.50 seconds");
        assertThat(get("/a").statusCode()).isEqualTo(200);
    }

    @Test
    void a_response_over_six_megabytes_is_an_error() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class));
        assertThat(get("/large").statusCode()).isEqualTo(502);
        assertThat(listener.responses.get(0).reason()).contains("Function.ResponseSizeTooLarge");
        assertThat(get("/a").body()).startsWith("call 2 of process ");
    }

    @Test
    void what_a_function_writes_is_told_line_by_line() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class));
        get("/log");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add(listener.await("log obedient").substring("log obedient: ".length()));
        }
        assertThat(lines).containsExactly("out é", "err", "logger", "two", "lines", "unfinished");
    }

    @Test
    void a_constructor_that_throws_is_told_by_name_and_the_other_function_goes_on() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class), spec("failing", Handlers.Failing.class));
        assertThat(listener.await("failed failing"))
                .isEqualTo("failed failing: it cannot be initialised: java.lang.IllegalStateException:"
                        + " ALLOWED_ORIGINS is not set");
        assertThat(get("/failing").statusCode()).isEqualTo(502);
        assertThat(get("/a").statusCode()).isEqualTo(200);
    }

    @Test
    void a_jar_that_is_not_a_jar_is_named_as_such(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("orders.jar"), "<html>404 Not Found</html>");
        serve(Functions.spec(
                "broken",
                new FunctionProgram.Java("com.example.Orders", List.of(FunctionProgram.ClassPathEntry.classes(jar))),
                Map.of(),
                Functions.MINUTE,
                1));
        assertThat(listener.await("failed broken"))
                .startsWith("failed broken: " + jar + " on its class path is not a jar file (")
                .endsWith("). Build it again, or correct its classpath.");
    }

    @Test
    void a_handler_that_is_missing_is_reported_at_the_start_with_the_fix() throws Exception {
        serve(
                spec("obedient", Handlers.Obedient.class),
                spec("lost", "com.example.Missing::handleRequest", Duration.ofSeconds(60)));
        assertThat(listener.await("failed lost"))
                .contains("com.example.Missing is not on its class path. Correct the handler, or build");
        assertThat(get("/lost").statusCode()).isEqualTo(502);
        assertThat(get("/a").statusCode()).isEqualTo(200);
    }

    @Test
    void a_class_path_that_is_not_there_is_named() throws Exception {
        FunctionSettings spec = FunctionSettings.builder(
                        "unbuilt",
                        new FunctionProgram.Java("a.B", List.of(ClassPathEntry.classes(Path.of("no/such.jar")))),
                        Path.of("").toAbsolutePath())
                .timeout(Duration.ofSeconds(60))
                .concurrency(1)
                .build();
        serve(spec);
        assertThat(listener.await("failed unbuilt")).contains("no/such.jar").contains("Build the function first");
    }

    @Test
    void no_process_is_left_behind() throws Exception {
        serve(spec("obedient", Handlers.Obedient.class), spec("typed", Handlers.Typed.class));
        get("/a");
        get("/typed");
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);
        run.close();
        assertThat(ProcessHandle.current().children().toList()).doesNotContainAnyElementsOf(children);
    }

    @Test
    void a_port_in_use_is_named_with_the_fix_and_nothing_is_left_open() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            run.listen(
                    FrontAddress.loopback(Service.REST_API, taken.getLocalPort()),
                    RestApi.builder().build());
            assertThatThrownBy(run::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void names_arrive_as_http_2_has_them_and_the_path_as_it_was_sent() throws Exception {
        serve(spec("echo", Handlers.Echo.class));
        String response = raw("GET //a/%2F/../b?x=1 HTTP/1.1\r\nHost: localhost\r\nORIGIN: https://a.example\r\n"
                + "X-Twice: 1\r\nAccept: application/echo\r\nx-twice: 2\r\nConnection: close\r\n\r\n");
        assertThat(response)
                .contains("\"path\":\"//a/%2F/../b\"")
                .contains("\"origin\":[\"https://a.example\"]")
                .contains("\"x-twice\":[\"1\",\"2\"]")
                .contains("\"domainName\":\"localhost\"");
    }

    @Test
    void malformed_http_is_refused_without_reaching_the_function() throws Exception {
        serve(spec("echo", Handlers.Echo.class));
        for (String bad : List.of(
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "nonsense\r\n\r\n")) {
            assertThat(raw(bad)).as(bad).startsWith("HTTP/1.1 400 ");
        }
        assertThat(listener.responses).isEmpty();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", run.ports().get(0))) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
