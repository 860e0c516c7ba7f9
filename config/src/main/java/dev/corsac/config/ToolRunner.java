package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs tools of the user, such as Terraform, and returns what they print. */
public interface ToolRunner {

    /**
     * What a tool printed.
     *
     * @param exitCode its exit code
     * @param output its standard output
     * @param errors its standard error
     */
    record Result(int exitCode, String output, String errors) {}

    /**
     * Runs a command and waits for its end.
     *
     * @param folder the working folder
     * @param command the program and its arguments
     * @param files files that are there while the command runs, and are removed after it
     * @throws IOException if it cannot be started, or does not end within the runner's limit
     */
    Result run(Path folder, List<String> command, Map<Path, String> files) throws IOException;
}
