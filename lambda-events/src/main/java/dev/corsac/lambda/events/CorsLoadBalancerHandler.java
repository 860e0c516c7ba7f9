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
 * A handler of {@link ApplicationLoadBalancerRequestEvent} under a policy, for an Application Load Balancer, with multi-value headers or without. It does with typed events what {@link
 * dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters passes the policy and
 * the handler to {@code super}. The handler's response is copied, so it may be shared or immutable.
 *
 * <p>For events of API Gateway and of function URLs, the function's log names once the class to use. Those of payload format
 * 2.0 have no method in this class, so the policy cannot be applied to them.
 *
 * <p>Thread-safe if the handler is. Keeps no state between invocations.
 */
public class CorsLoadBalancerHandler
        implements RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {

    private final TypedPolicy<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> typed;

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with the options that environment variables set; see
     * {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the value of such a variable is not valid
     */
    public CorsLoadBalancerHandler(
            CorsPolicy policy,
            RequestHandler<? super ApplicationLoadBalancerRequestEvent, ? extends ApplicationLoadBalancerResponseEvent>
                    handler) {
        this(policy, handler, HandlerOptions.fromEnvironment(System.getenv()));
    }

    /** Makes a handler that applies {@code policy} to {@code handler}, with exactly these options. */
    public CorsLoadBalancerHandler(
            CorsPolicy policy,
            RequestHandler<? super ApplicationLoadBalancerRequestEvent, ? extends ApplicationLoadBalancerResponseEvent>
                    handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Responds to one event. An event of another service passes through to the handler unchanged. */
    @Override
    public final ApplicationLoadBalancerResponseEvent handleRequest(
            ApplicationLoadBalancerRequestEvent event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed
            extends TypedPolicy<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {

        Typed(
                CorsPolicy policy,
                RequestHandler<
                                ? super ApplicationLoadBalancerRequestEvent,
                                ? extends ApplicationLoadBalancerResponseEvent>
                        handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(ApplicationLoadBalancerRequestEvent event) {
            if (event.getHttpMethod() == null) {
                return null;
            }
            if (isOfApiGateway(event)) {
                return PayloadFormat.REST_API;
            }
            return event.getMultiValueHeaders() == null
                    ? PayloadFormat.LOAD_BALANCER
                    : PayloadFormat.LOAD_BALANCER_MULTI_VALUE;
        }

        private static boolean isOfApiGateway(ApplicationLoadBalancerRequestEvent event) {
            return event.getRequestContext() != null
                    && event.getRequestContext().getElb() == null;
        }

        @Override
        @Nullable
        String advice(ApplicationLoadBalancerRequestEvent event) {
            if (!isOfApiGateway(event)) {
                return null;
            }
            return event.getHttpMethod() == null
                    ? "the event does not come from a load balancer. For an HTTP API or a function URL, use CorsHttpApiHandler with a"
                            + " handler of APIGatewayV2HTTPEvent, or CorsMapHandler."
                    : "The event does not come from a load balancer. For a REST API, use CorsApiGatewayProxyHandler with a handler"
                            + " of APIGatewayProxyRequestEvent, or CorsMapHandler.";
        }

        @Override
        CorsRequest request(PayloadFormat format, ApplicationLoadBalancerRequestEvent event) {
            Map<String, List<String>> all = event.getMultiValueHeaders();
            Map<String, String> last = event.getHeaders();
            return CorsRequest.of(
                    event.getHttpMethod(),
                    EventHeaders.find("origin", all, last),
                    EventHeaders.find("access-control-request-method", all, last),
                    EventHeaders.find("access-control-request-headers", all, last));
        }

        @Override
        ApplicationLoadBalancerResponseEvent response(
                PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            ApplicationLoadBalancerResponseEvent response = new ApplicationLoadBalancerResponseEvent();
            response.setStatusCode(status);
            if (format.isLoadBalancer()) {
                response.setStatusDescription(description(status));
            }
            Map<String, String> lines = ResponseHeaders.of(format, decision, jsonBody);
            if (format == PayloadFormat.LOAD_BALANCER_MULTI_VALUE) {
                response.setMultiValueHeaders(ResponseHeaders.asLists(lines));
            } else {
                response.setHeaders(lines);
            }
            response.setBody(jsonBody == null ? "" : jsonBody);
            return response;
        }

        private static String description(int status) {
            return switch (status) {
                case 204 -> "204 No Content";
                case 403 -> "403 Forbidden";
                case 504 -> "504 Gateway Timeout";
                default -> "500 Internal Server Error";
            };
        }

        /**
         * All in the one map that the target group reads, which is that in which it sends the lines of requests. A status that
         * was not set is 0, and written so.
         */
        @Override
        ApplicationLoadBalancerResponseEvent spliced(
                PayloadFormat format,
                ApplicationLoadBalancerResponseEvent response,
                CorsDecision decision,
                ResponseHeaders headers) {
            headers.checkStatus(response.getStatusCode());
            headers.checkBase64(response.getIsBase64Encoded(), response.getBody());
            Map<String, List<String>> lists = headers.lists(response.getMultiValueHeaders());
            Map<String, String> lines = headers.lines(response.getHeaders());
            ApplicationLoadBalancerResponseEvent copy = new ApplicationLoadBalancerResponseEvent();
            copy.setStatusCode(response.getStatusCode());
            if (format.isLoadBalancer()) {
                copy.setStatusDescription(response.getStatusDescription());
            }
            if (format == PayloadFormat.LOAD_BALANCER_MULTI_VALUE) {
                copy.setMultiValueHeaders(headers.addLists(lists));
            } else {
                copy.setHeaders(headers.add(lines));
                copy.setMultiValueHeaders(lists);
            }
            copy.setBody(response.getBody());
            copy.setIsBase64Encoded(response.getIsBase64Encoded());
            return copy;
        }
    }
}
