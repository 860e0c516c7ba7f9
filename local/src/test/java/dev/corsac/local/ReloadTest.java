package dev.corsac.local;

import static dev.corsac.local.Functions.MINUTE;
import static dev.corsac.local.Functions.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.FreePorts;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is changed while it runs is live on the next request. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("slow")
class ReloadTest {

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        run.close();
    }

    /** Compiles a handler that says this, into a folder, as an editor does when a file is saved. */
    private Path compile(String says, String constructor) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = folder.resolve("Handler.java");
        Files.writeString(source, """
                import java.nio.file.*;
                public class Handler {
                    public Handler() { %s }
                    public String handle(String event) throws Exception {
                        if (event.startsWith("wait ")) {
                            System.out.println("has it");
                            while (!Files.exists(Path.of(event.substring(5)))) {
                                Thread.sleep(5);
                            }
                        }
                        return "%s";
                    }
                }
                """.formatted(constructor, says));
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        return classes;
    }

    private static FunctionSettings spec(Path classes, Map<String, String> environment, int concurrency) {
        return Functions.spec(
                "handler",
                new FunctionProgram.Java("Handler::handle", List.of(ClassPathEntry.classes(classes))),
                environment,
                MINUTE,
                concurrency);
    }

    private LambdaFunction start(Path classes) throws LocalException {
        LambdaFunction function = run.function(spec(classes, Map.of(), 2));
        run.start();
        return function;
    }

    @Test
    void a_changed_class_gets_the_next_event() throws Exception {
        LambdaFunction function = start(compile("one", ""));
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        compile("two", "");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"two\"");
        assertThat(listener.await("reloaded")).isEqualTo("reloaded handler");
        compile("three", "");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"three\"");
    }

    @Test
    void a_changed_class_is_loaded_before_anybody_asks_for_it() throws Exception {
        LambdaFunction function = start(compile("one", ""));
        listener.await("ready handler");
        compile("two", "");
        listener.await("reloaded handler");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"two\"");
    }

    @Test
    void classes_that_are_built_from_nothing_are_loaded() throws Exception {
        LambdaFunction function = start(folder.resolve("classes"));
        assertThat(listener.await("failed handler")).contains("what is not there: " + folder.resolve("classes"));
        assertThat(responseOf(function, "\"\"")).contains("Build the function first");
        compile("one", "");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        Files.delete(folder.resolve("classes/Handler.class"));
        Files.delete(folder.resolve("classes"));
        assertThat(listener.await("failed handler: the change does not start"))
                .contains("The last version that started goes on");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        compile("two", "");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"two\"");
    }

    @Test
    void a_changed_jar_gets_the_next_event() throws Exception {
        Path jar = folder.resolve("lib/handler.jar");
        Files.createDirectories(folder.resolve("lib"));
        pack(compile("one", ""), jar);
        LambdaFunction function = run.function(Functions.spec(
                "handler",
                new FunctionProgram.Java("Handler::handle", List.of(ClassPathEntry.jars(folder.resolve("lib")))),
                Map.of(),
                MINUTE,
                1));
        run.start();
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        pack(compile("two", ""), jar);
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"two\"");
        // A jar that comes first in the order of names.
        pack(compile("three", ""), folder.resolve("lib/a.jar"));
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"three\"");
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Path next = jar.resolveSibling("next");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(next))) {
            out.putNextEntry(new JarEntry("Handler.class"));
            out.write(Files.readAllBytes(classes.resolve("Handler.class")));
        }
        Files.move(next, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void an_event_in_flight_is_finished_by_the_old_process() throws Exception {
        LambdaFunction function = start(compile("one", ""));
        Path go = folder.resolve("go");
        CompletableFuture<String> inFlight = CompletableFuture.supplyAsync(
                () -> responseOf(function, "\"wait " + go + "\""), task -> new Thread(task).start());
        listener.await("log handler: has it");
        compile("two", "");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"two\"");
        assertThat(inFlight).isNotDone();
        Files.createFile(go);
        assertThat(inFlight.get()).isEqualTo("\"one\"");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"two\"");
    }

    @Test
    void a_change_that_does_not_start_leaves_the_last_good_one_and_is_told() throws Exception {
        LambdaFunction function = start(compile("one", ""));
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        compile("two", "if (true) throw new IllegalStateException(\"no database\");");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        assertThat(listener.await("failed handler"))
                .isEqualTo("failed handler: the change does not start: it cannot be initialised:"
                        + " java.lang.IllegalStateException: no database\n"
                        + "The last version that started goes on until the next change.");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"one\"");
        compile("three", "");
        assertThat(responseOf(function, "\"\"")).isEqualTo("\"three\"");
    }

    @Test
    void a_changed_command_gets_the_next_event() throws Exception {
        Functions.requireProgram("node");
        Path script = folder.resolve("bootstrap.mjs");
        String text = Files.readString(Functions.folder().resolve("bootstrap.mjs"));
        Files.writeString(script, text);
        Files.writeString(folder.resolve("data.json"), "1");
        LambdaFunction function = run.function(FunctionSettings.builder(
                        "node",
                        new FunctionProgram.Command(
                                List.of("node", "bootstrap.mjs"), "", List.of(folder.resolve("data.json"))),
                        folder)
                .timeout(MINUTE)
                .concurrency(1)
                .build());
        run.start();
        assertThat(responseOf(function, "{\"do\":\"a\"}")).contains("\"runtime\":\"node\",\"calls\":1");
        assertThat(responseOf(function, "{\"do\":\"a\"}")).contains("\"calls\":2");
        Files.writeString(script, text.replace("\"node\"", "\"changed node\""));
        assertThat(responseOf(function, "{\"do\":\"a\"}")).contains("\"runtime\":\"changed node\",\"calls\":1");
        Files.writeString(folder.resolve("data.json"), "22");
        assertThat(responseOf(function, "{\"do\":\"a\"}")).contains("\"calls\":1");
    }

    @Test
    void another_environment_gets_the_next_event_and_the_same_settings_keep_the_process() throws Exception {
        LambdaFunction obedient = run.function(java("hello"));
        run.start();
        assertThat(responseOf(obedient, "{}")).contains("call 1 of").contains("with hello");
        run.replace(setup -> setup.function(java("hello")));
        assertThat(responseOf(obedient, "{}")).contains("call 2 of").contains("with hello");
        List<LambdaFunction> again = new ArrayList<>();
        run.replace(setup -> again.add(setup.function(java("good evening"))));
        assertThat(responseOf(again.get(0), "{}")).contains("call 1 of").contains("with good evening");
    }

    private static FunctionSettings java(String greeting) {
        return Functions.spec(
                "obedient",
                new FunctionProgram.Java(Handlers.Obedient.class.getName(), Functions.ENTRIES),
                Map.of("GREETING", greeting),
                MINUTE,
                1);
    }

    private static Front saying(String text) {
        return (request, arrival) -> AttributedResponse.by(
                Component.of(Component.Kind.FUNCTION, "f"), "", new Response(200, Headers.of(), Body.of(text)));
    }

    private String get(int port) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .build(),
                        BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    @Test
    void fronts_are_replaced_and_their_ports_stay_open() throws Exception {
        int first = FreePorts.inARow(2);
        int second = first + 1;
        run.listen(FrontAddress.loopback(Service.REST_API, first), saying("one"));
        run.start();
        assertThat(get(first)).isEqualTo("one");
        run.replace(setup -> {
            setup.listen(FrontAddress.loopback(Service.REST_API, first), saying("two"));
            setup.listen(FrontAddress.loopback(Service.REST_API, second), saying("second"));
        });
        // On the connection that is there already.
        assertThat(get(first)).isEqualTo("two");
        assertThat(get(second)).isEqualTo("second");
        assertThat(run.ports()).containsExactly(first, second);
        run.replace(setup -> setup.listen(FrontAddress.loopback(Service.REST_API, second), saying("single")));
        assertThat(get(second)).isEqualTo("single");
        assertThat(run.ports()).containsExactly(second);
    }

    @Test
    void what_cannot_be_replaced_changes_nothing() throws Exception {
        int first = FreePorts.inARow(1);
        run.listen(FrontAddress.loopback(Service.REST_API, first), saying("one"));
        run.start();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> run.replace(setup -> {
                        setup.listen(FrontAddress.loopback(Service.REST_API, first), saying("two"));
                        setup.listen(FrontAddress.loopback(Service.REST_API, taken.getLocalPort()), saying("other"));
                    }))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use");
        }
        assertThatThrownBy(() -> run.replace(setup -> {
                    setup.listen(FrontAddress.loopback(Service.REST_API, first), saying("two"));
                    throw new IllegalArgumentException("bad file");
                }))
                .hasMessage("bad file");
        assertThat(get(first)).isEqualTo("one");
        assertThat(run.ports()).containsExactly(first);
    }

    @Test
    void a_function_that_is_no_more_ends_after_its_event() throws Exception {
        LambdaFunction function = start(compile("one", ""));
        Path go = folder.resolve("go");
        CompletableFuture<String> inFlight = CompletableFuture.supplyAsync(
                () -> responseOf(function, "\"wait " + go + "\""), task -> new Thread(task).start());
        listener.await("log handler: has it");
        run.replace(setup -> {});
        assertThat(responseOf(function, "\"\"")).contains("the local run is ending");
        Files.createFile(go);
        assertThat(inFlight.get()).isEqualTo("\"one\"");
    }

    @Test
    void a_file_that_changes_is_reported_once_it_stands_still() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "1");
        FileWatch watch = new FileWatch(List.of(file), Instant.now().plusSeconds(1));
        assertThat(watch.look()).isFalse();
        Files.writeString(file, "22");
        assertThat(watch.look()).isFalse();
        Files.writeString(file, "333");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
        Files.delete(file);
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void what_was_written_while_the_files_were_read_is_a_change() throws Exception {
        Path old = Files.writeString(folder.resolve("old.yaml"), "1");
        Path web = Files.createDirectories(folder.resolve("web"));
        Path page = Files.writeString(web.resolve("index.html"), "1");
        Instant readFrom = Instant.parse("2026-11-30T10:00:00Z");
        Files.setLastModifiedTime(old, FileTime.from(readFrom.minusSeconds(60)));
        Files.setLastModifiedTime(page, FileTime.from(readFrom.minusSeconds(60)));
        assertThat(new FileWatch(List.of(old, web), readFrom).look()).isFalse();
        Files.setLastModifiedTime(page, FileTime.from(readFrom.plusMillis(1)));
        FileWatch watch = new FileWatch(List.of(old, web, folder.resolve("absent")), readFrom);
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void nothing_is_started_by_a_replacement_that_meets_the_end() throws Exception {
        run.start();
        Path started = folder.resolve("started");
        CompletableFuture<Thread> closing = new CompletableFuture<>();
        assertThatThrownBy(() -> run.replace(setup -> {
                    Thread thread = new Thread(run::close);
                    closing.complete(thread);
                    thread.start();
                    while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
                        Thread.onSpinWait();
                    }
                    setup.function(Functions.command(
                            "late",
                            Map.of("STARTED", started.toString()),
                            1,
                            "sh",
                            "-c",
                            "echo yes > $STARTED; sleep 600"));
                }))
                .isInstanceOf(LocalException.class)
                .hasMessage("the local run is ending");
        closing.get().join();
        assertThat(started).doesNotExist();
    }
}
