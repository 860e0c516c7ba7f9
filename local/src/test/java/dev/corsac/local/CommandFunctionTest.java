package dev.corsac.local;

import static dev.corsac.local.Functions.command;
import static dev.corsac.local.Functions.invoke;
import static dev.corsac.local.Functions.requireProgram;
import static dev.corsac.local.Functions.responseOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.function.AwsClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are not in Java: anything that speaks the Runtime API. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("slow")
class CommandFunctionTest {

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());

    @AfterEach
    void close() {
        run.close();
    }

    private LambdaFunction start(FunctionSettings spec) throws LocalException {
        LambdaFunction function = run.function(spec);
        run.start();
        return function;
    }

    private LambdaFunction node(Map<String, String> environment) throws LocalException {
        requireProgram("node");
        return start(command("node", environment, 1, "node", "bootstrap.mjs"));
    }

    @Test
    void node_responds_with_the_environment_that_lambda_makes() throws Exception {
        LambdaFunction function = node(Map.of("GREETING", "hello"));
        assertThat(responseOf(function, "{\"do\":\"é\"}"))
                .contains("\"runtime\":\"node\",\"calls\":1,")
                .contains("\"event\":{\"do\":\"é\"},\"greeting\":\"hello\",\"secret\":null,\"handler\":\"app.handler\"")
                .contains("\"cwd\":\"" + Functions.folder() + "\",\"root\":\"" + Functions.folder() + "\"")
                .containsPattern("\"trace\":\"Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0\"")
                .containsPattern("\"left\":(60000|5[0-9]{4})\\b");
        assertThat(listener.await("log node")).isEqualTo("log node: handled é");
        assertThat(responseOf(function, "{\"do\":\"b\"}")).contains("\"calls\":2,");
    }

    @Test
    void python_responds() throws Exception {
        requireProgram("python3");
        LambdaFunction function = start(command("python", Map.of(), 1, "python3", "bootstrap.py"));
        assertThat(responseOf(function, "{\"do\":\"a\"}")).contains("{\"runtime\":\"python\",\"calls\":1,");
        assertThat(responseOf(function, "{\"do\":\"b\"}"))
                .contains("\"calls\":2,")
                .endsWith("\"event\":{\"do\":\"b\"}}");
    }

    @Test
    void a_shell_and_curl_respond() throws Exception {
        requireProgram("curl");
        LambdaFunction function = start(command("shell", Map.of(), 1, "./bootstrap"));
        assertThat(responseOf(function, "{\"do\":\"a\"}")).contains("{\"runtime\":\"shell\",\"calls\":1,");
        assertThat(responseOf(function, "{\"do\":\"b\"}"))
                .contains("\"calls\":2,")
                .endsWith("\"event\":{\"do\":\"b\"}}");
    }

    @Test
    void errors_are_reported_and_the_process_lives_on() throws Exception {
        LambdaFunction function = node(Map.of());
        assertThat(responseOf(function, "{\"do\":\"fail\"}")).isEqualTo("Asked: to fail");
        assertThat(responseOf(function, "{\"do\":\"b\"}")).contains("\"calls\":2,");
    }

    @Test
    void an_exit_is_an_error_and_the_next_event_finds_a_new_process() throws Exception {
        LambdaFunction function = node(Map.of());
        assertThat(responseOf(function, "{\"do\":\"exit\"}"))
                .isEqualTo("Runtime.ExitError: its process ended by itself: exit status 9");
        assertThat(responseOf(function, "{\"do\":\"b\"}")).contains("\"calls\":1,");
    }

    @Test
    void an_initialisation_that_fails_is_told_with_its_reason() throws Exception {
        LambdaFunction function = node(Map.of("FAIL", "init"));
        assertThat(listener.await("failed node"))
                .isEqualTo("failed node: it cannot be initialised: Config: no configuration");
        assertThat(responseOf(function, "{}")).isEqualTo("Config: it cannot be initialised: Config: no configuration");
    }

    @Test
    void an_exit_before_the_first_event_is_told_after_its_last_words() throws Exception {
        node(Map.of("FAIL", "exit"));
        assertThat(listener.await("")).isEqualTo("log node: last words");
        assertThat(listener.await("")).isEqualTo("failed node: its process ended by itself: exit status 4");
    }

    @Test
    void a_streamed_response_is_taken_apart_at_the_eight_nul_bytes() throws Exception {
        LambdaFunction function = node(Map.of());
        InvocationResult.Streamed streamed = (InvocationResult.Streamed) invoke(function, "{\"do\":\"stream\"}");
        assertThat(streamed.metadata()).asString(StandardCharsets.UTF_8).isEqualTo("{\"statusCode\":201}");
        assertThat(streamed.body()).asString(StandardCharsets.UTF_8).isEqualTo("one two");
        InvocationResult.Streamed bytes = (InvocationResult.Streamed) invoke(function, "{\"do\":\"streamBytes\"}");
        assertThat(bytes.metadata()).isNull();
        assertThat(bytes.body()).asString(StandardCharsets.UTF_8).isEqualTo("raw");
    }

    @Test
    void an_error_in_the_middle_of_a_stream_is_an_error() throws Exception {
        LambdaFunction function = node(Map.of());
        assertThat(responseOf(function, "{\"do\":\"streamAndFail\"}"))
                .isEqualTo("Asked: to stop (after it had streamed 4 bytes)");
        assertThat(responseOf(function, "{\"do\":\"b\"}")).contains("\"calls\":2,");
    }

    @Test
    void a_runtimes_mistakes_are_refused_and_its_event_is_not_lost() throws Exception {
        LambdaFunction function = node(Map.of());
        assertThat(responseOf(function, "{\"do\":\"mistakes\"}"))
                .isEqualTo("[[403,\"InvalidStateTransition\"],[400,\"InvalidFunctionResponseMode\"],"
                        + "[400,\"InvalidRequestID\"],[403,\"InvalidStateTransition\"],[404,\"Runtime.UnknownPath\"]]");
        assertThat(listener.await("log node")).isEqualTo("log node: then 202 400");
    }

    @Test
    void a_command_that_cannot_run_is_reported_with_the_fix(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("plain"));
        for (List<String> expected : List.of(
                List.of("no-such-program", "is on no folder of the PATH. Install it"),
                List.of("./missing", "its command is not there: " + folder.resolve("missing")),
                List.of(
                        "./plain",
                        "its command cannot be executed: " + folder.resolve("plain") + "\nFix it: chmod +x"))) {
            run.function(FunctionSettings.builder(
                            expected.get(0),
                            new FunctionProgram.Command(List.of(expected.get(0)), "", List.of()),
                            folder)
                    .timeout(Functions.MINUTE)
                    .concurrency(1)
                    .build());
        }
        run.start();
        assertThat(List.of(listener.await("failed"), listener.await("failed"), listener.await("failed")))
                .anyMatch(event -> event.contains("is on no folder of the PATH. Install it"))
                .anyMatch(event -> event.contains("its command is not there: " + folder.resolve("missing")))
                .anyMatch(event ->
                        event.contains("cannot be executed: " + folder.resolve("plain") + "\nFix it: chmod +x"));
    }

    @Test
    void awss_own_client_and_corsacs_respond_the_same_and_several_of_it_start_at_once() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                AwsClient.runsOn(System.getProperty("os.name")), "AWS's client has a library only for Linux");
        LambdaFunction aws = run.function(Functions.spec(
                "plain",
                new FunctionProgram.Java(
                        Handlers.Plain.class.getName() + "::respond", Functions.ENTRIES, FunctionProgram.Client.AWS),
                Map.of(),
                Functions.MINUTE,
                1));
        LambdaFunction[] more = new LambdaFunction[3];
        for (int i = 0; i < more.length; i++) {
            more[i] = run.function(Functions.spec(
                    "aws" + i,
                    new FunctionProgram.Java(
                            Handlers.Obedient.class.getName(), Functions.ENTRIES, FunctionProgram.Client.AWS),
                    Map.of(),
                    Functions.MINUTE,
                    1));
        }
        LambdaFunction corsac = run.function(Functions.spec(
                "corsac",
                new FunctionProgram.Java(Handlers.Plain.class.getName() + "::respond", Functions.ENTRIES),
                Map.of(),
                Functions.MINUTE,
                1));
        run.start();
        for (String event : List.of("{\"httpMethod\":\"GET\"}", "[]", "{}", "{\"httpMethod\":{\"é\":[1]}}")) {
            assertThat(responseOf(aws, event)).as(event).isEqualTo(responseOf(corsac, event));
        }
        for (LambdaFunction function : more) {
            assertThat(responseOf(function, "{}")).contains("call 1 of process");
            assertThat(responseOf(function, "{\"path\":\"/throw\"}"))
                    .isEqualTo("java.lang.IllegalStateException: asked to throw");
            assertThat(responseOf(function, "{\"path\":\"/halt\"}")).contains("exit status 7");
            assertThat(responseOf(function, "{}")).contains("call 1 of process");
        }
    }
}
