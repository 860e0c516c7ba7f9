package dev.corsac.local;

import static dev.corsac.local.Functions.MINUTE;
import static dev.corsac.local.Functions.command;
import static dev.corsac.local.Functions.java;
import static dev.corsac.local.Functions.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.local.function.AwsClient;
import dev.corsac.local.function.Limits;
import dev.corsac.local.runtimeapi.PayloadLimits;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A function's processes behave as Lambda's execution environments. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("slow")
class FunctionBehaviourTest {

    private final RecordingListener listener = new RecordingListener();
    private TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        run.close();
    }

    private LambdaFunction start(FunctionSettings spec) throws LocalException {
        LambdaFunction function = run.function(spec);
        run.start();
        return function;
    }

    private static CompletableFuture<String> later(LambdaFunction function, String event) {
        return CompletableFuture.supplyAsync(() -> responseOf(function, event), task -> new Thread(task).start());
    }

    private String meeting(int count) {
        return "{\"" + folder + "\":\"" + count + "\"}";
    }

    @Test
    void events_at_once_have_a_process_each() throws Exception {
        LambdaFunction function = start(java("meeting", Handlers.Meeting.class, MINUTE, 3));
        List<CompletableFuture<String>> responses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            responses.add(later(function, meeting(3)));
        }
        Set<String> pids = new HashSet<>();
        for (CompletableFuture<String> response : responses) {
            pids.add(response.get());
        }
        assertThat(pids).hasSize(3);
    }

    @Test
    void one_event_after_the_other_stays_with_one_process() throws Exception {
        LambdaFunction function = start(java("meeting", Handlers.Meeting.class, MINUTE, 3));
        Set<String> pids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            pids.add(responseOf(function, meeting(1)));
        }
        assertThat(pids).hasSize(1);
    }

    @Test
    void an_event_past_the_concurrency_waits_for_a_process() throws Exception {
        LambdaFunction function = start(java("waiting", Handlers.Waiting.class, MINUTE, 1));
        String first = "\"" + folder.resolve("a") + "\"";
        String second = "\"" + folder.resolve("b") + "\"";
        Files.createFile(folder.resolve("b"));
        CompletableFuture<String> one = later(function, first);
        listener.await("log waiting: has " + first);
        CompletableFuture<String> two = later(function, second);
        Files.createFile(folder.resolve("a"));
        assertThat(one.get()).isEqualTo(first);
        assertThat(two.get()).isEqualTo(second);
        // In that order: the second was not begun before the first was done.
        assertThat(listener.await("log waiting")).isEqualTo("log waiting: done " + first);
        assertThat(listener.await("log waiting")).isEqualTo("log waiting: has " + second);
    }

    @Test
    void out_of_memory_is_an_error_and_the_end_of_its_process() throws Exception {
        LambdaFunction function = start(java("greedy", Handlers.Greedy.class, MINUTE, 1));
        assertThat(responseOf(function, "\"some\"")).isEqualTo("\"enough\"");
        assertThat(responseOf(function, "\"all\"")).contains("java.lang.OutOfMemoryError");
        listener.await("failed greedy: its process ended by itself");
        assertThat(responseOf(function, "\"some\"")).isEqualTo("\"enough\"");
    }

    @Test
    void an_event_over_six_megabytes_is_refused_and_one_of_six_is_not() throws Exception {
        LambdaFunction function = start(java("counted", Handlers.Echo.class, MINUTE, 1));
        byte[] largest = new byte[PayloadLimits.EVENT];
        assertThat(function.invoke(new byte[PayloadLimits.EVENT + 1], MINUTE))
                .isInstanceOfSatisfying(InvocationResult.Failed.class, failed -> {
                    assertThat(failed.type()).isEqualTo("RequestEntityTooLargeException");
                    assertThat(failed.message())
                            .contains("smaller than 6291456 bytes")
                            .contains("has 6291457");
                });
        // It reaches the function, whose response, a third longer in base64, is too large in its turn.
        assertThat(Functions.text(function.invoke(largest, MINUTE))).contains("Function.ResponseSizeTooLarge");
    }

    @Test
    void an_initialisation_past_its_limit_begins_again_with_an_event_and_within_its_timeout() throws Exception {
        run.close();
        run = new TestRun(
                Functions.RUNTIME,
                listener,
                Clock.systemUTC(),
                new Limits(
                        Duration.ofMillis(1),
                        Limits.LAMBDA.settled(),
                        Limits.LAMBDA.settling(),
                        Limits.LAMBDA.returning()));
        Path go = folder.resolve("go");
        LambdaFunction function = start(Functions.spec(
                "slow",
                new FunctionProgram.Java(Handlers.Slow.class.getName(), Functions.ENTRIES),
                Map.of("GO", go.toString()),
                MINUTE,
                1));
        assertThat(listener.await("failed slow"))
                .contains("took longer than 0.00 seconds: as in Lambda, it begins again with an event")
                .contains("timeout of 60.00 seconds");
        CompletableFuture<String> response = later(function, "{}");
        listener.await("log slow: initialising");
        Files.createFile(go);
        assertThat(response.get()).isEqualTo("\"ready\"");
    }

    @Test
    void an_initialisation_within_an_event_past_the_functions_timeout_is_a_timeout() throws Exception {
        run.close();
        run = new TestRun(
                Functions.RUNTIME,
                listener,
                Clock.systemUTC(),
                new Limits(
                        Duration.ofMillis(1),
                        Limits.LAMBDA.settled(),
                        Limits.LAMBDA.settling(),
                        Limits.LAMBDA.returning()));
        LambdaFunction function = start(Functions.spec(
                "slow",
                new FunctionProgram.Java(Handlers.Slow.class.getName(), Functions.ENTRIES),
                Map.of("GO", folder.resolve("never").toString()),
                Duration.ofMillis(500),
                1));
        listener.await("failed slow");
        assertThat(responseOf(function, "{}")).isEqualTo("Sandbox.Timedout: Task timed out after 0.50 seconds");
    }

    @Test
    void a_client_that_goes_away_does_not_disturb_the_function() throws Exception {
        LambdaFunction function = run.function(java("waiting", Handlers.Obedient.class, MINUTE, 1));
        run.listen(
                FrontAddress.loopback(Service.REST_API, 0),
                RestApi.builder().method("ANY", "/{proxy+}", function).build());
        run.start();
        listener.await("ready waiting");
        for (int i = 0; i < 3; i++) {
            try (Socket socket = new Socket("127.0.0.1", run.ports().get(0))) {
                socket.getOutputStream()
                        .write("GET /log HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                listener.await("log waiting: logger");
            }
        }
        assertThat(responseOf(function, "{}")).contains("call 4 of process");
    }

    @Test
    void a_listener_may_call_the_function_while_it_is_told_of_it() throws Exception {
        CompletableFuture<String> responded = new CompletableFuture<>();
        LambdaFunction[] function = new LambdaFunction[1];
        run.close();
        run = new TestRun(
                Functions.RUNTIME,
                new ListenerAround(listener) {
                    @Override
                    public void functionFailed(String name, String problem) {
                        super.functionFailed(name, problem);
                        // From another thread, which would wait for a lock that the one here held.
                        responded.complete(later(function[0], "{}").join());
                    }
                },
                Clock.systemUTC());
        function[0] = run.function(java("obedient", Handlers.Obedient.class, MINUTE, 1));
        run.start();
        assertThat(responseOf(function[0], "{\"path\":\"/halt\"}")).contains("exit status 7");
        assertThat(responded.get(60, TimeUnit.SECONDS)).contains("call 1 of process");
    }

    @Test
    void a_process_wakes_and_ends_without_end_while_events_come() throws Exception {
        // Each event meets a process that is starting, asking or just ending: what once took two locks in both orders.
        LambdaFunction function = start(java("obedient", Handlers.Obedient.class, MINUTE, 2));
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<String>> responses = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                responses.add(later(function, i == 2 ? "{\"path\":\"/halt\"}" : "{}"));
            }
            for (CompletableFuture<String> response : responses) {
                assertThat(response.get()).containsPattern("call \\d+ of process|exit status 7");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void a_process_that_the_system_refuses_to_start_fails_its_events_at_once_and_in_words(
            Map<String, String> environment) throws Exception {
        LambdaFunction function = run.function(command("refused", environment, 1, "sh", "-c", "exit 0"));
        run.start();
        String first = listener.await("failed refused");
        assertThat(first).startsWith("failed refused: its process cannot be started: ");
        // Far less than the minute that the event may take: nothing waits for a task that has died.
        assertThat(Functions.responseOf(function, "1"))
                .startsWith("Runtime.InvalidEntrypoint: its process cannot be started");
    }

    static List<Map<String, String>> environments() {
        return List.of(Map.of("A=B", "x"), Map.of("NUL", "a\0b"), Map.of("A\0B", "x"));
    }

    private FunctionSettings obedient(FunctionProgram.Client client) {
        assumeTrue(client != FunctionProgram.Client.AWS || AwsClient.runsOn(System.getProperty("os.name")));
        return Functions.spec(
                "obedient",
                new FunctionProgram.Java(Handlers.Obedient.class.getName(), Functions.ENTRIES, client),
                Map.of(),
                MINUTE,
                1);
    }

    @ParameterizedTest
    @EnumSource(FunctionProgram.Client.class)
    void each_log_event_appears_when_it_is_written_and_what_has_no_end_after_the_event(FunctionProgram.Client client)
            throws Exception {
        LambdaFunction function = start(obedient(client));
        for (int i = 0; i < 3; i++) {
            responseOf(function, "{\"path\":\"/log\"}");
            List<String> lines = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                lines.add(listener.await("log obedient: ").substring("log obedient: ".length()));
            }
            assertThat(lines).containsExactly("out \u00e9", "err", "logger", "two", "lines", "unfinished");
        }
    }

    @ParameterizedTest
    @EnumSource(FunctionProgram.Client.class)
    void what_is_printed_without_an_end_appears_after_its_event(FunctionProgram.Client client) throws Exception {
        LambdaFunction function = start(obedient(client));
        for (int i = 0; i < 3; i++) {
            responseOf(function, "{\"path\":\"/print\"}");
            assertThat(listener.await("log obedient: ")).isEqualTo("log obedient: printed");
        }
    }

    private ProcessHandle child() throws InterruptedException {
        long pid = Long.parseLong(listener.await("log obedient: child ")
                .substring("log obedient: child ".length())
                .strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(FunctionProgram.Client.class)
    void what_a_process_has_started_ends_with_it(FunctionProgram.Client client) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "process groups");
        LambdaFunction function = start(obedient(client));
        responseOf(function, "{\"path\":\"/child\"}");
        ProcessHandle ofOneThatEnds = child();
        assertThat(ofOneThatEnds.isAlive()).isTrue();
        responseOf(function, "{\"path\":\"/halt\"}");
        assertThat(ofOneThatEnds.onExit().get(1, TimeUnit.MINUTES)).isNotNull();
        responseOf(function, "{\"path\":\"/child\"}");
        ProcessHandle ofOneThatIsEnded = child();
        run.close();
        assertThat(ofOneThatIsEnded.onExit().get(1, TimeUnit.MINUTES)).isNotNull();
    }
}
