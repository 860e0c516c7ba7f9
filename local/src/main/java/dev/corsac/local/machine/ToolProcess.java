package dev.corsac.local.machine;

import dev.corsac.config.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The tools of this machine, run as processes. Thread-safe. */
public enum ToolProcess implements ToolRunner {
    /** Any tool on the path. */
    ANY;

    private static final int MINUTES = 5;

    @Override
    public Result run(Path folder, List<String> command, Map<Path, String> files) throws IOException {
        Path output = Files.createTempFile("corsac", ".out");
        Path errors = Files.createTempFile("corsac", ".err");
        List<Path> written = new ArrayList<>(List.of(output, errors));
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Path parent = file.getKey().toAbsolutePath().getParent();
                if (parent != null && !Files.exists(parent)) {
                    Files.createDirectories(parent);
                    written.add(parent);
                }
                Files.writeString(file.getKey(), file.getValue());
                written.add(file.getKey());
            }
            Process process = new ProcessBuilder(command)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end within " + MINUTES + " minutes");
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            // The files before the folders that they are in.
            for (int i = written.size() - 1; i >= 0; i--) {
                Files.deleteIfExists(written.get(i));
            }
        }
    }
}
