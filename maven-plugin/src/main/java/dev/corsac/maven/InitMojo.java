package dev.corsac.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes a first {@code corsac.yaml} for the project: {@code corsac init}. */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends CommandMojo {

    /** Replaces a {@code corsac.yaml} that is there already. */
    @Parameter(property = "corsac.force", defaultValue = "false")
    private boolean force;

    @Override
    List<String> command(File folder) {
        List<String> command = new ArrayList<>(List.of("init", folder.getPath()));
        if (force) {
            command.add("--force");
        }
        return command;
    }
}
