package dev.corsac.local;

import static dev.corsac.local.Functions.MINUTE;
import static dev.corsac.local.Functions.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.http.FreePorts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger attaches to a function and stays. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("slow")
class DebugTest {

    private static final int SUSPEND = 8;
    private static final int RESUME = 9;

    private final RecordingListener listener = new RecordingListener();
    private final TestRun run = new TestRun(Functions.RUNTIME, listener, Clock.systemUTC());

    @AfterEach
    void close() {
        run.close();
    }

    private static FunctionSettings spec(int port, Duration timeout) {
        return FunctionSettings.builder(
                        "obedient",
                        new FunctionProgram.Java(Handlers.Obedient.class.getName(), Functions.ENTRIES),
                        Path.of("").toAbsolutePath())
                .timeout(timeout)
                .concurrency(1)
                .debugPort(port)
                .build();
    }

    /** As much of the Java Debug Wire Protocol as stops and lets go. */
    private static final class Debugger implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private int id;

        Debugger(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
            byte[] handshake = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
            out.write(handshake);
            assertThat(in.readNBytes(handshake.length)).isEqualTo(handshake);
        }

        void virtualMachine(int command) throws IOException {
            out.writeInt(11);
            out.writeInt(++id);
            out.write(new byte[] {0, 1, (byte) command});
            out.flush();
            while (true) {
                int length = in.readInt();
                int responded = in.readInt();
                int flags = in.read();
                short error = in.readShort();
                in.skipNBytes(length - 11);
                if ((flags & 0x80) != 0 && responded == id) {
                    assertThat(error).isZero();
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void a_function_that_stands_is_not_timed_out_and_the_debugger_stays_over_calls() throws Exception {
        int port = FreePorts.inARow(1);
        Duration timeout = Duration.ofMillis(400);
        LambdaFunction function = run.function(spec(port, timeout));
        run.start();
        listener.await("ready obedient");
        try (Debugger debugger = new Debugger(port)) {
            assertThat(responseOf(function, "{}")).contains("call 1 of");
            for (int call = 2; call < 4; call++) {
                debugger.virtualMachine(SUSPEND);
                // Its front would give up as early as the function: neither does.
                CompletableFuture<String> standing = CompletableFuture.supplyAsync(
                        () -> Functions.text(function.invoke("{}".getBytes(StandardCharsets.UTF_8), timeout)),
                        task -> new Thread(task).start());
                assertThatThrownBy(() -> standing.get(3 * timeout.toMillis(), TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
                debugger.virtualMachine(RESUME);
                assertThat(standing.get()).contains("call " + call + " of");
            }
        }
        // Nobody is attached any more: its time is what it was.
        assertThat(responseOf(function, "{\"path\":\"/hang\"}")).startsWith("Sandbox.Timedout");
    }

    @Test
    void the_port_stays_the_same_when_the_process_does_not() throws Exception {
        int port = FreePorts.inARow(1);
        LambdaFunction function = run.function(spec(port, MINUTE));
        run.start();
        listener.await("ready obedient");
        new Debugger(port).close();
        assertThat(responseOf(function, "{\"path\":\"/halt\"}")).contains("exit status 7");
        assertThat(responseOf(function, "{}")).contains("call 1 of");
        new Debugger(port).close();
    }

    @Test
    void changed_files_are_left_to_the_debugger_and_loaded_when_it_goes(@TempDir Path folder) throws Exception {
        int port = FreePorts.inARow(1);
        List<ClassPathEntry> entries = new ArrayList<>(Functions.ENTRIES);
        entries.add(ClassPathEntry.classes(folder));
        LambdaFunction function = run.function(FunctionSettings.builder(
                        "obedient",
                        new FunctionProgram.Java(Handlers.Obedient.class.getName(), entries),
                        Path.of("").toAbsolutePath())
                .timeout(MINUTE)
                .concurrency(1)
                .debugPort(port)
                .build());
        run.start();
        assertThat(responseOf(function, "{}")).contains("call 1 of");
        try (Debugger debugger = new Debugger(port)) {
            Files.writeString(folder.resolve("settings.properties"), "a=1");
            assertThat(responseOf(function, "{}")).contains("call 2 of");
            assertThat(listener.await("failed obedient")).contains("while a debugger is attached");
            debugger.virtualMachine(RESUME);
        }
        listener.await("reloaded obedient");
        assertThat(responseOf(function, "{}")).contains("call 1 of");
        new Debugger(port).close();
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run.function(spec(taken.getLocalPort(), MINUTE));
            assertThatThrownBy(run::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for the debugger of function obedient");
        }
    }
}
