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
import org.jspecify.annotations.Nullable;

/**
 * What happens to an event, whatever its class. How to read an event of one class and to write an answer of another is
 * for subclasses, one for each front's. Nothing of a call is kept.
 *
 * @param <E> the event
 * @param <R> the answer
 */
abstract class TypedPolicy<E, R> {

    private static final String ERROR_BODY = "{\"message\":\"Internal Server Error\"}";
    private static final String TIMEOUT_BODY = "{\"message\":\"Gateway Timeout\"}";

    private final CorsPolicy policy;
    private final RequestHandler<E, R> handler;
    private final HandlerOptions options;
    private final GuardedCall guard;

    TypedPolicy(CorsPolicy policy, RequestHandler<E, R> handler, HandlerOptions options) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.options = Objects.requireNonNull(options, "options");
        this.guard = new GuardedCall(options.rethrowsErrors(), options.timeoutMarginMillis());
    }

    /** How the event's front wants to be answered; null if no front made it. */
    abstract @Nullable PayloadFormat format(E event);

    /** What the policy has to know of a front's event. */
    abstract CorsRequest request(PayloadFormat format, E event);

    /** An answer of our own. */
    abstract R answer(PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody);

    /** Why the event's front would refuse an answer, or null if nothing is known against it. */
    abstract @Nullable String objection(PayloadFormat format, R answer);

    /** A copy of the handler's answer with the headers of the decision in place of its own. */
    abstract R spliced(PayloadFormat format, R answer, CorsDecision decision);

    final R handle(E event, Context context) {
        // Lambda hands over null for the event "null".
        PayloadFormat format = event == null ? null : format(event);
        if (format == null) {
            return handler.handleRequest(event, context);
        }
        CorsRequest request = request(format, event);
        CorsDecision decision = policy.decide(request);
        if (options.logsDecisions()) {
            FunctionLog.decision(context, request, decision);
        }
        if (decision.status().isPresent()) {
            return answer(format, decision.status().getAsInt(), decision, null);
        }
        Call call = new Call(event, context);
        int instead = guard.run(call, context);
        if (instead != GuardedCall.ANSWERED) {
            return answer(format, instead, decision, instead == 504 ? TIMEOUT_BODY : ERROR_BODY);
        }
        R answer = call.answer;
        String objection = answer == null ? "it is null" : objection(format, answer);
        if (answer != null && objection == null) {
            return spliced(format, answer, decision);
        }
        String problem = "The handler's answer is none that the front takes: " + objection + ".";
        if (options.rethrowsErrors()) {
            throw new IllegalStateException(problem);
        }
        FunctionLog.error(context, problem + " Answered 500.", null);
        return answer(format, 500, decision, ERROR_BODY);
    }

    private final class Call implements GuardedCall.Work {

        private final E event;
        private final Context context;
        private @Nullable R answer;

        Call(E event, Context context) {
            this.event = event;
            this.context = context;
        }

        @Override
        public void run() {
            answer = handler.handleRequest(event, context);
        }
    }
}
