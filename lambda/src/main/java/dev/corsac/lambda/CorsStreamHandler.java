package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.internal.FunctionLog;
import dev.corsac.lambda.internal.GuardedCall;
import dev.corsac.lambda.internal.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A stream handler under a policy: preflights are answered without the handler, everything else that it answers carries
 * the policy's CORS headers, its errors too.
 *
 * <p>Wrap a handler, or make a function class of it:
 *
 * <pre>{@code
 * public final class AccountFunction extends CorsStreamHandler {
 *     public AccountFunction() {
 *         super(CorsPolicy.fromEnvironment(System.getenv()), new Account());
 *     }
 * }
 * }</pre>
 *
 * <p>The front is recognised from each event: a REST API, an HTTP API (payload format 1.0 or 2.0), a function URL, a load
 * balancer (with multi-value headers or without). An event of anything else reaches the handler as it is, and so does
 * the answer to it.
 *
 * <p>The policy owns the CORS headers: any that the handler sets are removed, from {@code headers} and
 * {@code multiValueHeaders}, whatever their case. {@code Vary} is merged. A handler that throws, or answers with what
 * the front at hand is known to refuse, makes a 500 that the page can read, with the cause in the function's log alone:
 * what the front itself would answer has no CORS headers. A {@link VirtualMachineError} is left to Lambda, which then
 * replaces the process.
 *
 * <p>Safe for use by several threads if the handler is. Nothing of a call is kept.
 */
public class CorsStreamHandler implements RequestStreamHandler {

    /**
     * Room for header lines before a handler's answer, and behind it: there they are put, so that the answer need not be
     * moved.
     */
    static final int ROOM = 448;

    private static final String ERROR_BODY = "{\"message\":\"Internal Server Error\"}";
    private static final String TIMEOUT_BODY = "{\"message\":\"Gateway Timeout\"}";

    private final CorsPolicy policy;
    private final RequestStreamHandler handler;
    private final boolean rethrowsErrors;
    private final boolean logsDecisions;

    /** Null if its time is not watched: then its classes are not even loaded. */
    private final @Nullable LimitedHandler limited;

    /** Puts {@code policy} around {@code handler}, with {@link HandlerOptions#DEFAULTS}. */
    public CorsStreamHandler(CorsPolicy policy, RequestStreamHandler handler) {
        this(policy, null, handler);
    }

    /** Puts {@code policy} around {@code handler}. */
    public CorsStreamHandler(CorsPolicy policy, RequestStreamHandler handler, HandlerOptions options) {
        this(policy, Objects.requireNonNull(options, "options"), handler);
    }

    /** @param options null for the defaults, without the class that a function would have to load for them */
    CorsStreamHandler(CorsPolicy policy, @Nullable HandlerOptions options, RequestStreamHandler handler) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.rethrowsErrors = options != null && options.rethrowsErrors();
        this.logsDecisions = options != null && options.logsDecisions();
        this.limited =
                options == null || options.timeoutMarginMillis() == 0 ? null : new LimitedHandler(handler, options);
    }

    /**
     * Answers one event.
     *
     * @throws IOException if {@code input} or {@code output} does, or with {@link HandlerOptions#rethrowErrors} if the handler
     *     does
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] bytes = input.readAllBytes();
        HttpEvent event = HttpEvent.read(bytes);
        if (event == null) {
            handler.handleRequest(new ByteArrayInputStream(bytes), output, context);
            return;
        }
        CorsDecision decision = event.decision(policy);
        if (logsDecisions) {
            FunctionLog.decision(context, event.request(), decision);
        }
        OptionalInt status = decision.status();
        if (status.isPresent()) {
            event.front().answer(status.getAsInt(), decision, null).writeTo(output);
            return;
        }
        JsonText captured = new JsonText(ROOM, 2048);
        int instead = call(bytes, captured, context);
        if (instead != GuardedCall.ANSWERED) {
            event.front()
                    .answer(instead, decision, instead == 504 ? TIMEOUT_BODY : ERROR_BODY)
                    .writeTo(output);
            return;
        }
        splice(captured, event.front(), decision, output, context);
    }

    private void splice(
            JsonText captured, Front front, CorsDecision decision, OutputStream output, @Nullable Context context)
            throws IOException {
        Answer answer = Answer.read(captured.bytes(), ROOM, ROOM + captured.length(), front, decision);
        String objection = answer.objection();
        if (objection == null) {
            answer.writeTo(output);
            return;
        }
        String problem = "The handler's answer is none that " + front.title() + " takes: " + objection + ".";
        GuardedCall.rejected(problem, rethrowsErrors, context);
        front.answer(500, decision, ERROR_BODY).writeTo(output);
    }

    private int call(byte[] event, OutputStream output, Context context) {
        if (limited != null) {
            return limited.call(event, output, context);
        }
        try {
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
            return GuardedCall.ANSWERED;
        } catch (Throwable e) {
            return GuardedCall.failed(e, rethrowsErrors, context);
        }
    }
}
