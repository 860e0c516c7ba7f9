package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.HandlerOptions;
import dev.corsac.lambda.internal.FunctionLog;
import dev.corsac.lambda.internal.GuardedCall;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Applies the policy to an event of any class. How to read an event of one class and to make a response of another is for
 * subclasses, one for each front's. Thread-safe if the handler is; keeps no state between invocations but whether it has
 * warned.
 *
 * @param <E> the event
 * @param <R> the response
 */
abstract class TypedPolicy<E, R> {

    private static final String ERROR_BODY = "{\"message\":\"Internal Server Error\"}";
    private static final String TIMEOUT_BODY = "{\"message\":\"Gateway Timeout\"}";

    private final CorsPolicy policy;
    private final RequestHandler<? super E, ? extends R> handler;
    private final HandlerOptions options;
    private final GuardedCall guard;
    private final AtomicBoolean warned = new AtomicBoolean();

    TypedPolicy(CorsPolicy policy, RequestHandler<? super E, ? extends R> handler, HandlerOptions options) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.options = Objects.requireNonNull(options, "options");
        this.guard = new GuardedCall(options.isRethrowingErrors(), options.timeoutMarginMillis());
    }

    /** Returns the payload format of the event's front; null if the event does not come from one that this class supports. */
    abstract @Nullable PayloadFormat format(E event);

    /** Returns a sentence that names the class for the event's front, if it is another than this; null if it is not. */
    abstract @Nullable String advice(E event);

    /** Returns the parts that the policy needs of a front's event. */
    abstract CorsRequest request(PayloadFormat format, E event);

    /** Returns a response of our own. */
    abstract R response(PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody);

    /**
     * Returns a copy of the handler's response with the policy's headers instead of its own. It reports to {@code headers} why
     * the front would reject it, and is not sent then.
     */
    abstract R spliced(PayloadFormat format, R response, CorsDecision decision, ResponseHeaders headers);

    final R handle(E event, Context context) {
        // Lambda passes null for the event "null".
        PayloadFormat format = event == null ? null : format(event);
        if (event != null) {
            warn(event, format != null, context);
        }
        if (format == null) {
            return handler.handleRequest(event, context);
        }
        CorsRequest request = request(format, event);
        CorsDecision decision = policy.decide(request);
        if (options.isLoggingDecisions()) {
            FunctionLog.decision(context, request, decision);
        }
        if (decision.status().isPresent()) {
            return response(format, decision.status().getAsInt(), decision, null);
        }
        Call call = new Call(event, context);
        int instead = guard.run(call, context);
        if (instead != GuardedCall.RETURNED) {
            return response(format, instead, decision, instead == 504 ? TIMEOUT_BODY : ERROR_BODY);
        }
        return checked(format, call.response, decision, context);
    }

    private void warn(E event, boolean applied, Context context) {
        String advice = advice(event);
        if (advice != null && warned.compareAndSet(false, true)) {
            String effect = applied ? "" : "The CORS policy is not applied: ";
            FunctionLog.error(context, effect + advice, null);
        }
    }

    /** A handler's maps may fail when they are read; only a broken virtual machine may keep the page from its response. */
    private R checked(PayloadFormat format, @Nullable R response, CorsDecision decision, Context context) {
        String problem;
        try {
            if (response == null) {
                problem = "it is null";
            } else {
                ResponseHeaders headers = new ResponseHeaders(format, decision);
                R spliced = spliced(format, response, decision, headers);
                problem = headers.problem();
                if (problem == null) {
                    return spliced;
                }
            }
        } catch (Throwable e) {
            int status = GuardedCall.failed(e, options.isRethrowingErrors(), context);
            return response(format, status, decision, ERROR_BODY);
        }
        GuardedCall.rejected(
                "The handler's response is not valid for " + format.title + ": " + problem + ".",
                options.isRethrowingErrors(),
                context);
        return response(format, 500, decision, ERROR_BODY);
    }

    private final class Call implements GuardedCall.Work {

        private final E event;
        private final Context context;
        private @Nullable R response;

        Call(E event, Context context) {
            this.event = event;
            this.context = context;
        }

        @Override
        public void run() {
            response = handler.handleRequest(event, context);
        }
    }
}
