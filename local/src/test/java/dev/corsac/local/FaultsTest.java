package dev.corsac.local;

import static dev.corsac.local.Functions.MINUTE;
import static dev.corsac.local.Functions.command;
import static dev.corsac.local.Functions.invoke;
import static dev.corsac.local.Functions.java;
import static dev.corsac.local.Functions.requireProgram;
import static dev.corsac.local.Functions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.function.AwsClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes are killed at random, and Corsac itself; {@code -Dcorsac.faults=N} makes N requests of it. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Tag("slow")
class FaultsTest {

    private static final int REQUESTS = Integer.getInteger("corsac.faults", 500);
    private static final int CLIENTS = 6;

    @TempDir
    Path folder;

    @Test
    void every_event_gets_a_response_and_none_is_handled_twice_while_java_processes_are_killed() throws Exception {
        killAtRandom(
                Functions.spec(
                        "counted",
                        new FunctionProgram.Java(Handlers.Counted.class.getName(), Functions.ENTRIES),
                        handled(),
                        MINUTE,
                        3),
                id -> "\"" + id + "\"");
    }

    @Test
    void every_event_gets_a_response_and_none_is_handled_twice_while_commands_are_killed() throws Exception {
        requireProgram("node");
        killAtRandom(command("counted", handled(), 3, "node", "bootstrap.mjs"), id -> "{\"do\":\"" + id + "\"}");
    }

    /** A file to which each event is written where it is handled: unlike a log it loses nothing with the process. */
    private Map<String, String> handled() throws IOException {
        return Map.of("HANDLED", Files.createFile(folder.resolve("handled")).toString());
    }

    private interface Event {
        String of(int id);
    }

    @SuppressWarnings("SystemOut") // The seed, with which a failure can be repeated.
    private static void killAtRandom(FunctionSettings spec, Event event) throws Exception {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        System.out.println("seed " + seed + " (-Dcorsac.seed), " + REQUESTS + " requests");
        Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
        TestRun run = new TestRun(Functions.RUNTIME, new RecordingListener(), Clock.systemUTC());
        LambdaFunction function = run.function(spec);
        run.start();
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Map<Integer, InvocationResult> responses = new ConcurrentHashMap<>();
        AtomicInteger responded = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> {
                for (int id = next.getAndIncrement(); id < REQUESTS; id = next.getAndIncrement()) {
                    responses.put(id, invoke(function, event.of(id)));
                    responded.incrementAndGet();
                }
            });
            client.start();
            clients.add(client);
        }
        Thread killer = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(seed);
            int killAt = 1;
            while (!over.get()) {
                List<ProcessHandle> processes = ProcessHandle.current()
                        .descendants()
                        .filter(FaultsTest::isAlive)
                        .toList();
                seen.addAll(processes);
                // By the number of responses, not by the clock: on a slow machine no more are killed than on a quick
                // one.
                if (responded.get() >= killAt && !processes.isEmpty()) {
                    processes.get(random.nextInt(processes.size())).destroyForcibly();
                    killAt = responded.get() + random.nextInt(1, 20);
                }
                Thread.onSpinWait();
            }
        });
        killer.start();
        for (Thread client : clients) {
            client.join();
        }
        over.set(true);
        killer.join();
        seen.addAll(ProcessHandle.current().descendants().toList());
        run.close();

        Map<String, Integer> handled = new HashMap<>();
        for (String id : Files.readAllLines(
                Path.of(Objects.requireNonNull(spec.environment().get("HANDLED"))))) {
            handled.merge(id, 1, Integer::sum);
        }
        assertThat(responses).hasSize(REQUESTS);
        int right = 0;
        for (int id = 0; id < REQUESTS; id++) {
            InvocationResult result = responses.get(id);
            int times = handled.getOrDefault(Integer.toString(id), 0);
            assertThat(times).as("how often %s was handled, seed %s", id, seed).isLessThanOrEqualTo(1);
            if (result instanceof InvocationResult.Payload) {
                right++;
                assertThat(text(result)).as("seed %s", seed).contains("\"" + id + "\"");
                assertThat(times)
                        .as("how often %s was handled, seed %s", id, seed)
                        .isEqualTo(1);
            } else {
                // Not that its front waited too long.
                assertThat(result).as("seed %s", seed).isInstanceOf(InvocationResult.Failed.class);
            }
        }
        System.out.println(right + " of " + REQUESTS + " with a response of the function, the others with an error; "
                + seen.size() + " processes");
        assertThat(right).isPositive();
        assertGone(seen);
    }

    /** What runs: not what has ended and waits for a parent to ask how. */
    private static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            String text = Files.readString(status);
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private static void assertGone(Set<ProcessHandle> processes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Set<ProcessHandle> left = new HashSet<>(processes);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            left.removeIf(process -> !isAlive(process));
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(left)
                .extracting(process -> process.info().commandLine().orElse(""))
                .isEmpty();
    }

    @Test
    void no_process_outlives_corsac_when_that_is_killed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "without a shell a command has no guard");
        Process corsac = new ProcessBuilder(
                        Functions.RUNTIME.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<ProcessHandle> started;
        try (BufferedReader out = corsac.inputReader()) {
            String line = out.readLine();
            assertThat(line).startsWith("ready ");
            started = new HashSet<>(corsac.descendants().toList());
            // Java, and with a guard's two processes each what else there is.
            String[] numbers = line.substring("ready ".length()).split(" ", -1);
            assertThat(started).hasSizeGreaterThanOrEqualTo(Integer.parseInt(numbers[0]));
            assertThat(numbers).as("children that their functions have left").hasSizeGreaterThan(1);
            for (int i = 1; i < numbers.length; i++) {
                started.add(ProcessHandle.of(Long.parseLong(numbers[i])).orElseThrow());
            }
            corsac.destroyForcibly();
            corsac.waitFor();
        }
        assertGone(started);
    }

    /** A run with functions of each kind, one of them in the middle of an event; it ends when it is killed. */
    static final class KilledRun {
        private KilledRun() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws Exception {
            RecordingListener listener = new RecordingListener();
            TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());
            List<LambdaFunction> functions = new ArrayList<>();
            functions.add(run.function(java("java", Handlers.Obedient.class, MINUTE, 1)));
            for (List<String> command : List.of(
                    List.of("node", "bootstrap.mjs"), List.of("python3", "bootstrap.py"), List.of("./bootstrap"))) {
                String program = command.get(0).startsWith("./") ? "curl" : command.get(0);
                if (isInstalled(program)) {
                    functions.add(run.function(command(program, Map.of(), 1, command.toArray(String[]::new))));
                }
            }
            if (AwsClient.runsOn(System.getProperty("os.name"))) {
                functions.add(run.function(Functions.spec(
                        "aws",
                        new FunctionProgram.Java(
                                Handlers.Obedient.class.getName(), Functions.ENTRIES, FunctionProgram.Client.AWS),
                        Map.of(),
                        MINUTE,
                        1)));
            }
            LambdaFunction busy = run.function(java("busy", Handlers.Obedient.class, MINUTE, 1));
            run.start();
            StringBuilder children = new StringBuilder();
            for (LambdaFunction function : functions) {
                if (!(invoke(function, "{\"do\":\"a\",\"path\":\"/child\"}") instanceof InvocationResult.Payload)) {
                    throw new AssertionError(function.name() + " does not respond");
                }
                if (function.name().equals("java") || function.name().equals("aws")) {
                    children.append(listener.await("log " + function.name() + ": child ")
                            .replaceAll(".* ", " "));
                }
            }
            Thread hanging = new Thread(() -> invoke(busy, "{\"path\":\"/hang\"}"));
            hanging.start();
            listener.await("log busy: hanging");
            System.out.println("ready " + (functions.size() + 1) + children);
            hanging.join();
        }

        private static boolean isInstalled(String program) {
            return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
