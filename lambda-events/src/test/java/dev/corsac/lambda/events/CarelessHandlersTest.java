package dev.corsac.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsRequestHandler;
import dev.corsac.lambda.CorsStreamHandler;
import dev.corsac.lambda.HandlerOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a handler returns, throws or is given to log with: the page gets a response with CORS headers. */
class CarelessHandlersTest {

    private static final CorsPolicy POLICY =
            CorsPolicy.builder().allowOrigins("https://shop.example").build();
    private static final Map<String, String> ORIGIN = Map.of("origin", "https://shop.example");
    private static final String CORS = "access-control-allow-origin: https://shop.example|vary: Origin";

    private static final Context CONTEXT = EveryFrontTest.SILENT;

    @BeforeEach
    void emptyLog() {
        EveryFrontTest.LOG.setLength(0);
    }

    private static String log() {
        return EveryFrontTest.LOG.toString();
    }

    /** What a handler on maps returned, as its front gets it. */
    private static Map<String, Object> sent(FrontEvent front, Map<?, ?> response) throws Exception {
        return sent(front, CONTEXT, (event, context) -> cast(response));
    }

    private static Map<String, Object> sent(
            FrontEvent front, Context context, RequestHandler<Map<String, Object>, Map<String, Object>> handler)
            throws Exception {
        return FrontEvent.parse(EveryFrontTest.typed(
                        "", EnumSet.of(front), Map.class, Map.class, context, new CorsMapHandler(POLICY, handler))
                .way()
                .handle(front.event("GET", "/ok", ORIGIN)));
    }

    @SuppressWarnings("unchecked") // as careless handlers do
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static void assertReadable(FrontEvent front, Map<String, Object> sent, int status) {
        assertThat(sent).containsEntry("statusCode", status);
        assertThat(EveryFrontTest.corsLines(front.sent(sent))).isEqualTo(CORS);
    }

    private enum Key {
        statusCode,
        body,
        headers
    }

    @ParameterizedTest
    @EnumSource
    void a_map_with_enum_keys_is_a_response(FrontEvent front) throws Exception {
        Map<String, Object> sent =
                sent(front, Map.of(Key.statusCode, 201, Key.body, "x", Key.headers, Map.of(Key.body, Key.headers)));
        assertReadable(front, sent, 201);
        assertThat(sent).containsEntry("body", "x");
        if (front != FrontEvent.LOAD_BALANCER_MULTI_VALUE) {
            assertThat(front.sent(sent)).containsEntry("body", List.of("headers"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_map_that_contains_itself_is_a_500(FrontEvent front) throws Exception {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("body", cyclic);
        cyclic.put("headers", cyclic);
        cyclic.put("statusCode", 200);
        assertReadable(front, sent(front, cyclic), 500);
        assertThat(log()).contains("Responded with 500.");
        cyclic.remove("statusCode");
        assertReadable(front, sent(front, cyclic), 500);
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertReadable(front, sent(front, Map.of("statusCode", list)), 500);
    }

    @ParameterizedTest
    @EnumSource
    void a_map_that_fails_when_it_is_read_is_a_500(FrontEvent front) throws Exception {
        Map<String, Object> lazy = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException("session closed");
            }
        };
        assertReadable(front, sent(front, lazy), 500);
        assertThat(log()).contains("session closed");
        assertReadable(front, sent(front, Map.of("statusCode", 200, "headers", lazy, "multiValueHeaders", lazy)), 500);
        RequestHandler<Map<String, Object>, Map<String, Object>> handler = (event, context) -> lazy;
        assertThatThrownBy(() -> new CorsMapHandler(POLICY, handler, HandlerOptions.DEFAULTS.withErrorsRethrown())
                        .handleRequest(
                                Map.of("httpMethod", "GET", "headers", ORIGIN, "requestContext", Map.of()), CONTEXT))
                .hasMessage("session closed");
    }

    /** Members that the front ignores may be anything: the runtime never gets to write them. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REST_API")
    void members_that_the_front_ignores_are_left_out(FrontEvent front) throws Exception {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("self", cyclic);
        Map<String, Object> sent = sent(front, Map.of("statusCode", 200, "body", "x", "debug", cyclic));
        assertReadable(front, sent, 200);
        assertThat(sent).doesNotContainKey("debug");
    }

    @SuppressWarnings("UnnecessaryStringBuilder") // it is what handlers have
    private static List<Object> linesOfVary() {
        Set<String> set = new LinkedHashSet<>(List.of("Accept", "X-A"));
        return List.of(
                set,
                new String[] {"Accept", "X-A"},
                List.of("Accept", "X-A"),
                new StringBuilder("Accept, X-A"),
                List.of(new StringBuilder("Accept"), "X-A"));
    }

    @ParameterizedTest
    @EnumSource
    void vary_is_merged_whatever_holds_it(FrontEvent front) throws Exception {
        for (Object vary : linesOfVary()) {
            for (String map : List.of("headers", "multiValueHeaders")) {
                Map<String, Object> sent = sent(front, Map.of("statusCode", 200, map, Map.of("VARY", vary)));
                assertThat(front.sent(sent))
                        .as("%s, %s", vary, map)
                        .containsEntry("vary", List.of("Accept, X-A, Origin"));
            }
        }
    }

    /** {@code String} takes a dotless i for an I, a Kelvin sign for a K and a long s for an S; HTTP does not. */
    @Test
    void only_ascii_letters_have_no_case() throws Exception {
        FrontEvent front = FrontEvent.REST_API;
        RequestHandler<Map<String, Object>, Map<String, Object>> handler =
                (event, context) -> Map.of("statusCode", 200, "headers", Map.of("Vary", "or\u0131gin"));
        byte[] foreign = front.event("GET", "/ok", Map.of("or\u0131gin", "https://shop.example"));
        Map<String, Object> sent = FrontEvent.parse(
                EveryFrontTest.typed("", EnumSet.of(front), Map.class, Map.class, new CorsMapHandler(POLICY, handler))
                        .way()
                        .handle(foreign));
        assertThat(front.sent(sent)).doesNotContainKey("access-control-allow-origin");
        assertThat(front.sent(sent)).containsEntry("vary", List.of("or\u0131gin, Origin"));
    }

    /** Its message, its cause and its stack trace all fail. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    private static Context context(@Nullable LambdaLogger logger) {
        return (Context) Proxy.newProxyInstance(
                CarelessHandlersTest.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (self, method, arguments) -> {
                    if (logger == null || !method.getName().equals("getLogger")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return logger;
                });
    }

    private static final LambdaLogger BROKEN = new LambdaLogger() {
        @Override
        public void log(String message) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public void log(byte[] message) {
            throw new IllegalStateException("disk full");
        }
    };

    @Test
    void an_exception_that_cannot_be_printed_is_a_500() throws Exception {
        FrontEvent front = FrontEvent.REST_API;
        assertReadable(
                front,
                sent(front, CONTEXT, (event, context) -> {
                    throw new Unprintable();
                }),
                500);
        assertThat(log())
                .contains("Unprintable", "its message could not be read", "\tat ")
                .endsWith("\n");
    }

    @Test
    void a_logger_or_a_context_that_throws_costs_no_header() throws Exception {
        for (Context context : List.of(context(BROKEN), context(null))) {
            for (FrontEvent front : FrontEvent.values()) {
                assertReadable(
                        front,
                        sent(front, context, (event, ctx) -> {
                            throw new IllegalStateException("the handler's");
                        }),
                        500);
                assertReadable(front, sent(front, context, (event, ctx) -> Map.of("statusCode", 0)), 500);
            }
            byte[] event = FrontEvent.REST_API.event("GET", "/ok", ORIGIN);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new CorsStreamHandler(
                            POLICY,
                            (in, o, ctx) -> o.write("nonsense".getBytes(StandardCharsets.UTF_8)),
                            HandlerOptions.DEFAULTS
                                    .withDecisionsLogged()
                                    .withTimeoutMargin(java.time.Duration.ofMillis(5)))
                    .handleRequest(new ByteArrayInputStream(event), out, context);
            assertReadable(FrontEvent.REST_API, FrontEvent.parse(out.toByteArray()), 500);
        }
    }

    @Nested
    class A_wrapper_of_another_payload_format {

        private final List<String> names = new ArrayList<>();

        private void call(
                FrontEvent front,
                Class<?> event,
                Class<?> response,
                RequestHandler<?, ?> wrapper,
                boolean applied,
                String... words)
                throws Exception {
            emptyLog();
            for (int i = 0; i < 3; i++) {
                EveryFrontTest.typed("", EnumSet.of(front), event, response, wrapper)
                        .way()
                        .handle(front.event("GET", "/ok", ORIGIN));
            }
            assertThat(log().lines()).as("%s, %s", wrapper.getClass(), front).hasSize(words.length == 0 ? 0 : 1);
            if (words.length > 0) {
                assertThat(log()).contains(words);
                assertThat(log().startsWith("The CORS policy is not applied: ")).isEqualTo(!applied);
            }
            names.add(front.name());
        }

        @Test
        void names_once_the_class_to_use() throws Exception {
            for (FrontEvent front : FrontEvent.values()) {
                boolean version2 = front == FrontEvent.HTTP_API_2 || front == FrontEvent.FUNCTION_URL;
                boolean balancer = front.name().startsWith("LOAD");
                call(
                        front,
                        APIGatewayProxyRequestEvent.class,
                        APIGatewayProxyResponseEvent.class,
                        new CorsApiGatewayProxyHandler(
                                POLICY, (event, context) -> new APIGatewayProxyResponseEvent().withStatusCode(200)),
                        !version2,
                        version2 ? new String[] {"CorsHttpApiHandler", "CorsMapHandler"} : new String[0]);
                call(
                        front,
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        new CorsHttpApiHandler(
                                POLICY,
                                (event, context) -> APIGatewayV2HTTPResponse.builder()
                                        .withStatusCode(200)
                                        .build()),
                        version2,
                        version2
                                ? new String[0]
                                : balancer
                                        ? new String[] {"CorsLoadBalancerHandler"}
                                        : new String[] {"CorsApiGatewayProxyHandler"});
                call(
                        front,
                        ApplicationLoadBalancerRequestEvent.class,
                        ApplicationLoadBalancerResponseEvent.class,
                        new CorsLoadBalancerHandler(POLICY, (event, context) -> {
                            ApplicationLoadBalancerResponseEvent response = new ApplicationLoadBalancerResponseEvent();
                            response.setStatusCode(200);
                            return response;
                        }),
                        !version2,
                        balancer
                                ? new String[0]
                                : version2
                                        ? new String[] {"CorsHttpApiHandler"}
                                        : new String[] {"CorsApiGatewayProxyHandler"});
            }
            assertThat(names).hasSize(18);
        }

        @Test
        void says_nothing_of_events_that_are_no_http_requests() throws Exception {
            String queue = "{\"Records\":[{\"body\":\"x\",\"eventSource\":\"aws:sqs\"}]}";
            String socket =
                    "{\"requestContext\":{\"routeKey\":\"$connect\",\"eventType\":\"CONNECT\",\"connectionId\":\"a=\","
                            + "\"stage\":\"prod\",\"apiId\":\"x\"},\"isBase64Encoded\":false}";
            for (String event : List.of(queue, socket)) {
                EveryFrontTest.typed(
                                "",
                                EnumSet.allOf(FrontEvent.class),
                                APIGatewayV2HTTPEvent.class,
                                APIGatewayV2HTTPResponse.class,
                                new CorsHttpApiHandler(POLICY, (e, context) -> new APIGatewayV2HTTPResponse()))
                        .way()
                        .handle(event.getBytes(StandardCharsets.UTF_8));
                EveryFrontTest.typed(
                                "",
                                EnumSet.allOf(FrontEvent.class),
                                APIGatewayProxyRequestEvent.class,
                                APIGatewayProxyResponseEvent.class,
                                new CorsApiGatewayProxyHandler(
                                        POLICY, (e, context) -> new APIGatewayProxyResponseEvent()))
                        .way()
                        .handle(event.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(log()).isEmpty();
        }
    }

    /** A load balancer sends one map only, and reads the same: the policy's lines must be in it, whatever the wrapper. */
    @Test
    void a_wrapper_of_rest_events_serves_a_load_balancer_too() throws Exception {
        for (FrontEvent front : List.of(FrontEvent.LOAD_BALANCER, FrontEvent.LOAD_BALANCER_MULTI_VALUE)) {
            CorsApiGatewayProxyHandler handler = new CorsApiGatewayProxyHandler(
                    POLICY,
                    (event, context) -> new APIGatewayProxyResponseEvent()
                            .withStatusCode(200)
                            .withBody("x"));
            byte[] sent = EveryFrontTest.typed(
                            "",
                            EnumSet.of(front),
                            APIGatewayProxyRequestEvent.class,
                            APIGatewayProxyResponseEvent.class,
                            handler)
                    .way()
                    .handle(front.event("GET", "/ok", ORIGIN));
            assertReadable(front, FrontEvent.parse(sent), 200);
        }
    }

    // The signatures of issue 14: each of them compiles, and is applied.

    /** As the Serverless Framework's Java template has it. */
    public static final class OwnResponse {
        public int getStatusCode() {
            return 200;
        }

        public String getBody() {
            return "own";
        }
    }

    public static final class MapToOwn implements RequestHandler<Map<String, Object>, OwnResponse> {
        @Override
        public OwnResponse handleRequest(Map<String, Object> event, Context context) {
            return new OwnResponse();
        }
    }

    public static final class EventToText implements RequestHandler<APIGatewayV2HTTPEvent, String> {
        @Override
        public String handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            return "text";
        }
    }

    public static final class MapToEvent implements RequestHandler<Map<String, Object>, APIGatewayProxyResponseEvent> {
        @Override
        public APIGatewayProxyResponseEvent handleRequest(Map<String, Object> event, Context context) {
            return new APIGatewayProxyResponseEvent().withStatusCode(200).withBody("event");
        }
    }

    public static final class ObjectToObject implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            return Map.of("statusCode", 200, "body", "object");
        }
    }

    @Test
    void a_handler_of_any_signature_has_its_wrapper() throws Exception {
        assertSigned(FrontEvent.REST_API, new MapToOwn(), "own");
        assertSigned(FrontEvent.LOAD_BALANCER, new MapToOwn(), "own");
        assertSigned(FrontEvent.FUNCTION_URL, new EventToText(), "text");
        assertSigned(FrontEvent.HTTP_API_1, new MapToEvent(), "event");
        assertSigned(FrontEvent.HTTP_API_2, new ObjectToObject(), "object");
        RequestHandler<String, String> lambda = (event, context) -> event;
        assertThatThrownBy(() -> new CorsRequestHandler(POLICY, lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not declare its types: write a class");
    }

    private static void assertSigned(FrontEvent front, RequestHandler<?, ?> handler, String body) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CorsRequestHandler(POLICY, handler)
                .handleRequest(new ByteArrayInputStream(front.event("GET", "/ok", ORIGIN)), out, CONTEXT);
        Map<String, Object> sent = FrontEvent.parse(out.toByteArray());
        assertReadable(front, sent, 200);
        assertThat(sent).containsEntry("body", body);
    }

    /** Handlers of maps of anything, and of subclasses of AWS's events, fit the typed wrappers as they are. */
    @Test
    void a_handler_of_supertypes_and_subtypes_fits() throws Exception {
        RequestHandler<Object, Map<String, String>> handler = (event, context) -> Map.of("statusCode", "200");
        Map<String, Object> sent = FrontEvent.parse(EveryFrontTest.typed(
                        "", EnumSet.of(FrontEvent.REST_API), Map.class, Map.class, new CorsMapHandler(POLICY, handler))
                .way()
                .handle(FrontEvent.REST_API.event("GET", "/ok", ORIGIN)));
        assertThat(sent).containsEntry("statusCode", "200");
    }

    @Test
    void an_event_that_no_front_made_passes_through() {
        List<Map<String, Object>> events = List.of(
                Map.of("httpMethod", "GET", "headers", ORIGIN, "methodArn", "arn:aws:execute-api:x"),
                Map.of("httpMethod", "GET", "headers", ORIGIN, "requestContext", Map.of("connectionId", "a=")),
                Map.of("httpMethod", "GET", "apiPath", "/x"),
                Map.of("Records", List.of()));
        for (Map<String, Object> event : events) {
            Map<String, Object> returned = new CorsMapHandler(
                            POLICY, (e, context) -> Map.of("policyDocument", Map.of()))
                    .handleRequest(event, CONTEXT);
            assertThat(returned).containsOnlyKeys("policyDocument");
        }
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("httpMethod", "GET");
        nulls.put("headers", ORIGIN);
        nulls.put("methodArn", null);
        nulls.put("routeArn", null);
        Map<String, Object> requestContext = new HashMap<>();
        requestContext.put("elb", null);
        requestContext.put("connectionId", null);
        nulls.put("requestContext", requestContext);
        Map<String, Object> returned =
                new CorsMapHandler(POLICY, (e, context) -> Map.of("body", "x")).handleRequest(nulls, CONTEXT);
        assertThat(returned).containsKey("headers").doesNotContainKey("statusCode");
    }
}
