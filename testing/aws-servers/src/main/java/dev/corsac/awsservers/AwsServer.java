package dev.corsac.awsservers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server with AWS's APIs on this machine's loopback interface: MiniStack or moto, from the Python Package Index. They are
 * installed once, into the user's cache folder; where there is no Python, or nothing can be installed, there is no server.
 */
public final class AwsServer implements AutoCloseable {

    /** An implementation of AWS's APIs. */
    public enum Kind {
        /** MiniStack. */
        MINISTACK,
        /** Moto's server: a second opinion. */
        MOTO
    }

    private static final List<String> PACKAGES = List.of("ministack==1.5.33", "moto[server]==5.2.5");

    private final Process process;
    private final URI uri;

    private AwsServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts a server; returns null after a line that states why, if there cannot be one here. */
    public static @Nullable AwsServer start(Kind kind) {
        try {
            Path programs = install();
            int port = freePort();
            return start(kind, programs, port);
        } catch (IOException e) {
            System.out.println(
                    "There is no server of the kind " + kind + " here, so its tests are skipped: " + e.getMessage());
            return null;
        }
    }

    private static AwsServer start(Kind kind, Path programs, int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (kind == Kind.MINISTACK) {
            command.add(programs.resolve("ministack").toString());
        } else {
            Collections.addAll(command, programs.resolve("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port);
        }
        Path log = Files.createTempFile("corsac-aws-server", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("GATEWAY_PORT", "" + port);
        environment.put("BIND_HOST", "127.0.0.1");
        environment.put("LOG_LEVEL", "WARNING");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        URI uri = URI.create("http://127.0.0.1:" + port);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!responds(uri)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("it did not start: " + Files.readString(log));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return new AwsServer(process, uri);
    }

    /** Returns the address of all of its services. */
    public URI uri() {
        return uri;
    }

    /** Ends the server at once, as a power failure would. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean responds(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the folder with the programs; installs them first if they are not there. */
    private static Path install() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder = (cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("corsac-tests")
                .resolve("aws-servers-" + Integer.toHexString(PACKAGES.hashCode()));
        Path programs = folder.resolve("bin");
        Path done = folder.resolve("installed");
        Files.createDirectories(folder);
        // Tests of several modules may run at once.
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
                FileLock lock = file.getChannel().lock()) {
            if (lock.isValid() && !Files.exists(done)) {
                run(List.of("python3", "-m", "venv", folder.toString()));
                List<String> pip = new ArrayList<>(
                        List.of(programs.resolve("pip").toString(), "install", "-q", "--disable-pip-version-check"));
                pip.addAll(PACKAGES);
                run(pip);
                Files.createFile(done);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return programs;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
