package dev.corsac.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsHandler;
import dev.corsac.lambda.CorsRequestHandler;
import dev.corsac.lambda.CorsStreamHandler;
import dev.corsac.lambda.HandlerOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options in environment variables, which only a process of its own can have. */
class EnvironmentOptionsTest {

    private static final String PREFIX = "handled: ";
    private static final String REFUSAL = "{\"corsac\":{\"kind\":\"actual\",\"allowed\":false";

    @Test
    void every_handler_without_options_logs_decisions_if_the_variable_is_set() throws Exception {
        assertThat(loggedBefore(Map.of("CORSAC_LOG_DECISIONS", "true")))
                .hasSize(7)
                .allSatisfy((handler, log) -> assertThat(log).as(handler).startsWith(REFUSAL));
    }

    @Test
    void none_logs_decisions_if_it_is_not() throws Exception {
        assertThat(loggedBefore(Map.of()))
                .hasSize(7)
                .allSatisfy((handler, log) -> assertThat(log).as(handler).isEmpty());
        assertThat(loggedBefore(Map.of("CORSAC_LOG_DECISIONS", "false")))
                .hasSize(7)
                .allSatisfy((handler, log) -> assertThat(log).as(handler).isEmpty());
    }

    @Test
    void options_in_code_are_exactly_those() throws Exception {
        assertThat(run(Map.of("CORSAC_LOG_DECISIONS", "true", "OPTIONS_IN_CODE", "true")))
                .contains(PREFIX)
                .doesNotContain(REFUSAL);
    }

    @Test
    void a_value_that_is_not_valid_stops_every_handler_without_options() throws Exception {
        String output = run(Map.of("CORSAC_LOG_DECISIONS", "yes"));
        assertThat(output.split("CORSAC_LOG_DECISIONS is \"yes\". It must be true or false.", -1))
                .hasSize(8);
        assertThat(output).doesNotContain(PREFIX);
    }

    /** Returns for each handler what was logged while it handled an event. */
    private static Map<String, String> loggedBefore(Map<String, String> variables) throws Exception {
        Map<String, String> logs = new HashMap<>();
        StringBuilder log = new StringBuilder();
        for (String line : run(variables).lines().toList()) {
            if (line.startsWith(PREFIX)) {
                logs.put(line.substring(PREFIX.length()), log.toString());
                log.setLength(0);
            } else {
                log.append(line);
            }
        }
        assertThat(log).isEmpty();
        return logs;
    }

    private static String run(Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EnvironmentOptionsTest.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CORSAC_"));
        builder.environment().putAll(variables);
        builder.environment().put("ALLOWED_ORIGINS", "https://shop.example");
        builder.environment().put("CORSAC_HANDLER", Shop.OnStreams.class.getName());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Runs in the process: each handler gets one call of a stranger, without a context, so that logs go to standard error. */
    public static void main(String[] arguments) {
        CorsPolicy policy = CorsPolicy.fromEnvironment(System.getenv());
        boolean inCode = System.getenv("OPTIONS_IN_CODE") != null;
        HandlerOptions options = HandlerOptions.DEFAULTS;
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(() -> stream(
                inCode
                        ? new CorsStreamHandler(policy, new Shop.OnStreams(), options)
                        : new CorsStreamHandler(policy, new Shop.OnStreams())));
        attempts.add(() -> stream(
                inCode
                        ? new CorsRequestHandler(policy, new Shop.OnMaps(), options)
                        : new CorsRequestHandler(policy, new Shop.OnMaps())));
        attempts.add(() -> typed(
                APIGatewayProxyRequestEvent.class,
                FrontEvent.REST_API,
                inCode
                        ? new CorsApiGatewayProxyHandler(policy, new Shop.OnRestEvents(), options)
                        : new CorsApiGatewayProxyHandler(policy, new Shop.OnRestEvents())));
        attempts.add(() -> typed(
                APIGatewayV2HTTPEvent.class,
                FrontEvent.HTTP_API_2,
                inCode
                        ? new CorsHttpApiHandler(policy, new Shop.OnHttpEvents(), options)
                        : new CorsHttpApiHandler(policy, new Shop.OnHttpEvents())));
        attempts.add(() -> typed(
                ApplicationLoadBalancerRequestEvent.class,
                FrontEvent.LOAD_BALANCER,
                inCode
                        ? new CorsLoadBalancerHandler(policy, new Shop.OnBalancerEvents(), options)
                        : new CorsLoadBalancerHandler(policy, new Shop.OnBalancerEvents())));
        attempts.add(() -> maps(
                inCode
                        ? new CorsMapHandler(policy, new Shop.OnMaps(), options)
                        : new CorsMapHandler(policy, new Shop.OnMaps())));
        if (!inCode) {
            attempts.add(() -> stream(new CorsHandler()));
        }
        for (Attempt attempt : attempts) {
            try {
                System.err.println(PREFIX + attempt.handler());
            } catch (IllegalArgumentException | IOException e) {
                System.err.println(e.getMessage());
            }
        }
    }

    /** Handles one event and returns the name of the handler. */
    private interface Attempt {
        String handler() throws IOException;
    }

    private static String stream(RequestStreamHandler handler) throws IOException {
        handler.handleRequest(new ByteArrayInputStream(event(FrontEvent.REST_API)), new ByteArrayOutputStream(), null);
        return handler.getClass().getName();
    }

    private static <E, R> String typed(Class<E> type, FrontEvent front, RequestHandler<E, R> handler)
            throws IOException {
        E event = JacksonFactory.getInstance().getSerializer(type).fromJson(new ByteArrayInputStream(event(front)));
        handler.handleRequest(event, null);
        return handler.getClass().getName();
    }

    private static String maps(RequestHandler<Map<String, Object>, Map<String, Object>> handler) throws IOException {
        handler.handleRequest(FrontEvent.parse(event(FrontEvent.REST_API)), null);
        return handler.getClass().getName();
    }

    private static byte[] event(FrontEvent front) throws IOException {
        return front.event("GET", "/ok", Map.of("Origin", "https://stranger.example"));
    }
}
