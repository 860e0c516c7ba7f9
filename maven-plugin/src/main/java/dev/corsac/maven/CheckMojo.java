package dev.corsac.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Fails the build where a browser would block a call of a page: {@code corsac check}. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresProject = false,
        aggregator = true,
        threadSafe = true)
public final class CheckMojo extends CommandMojo {

    /** The template or {@code corsac.yaml}; that of the project's folder unless this is set. */
    @Parameter(property = "corsac.file")
    private @Nullable File file;

    /** The origins of the pages that call; those that the deployment makes and allows unless this is set. */
    @Parameter(property = "corsac.pages")
    private List<String> pages = List.of();

    /** The level of findings from which the build fails: error, warning, note. */
    @Parameter(property = "corsac.failOn", defaultValue = "error")
    private String failOn = "error";

    /** The format of the findings: text, json, sarif, github, junit, html. */
    @Parameter(property = "corsac.format", defaultValue = "text")
    private String format = "text";

    /** The file that the findings are written to; standard output unless this is set. */
    @Parameter(property = "corsac.output")
    private @Nullable File output;

    @Override
    List<String> command(File folder) {
        List<String> command = new ArrayList<>(List.of("check", (file == null ? folder : file).getPath()));
        pages.forEach(page -> command.addAll(List.of("--page", page)));
        command.addAll(List.of("--fail-on", failOn, "--format", format));
        if (output != null) {
            command.addAll(List.of("--output", output.getPath()));
        }
        return command;
    }
}
