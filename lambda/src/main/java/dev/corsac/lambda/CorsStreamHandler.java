package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.PolicySelector;
import dev.corsac.lambda.internal.FunctionLog;
import dev.corsac.lambda.internal.GuardedCall;
import dev.corsac.lambda.internal.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A stream handler under a policy: preflights get their response without the handler, and all responses carry the policy's
 * CORS headers, its errors too.
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
 * balancer (with multi-value headers or without). Events of other services, and the responses to them, pass through
 * unchanged.
 *
 * <p>The policy owns the CORS headers: those that the handler sets are removed from {@code headers} and
 * {@code multiValueHeaders}, whatever their case. {@code Vary} is merged. If the handler throws, or its response is not valid
 * for the front at hand, the page gets a 500 that it can read, and only the function's log has the cause: the front's own
 * error would have no CORS headers. A {@link VirtualMachineError} is left to Lambda, which then replaces the process.
 *
 * <p>Thread-safe if the handler is. Keeps no state between invocations.
 */
public class CorsStreamHandler implements RequestStreamHandler {

    /**
     * Room for header lines before a handler's response, and behind it: they are put there so that the response need not be
     * moved.
     */
    static final int ROOM = 448;

    private static final String ERROR_BODY = "{\"message\":\"Internal Server Error\"}";
    private static final String TIMEOUT_BODY = "{\"message\":\"Gateway Timeout\"}";

    /** Null if a selector chooses it. */
    private final @Nullable CorsPolicy policy;

    /** Null if there is one policy for all requests; its class is then not even loaded. */
    private final @Nullable PolicySelector selector;

    private final RequestStreamHandler handler;
    private final boolean rethrowingErrors;
    private final boolean loggingDecisions;

    /** Null without a time limit, whose classes are then not even loaded. */
    private final @Nullable LimitedHandler limited;

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with the options that environment variables set; see
     * {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the value of such a variable is not valid
     */
    public CorsStreamHandler(CorsPolicy policy, RequestStreamHandler handler) {
        this(policy, optionsOrNull(System.getenv()), handler);
    }

    /** Makes a handler that applies {@code policy} to {@code handler}, with exactly these options. */
    public CorsStreamHandler(CorsPolicy policy, RequestStreamHandler handler, HandlerOptions options) {
        this(policy, Objects.requireNonNull(options, "options"), handler);
    }

    /**
     * Makes a handler that applies the policy that {@code policies} chooses for each request: of its tenant, or the current one. The
     * options are those that environment variables set; see {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the value of such a variable is not valid
     */
    public CorsStreamHandler(PolicySelector policies, RequestStreamHandler handler) {
        this(null, Objects.requireNonNull(policies, "policies"), optionsOrNull(System.getenv()), handler);
    }

    /** Makes a handler that applies the policy that {@code policies} chooses for each request, with exactly these options. */
    public CorsStreamHandler(PolicySelector policies, RequestStreamHandler handler, HandlerOptions options) {
        this(null, Objects.requireNonNull(policies, "policies"), Objects.requireNonNull(options, "options"), handler);
    }

    /**
     * Returns the options that environment variables set; null if they set none, so that a function without options starts
     * without their class.
     */
    static @Nullable HandlerOptions optionsOrNull(Map<String, String> environment) {
        boolean any = environment.containsKey(HandlerOptions.RETHROW_ERRORS)
                || environment.containsKey(HandlerOptions.LOG_DECISIONS)
                || environment.containsKey(HandlerOptions.TIMEOUT_MARGIN);
        return any ? HandlerOptions.fromEnvironment(environment) : null;
    }

    /** @param options null for the defaults: their class need not be loaded then */
    CorsStreamHandler(CorsPolicy policy, @Nullable HandlerOptions options, RequestStreamHandler handler) {
        this(Objects.requireNonNull(policy, "policy"), null, options, handler);
    }

    private CorsStreamHandler(
            @Nullable CorsPolicy policy,
            @Nullable PolicySelector selector,
            @Nullable HandlerOptions options,
            RequestStreamHandler handler) {
        this.policy = policy;
        this.selector = selector;
        this.handler = Objects.requireNonNull(handler, "handler");
        this.rethrowingErrors = options != null && options.isRethrowingErrors();
        this.loggingDecisions = options != null && options.isLoggingDecisions();
        this.limited =
                options == null || options.timeoutMarginMillis() == 0 ? null : new LimitedHandler(handler, options);
    }

    /**
     * Responds to one event.
     *
     * @throws IOException if reading or writing fails, or with {@link HandlerOptions#withErrorsRethrown} if the handler throws
     *     one
     */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] bytes = input.readAllBytes();
        HttpEvent event = HttpEvent.read(bytes);
        if (event == null) {
            handler.handleRequest(new ByteArrayInputStream(bytes), output, context);
            return;
        }
        CorsDecision decision =
                event.decision(selector == null ? Objects.requireNonNull(policy) : EventTarget.select(selector, bytes));
        if (loggingDecisions) {
            FunctionLog.decision(context, event.request(), decision);
        }
        OptionalInt status = decision.status();
        if (status.isPresent()) {
            event.front().response(status.getAsInt(), decision, null).writeTo(output);
            return;
        }
        JsonText captured = new JsonText(ROOM, 2048);
        int instead = call(bytes, captured, context);
        if (instead != GuardedCall.RETURNED) {
            event.front()
                    .response(instead, decision, instead == 504 ? TIMEOUT_BODY : ERROR_BODY)
                    .writeTo(output);
            return;
        }
        splice(captured, event.front(), decision, output, context);
    }

    private void splice(
            JsonText captured, Front front, CorsDecision decision, OutputStream output, @Nullable Context context)
            throws IOException {
        HandlerResponse response =
                HandlerResponse.read(captured.bytes(), ROOM, ROOM + captured.length(), front, decision);
        String problem = response.problem();
        if (problem == null) {
            response.writeTo(output);
            return;
        }
        String entry = "The handler's response is not valid for " + front.title() + ": " + problem + ".";
        GuardedCall.rejected(entry, rethrowingErrors, context);
        front.response(500, decision, ERROR_BODY).writeTo(output);
    }

    private int call(byte[] event, OutputStream output, Context context) {
        if (limited != null) {
            return limited.call(event, output, context);
        }
        try {
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
            return GuardedCall.RETURNED;
        } catch (Throwable e) {
            return GuardedCall.failed(e, rethrowingErrors, context);
        }
    }
}
