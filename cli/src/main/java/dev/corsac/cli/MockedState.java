package dev.corsac.cli;

import dev.corsac.config.TerraformRun;
import dev.corsac.local.machine.DiskFiles;
import dev.corsac.local.machine.ToolProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The state of a Terraform configuration under a mocked provider, in a file of the configuration's folder. */
final class MockedState {

    private static final Path FILE = Path.of(".corsac", "terraform-state.json");

    private final Path folder;
    private final Map<String, String> variables;

    MockedState(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables = Map.copyOf(variables);
    }

    /**
     * Asks Terraform and writes the state.
     *
     * @throws dev.corsac.config.ConfigurationException if Terraform makes no state
     */
    Path write() {
        String state = TerraformRun.state(DiskFiles.ALL, ToolProcess.ANY, folder, variables);
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder.resolve(".corsac").toAbsolutePath());
            Files.writeString(file, state);
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + e.getMessage(), e);
        }
        return file;
    }

    /** Has the configuration watched in the place of the state, which is written again after each change. */
    void watch(List<Path> watched) {
        watched.removeIf(file -> file.endsWith(FILE));
        watched.addAll(TerraformRun.sources(DiskFiles.ALL, folder));
    }
}
