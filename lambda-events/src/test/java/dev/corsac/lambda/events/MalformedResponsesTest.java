package dev.corsac.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsRequestHandler;
import dev.corsac.lambda.CorsStreamHandler;
import dev.corsac.lambda.events.MalformedResponses.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every row of the table through every wrapper: what the front rejects becomes a 500 with CORS headers and a log entry that names
 * the member; what it accepts stays what it is.
 */
@SuppressWarnings("NullAway") // its handlers are careless
class MalformedResponsesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("ALLOWED_ORIGINS", "https://shop.example", "ALLOW_CREDENTIALS", "true");
    private static final CorsPolicy POLICY = CorsPolicy.fromEnvironment(ENVIRONMENT);
    private static final Map<String, String> ORIGIN = Map.of("origin", "https://shop.example");
    private static final String CORS =
            "access-control-allow-credentials: true|access-control-allow-origin: https://shop.example|vary: Origin";

    /** What the handlers return; the way without code leaves no other way to tell them. */
    private static String output = "";

    /** The handler as a stream handler. */
    public static final class Bytes implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            out.write(output.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The handler on maps. */
    public static final class Maps implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        @SuppressWarnings("unchecked")
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            return (Map<String, Object>) value(output);
        }
    }

    /** The handler on anything. */
    public static final class Objects implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            return value(output);
        }
    }

    private static String name(FrontEvent front) {
        return switch (front) {
            case REST_API -> "rest";
            case HTTP_API_1 -> "v1";
            case HTTP_API_2 -> "v2";
            case FUNCTION_URL -> "url";
            case LOAD_BALANCER -> "alb";
            case LOAD_BALANCER_MULTI_VALUE -> "alb-multi";
        };
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_handler(FrontEvent front) throws Exception {
        RequestStreamHandler handler = new CorsStreamHandler(POLICY, new Bytes());
        for (Row row : MalformedResponses.rows()) {
            check(row, front, EveryFrontTest.stream("CorsStreamHandler", EnumSet.of(front), handler));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_without_code(FrontEvent front) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(ENVIRONMENT);
        environment.put("CORSAC_HANDLER", Bytes.class.getName());
        EveryFrontTest.WayIn wayIn =
                EveryFrontTest.stream("CorsHandler", EnumSet.of(front), EveryFrontTest.corsHandler(environment));
        for (Row row : MalformedResponses.rows()) {
            check(row, front, wayIn);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_of_maps(FrontEvent front) throws Exception {
        EveryFrontTest.WayIn wayIn = EveryFrontTest.typed(
                "CorsMapHandler", EnumSet.of(front), Map.class, Map.class, new CorsMapHandler(POLICY, new Maps()));
        int checked = 0;
        for (Row row : MalformedResponses.rows()) {
            if (!row.jsonOnly() && row.output().startsWith("{") && !row.member().equals("JSON")) {
                check(row, front, wayIn);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_of_any_signature(FrontEvent front) throws Exception {
        EveryFrontTest.WayIn wayIn = EveryFrontTest.stream(
                "CorsRequestHandler", EnumSet.of(front), new CorsRequestHandler(POLICY, new Objects()));
        for (Row row : MalformedResponses.rows()) {
            if (!row.jsonOnly() && !row.member().equals("JSON")) {
                check(row, front, wayIn);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REST_API", "HTTP_API_1"})
    void a_handler_of_rest_events(FrontEvent front) throws Exception {
        RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler = (event, context) -> {
            Map<?, ?> map = map();
            return new APIGatewayProxyResponseEvent()
                    .withStatusCode((Integer) map.get("statusCode"))
                    .withHeaders(polluted(map.get("headers")))
                    .withMultiValueHeaders(polluted(map.get("multiValueHeaders")))
                    .withBody((String) map.get("body"))
                    .withIsBase64Encoded((Boolean) map.get("isBase64Encoded"));
        };
        checkTyped(
                front,
                Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"),
                EveryFrontTest.typed(
                        "CorsApiGatewayProxyHandler",
                        EnumSet.of(front),
                        APIGatewayProxyRequestEvent.class,
                        APIGatewayProxyResponseEvent.class,
                        new CorsApiGatewayProxyHandler(POLICY, handler)));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_2", "FUNCTION_URL"})
    void a_handler_of_http_api_events(FrontEvent front) throws Exception {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = (event, context) -> {
            Map<?, ?> map = map();
            APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
            response.setStatusCode((Integer) map.get("statusCode"));
            response.setHeaders(polluted(map.get("headers")));
            response.setMultiValueHeaders(polluted(map.get("multiValueHeaders")));
            response.setCookies(polluted(map.get("cookies")));
            response.setBody((String) map.get("body"));
            response.setIsBase64Encoded(Boolean.TRUE.equals(map.get("isBase64Encoded")));
            return response;
        };
        checkTyped(
                front,
                Set.of("statusCode", "headers", "multiValueHeaders", "cookies", "body", "isBase64Encoded"),
                EveryFrontTest.typed(
                        "CorsHttpApiHandler",
                        EnumSet.of(front),
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        new CorsHttpApiHandler(POLICY, handler)));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOAD_BALANCER", "LOAD_BALANCER_MULTI_VALUE"})
    void a_handler_of_load_balancer_events(FrontEvent front) throws Exception {
        RequestHandler<ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> handler =
                (event, context) -> {
                    Map<?, ?> map = map();
                    ApplicationLoadBalancerResponseEvent response = new ApplicationLoadBalancerResponseEvent();
                    response.setStatusCode((Integer) map.get("statusCode"));
                    response.setStatusDescription((String) map.get("statusDescription"));
                    response.setHeaders(polluted(map.get("headers")));
                    response.setMultiValueHeaders(polluted(map.get("multiValueHeaders")));
                    response.setBody((String) map.get("body"));
                    response.setIsBase64Encoded(Boolean.TRUE.equals(map.get("isBase64Encoded")));
                    return response;
                };
        checkTyped(
                front,
                Set.of("statusCode", "statusDescription", "headers", "multiValueHeaders", "body", "isBase64Encoded"),
                EveryFrontTest.typed(
                        "CorsLoadBalancerHandler",
                        EnumSet.of(front),
                        ApplicationLoadBalancerRequestEvent.class,
                        ApplicationLoadBalancerResponseEvent.class,
                        new CorsLoadBalancerHandler(POLICY, handler)));
    }

    /** A class has its types: only rows that they can hold, even if a map has more in it than its type says. */
    private static void checkTyped(FrontEvent front, Set<String> members, EveryFrontTest.WayIn wayIn) throws Exception {
        int checked = 0;
        for (Row row : MalformedResponses.rows()) {
            Object value = row.output().startsWith("{") && !row.member().equals("JSON") ? value(row.output()) : null;
            if (value instanceof Map<?, ?> map
                    && !row.jsonOnly()
                    && members.containsAll(map.keySet())
                    && map.get("statusCode") instanceof Integer
                    && (map.get("headers") == null || map.get("headers") instanceof Map<?, ?>)
                    && (map.get("multiValueHeaders") == null || map.get("multiValueHeaders") instanceof Map<?, ?>)
                    && (map.get("body") == null || map.get("body") instanceof String)
                    && (map.get("statusDescription") == null || map.get("statusDescription") instanceof String)
                    && (map.get("cookies") == null || map.get("cookies") instanceof List<?>)
                    && (map.get("isBase64Encoded") == null || map.get("isBase64Encoded") instanceof Boolean)) {
                check(row, front, wayIn);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(25);
    }

    private static void check(Row row, FrontEvent front, EveryFrontTest.WayIn wayIn) throws Exception {
        output = row.output();
        EveryFrontTest.LOG.setLength(0);
        byte[] bytes = wayIn.way().handle(front.event("GET", "/ok", ORIGIN));
        Map<String, Object> sent = FrontEvent.parse(bytes);
        String what = wayIn.name() + ", " + front + ": " + output + " became " + sent;
        boolean rejected = row.fronts().contains(name(front));
        assertThat(EveryFrontTest.corsLines(front.sent(sent))).as(what).isEqualTo(CORS);
        if (rejected) {
            assertThat(sent).as(what).containsEntry("statusCode", 500);
            assertThat(EveryFrontTest.LOG.toString())
                    .as(what)
                    .startsWith("The handler's response is not valid for ")
                    .contains(row.member())
                    .endsWith("Responded with 500.\n");
        } else {
            assertThat(String.valueOf(sent.get("statusCode"))).as(what).isNotEqualTo("500");
            assertThat(EveryFrontTest.LOG.toString()).as(what).isEmpty();
        }
    }

    @Test
    void the_table_has_rows_for_every_front() {
        for (FrontEvent front : FrontEvent.values()) {
            assertThat(MalformedResponses.rows().stream()
                            .filter(row -> row.fronts().contains(name(front))))
                    .hasSizeGreaterThan(30);
        }
    }

    private static Map<?, ?> map() {
        return (Map<?, ?>) java.util.Objects.requireNonNull(value(output));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as a raw type or a cast of the user's does
    private static <T> @Nullable T polluted(@Nullable Object value) {
        return (T) value;
    }

    private static final JsonFactory JSON = new JsonFactory();

    private static @Nullable Object value(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return FrontEvent.value(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
