package dev.corsac.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command and what all of its subcommands share: streams, errors in one line, exit codes. */
@Command(
        name = "corsac",
        description = "CORS for AWS Lambda: run it, see why a call is blocked, check it before it ships, ship it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; nothing is blocked, refused or found",
            "1:something is",
            "2:wrong usage",
            "3:it could not be done; the reason is on standard error"
        },
        footer = {"", "corsac help COMMAND explains a command; corsac completion prints a script for bash and zsh."})
public final class Main {

    /** The exit code of commands that found something: what each means by it is in its help. */
    static final int FOUND = 1;

    static final int WRONG_USAGE = 2;
    static final int IMPOSSIBLE = 3;

    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    /**
     * Runs the command on these streams; this is also how build plugins run it.
     *
     * @return its exit code
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Main());
        Map<String, Supplier<Object>> commands = commands(in, out, err);
        // Where a command is named first it is the only one that is made: each has its options read by reflection.
        Supplier<Object> named = args.length == 0 ? null : commands.get(args[0]);
        if (named != null) {
            line.addSubcommand(args[0], named.get());
        } else {
            commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
            line.addSubcommand(new CommandLine.HelpCommand())
                    .addSubcommand("completion", new AutoComplete.GenerateCompletion());
        }
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    err.println("corsac: " + CommandFailure.message(exception));
                    return CommandFailure.exitCode(exception);
                });
        if (args.length == 0) {
            line.usage(err);
            return WRONG_USAGE;
        }
        return line.execute(args);
    }

    private static Map<String, Supplier<Object>> commands(InputStream in, PrintStream out, PrintStream err) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("up", () -> new UpCommand(out, err));
        commands.put("init", () -> new InitCommand(out));
        commands.put("check", () -> new CheckCommand(out, err));
        commands.put("decide", () -> new DecideCommand(in, out, err, System.getenv()));
        commands.put("explain", () -> new ExplainCommand(in, out, err));
        commands.put("predict", () -> new PredictCommand(in, out));
        commands.put("generate", () -> new GenerateCommand(out, err));
        commands.put("schema", () -> new SchemaCommand(out));
        return commands;
    }
}
