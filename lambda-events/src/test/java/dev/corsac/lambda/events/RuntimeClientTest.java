package dev.corsac.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.HandlerOptions;
import dev.corsac.lambda.process.FunctionProcess;
import dev.corsac.lambda.process.RuntimeClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions under AWS's own runtime client, which runs only on Linux, and under ours. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
@Tag("slow")
class RuntimeClientTest {

    private static final Map<String, String> POLICY =
            Map.of("ALLOWED_ORIGINS", "https://shop.example https://www.shop.example", "ALLOW_CREDENTIALS", "true");
    private static final Map<String, String> ORIGIN = Map.of("origin", "https://shop.example");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "AWS, OnStreams",
        "AWS, OnMaps::handleRequest",
        "AWS, OnRestEvents",
        "AWS, OnRestEvents::handleRequest",
        "CORSAC, OnStreams",
        "CORSAC, OnRestEvents::handleRequest"
    })
    void a_handler_gets_the_policy_without_code(RuntimeClient client, String handler) throws Exception {
        Map<String, String> environment = new HashMap<>(POLICY);
        environment.put("CORSAC_HANDLER", Shop.class.getName() + "$" + handler);
        try (FunctionProcess function =
                new FunctionProcess(client, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            assertThat(sent(function, "GET", "/own-cors", 200))
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
                    .containsEntry("vary", List.of("Accept-Encoding, Origin"));
            assertThat(sent(function, "GET", "/fail", 500))
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"));
            assertThat(sent(function, "GET", "/null", 500))
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"));
            assertThat(function.log()).contains("IllegalStateException: secret of /fail");
        }
    }

    @Test
    void a_function_class_of_typed_events_may_be_named_with_its_method() throws Exception {
        try (FunctionProcess function = new FunctionProcess(
                RuntimeClient.AWS, folder, RestFunction.class.getName() + "::handleRequest", POLICY)) {
            assertThat(sent(function, "GET", "/ok", 200))
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"));
            assertThat(sent(function, "GET", "/fail", 500))
                    .containsEntry("access-control-allow-credentials", List.of("true"));
        }
    }

    @Test
    void one_instance_serves_many_threads() throws Exception {
        Map<String, String> environment = new HashMap<>(POLICY);
        environment.put("CORSAC_HANDLER", Shop.OnRestEvents.class.getName());
        environment.put("AWS_LAMBDA_MAX_CONCURRENCY", "4");
        try (FunctionProcess function = new FunctionProcess(
                RuntimeClient.AWS, folder, "dev.corsac.lambda.CorsHandler::handleRequest", environment)) {
            List<CompletableFuture<String>> responses = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                responses.add(function.respond(FrontEvent.REST_API.event(
                        "GET", "/ok", Map.of("origin", "https://" + (i % 2 == 0 ? "www." : "") + "shop.example"))));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(FrontEvent.REST_API.sent(
                                FrontEvent.parse(responses.get(i).get().getBytes(UTF_8))))
                        .containsEntry(
                                "access-control-allow-origin",
                                List.of("https://" + (i % 2 == 0 ? "www." : "") + "shop.example"));
            }
        }
    }

    @Test
    void a_handler_behind_it_is_told_of_the_snapshot() throws Exception {
        Map<String, String> environment = new HashMap<>(POLICY);
        environment.put("CORSAC_HANDLER", WithHooks.class.getName());
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        try (FunctionProcess function =
                new FunctionProcess(RuntimeClient.AWS, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            assertThat(sent(function, "GET", "/ok", 200))
                    .containsEntry("access-control-allow-origin", List.of("https://shop.example"));
            assertThat(function.log()).containsSubsequence("before the checkpoint", "after the restore");
        }
    }

    /** Held by nobody but the policy's handler; the runtime client holds a resource weakly, and collects before a snapshot. */
    public static final class WithHooks
            implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>, Resource {

        public WithHooks() {
            Core.getGlobalContext().register(this);
        }

        @Override
        public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
            System.out.println("before the checkpoint");
        }

        @Override
        public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
            System.out.println("after the restore");
        }

        @Override
        public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            return new Shop.OnRestEvents().handleRequest(event, context);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.Missing", "dev.corsac.lambda.events.Shop::nothing", ""})
    void a_handler_that_is_not_there_stops_the_function_with_its_name(String handler) throws Exception {
        Map<String, String> environment = new HashMap<>(POLICY);
        environment.put("CORSAC_HANDLER", handler);
        try (FunctionProcess function =
                new FunctionProcess(RuntimeClient.AWS, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            assertThat(function.startError()).contains(handler.isEmpty() ? "CORSAC_HANDLER is not set" : handler);
        }
    }

    @Test
    void a_bad_policy_stops_the_function_with_its_problem() throws Exception {
        Map<String, String> environment =
                Map.of("ALLOWED_ORIGINS", "https://shop.example/", "CORSAC_HANDLER", Shop.OnStreams.class.getName());
        try (FunctionProcess function =
                new FunctionProcess(RuntimeClient.AWS, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            assertThat(function.startError()).contains("https://shop.example/");
        }
    }

    @Test
    void rethrown_errors_are_counted_by_lambda() throws Exception {
        Map<String, String> environment = new HashMap<>(POLICY);
        environment.put("CORSAC_HANDLER", Shop.OnRestEvents.class.getName());
        environment.put(HandlerOptions.RETHROW_ERRORS, "true");
        try (FunctionProcess function =
                new FunctionProcess(RuntimeClient.AWS, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            assertThat(function.respond(FrontEvent.REST_API.event("GET", "/fail", ORIGIN))
                            .get())
                    .startsWith("error: ")
                    .contains("java.lang.IllegalStateException", "secret of /fail");
        }
    }

    /** As people write it. */
    public static final class RestFunction extends CorsApiGatewayProxyHandler {
        public RestFunction() {
            super(CorsPolicy.fromEnvironment(System.getenv()), new Plain());
        }
    }

    private static final class Plain
            implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
        @Override
        public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            return new Shop.OnRestEvents().handleRequest(event, context);
        }
    }

    private static Map<String, List<String>> sent(FunctionProcess function, String method, String path, int status)
            throws Exception {
        Map<String, Object> response =
                FrontEvent.parse(function.respond(FrontEvent.REST_API.event(method, path, ORIGIN))
                        .get()
                        .getBytes(UTF_8));
        assertThat(response).containsEntry("statusCode", status);
        return FrontEvent.REST_API.sent(response);
    }
}
