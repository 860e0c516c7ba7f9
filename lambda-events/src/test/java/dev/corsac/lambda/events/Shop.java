package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same function in every form that Lambda takes. Its responses are shared and immutable, which is allowed: {@code
 * /own-cors} sends CORS headers of its own in both maps, {@code /fail} throws, {@code /null} returns null.
 */
public final class Shop {

    private static final Map<String, String> PLAIN = Map.of("Content-Type", "text/plain");
    private static final Map<String, String> OWN =
            Map.of("Content-Type", "text/plain", "access-control-allow-origin", "*", "VARY", "Accept-Encoding");
    private static final Map<String, List<String>> OWN_LISTS =
            Map.of("Access-Control-Allow-Origin", List.of("*"), "Access-Control-Max-Age", List.of("5"));

    private Shop() {}

    /** Null for a handler that returns null. */
    private static @Nullable Map<String, String> lines(String path) {
        return switch (path) {
            case "/ok" -> PLAIN;
            case "/own-cors" -> OWN;
            case "/null" -> null;
            default -> throw new IllegalStateException("secret of " + path);
        };
    }

    private static String path(Map<String, Object> event) {
        return String.valueOf(event.containsKey("rawPath") ? event.get("rawPath") : event.get("path"));
    }

    private static @Nullable Map<String, List<String>> lists(String path) {
        return path.equals("/own-cors") ? OWN_LISTS : null;
    }

    /** With bytes. */
    public static final class OnStreams implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            Map<String, Object> event = FrontEvent.parse(input.readAllBytes());
            String path = path(event);
            Map<String, String> lines = lines(path);
            if (lines == null) {
                output.write("null".getBytes(StandardCharsets.UTF_8));
                return;
            }
            StringBuilder response = new StringBuilder("{\"statusCode\":200,\"headers\":{");
            lines.forEach((name, value) -> response.append('"')
                    .append(name)
                    .append("\":\"")
                    .append(value)
                    .append("\","));
            response.setLength(response.length() - 1);
            if (lists(path) != null) {
                response.append("},\"multiValueHeaders\":{");
                OWN_LISTS.forEach((name, value) -> response.append('"')
                        .append(name)
                        .append("\":[\"")
                        .append(value.get(0))
                        .append("\"],"));
                response.setLength(response.length() - 1);
            }
            output.write(response.append("},\"body\":\"ok\"}").toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** With maps. */
    public static final class OnMaps implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        @SuppressWarnings("NullAway") // as a careless handler does
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            String path = path(event);
            Map<String, String> lines = lines(path);
            if (lines == null) {
                return null;
            }
            return lists(path) == null
                    ? Map.of("statusCode", 200, "headers", lines, "body", "ok")
                    : Map.of("statusCode", 200, "headers", lines, "multiValueHeaders", OWN_LISTS, "body", "ok");
        }
    }

    /** With what a REST API sends. */
    public static final class OnRestEvents
            implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
        @Override
        @SuppressWarnings("NullAway")
        public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            Map<String, String> lines = lines(event.getPath());
            return lines == null
                    ? null
                    : new APIGatewayProxyResponseEvent()
                            .withStatusCode(200)
                            .withHeaders(lines)
                            .withMultiValueHeaders(lists(event.getPath()))
                            .withBody("ok");
        }
    }

    /** With what an HTTP API sends. */
    public static final class OnHttpEvents implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        @Override
        @SuppressWarnings("NullAway")
        public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            Map<String, String> lines = lines(event.getRawPath());
            return lines == null
                    ? null
                    : APIGatewayV2HTTPResponse.builder()
                            .withStatusCode(200)
                            .withHeaders(lines)
                            .withMultiValueHeaders(lists(event.getRawPath()))
                            .withBody("ok")
                            .build();
        }
    }

    /** With what a load balancer sends. */
    public static final class OnBalancerEvents
            implements RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {
        @Override
        @SuppressWarnings("NullAway")
        public ApplicationLoadBalancerResponseEvent handleRequest(
                ApplicationLoadBalancerRequestEvent event, Context context) {
            Map<String, String> lines = lines(event.getPath());
            if (lines == null) {
                return null;
            }
            ApplicationLoadBalancerResponseEvent response = new ApplicationLoadBalancerResponseEvent();
            response.setStatusCode(200);
            response.setHeaders(lines);
            response.setMultiValueHeaders(lists(event.getPath()));
            response.setBody("ok");
            return response;
        }
    }
}
