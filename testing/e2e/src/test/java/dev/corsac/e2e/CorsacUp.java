package dev.corsac.e2e;

import dev.corsac.http.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code corsac up} with the example or a project, as a process, on ports that are free. */
final class CorsacUp implements AutoCloseable {

    static final Path REPOSITORY =
            Path.of(System.getProperty("corsac.repository")).toAbsolutePath().normalize();

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    final int port;

    CorsacUp() throws IOException, InterruptedException {
        this(FreePorts.inARow(3), Path.of("").toAbsolutePath(), Map.of());
    }

    /** Starts one on that port and the next two, with further options. */
    CorsacUp(int port, String... options) throws IOException, InterruptedException {
        this(port, Path.of("").toAbsolutePath(), Map.of(), options);
    }

    /** Runs what it finds in a folder. */
    CorsacUp(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        this(FreePorts.inARow(3), folder, environment);
    }

    private CorsacUp(int port, Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        this.port = port;
        List<String> arguments =
                new ArrayList<>(List.of("up", "--port", Integer.toString(port), "--no-open", "--init-timeout", "120"));
        arguments.addAll(List.of(options));
        ProcessBuilder builder = command(arguments.toArray(String[]::new))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        CountDownLatch ready = new CountDownLatch(1);
        reader = new Thread(
                () -> {
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            output.add(line);
                            if (line.startsWith("Ready after ")) {
                                ready.countDown();
                            }
                        }
                    } catch (IOException e) {
                        output.add(e.toString());
                    }
                    ready.countDown();
                },
                "corsac up");
        reader.setDaemon(true);
        reader.start();
        if (!ready.await(4, TimeUnit.MINUTES) || !process.isAlive()) {
            close();
            throw new AssertionError("corsac up is not ready:\n" + String.join("\n", output));
        }
    }

    /** The command, as ./corsac starts it; that script is left out because it would build what is being built. */
    static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                // What is unpacked stays within the build.
                "-Duser.home=" + REPOSITORY.resolve("testing/e2e/target/home"),
                "-Dcorsac.runtime=" + REPOSITORY.resolve("runtime/target/dist"),
                "-Dcorsac.example=" + REPOSITORY.resolve("examples/shop/corsac.yaml"),
                "-p",
                REPOSITORY.resolve("cli/target/dist").toString(),
                "-m",
                "dev.corsac.cli/dev.corsac.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    String shop() {
        return "http://shop.localhost:" + port;
    }

    String api(String host) {
        return "http://" + host + ":" + (port + 1);
    }

    String stranger() {
        return "http://stranger.localhost:" + (port + 2);
    }

    /** The console's address, with a slash at the end. */
    String console() {
        for (String line : output) {
            if (line.startsWith("  console   ")) {
                return line.substring("  console   ".length());
            }
        }
        throw new AssertionError("no console:\n" + String.join("\n", output));
    }

    /** The address of the first front of a kind, such as {@code site}, without a slash at the end. */
    String address(String kind) {
        for (String line : output) {
            if (line.startsWith("  " + kind + " ")) {
                return line.substring(line.indexOf("http://")).replaceFirst("/$", "");
            }
        }
        throw new AssertionError("no " + kind + ":\n" + String.join("\n", output));
    }

    /** What it has printed so far. */
    List<String> output() {
        return output;
    }

    /** Its processes: itself and the functions'. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Ends it as Ctrl-C does, and waits until its last line is there; its exit code. */
    int end() throws InterruptedException {
        // Process.destroy closes the output as well.
        process.toHandle().destroy();
        reader.join();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
