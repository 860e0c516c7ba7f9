package dev.corsac.local.project;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TerraformRun;
import dev.corsac.local.machine.ToolProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The state of a Terraform configuration under a mocked provider, in a file of the configuration's folder. */
public final class MockedState {

    private static final Path FILE = Path.of(".corsac", "terraform-state.json");

    private final Path folder;
    private final Map<String, String> variables;

    /**
     * Makes no state yet.
     *
     * @param folder with the configuration
     * @param variables the values of its variables
     */
    public MockedState(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables = Map.copyOf(variables);
    }

    /**
     * Asks Terraform and writes the state.
     *
     * @return the state's file
     * @throws ConfigurationException if Terraform makes no state, or the file cannot be written
     */
    public Path write() {
        String state = TerraformRun.state(DiskFiles.ALL, ToolProcess.ANY, folder, variables);
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder.resolve(".corsac").toAbsolutePath());
            Files.writeString(file, state);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be written: " + e.getMessage(), e);
        }
        return file;
    }

    /** Has the configuration watched in the place of the state, which is written again after each change. */
    public void watch(List<Path> watched) {
        watched.removeIf(file -> file.endsWith(FILE));
        watched.addAll(TerraformRun.sources(DiskFiles.ALL, folder));
    }
}
