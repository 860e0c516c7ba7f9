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
 * A handler of {@link APIGatewayProxyRequestEvent} under a policy: for a REST API, or an HTTP API with payload format 1.0. It does with typed
 * events what {@link dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters hands the policy and
 * the handler to {@code super}. The handler's answer is copied, so it may be shared or immutable.
 *
 * <p>Safe for use by several threads if the handler is. Nothing of a call is kept.
 */
public class CorsApiGatewayProxyHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final TypedPolicy<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> typed;

    /** Puts {@code policy} around {@code handler}, with {@link HandlerOptions#DEFAULTS}. */
    public CorsApiGatewayProxyHandler(
            CorsPolicy policy, RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler) {
        this(policy, handler, HandlerOptions.DEFAULTS);
    }

    /** Puts {@code policy} around {@code handler}. */
    public CorsApiGatewayProxyHandler(
            CorsPolicy policy,
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Answers one event. An event that no front made goes to the handler as it is. */
    @Override
    public final APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed extends TypedPolicy<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

        Typed(
                CorsPolicy policy,
                RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(APIGatewayProxyRequestEvent event) {
            if (event.getHttpMethod() == null) {
                return null;
            }
            return event.getVersion() == null ? PayloadFormat.REST_API : PayloadFormat.HTTP_API_1;
        }

        @Override
        CorsRequest request(PayloadFormat format, APIGatewayProxyRequestEvent event) {
            Map<String, List<String>> all = event.getMultiValueHeaders();
            Map<String, String> last = event.getHeaders();
            return CorsRequest.of(
                    event.getHttpMethod(),
                    HeaderLines.find("origin", all, last),
                    HeaderLines.find("access-control-request-method", all, last),
                    HeaderLines.find("access-control-request-headers", all, last));
        }

        @Override
        APIGatewayProxyResponseEvent answer(
                PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            return new APIGatewayProxyResponseEvent()
                    .withStatusCode(status)
                    .withHeaders(AnswerHeaders.of(decision, jsonBody))
                    .withBody(jsonBody == null ? "" : jsonBody)
                    .withIsBase64Encoded(false);
        }

        /** A REST API takes a missing status for 200. */
        @Override
        @Nullable
        String objection(PayloadFormat format, APIGatewayProxyResponseEvent answer) {
            Integer status = answer.getStatusCode();
            if (status == null) {
                return format.needsStatus ? "it has no statusCode" : null;
            }
            return AnswerHeaders.objection(status);
        }

        /** All in {@code headers}: these fronts send what stands in either map, and would send a line in both twice. */
        @Override
        APIGatewayProxyResponseEvent spliced(
                PayloadFormat format, APIGatewayProxyResponseEvent answer, CorsDecision decision) {
            AnswerHeaders headers = new AnswerHeaders(decision);
            Map<String, List<String>> lists = headers.keep(answer.getMultiValueHeaders());
            Map<String, String> lines = headers.keep(answer.getHeaders());
            return new APIGatewayProxyResponseEvent()
                    .withStatusCode(answer.getStatusCode())
                    .withHeaders(headers.add(lines))
                    .withMultiValueHeaders(lists)
                    .withBody(answer.getBody())
                    .withIsBase64Encoded(answer.getIsBase64Encoded());
        }
    }
}
