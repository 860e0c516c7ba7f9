package dev.corsac.cli;

import dev.corsac.config.DiskFiles;
import dev.corsac.config.Project;
import dev.corsac.config.Schema;
import dev.corsac.config.Sources;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.project.HandlerSearch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corsac init}: a first {@code corsac.yaml} for the project that it runs in. */
@Command(
        name = "init",
        description = {
            "Writes a first corsac.yaml for a project: its page (web, public, dist, src/main/resources/static), its functions (a"
                    + " template, or the handlers of a Maven or Gradle project) and their routes.",
            "Next to it goes .corsac/corsac.schema.json, by which editors complete it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InitCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "the project, or its template; this folder unless named")
    Path given = Path.of("");

    @Mixin
    TemplateOptions template = new TemplateOptions();

    @Option(names = "--force", description = "replaces what is there already")
    boolean force;

    InitCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        boolean named = Files.isRegularFile(given);
        Path parent = given.getParent();
        Path folder = !named ? given : parent == null ? Path.of("") : parent;
        Path file = folder.resolve("corsac.yaml");
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new CommandFailure("there is no folder " + folder);
        }
        if (Files.exists(file) && !force) {
            throw new CommandFailure(file + " is there already, and stays as it is: --force replaces it");
        }
        List<Path> templates = named ? List.of(given) : Sources.templates(DiskFiles.ALL, folder);
        if (templates.size() > 1) {
            throw CommandFailure.ofSeveral(templates, "init", "take");
        }
        Project project = Project.in(
                DiskFiles.ALL,
                folder,
                templates.isEmpty() ? null : templates.get(0),
                template.inputs(),
                new HandlerSearch(BuildTools.ofMachine(out::println)));
        if (project.isEmpty()) {
            throw new CommandFailure("neither a page nor a function was found in "
                    + folder.toAbsolutePath().normalize()
                    + ": a page is an index.html in web, public, dist or src/main/resources/static; a function is in a"
                    + " template, or a public class of a Maven or Gradle project, or of its libraries, that implements"
                    + " RequestHandler or RequestStreamHandler"
                    + String.join(
                            "",
                            project.missing().stream()
                                    .map(missing -> "\nNot taken over: " + missing)
                                    .toList()));
        }
        Path schema = folder.resolve(".corsac").resolve("corsac.schema.json");
        try {
            Files.createDirectories(schema.toAbsolutePath().getParent());
            Files.writeString(schema, Schema.text());
            Files.writeString(file, project.yaml());
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be written: " + e.getMessage(), e);
        }
        project.found().forEach(found -> out.println("Found " + found));
        project.missing().forEach(missing -> out.println("Not taken over: " + missing));
        out.println("Written: " + file + "; \"corsac up\" runs it.");
        return 0;
    }
}
