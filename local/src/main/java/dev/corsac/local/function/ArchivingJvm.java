package dev.corsac.local.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JVM that makes an archive: with the lowest priority, without what the user has set for other JVMs, and never longer than
 * Corsac itself. Runs one program at a time. Thread-safe.
 */
final class ArchivingJvm implements ClassArchives.Tool {

    private static final Path NICE = Path.of("/usr/bin/nice");

    /** Far longer than any archive has taken. */
    private static final long MINUTES = 5;

    private static final long ENDING_SECONDS = 1;

    /** The status of a program that was ended. */
    private static final int ENDED = 137;

    // Guarded by this.
    private @Nullable Process running;
    private boolean closed;

    @Override
    public int run(List<String> command, Path folder) throws IOException, InterruptedException {
        List<String> quiet = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            quiet.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        quiet.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(StartGuard.around(quiet, true))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot"));
        Process started;
        synchronized (this) {
            if (closed) {
                return ENDED;
            }
            started = builder.start();
            running = started;
        }
        if (!started.waitFor(MINUTES, TimeUnit.MINUTES)) {
            end(started);
        }
        return started.waitFor();
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = running;
        }
        if (last != null) {
            end(last);
        }
    }

    /** A guard ends what it guards when its standard input, which Corsac holds open, is closed. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            // So that it writes no file after its folder was emptied.
            boolean unused = process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
