package dev.corsac.maven;

import dev.corsac.cli.Main;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that runs one subcommand of {@code corsac} with the command's own code, in Maven's JVM.
 *
 * <p>The command's exit code decides: 0 is success; 1, something was found or blocked, fails the build; anything else, such
 * as wrong usage, is an error of the goal. What the command prints goes to standard output and standard error as it would
 * without Maven.
 */
abstract class CommandMojo extends AbstractMojo {

    /** The project's folder, which file names are relative to. */
    @Parameter(defaultValue = "${session.executionRootDirectory}", readonly = true, required = true)
    private @Nullable File folder;

    /** Further arguments of the command, one an element, such as {@code --tls}. */
    @Parameter
    private List<String> arguments = List.of();

    /** Further arguments of the command with spaces between: {@code -Dcorsac.arguments="--port 9000 --tls"}. */
    @Parameter(property = "corsac.arguments")
    private @Nullable String line;

    /** Returns the subcommand with the arguments that the goal's own parameters make. */
    abstract List<String> command(File folder);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (folder == null) {
            throw new MojoExecutionException("Maven does not state the folder that it was started in");
        }
        // Jetty logs its start at level INFO, which Maven would show.
        System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
        List<String> words = new ArrayList<>(command(folder));
        words.addAll(arguments);
        if (line != null && !line.isBlank()) {
            words.addAll(List.of(line.trim().split("\\s+")));
        }
        int code = Main.run(words.toArray(String[]::new), System.in, System.out, System.err);
        switch (code) {
            case 0 -> {}
            case 1 -> throw new MojoFailureException("corsac " + words.get(0) + " failed; its reasons are above");
            default ->
                throw new MojoExecutionException("corsac " + String.join(" ", words) + " ended with exit code " + code
                        + "; its reason is above");
        }
    }
}
