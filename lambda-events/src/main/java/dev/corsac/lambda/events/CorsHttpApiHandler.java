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
 * A handler of {@link APIGatewayV2HTTPEvent} under a policy: for an HTTP API with payload format 2.0, or a function URL. It does with typed
 * events what {@link dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters hands the policy and
 * the handler to {@code super}. The handler's answer is copied, so it may be shared or immutable.
 *
 * <p>Safe for use by several threads if the handler is. Nothing of a call is kept.
 */
public class CorsHttpApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final TypedPolicy<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> typed;

    /** Puts {@code policy} around {@code handler}, with {@link HandlerOptions#DEFAULTS}. */
    public CorsHttpApiHandler(
            CorsPolicy policy, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
        this(policy, handler, HandlerOptions.DEFAULTS);
    }

    /** Puts {@code policy} around {@code handler}. */
    public CorsHttpApiHandler(
            CorsPolicy policy,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Answers one event. An event that no front made goes to the handler as it is. */
    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed extends TypedPolicy<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

        Typed(
                CorsPolicy policy,
                RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
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
                    : PayloadFormat.HTTP_API_2;
        }

        @Override
        CorsRequest request(PayloadFormat format, APIGatewayV2HTTPEvent event) {
            return CorsRequest.of(
                    event.getRequestContext().getHttp().getMethod(),
                    HeaderLines.find("origin", null, event.getHeaders()),
                    HeaderLines.find("access-control-request-method", null, event.getHeaders()),
                    HeaderLines.find("access-control-request-headers", null, event.getHeaders()));
        }

        @Override
        APIGatewayV2HTTPResponse answer(
                PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(status)
                    .withHeaders(AnswerHeaders.of(decision, jsonBody))
                    .withBody(jsonBody == null ? "" : jsonBody)
                    .build();
        }

        /** A status that was not set is 0, and written so. */
        @Override
        @Nullable
        String objection(PayloadFormat format, APIGatewayV2HTTPResponse answer) {
            return AnswerHeaders.objection(answer.getStatusCode());
        }

        @Override
        APIGatewayV2HTTPResponse spliced(PayloadFormat format, APIGatewayV2HTTPResponse answer, CorsDecision decision) {
            AnswerHeaders headers = new AnswerHeaders(decision);
            APIGatewayV2HTTPResponse copy = new APIGatewayV2HTTPResponse();
            copy.setStatusCode(answer.getStatusCode());
            copy.setMultiValueHeaders(headers.keep(answer.getMultiValueHeaders()));
            copy.setHeaders(headers.add(headers.keep(answer.getHeaders())));
            copy.setCookies(answer.getCookies());
            copy.setBody(answer.getBody());
            copy.setIsBase64Encoded(answer.getIsBase64Encoded());
            return copy;
        }
    }
}
