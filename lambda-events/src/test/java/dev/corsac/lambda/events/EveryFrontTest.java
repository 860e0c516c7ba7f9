package dev.corsac.lambda.events;

import static dev.corsac.lambda.events.FrontEvent.FUNCTION_URL;
import static dev.corsac.lambda.events.FrontEvent.HTTP_API_1;
import static dev.corsac.lambda.events.FrontEvent.HTTP_API_2;
import static dev.corsac.lambda.events.FrontEvent.LOAD_BALANCER;
import static dev.corsac.lambda.events.FrontEvent.LOAD_BALANCER_MULTI_VALUE;
import static dev.corsac.lambda.events.FrontEvent.REST_API;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsHandler;
import dev.corsac.lambda.CorsRequestHandler;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One table of requests, through every front and every way in: these CORS headers in the response, and nothing more. */
class EveryFrontTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ALLOWED_ORIGINS", "https://shop.example https://www.shop.example",
            "ALLOW_CREDENTIALS", "true",
            "ALLOWED_METHODS", "GET PUT",
            "ALLOWED_HEADERS", "content-type");
    private static final CorsPolicy POLICY = CorsPolicy.fromEnvironment(ENVIRONMENT);

    private static final String SHOP = "https://shop.example";
    private static final String ALLOWED =
            "access-control-allow-credentials: true|access-control-allow-origin: " + SHOP + "|";
    private static final String PREFLIGHT_VARY =
            "vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    record Case(String description, String method, String path, Map<String, String> headers, int status, String sent) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "an allowed origin",
                    "GET",
                    "/ok",
                    Map.of("origin", SHOP, "host", "api"),
                    200,
                    ALLOWED + "vary: Origin"),
            new Case("odd case of the header", "GET", "/ok", Map.of("OrIgIn", SHOP), 200, ALLOWED + "vary: Origin"),
            new Case("a foreign origin", "GET", "/ok", Map.of("origin", "https://evil.example"), 200, "vary: Origin"),
            new Case("no origin", "GET", "/ok", Map.of("host", "api"), 200, "vary: Origin"),
            new Case("no headers", "GET", "/ok", Map.of(), 200, "vary: Origin"),
            new Case(
                    "headers of the handler's own",
                    "GET",
                    "/own-cors",
                    Map.of("origin", SHOP),
                    200,
                    ALLOWED + "vary: Accept-Encoding, Origin"),
            new Case(
                    "headers of the handler's own for a foreign origin",
                    "GET",
                    "/own-cors",
                    Map.of("origin", "https://evil.example"),
                    200,
                    "vary: Accept-Encoding, Origin"),
            new Case("a handler that throws", "GET", "/fail", Map.of("origin", SHOP), 500, ALLOWED + "vary: Origin"),
            new Case(
                    "a handler that returns null",
                    "GET",
                    "/null",
                    Map.of("origin", SHOP),
                    500,
                    ALLOWED + "vary: Origin"),
            new Case(
                    "a handler that throws at a foreign origin",
                    "GET",
                    "/fail",
                    Map.of("origin", "https://evil.example"),
                    500,
                    "vary: Origin"),
            new Case(
                    "a preflight",
                    "OPTIONS",
                    "/fail",
                    headers(
                            "origin",
                            SHOP,
                            "access-control-request-method",
                            "PUT",
                            "access-control-request-headers",
                            "content-type"),
                    204,
                    "access-control-allow-credentials: true|access-control-allow-headers: content-type"
                            + "|access-control-allow-methods: GET,HEAD,POST,PUT|access-control-allow-origin: " + SHOP
                            + "|"
                            + PREFLIGHT_VARY),
            new Case(
                    "a preflight from a foreign origin",
                    "OPTIONS",
                    "/fail",
                    headers("origin", "https://evil.example", "access-control-request-method", "PUT"),
                    403,
                    PREFLIGHT_VARY),
            new Case(
                    "a preflight for a method that is not allowed",
                    "OPTIONS",
                    "/fail",
                    headers("origin", SHOP, "access-control-request-method", "DELETE"),
                    403,
                    PREFLIGHT_VARY),
            new Case(
                    "OPTIONS that is not a preflight",
                    "OPTIONS",
                    "/ok",
                    Map.of("origin", SHOP),
                    200,
                    ALLOWED + "vary: Origin"));

    /** What the context's log was given last. */
    static final StringBuilder LOG = new StringBuilder();

    /** A context of which only the log is used. */
    static final Context SILENT = (Context) Proxy.newProxyInstance(
            EveryFrontTest.class.getClassLoader(), new Class<?>[] {Context.class}, (context, method, arguments) -> {
                if (!method.getName().equals("getLogger")) {
                    throw new UnsupportedOperationException(method.getName());
                }
                return new LambdaLogger() {
                    @Override
                    public void log(String message) {
                        LOG.append(message);
                    }

                    @Override
                    public void log(byte[] message) {}
                };
            });

    interface Way {
        byte[] handle(byte[] event) throws Exception;
    }

    record WayIn(String name, Set<FrontEvent> fronts, Way way) {}

    private static List<WayIn> waysIn() {
        Set<FrontEvent> all = EnumSet.allOf(FrontEvent.class);
        Set<FrontEvent> version1 = EnumSet.of(REST_API, HTTP_API_1);
        Set<FrontEvent> version2 = EnumSet.of(HTTP_API_2, FUNCTION_URL);
        Set<FrontEvent> balancers = EnumSet.of(LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE);
        return List.of(
                stream("CorsStreamHandler", all, new CorsStreamHandler(POLICY, new Shop.OnStreams())),
                noCode(all, "OnStreams"),
                noCode(all, "OnStreams::handleRequest"),
                noCode(all, "OnMaps"),
                noCode(all, "OnMaps::handleRequest"),
                noCode(version1, "OnRestEvents"),
                noCode(version2, "OnHttpEvents::handleRequest"),
                noCode(balancers, "OnBalancerEvents"),
                typed("CorsMapHandler", all, Map.class, Map.class, new CorsMapHandler(POLICY, new Shop.OnMaps())),
                stream("CorsRequestHandler on maps", all, new CorsRequestHandler(POLICY, new Shop.OnMaps())),
                stream(
                        "CorsRequestHandler on events",
                        version1,
                        new CorsRequestHandler(POLICY, new Shop.OnRestEvents())),
                typed(
                        "CorsApiGatewayProxyHandler",
                        version1,
                        APIGatewayProxyRequestEvent.class,
                        APIGatewayProxyResponseEvent.class,
                        new CorsApiGatewayProxyHandler(POLICY, new Shop.OnRestEvents())),
                typed(
                        "CorsHttpApiHandler",
                        version2,
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        new CorsHttpApiHandler(POLICY, new Shop.OnHttpEvents())),
                typed(
                        "CorsLoadBalancerHandler",
                        balancers,
                        ApplicationLoadBalancerRequestEvent.class,
                        ApplicationLoadBalancerResponseEvent.class,
                        new CorsLoadBalancerHandler(POLICY, new Shop.OnBalancerEvents())));
    }

    static Stream<Arguments> everything() {
        return waysIn().stream()
                .flatMap(wayIn -> wayIn.fronts().stream()
                        .flatMap(front -> CASES.stream().map(request -> Arguments.of(wayIn, front, request))));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("everything")
    void the_response_has_these_cors_headers_and_nothing_more(WayIn wayIn, FrontEvent front, Case request)
            throws Exception {
        byte[] event = front.event(request.method(), request.path(), request.headers());

        Map<String, Object> response = FrontEvent.parse(wayIn.way().handle(event));

        assertThat(response.get("statusCode")).isEqualTo(request.status());
        assertThat(corsLines(front.sent(response))).isEqualTo(request.sent());
        if (request.status() == 200) {
            if (front != LOAD_BALANCER_MULTI_VALUE) { // which does not read the map where the handler put it
                assertThat(front.sent(response)).containsEntry("content-type", List.of("text/plain"));
            }
            assertThat(response).containsEntry("body", "ok");
        }
        assertThat(response.toString()).doesNotContain("secret");
    }

    /** CORS headers and Vary, in the order of their names; every line of a name on its own. */
    static String corsLines(Map<String, List<String>> sent) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(sent).forEach((name, values) -> {
            if (name.startsWith("access-control-") || name.equals("vary")) {
                values.forEach(value -> lines.append(lines.isEmpty() ? "" : "|")
                        .append(name)
                        .append(": ")
                        .append(value));
            }
        });
        return lines.toString();
    }

    static WayIn stream(String name, Set<FrontEvent> fronts, RequestStreamHandler handler) {
        return new WayIn(name, fronts, event -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(event), out, SILENT);
            return out.toByteArray();
        });
    }

    private static WayIn noCode(Set<FrontEvent> fronts, String handler) {
        Map<String, String> environment = new LinkedHashMap<>(ENVIRONMENT);
        environment.put("CORSAC_HANDLER", Shop.class.getName() + "$" + handler);
        return stream("CorsHandler on " + handler, fronts, corsHandler(environment));
    }

    /** With an environment of the test's own, where Lambda gives it that of the process. */
    static RequestStreamHandler corsHandler(Map<String, String> environment) {
        try {
            Constructor<CorsHandler> constructor = CorsHandler.class.getDeclaredConstructor(Map.class);
            constructor.setAccessible(true);
            return constructor.newInstance(environment);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static WayIn typed(
            String name, Set<FrontEvent> fronts, Class<?> event, Class<?> response, RequestHandler<?, ?> handler) {
        return typed(name, fronts, event, response, SILENT, handler);
    }

    /** As Lambda's runtime calls a typed handler. */
    @SuppressWarnings("unchecked") // the serializers are those of its types
    static WayIn typed(
            String name,
            Set<FrontEvent> fronts,
            Class<?> event,
            Class<?> response,
            Context context,
            RequestHandler<?, ?> handler) {
        return new WayIn(name, fronts, bytes -> {
            PojoSerializer<Object> reader = serializer(event);
            PojoSerializer<Object> writer = serializer(response);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.toJson(
                    ((RequestHandler<Object, Object>) handler)
                            .handleRequest(reader.fromJson(new ByteArrayInputStream(bytes)), context),
                    out);
            return out.toByteArray();
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> PojoSerializer<T> serializer(Class<?> type) {
        return (PojoSerializer<T>)
                (LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                        : JacksonFactory.getInstance().getSerializer(type));
    }

    private static Map<String, String> headers(String... namesAndValues) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
