package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.HandlerOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handler of {@link APIGatewayProxyRequestEvent} under a policy, for a REST API, or an HTTP API with payload format 1.0. It does with typed events what {@link
 * dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters passes the policy and
 * the handler to {@code super}. The handler's response is copied, so it may be shared or immutable.
 *
 * <p>Events of payload format 2.0 have no method in this class: for them the policy cannot be applied, and the function's log
 * says so once. Use {@link CorsHttpApiHandler} for those.
 *
 * <p>Thread-safe if the handler is. Keeps no state between invocations.
 */
public class CorsApiGatewayProxyHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final TypedPolicy<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> typed;

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with the options that environment variables set; see
     * {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the value of such a variable is not valid
     */
    public CorsApiGatewayProxyHandler(
            CorsPolicy policy,
            RequestHandler<? super APIGatewayProxyRequestEvent, ? extends APIGatewayProxyResponseEvent> handler) {
        this(policy, handler, HandlerOptions.fromEnvironment(System.getenv()));
    }

    /** Makes a handler that applies {@code policy} to {@code handler}, with exactly these options. */
    public CorsApiGatewayProxyHandler(
            CorsPolicy policy,
            RequestHandler<? super APIGatewayProxyRequestEvent, ? extends APIGatewayProxyResponseEvent> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Responds to one event. An event of another service passes through to the handler unchanged. */
    @Override
    public final APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed extends TypedPolicy<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

        Typed(
                CorsPolicy policy,
                RequestHandler<? super APIGatewayProxyRequestEvent, ? extends APIGatewayProxyResponseEvent> handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(APIGatewayProxyRequestEvent event) {
            if (event.getHttpMethod() == null) {
                return null;
            }
            if (event.getHeaders() == null && event.getMultiValueHeaders() != null) {
                return PayloadFormat.LOAD_BALANCER_MULTI_VALUE; // API Gateway always sends both maps
            }
            return event.getVersion() == null ? PayloadFormat.REST_API : PayloadFormat.PAYLOAD_V1;
        }

        @Override
        @Nullable
        String advice(APIGatewayProxyRequestEvent event) {
            return event.getHttpMethod() == null
                            && event.getVersion() != null
                            && event.getVersion().startsWith("2.")
                    ? "the event has payload format 2.0 (an HTTP API or a function URL), and CorsApiGatewayProxyHandler supports"
                            + " format 1.0. Use CorsHttpApiHandler with a handler of APIGatewayV2HTTPEvent, or CorsMapHandler."
                    : null;
        }

        @Override
        CorsRequest request(PayloadFormat format, APIGatewayProxyRequestEvent event) {
            Map<String, List<String>> all = event.getMultiValueHeaders();
            Map<String, String> last = event.getHeaders();
            return CorsRequest.of(
                    event.getHttpMethod(),
                    EventHeaders.find("origin", all, last),
                    EventHeaders.find("access-control-request-method", all, last),
                    EventHeaders.find("access-control-request-headers", all, last));
        }

        @Override
        APIGatewayProxyResponseEvent response(
                PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            Map<String, String> lines = ResponseHeaders.of(format, decision, jsonBody);
            APIGatewayProxyResponseEvent response = new APIGatewayProxyResponseEvent();
            return (format.isLoadBalancer()
                            ? response.withMultiValueHeaders(ResponseHeaders.asLists(lines))
                            : response.withHeaders(lines))
                    .withStatusCode(status)
                    .withBody(jsonBody == null ? "" : jsonBody)
                    .withIsBase64Encoded(false);
        }

        /**
         * All in {@code headers}: API Gateway sends the lines of both maps, and would send a line in both twice. A load balancer,
         * whose events have this shape too, reads only the map that it sends.
         */
        @Override
        APIGatewayProxyResponseEvent spliced(
                PayloadFormat format,
                APIGatewayProxyResponseEvent response,
                CorsDecision decision,
                ResponseHeaders headers) {
            headers.checkStatus(response.getStatusCode());
            headers.checkBase64(response.getIsBase64Encoded(), response.getBody());
            Map<String, List<String>> lists = headers.lists(response.getMultiValueHeaders());
            Map<String, String> lines = headers.lines(response.getHeaders());
            APIGatewayProxyResponseEvent copy = new APIGatewayProxyResponseEvent();
            return (format.isLoadBalancer()
                            ? copy.withMultiValueHeaders(headers.addLists(lists))
                            : copy.withHeaders(headers.add(lines)).withMultiValueHeaders(lists))
                    .withStatusCode(response.getStatusCode())
                    .withBody(response.getBody())
                    .withIsBase64Encoded(response.getIsBase64Encoded());
        }
    }
}
