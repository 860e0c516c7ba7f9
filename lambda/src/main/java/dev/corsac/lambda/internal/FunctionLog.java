package dev.corsac.lambda.internal;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.corsac.CorsDecision;
import dev.corsac.CorsRefusal;
import dev.corsac.CorsRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The function's own log, as CloudWatch shows it. */
public final class FunctionLog {

    private FunctionLog() {}

    /**
     * Writes one entry, with the stack trace if there is one.
     *
     * @param context null in unit tests of handlers, as its logger may be; then the entry goes to standard error
     */
    public static void error(@Nullable Context context, String message, @Nullable Throwable cause) {
        String entry = message;
        if (cause != null) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace, true));
            entry = message + "\n" + trace;
        }
        write(context, entry);
    }

    /** Writes what was asked and what the policy said of it, as one line of JSON. */
    public static void decision(@Nullable Context context, CorsRequest request, CorsDecision decision) {
        JsonText text = new JsonText(256)
                .raw("{\"corsac\":{\"kind\":")
                .string(decision.kind().name());
        text.raw(",\"allowed\":").raw(decision.allowed() ? "true" : "false");
        member(text, "method", request.method());
        member(text, "origin", request.origin());
        if (decision.kind() == CorsDecision.Kind.PREFLIGHT) {
            member(text, "requestMethod", request.requestMethod());
            member(text, "requestHeaders", request.requestHeaders());
        }
        CorsRefusal refusal = decision.refusal();
        if (refusal != null) {
            member(text, "refusal", refusal.getClass().getSimpleName());
            member(text, "message", refusal.message());
        }
        write(context, text.raw("}}").toString());
    }

    private static void member(JsonText text, String name, @Nullable String value) {
        if (value != null) {
            text.raw(",").string(name).raw(":").string(value);
        }
    }

    private static void write(@Nullable Context context, String entry) {
        LambdaLogger logger = context == null ? null : context.getLogger();
        if (logger == null) {
            System.err.println(entry);
        } else {
            logger.log(entry);
        }
    }
}
