package dev.corsac.cli;

import dev.corsac.config.Schema;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code corsac schema}: the JSON Schema of {@code corsac.yaml}. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of corsac.yaml, by which editors complete and check it: corsac schema > corsac.schema.json,",
            "and in the first line of corsac.yaml: # yaml-language-server: $$schema=corsac.schema.json"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SchemaCommand implements Callable<Integer> {

    private final PrintStream out;

    SchemaCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(Schema.text());
        out.flush();
        return 0;
    }
}
