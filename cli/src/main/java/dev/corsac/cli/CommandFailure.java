package dev.corsac.cli;

import dev.corsac.config.ConfigurationException;
import dev.corsac.explain.page.UnreadableInputException;
import dev.corsac.local.LocalException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The failure of a command; its message names the value and the fix, and is all that the user reads. */
final class CommandFailure extends RuntimeException {

    private final int exitCode;

    CommandFailure(String message) {
        super(message);
        this.exitCode = Main.IMPOSSIBLE;
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = Main.IMPOSSIBLE;
    }

    private CommandFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * Returns the failure of a command in a folder with several templates.
     *
     * @param purpose what the command does with one
     */
    static CommandFailure ofSeveral(List<Path> templates, String command, String purpose) {
        StringBuilder message = new StringBuilder("there are several templates here: name the one to " + purpose + ".");
        templates.forEach(template ->
                message.append("\n  corsac ").append(command).append(' ').append(template));
        return new CommandFailure(message.toString(), Main.WRONG_USAGE);
    }

    /** Returns the exception for options or arguments that make no sense together: the command's usage is shown with it. */
    static ParameterException ofUsage(@Nullable CommandSpec spec, String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /** Returns the exit code for an exception. */
    static int exitCode(Throwable exception) {
        return exception instanceof CommandFailure failure ? failure.exitCode : Main.IMPOSSIBLE;
    }

    /** Returns the text for an exception: the message of those that are meant for people, and a request to report all others. */
    static String message(Throwable exception) {
        if (exception instanceof CommandFailure
                || exception instanceof ConfigurationException
                || exception instanceof UnreadableInputException
                || exception instanceof LocalException) {
            return String.valueOf(exception.getMessage());
        }
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        return "this is a mistake in Corsac; please report it with these lines:\n" + trace;
    }
}
