package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.HandlerOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handler of {@link ApplicationLoadBalancerRequestEvent} under a policy: for an Application Load Balancer, with multi-value headers or without. It does with typed
 * events what {@link dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters hands the policy and
 * the handler to {@code super}. The handler's answer is copied, so it may be shared or immutable.
 *
 * <p>Safe for use by several threads if the handler is. Nothing of a call is kept.
 */
public class CorsLoadBalancerHandler
        implements RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {

    private final TypedPolicy<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> typed;

    /** Puts {@code policy} around {@code handler}, with {@link HandlerOptions#DEFAULTS}. */
    public CorsLoadBalancerHandler(
            CorsPolicy policy,
            RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> handler) {
        this(policy, handler, HandlerOptions.DEFAULTS);
    }

    /** Puts {@code policy} around {@code handler}. */
    public CorsLoadBalancerHandler(
            CorsPolicy policy,
            RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Answers one event. An event that no front made goes to the handler as it is. */
    @Override
    public final ApplicationLoadBalancerResponseEvent handleRequest(
            ApplicationLoadBalancerRequestEvent event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed
            extends TypedPolicy<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {

        Typed(
                CorsPolicy policy,
                RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(ApplicationLoadBalancerRequestEvent event) {
            if (event.getHttpMethod() == null) {
                return null;
            }
            return event.getMultiValueHeaders() == null
                    ? PayloadFormat.LOAD_BALANCER
                    : PayloadFormat.LOAD_BALANCER_MULTI_VALUE;
        }

        @Override
        CorsRequest request(PayloadFormat format, ApplicationLoadBalancerRequestEvent event) {
            Map<String, List<String>> all = event.getMultiValueHeaders();
            Map<String, String> last = event.getHeaders();
            return CorsRequest.of(
                    event.getHttpMethod(),
                    HeaderLines.find("origin", all, last),
                    HeaderLines.find("access-control-request-method", all, last),
                    HeaderLines.find("access-control-request-headers", all, last));
        }

        @Override
        ApplicationLoadBalancerResponseEvent answer(
                PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            ApplicationLoadBalancerResponseEvent answer = new ApplicationLoadBalancerResponseEvent();
            answer.setStatusCode(status);
            answer.setStatusDescription(description(status));
            Map<String, String> lines = AnswerHeaders.of(decision, jsonBody);
            if (format.readsLists) {
                answer.setMultiValueHeaders(AnswerHeaders.asLists(lines));
            } else {
                answer.setHeaders(lines);
            }
            answer.setBody(jsonBody == null ? "" : jsonBody);
            return answer;
        }

        private static String description(int status) {
            return switch (status) {
                case 204 -> "204 No Content";
                case 403 -> "403 Forbidden";
                case 504 -> "504 Gateway Timeout";
                default -> "500 Internal Server Error";
            };
        }

        /** A status that was not set is 0, and written so. */
        @Override
        @Nullable
        String objection(PayloadFormat format, ApplicationLoadBalancerResponseEvent answer) {
            return AnswerHeaders.objection(answer.getStatusCode());
        }

        /** In the one map that the target group reads: that in which it sent the lines of the request. */
        @Override
        ApplicationLoadBalancerResponseEvent spliced(
                PayloadFormat format, ApplicationLoadBalancerResponseEvent answer, CorsDecision decision) {
            AnswerHeaders headers = new AnswerHeaders(decision);
            Map<String, List<String>> lists = headers.keep(answer.getMultiValueHeaders());
            Map<String, String> lines = headers.keep(answer.getHeaders());
            ApplicationLoadBalancerResponseEvent copy = new ApplicationLoadBalancerResponseEvent();
            copy.setStatusCode(answer.getStatusCode());
            copy.setStatusDescription(answer.getStatusDescription());
            if (format.readsLists) {
                copy.setHeaders(lines);
                copy.setMultiValueHeaders(headers.addLists(lists));
            } else {
                copy.setHeaders(headers.add(lines));
                copy.setMultiValueHeaders(lists);
            }
            copy.setBody(answer.getBody());
            copy.setIsBase64Encoded(answer.getIsBase64Encoded());
            return copy;
        }
    }
}
