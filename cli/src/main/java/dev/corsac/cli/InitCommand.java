package dev.corsac.cli;

import dev.corsac.config.Project;
import dev.corsac.config.Schema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corsac init}: a first {@code corsac.yaml} for the project it stands in. */
@Command(
        name = "init",
        description = {
            "Writes a first corsac.yaml for a project: its page (web, public, dist, src/main/resources/static), its functions (an"
                    + " AWS SAM template, or the handlers of a Maven or Gradle project) and their routes.",
            "Beside it goes .corsac/corsac.schema.json, by which editors complete it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InitCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "the project; this folder unless named")
    Path folder = Path.of("");

    @Option(names = "--force", description = "writes anew what is there already")
    boolean force;

    InitCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Path file = folder.resolve("corsac.yaml");
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new Failure("there is no folder " + folder);
        }
        if (Files.exists(file) && !force) {
            throw new Failure(file + " is there already, and stays as it is: --force writes it anew");
        }
        Project project = Project.in(folder);
        if (project.isEmpty()) {
            throw new Failure("neither a page nor a function was found in "
                    + folder.toAbsolutePath().normalize()
                    + ": a page is an index.html in web, public, dist or src/main/resources/static; a function is in an AWS"
                    + " SAM template, or a public class of a Maven or Gradle project that implements RequestHandler or"
                    + " RequestStreamHandler");
        }
        Path schema = folder.resolve(".corsac").resolve("corsac.schema.json");
        try {
            Files.createDirectories(schema.toAbsolutePath().getParent());
            Files.writeString(schema, Schema.text());
            Files.writeString(file, project.yaml());
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + e.getMessage(), e);
        }
        project.found().forEach(found -> out.println("Found " + found));
        project.missing().forEach(missing -> out.println("Not taken over: " + missing));
        out.println("Written: " + file + "; \"corsac up\" runs it.");
        return 0;
    }
}
