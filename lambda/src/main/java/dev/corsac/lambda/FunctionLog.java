package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The function's own log, as CloudWatch shows it. */
final class FunctionLog {

    private FunctionLog() {}

    /**
     * Writes one entry, with the stack trace if there is one.
     *
     * @param context null in unit tests of handlers, as its logger may be; then the entry goes to standard error
     */
    static void error(@Nullable Context context, String message, @Nullable Throwable cause) {
        String entry = message;
        if (cause != null) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace, true));
            entry = message + "\n" + trace;
        }
        LambdaLogger logger = context == null ? null : context.getLogger();
        if (logger == null) {
            System.err.println(entry);
        } else {
            logger.log(entry);
        }
    }
}
