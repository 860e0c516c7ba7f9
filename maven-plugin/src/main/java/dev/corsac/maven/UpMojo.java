package dev.corsac.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Runs pages, APIs and functions on this machine as AWS would, until Ctrl-C: {@code corsac up}. */
@Mojo(name = "up", requiresProject = false, aggregator = true, threadSafe = true)
public final class UpMojo extends CommandMojo {

    /** What to run; the command looks around in the project's folder unless this is set. */
    @Parameter(property = "corsac.file")
    private @Nullable File file;

    /** The lowest port; the others keep their distance. */
    @Parameter(property = "corsac.port")
    private @Nullable Integer port;

    @Override
    List<String> command(File folder) {
        List<String> command = new ArrayList<>(List.of("up"));
        File found = file == null ? new File(folder, "corsac.yaml") : file;
        if (file != null || found.exists()) {
            command.add(found.getPath());
        }
        if (port != null) {
            command.addAll(List.of("--port", port.toString()));
        }
        return command;
    }
}
