package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contracts of HTTP API and Function URL cannot say: who made what, and what it costs. */
class HttpFrontsTest {

    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2026-11-22T10:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");

    private static final String PAGE = "https://shop.example.com";

    private static final HttpApiCors CORS =
            HttpApiCors.builder().allowOrigins(PAGE).exposeHeaders("ETag").build();

    private static final FakeFunction OK = FakeFunction.returning(
            "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/html\",\"Access-Control-Allow-Origin\":\"*\"},\"body\":\"x\"}");

    private static Request from(String method, String path, String... more) {
        return Request.of(
                method,
                "https://api.example.com" + path,
                Headers.of("Origin", PAGE).plus(Headers.of(more)));
    }

    private static List<String> sources(AttributedResponse response) {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < response.sources().size(); i++) {
            sources.add(response.response().headers().lines().get(i).name() + " by "
                    + response.sources().get(i));
        }
        return sources;
    }

    @Test
    void each_header_of_an_http_api_names_its_maker() {
        HttpApi api = HttpApi.builder()
                .cors(CORS)
                .route("GET /orders", OK)
                .route(HttpApiRoute.of("GET /mine", OK)
                        .with(HttpApiJwtAuthorizer.of(
                                "users", "https://issuer.example", List.of("shop"), token -> true)))
                .build();
        AttributedResponse responded = api.respond(from("GET", "/orders"), ARRIVAL);
        assertThat(responded.madeBy()).hasToString("the function fake");
        assertThat(responded.reason()).isEmpty();
        assertThat(sources(responded))
                .containsExactly(
                        "Content-Type by the function fake",
                        "access-control-allow-origin by the corsConfiguration of the HTTP API",
                        "vary by the corsConfiguration of the HTTP API",
                        "access-control-expose-headers by the corsConfiguration of the HTTP API",
                        "apigw-requestid by the HTTP API");
        AttributedResponse refused = api.respond(from("GET", "/mine"), ARRIVAL);
        assertThat(refused.madeBy()).hasToString("the authorizer users");
        assertThat(refused.reason()).isEqualTo("there is no token in $request.header.Authorization");
        assertThat(sources(refused)).contains("www-authenticate by the authorizer users");
        AttributedResponse preflight =
                api.respond(from("OPTIONS", "/orders", "Access-Control-Request-Method", "GET"), ARRIVAL);
        assertThat(preflight.madeBy()).hasToString("the corsConfiguration of the HTTP API");
        AttributedResponse missing = api.respond(from("GET", "/none"), ARRIVAL);
        assertThat(missing.madeBy()).hasToString("the HTTP API");
        assertThat(missing.reason()).isEqualTo("no route for GET /none");
        assertThat(HttpApi.builder()
                        .cors(CORS)
                        .stage("dev")
                        .build()
                        .respond(from("GET", "/none"), ARRIVAL)
                        .reason())
                .isEqualTo("no stage for /none");
    }

    @Test
    void both_values_of_a_doubled_header_of_a_function_url_name_their_makers() {
        AttributedResponse response = FunctionUrl.builder(OK)
                .cors(FunctionUrlCors.builder().allowOrigins(PAGE).build())
                .build()
                .respond(from("GET", "/"), ARRIVAL);
        assertThat(response.corsLines())
                .extracting(line -> line.header() + " by " + line.madeBy())
                .containsExactly(
                        "Access-Control-Allow-Origin: * by the function fake",
                        "Access-Control-Allow-Origin: " + PAGE + " by the Cors block of the Function URL of fake",
                        "Vary: Origin by the Cors block of the Function URL of fake");
    }

    @Test
    void a_preflight_that_the_service_responds_to_never_reaches_the_function() {
        FakeFunction function = FakeFunction.returning("{}");
        Request preflight = from("OPTIONS", "/", "Access-Control-Request-Method", "PUT");
        FunctionUrl.builder(function)
                .cors(FunctionUrlCors.builder().allowOrigins(PAGE).build())
                .build()
                .respond(preflight, ARRIVAL);
        HttpApi.builder().cors(CORS).route("PUT /", function).build().respond(preflight, ARRIVAL);
        assertThat(function.event).isNull();
    }

    @Test
    void the_timeout_is_30_seconds_10_for_an_authorizer_and_15_minutes_behind_a_url() {
        List<Duration> timeouts = new ArrayList<>();
        LambdaFunction function = new LambdaFunction() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public InvocationResult invoke(byte[] event, Duration waits) {
                timeouts.add(waits);
                return InvocationResult.Payload.of("{\"isAuthorized\":true}");
            }
        };
        HttpApi.builder()
                .route(HttpApiRoute.of("GET /", function)
                        .with(HttpApiLambdaAuthorizer.builder("gate", function)
                                .simpleResponses()
                                .build()))
                .build()
                .respond(from("GET", "/"), ARRIVAL);
        FunctionUrl.builder(function).build().respond(from("GET", "/"), ARRIVAL);
        assertThat(timeouts).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/orders",
                "GET",
                "GET orders",
                "GET  /orders",
                "GET /a b",
                "get /orders",
                "TRACE /orders",
                "GET /a{id}",
                "GET /{}",
                "GET /{a+}/b",
                "GET /a/",
                "$DEFAULT"
            })
    void a_route_key_that_api_gateway_does_not_take_is_refused(String key) {
        assertThatThrownBy(() -> HttpApiRoute.of(key, OK))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void two_routes_that_match_the_same_requests_are_refused() {
        HttpApi.Builder api = HttpApi.builder().route("GET /a/{x}", OK).route("GET /a/{y}", OK);
        assertThatThrownBy(api::build)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("GET /a/{y}")
                .hasMessageContaining("GET /a/{x}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "$request.header.",
                "$request.body.x",
                "$context.authorizer.claims",
                "method.request.header.X"
            })
    void an_identity_source_that_is_none_is_refused(String expression) {
        assertThatThrownBy(() -> HttpApiLambdaAuthorizer.builder("gate", OK).identitySources(expression))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(expression);
    }

    @Test
    void a_lambda_authorizer_keeps_no_more_results_than_its_bound() {
        int[] asked = {0};
        LambdaFunction gate = LambdaFunction.of("gate", event -> {
            asked[0]++;
            return InvocationResult.Payload.of("{\"isAuthorized\":true}");
        });
        HttpApi api = HttpApi.builder()
                .route(HttpApiRoute.of("GET /", OK)
                        .with(HttpApiLambdaAuthorizer.builder("gate", gate)
                                .identitySources("$request.header.token")
                                .simpleResponses()
                                .resultTtl(Duration.ofHours(1))
                                .build()))
                .build();
        for (int i = 0; i < 1_001; i++) {
            api.respond(from("GET", "/", "token", "t" + i), ARRIVAL);
        }
        api.respond(from("GET", "/", "token", "t1000"), ARRIVAL);
        assertThat(asked[0]).isEqualTo(1_001);
        api.respond(from("GET", "/", "token", "t0"), ARRIVAL);
        assertThat(asked[0]).isEqualTo(1_002);
    }

    /** As a browser sends it. */
    private static final Request FROM_BROWSER = Request.of(
            "GET",
            "https://api.example.com/orders/4711?expand=items&page=2",
            Headers.of(
                    "Host", "api.example.com",
                    "Connection", "keep-alive",
                    "sec-ch-ua-platform", "\"Linux\"",
                    "User-Agent",
                            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                    "Accept", "application/json",
                    "Origin", PAGE,
                    "Sec-Fetch-Site", "same-site",
                    "Sec-Fetch-Mode", "cors",
                    "Sec-Fetch-Dest", "empty",
                    "Referer", PAGE + "/",
                    "Accept-Encoding", "gzip, deflate, br, zstd",
                    "Accept-Language", "en-US,en;q=0.9",
                    "Cookie", "session=0123456789abcdef; theme=dark"));

    private static long allocated(Front front) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 2_000; i++) {
            front.respond(FROM_BROWSER, ARRIVAL);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            front.respond(FROM_BROWSER, ARRIVAL);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP API", "HTTP API, payload 1.0", "Function URL"})
    void a_request_allocates_at_most_10_kilobytes(String front) {
        byte[] response = "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/html\"},\"body\":\"x\"}"
                .getBytes(StandardCharsets.UTF_8);
        LambdaFunction function = LambdaFunction.of("trivial", event -> new InvocationResult.Payload(response));
        PayloadFormat format = front.endsWith("1.0") ? PayloadFormat.V1_0 : PayloadFormat.V2_0;
        Front responding = front.equals("Function URL")
                ? FunctionUrl.builder(function)
                        .cors(FunctionUrlCors.builder().allowOrigins(PAGE).build())
                        .build()
                : HttpApi.builder()
                        .cors(CORS)
                        .route(HttpApiRoute.of("GET /orders/{id}", function).with(format))
                        .route("ANY /{proxy+}", function)
                        .build();
        assertThat(allocated(responding)).isPositive().isLessThanOrEqualTo(10 * 1024);
    }
}
