package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.corsac.CorsDecision;
import dev.corsac.CorsRefusal;
import dev.corsac.CorsRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * The function's own log, as CloudWatch shows it. Each entry ends with a line feed: Lambda makes an event of each call of the
 * logger, but outside it, where the logger writes to standard output, entries would run into one another. Nothing here throws,
 * whatever the logger or an exception's own methods do: a response must not lose its CORS headers because of a log entry.
 */
public final class FunctionLog {

    private FunctionLog() {}

    /**
     * Writes one entry, with the stack trace if there is one.
     *
     * @param context null in unit tests of handlers, as its logger may be; then the entry goes to standard error
     */
    public static void error(@Nullable Context context, String message, @Nullable Throwable cause) {
        write(context, cause == null ? message : message + "\n" + trace(cause));
    }

    private static String trace(Throwable cause) {
        try {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace, true));
            return trace.toString();
        } catch (Throwable e) {
            // Its message, or its cause, cannot be had: what the JVM itself knows of it can.
            StringBuilder text = new StringBuilder(cause.getClass().getName())
                    .append(" (its message could not be read: ")
                    .append(e.getClass().getName())
                    .append(')');
            for (StackTraceElement element : stackTrace(cause)) {
                text.append("\n\tat ").append(element);
            }
            return text.toString();
        }
    }

    private static StackTraceElement[] stackTrace(Throwable cause) {
        try {
            return cause.getStackTrace();
        } catch (Throwable e) {
            return new StackTraceElement[0];
        }
    }

    /** Writes what was asked and what the policy decided, as one line of JSON with the codes of {@code dev.corsac}. */
    public static void decision(@Nullable Context context, CorsRequest request, CorsDecision decision) {
        JsonText text = new JsonText(256)
                .raw("{\"corsac\":{\"kind\":")
                .string(decision.kind().code());
        text.raw(",\"allowed\":").raw(decision.allowed() ? "true" : "false");
        member(text, "method", request.method());
        member(text, "origin", request.origin());
        if (decision.kind() == CorsDecision.Kind.PREFLIGHT) {
            member(text, "requestMethod", request.requestMethod());
            member(text, "requestHeaders", request.requestHeaders());
        }
        CorsRefusal refusal = decision.refusal();
        if (refusal != null) {
            member(text, "refusal", refusal.code());
            member(text, "message", refusal.message());
        }
        write(context, text.raw("}}").toString());
    }

    private static void member(JsonText text, String name, @Nullable String value) {
        if (value != null) {
            text.raw(",").string(name).raw(":").string(value);
        }
    }

    private static void write(@Nullable Context context, String text) {
        String entry = text.endsWith("\n") ? text : text + "\n";
        try {
            LambdaLogger logger = context == null ? null : context.getLogger();
            if (logger != null) {
                logger.log(entry);
                return;
            }
        } catch (Throwable e) {
            System.err.println("The function's logger failed: " + e.getClass().getName());
        }
        System.err.print(entry);
    }
}
