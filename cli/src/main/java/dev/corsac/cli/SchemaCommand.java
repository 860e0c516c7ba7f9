package dev.corsac.cli;

import dev.corsac.check.FindingsJson;
import dev.corsac.config.Schema;
import dev.corsac.explain.ExplainSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code corsac schema}: the JSON Schema of {@code corsac.yaml}. */
@Command(
        name = "schema",
        description = {
            "Prints a JSON Schema: of corsac.yaml, by which editors complete and check it, or of what explain, check or predict prints.",
            "For editors: corsac schema > corsac.schema.json,",
            "and in the first line of corsac.yaml: # yaml-language-server: $$schema=corsac.schema.json"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SchemaCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "OF",
            description =
                    "config for corsac.yaml, explain for explain --format json, check for check --format json, predict for a"
                            + " line of predict",
            defaultValue = "config")
    Subject subject = Subject.config;

    /** What has a schema. */
    enum Subject {
        config,
        explain,
        check,
        predict
    }

    SchemaCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(
                switch (subject) {
                    case config -> Schema.text();
                    case explain -> ExplainSchema.text();
                    case check -> FindingsJson.schema();
                    case predict -> predictions();
                });
        out.flush();
        return 0;
    }

    private static String predictions() {
        try (InputStream in = SchemaCommand.class.getResourceAsStream("predict.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("predict.schema.json is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
