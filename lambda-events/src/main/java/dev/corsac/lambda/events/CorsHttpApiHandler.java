package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.HandlerOptions;
import org.jspecify.annotations.Nullable;

/**
 * A handler of {@link APIGatewayV2HTTPEvent} under a policy, for an HTTP API with payload format 2.0, or a function URL. It does with typed events what {@link
 * dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters passes the policy and
 * the handler to {@code super}. The handler's response is copied, so it may be shared or immutable.
 *
 * <p>Events of a REST API, of payload format 1.0 and of a load balancer have no method in this class: for them the policy
 * cannot be applied, and the function's log says so once, with the class to use.
 *
 * <p>Thread-safe if the handler is. Keeps no state between invocations.
 */
public class CorsHttpApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final TypedPolicy<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> typed;

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with the options that environment variables set; see
     * {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the value of such a variable is not valid
     */
    public CorsHttpApiHandler(
            CorsPolicy policy,
            RequestHandler<? super APIGatewayV2HTTPEvent, ? extends APIGatewayV2HTTPResponse> handler) {
        this(policy, handler, HandlerOptions.fromEnvironment(System.getenv()));
    }

    /** Makes a handler that applies {@code policy} to {@code handler}, with exactly these options. */
    public CorsHttpApiHandler(
            CorsPolicy policy,
            RequestHandler<? super APIGatewayV2HTTPEvent, ? extends APIGatewayV2HTTPResponse> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Responds to one event. An event of another service passes through to the handler unchanged. */
    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed extends TypedPolicy<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

        Typed(
                CorsPolicy policy,
                RequestHandler<? super APIGatewayV2HTTPEvent, ? extends APIGatewayV2HTTPResponse> handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(APIGatewayV2HTTPEvent event) {
            APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
            return context == null
                            || context.getHttp() == null
                            || context.getHttp().getMethod() == null
                    ? null
                    : PayloadFormat.PAYLOAD_V2;
        }

        /** Events of a WebSocket API, which have a route, are not HTTP requests. */
        @Override
        @Nullable
        String advice(APIGatewayV2HTTPEvent event) {
            APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
            if (context == null || context.getHttp() != null || context.getRouteKey() != null) {
                return null;
            }
            return context.getApiId() == null && context.getStage() == null && event.getVersion() == null
                    ? "the event comes from a load balancer, which CorsHttpApiHandler does not support. Use"
                            + " CorsLoadBalancerHandler with a handler of ApplicationLoadBalancerRequestEvent, or CorsMapHandler."
                    : "the event comes from a REST API or has payload format 1.0, and CorsHttpApiHandler supports format 2.0. Use"
                            + " CorsApiGatewayProxyHandler with a handler of APIGatewayProxyRequestEvent, or CorsMapHandler.";
        }

        @Override
        CorsRequest request(PayloadFormat format, APIGatewayV2HTTPEvent event) {
            return CorsRequest.of(
                    event.getRequestContext().getHttp().getMethod(),
                    EventHeaders.find("origin", null, event.getHeaders()),
                    EventHeaders.find("access-control-request-method", null, event.getHeaders()),
                    EventHeaders.find("access-control-request-headers", null, event.getHeaders()));
        }

        @Override
        APIGatewayV2HTTPResponse response(
                PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(status)
                    .withHeaders(ResponseHeaders.of(format, decision, jsonBody))
                    .withBody(jsonBody == null ? "" : jsonBody)
                    .build();
        }

        /** A status that was not set is 0, and written so. */
        @Override
        APIGatewayV2HTTPResponse spliced(
                PayloadFormat format,
                APIGatewayV2HTTPResponse response,
                CorsDecision decision,
                ResponseHeaders headers) {
            headers.checkStatus(response.getStatusCode());
            headers.checkBase64(response.getIsBase64Encoded(), response.getBody());
            headers.lists(response.getMultiValueHeaders()); // not sent, but Vary may be there
            APIGatewayV2HTTPResponse copy = new APIGatewayV2HTTPResponse();
            copy.setStatusCode(response.getStatusCode());
            copy.setHeaders(headers.add(headers.lines(response.getHeaders())));
            copy.setCookies(headers.cookies(response.getCookies()));
            copy.setBody(response.getBody());
            copy.setIsBase64Encoded(response.getIsBase64Encoded());
            return copy;
        }
    }
}
