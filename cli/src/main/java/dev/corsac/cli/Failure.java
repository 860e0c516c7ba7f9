package dev.corsac.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The failure of a command; its message names the value and the fix, and is all that the user reads. */
final class Failure extends RuntimeException {

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The text for an exception: the message of those that are meant for people, and a request to report all others. */
    static String message(Throwable exception) {
        if (exception instanceof Failure
                || exception instanceof dev.corsac.config.ConfigurationException
                || exception instanceof dev.corsac.local.LocalException) {
            return String.valueOf(exception.getMessage());
        }
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        return "this is a mistake in Corsac; please report it with these lines:\n" + trace;
    }
}
