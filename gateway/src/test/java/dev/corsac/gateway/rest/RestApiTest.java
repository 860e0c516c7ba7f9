package dev.corsac.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.FakeFunction;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.LogTime;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestApiTest {

    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2026-11-22T10:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "127.0.0.1");

    private static final Headers FROM_PAGE = Headers.of("host", "api.example.com", "origin", "https://example.com");

    private static Request get(String path) {
        return Request.of("GET", "https://api.example.com" + path, FROM_PAGE);
    }

    private static Response respond(String functionJson, Headers request) {
        RestApi api = RestApi.builder()
                .method("ANY", "/{proxy+}", FakeFunction.returning(functionJson))
                .build();
        return api.respond(Request.of("GET", "https://api.example.com/x", request), ARRIVAL)
                .response();
    }

    private static Response respond(String functionJson) {
        return respond(functionJson, FROM_PAGE);
    }

    /** The lines without those that identify the request. */
    private static List<String> lines(Response response) {
        List<String> lines = new ArrayList<>();
        response.headers().forEach(line -> {
            if (!line.lowerCaseName().startsWith("x-am")) {
                lines.add(line.toString());
            }
        });
        return lines;
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /orders,           /orders",
        "POST,   /orders,           /orders ANY",
        "GET,    /orders/,          /orders",
        "GET,    /orders/7,         /orders/{id}",
        "GET,    /orders/7/items,   /orders/{id}/{proxy+}",
        "GET,    /orders/7/items/1, /orders/{id}/{proxy+}",
        "GET,    /orders/new/items, /orders/{id}/{proxy+}",
        "GET,    /orders/new,       /orders/new",
        "DELETE, /orders/new,       none",
        "GET,    /,                 none",
        "GET,    /other,            none",
        "GET,    /Orders,           none",
    })
    void the_most_specific_resource_responds_and_a_missing_method_does_not_fall_through(
            String method, String path, String expected) {
        RestApi api = RestApi.builder()
                .method("ANY", "/orders/{id}/{proxy+}", FakeFunction.returning("{\"body\":\"/orders/{id}/{proxy+}\"}"))
                .method("GET", "/orders/{id}", FakeFunction.returning("{\"body\":\"/orders/{id}\"}"))
                .method("GET", "/orders/new", FakeFunction.returning("{\"body\":\"/orders/new\"}"))
                .method("GET", "/orders", FakeFunction.returning("{\"body\":\"/orders\"}"))
                .method("ANY", "/orders", FakeFunction.returning("{\"body\":\"/orders ANY\"}"))
                .build();
        Response response = api.respond(Request.of(method, "https://api.example.com" + path, Headers.EMPTY), ARRIVAL)
                .response();
        if (expected.equals("none")) {
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body().text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
            assertThat(response.headers().first("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
        } else {
            assertThat(response.body().text()).isEqualTo(expected);
        }
    }

    @Test
    void what_the_gateway_responds_itself_has_no_cors_header() {
        RestApi api = RestApi.builder()
                .method("GET", "/fail", new FakeFunction(new InvocationResult.Failed("Boom", "secret")))
                .method("GET", "/slow", new FakeFunction(new InvocationResult.TimedOut(Duration.ofSeconds(29))))
                .build();
        Response failed = api.respond(get("/fail"), ARRIVAL).response();
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.body().text()).isEqualTo("{\"message\": \"Internal server error\"}");
        Response slow = api.respond(get("/slow"), ARRIVAL).response();
        assertThat(slow.status()).isEqualTo(504);
        assertThat(slow.body().text()).isEqualTo("{\"message\": \"Endpoint request timed out\"}");
        for (Response response :
                List.of(failed, slow, api.respond(get("/none"), ARRIVAL).response())) {
            assertThat(lines(response)).containsExactly("Content-Type: application/json");
        }
        assertThat(api.respond(get("/fail"), ARRIVAL).reason()).contains("fake failed: Boom: secret");
    }

    @Test
    void names_of_headers_reach_the_function_as_the_client_spelled_them() {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder().method("ANY", "/{proxy+}", function).build();
        Headers headers = Headers.of(
                "host", "api.example.com",
                "origin", "https://example.com",
                "user-agent", "test",
                "x-A", "1",
                "x-A", "2",
                "connection", "keep-alive",
                "x-forwarded-for", "10.0.0.1");
        api.respond(Request.of("GET", "https://api.example.com/x", headers), ARRIVAL);
        assertThat(function.event)
                .contains("\"headers\":{\"Host\":\"api.example.com\",\"origin\":\"https://example.com\","
                        + "\"User-Agent\":\"test\",\"x-A\":\"2\",\"X-Amzn-Trace-Id\":")
                .contains("\"x-A\":[\"1\",\"2\"]")
                .contains("\"X-Forwarded-For\":\"10.0.0.1, 127.0.0.1\"")
                .doesNotContain("keep-alive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a              | 'null'",
                "/a?             | 'null'",
                "/a?x=1&x=2      | {\"x\":\"2\"} {\"x\":[\"1\",\"2\"]}",
                "/a?x=%C3%A9+%2B | {\"x\":\"é +\"} {\"x\":[\"é +\"]}",
                "/a?x=%zz&y      | {\"x\":\"%zz\",\"y\":\"\"} {\"x\":[\"%zz\"],\"y\":[\"\"]}",
            })
    void the_query_is_decoded_and_null_when_there_is_none(String target, String expected) {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder().method("GET", "/{proxy+}", function).build();
        api.respond(get(target), ARRIVAL);
        String[] maps = expected.contains(" {") ? expected.split(" (?=\\{)") : new String[] {expected, expected};
        assertThat(function.event)
                .contains("\"queryStringParameters\":" + maps[0] + ",")
                .contains("\"multiValueQueryStringParameters\":" + maps[1] + ",");
    }

    @ParameterizedTest
    @CsvSource({"/a/b/, a/b", "/a//b, a//b", "/a%2Fb, a%2Fb"})
    void the_greedy_variable_is_raw_and_without_the_last_slash(String path, String expected) {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder().method("GET", "/{proxy+}", function).build();
        api.respond(get(path), ARRIVAL);
        assertThat(function.event)
                .contains("\"path\":\"" + path + "\"")
                .contains("\"pathParameters\":{\"proxy\":\"" + expected + "\"}");
    }

    @Test
    void a_body_is_text_unless_its_type_is_binary_and_null_when_empty() {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder()
                .binaryMediaType("image/*")
                .method("POST", "/x", function)
                .build();
        Request post = Request.of("POST", "https://api.example.com/x", Headers.of("content-type", "application/json"));
        api.respond(post, ARRIVAL);
        assertThat(function.event).contains("\"body\":null,\"isBase64Encoded\":false");
        api.respond(post.withBody(Body.of("{\"é\":1}")), ARRIVAL);
        assertThat(function.event).contains("\"body\":\"{\\\"é\\\":1}\",\"isBase64Encoded\":false");
        api.respond(
                post.withHeaders(Headers.of("content-type", "image/png")).withBody(Body.of(new byte[] {1, 2, 3})),
                ARRIVAL);
        assertThat(function.event).contains("\"body\":\"AQID\",\"isBase64Encoded\":true");
    }

    @Test
    void a_body_over_ten_megabytes_never_reaches_the_function() {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder().method("POST", "/x", function).build();
        Request post = Request.of("POST", "https://api.example.com/x", FROM_PAGE);
        Response response = api.respond(post.withBody(Body.wrap(new byte[RestApi.MAX_REQUEST_BODY + 1])), ARRIVAL)
                .response();
        assertThat(response.status()).isEqualTo(413);
        assertThat(function.event).isNull();
        assertThat(api.respond(post.withBody(Body.wrap(new byte[RestApi.MAX_REQUEST_BODY])), ARRIVAL)
                        .response()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"statusCode\":null}",
                "{\"statusCode\":200,\"headers\":null,\"multiValueHeaders\":null,\"body\":null}",
                "{\"statusCode\":\"200\"}",
            })
    void what_is_not_said_has_a_default(String json) {
        Response response = respond(json);
        assertThat(response.status()).isEqualTo(200);
        assertThat(lines(response)).containsExactly("Content-Type: application/json");
        assertThat(response.body().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"text\"",
                "[]",
                "{",
                "{}{}",
                "{\"statusCode\":200,\"cookies\":[]}",
                "{\"statusCode\":\"test\"}",
                "{\"statusCode\":0}",
                "{\"statusCode\":2000}",
                "{\"headers\":[]}",
                "{\"headers\":{\"a\":{}}}",
                "{\"headers\":{\"a\":\"b\\r\\nc: d\"}}",
                "{\"headers\":{\"a b\":\"c\"}}",
                "{\"multiValueHeaders\":{\"a\":\"b\"}}",
                "{\"body\":{\"json\":1}}",
                "{\"isBase64Encoded\":\"true\"}",
            })
    void a_malformed_response_is_a_502_without_cors_headers(String json) {
        Response response = respond(json);
        assertThat(response.status()).isEqualTo(502);
        assertThat(lines(response)).containsExactly("Content-Type: application/json");
    }

    @Test
    void both_header_maps_are_merged_the_multi_values_first() {
        Response response = respond(
                "{\"headers\":{\"Access-Control-Allow-Origin\":\"*\",\"same\":\"1\"},"
                        + "\"multiValueHeaders\":{\"access-control-allow-origin\":[\"https://example.com\"],\"Same\":[\"1\"]}}");
        assertThat(lines(response))
                .containsExactly(
                        "access-control-allow-origin: https://example.com",
                        "access-control-allow-origin: *",
                        "Same: 1",
                        "Content-Type: application/json");
    }

    @Test
    void booleans_and_numbers_become_text() {
        assertThat(lines(respond("{\"headers\":{\"Access-Control-Allow-Credentials\":true,\"X-N\":3,\"X-0\":null}}")))
                .containsExactly("Access-Control-Allow-Credentials: true", "X-N: 3", "Content-Type: application/json");
    }

    @Test
    void some_headers_are_remapped_and_vary_is_left_alone() {
        assertThat(lines(respond("{\"headers\":{\"Date\":\"d\",\"server\":\"s\",\"Connection\":\"c\","
                        + "\"Content-Length\":\"9\",\"Transfer-Encoding\":\"chunked\",\"Vary\":\"Origin\","
                        + "\"content-type\":\"text/plain\"}}")))
                .containsExactly("Vary: Origin", "content-type: text/plain");
        assertThat(respond("{\"headers\":{\"Date\":\"d\",\"server\":\"s\"}}").headers())
                .extracting(Object::toString)
                .contains("x-amzn-Remapped-date: d", "x-amzn-Remapped-server: s");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png,            bytes",
        "'image/png, */*',     bytes",
        "'*/*, image/png',     AQID",
        "text/html,            AQID",
    })
    void base64_is_decoded_only_for_a_client_that_first_accepts_a_binary_type(String accept, String expected) {
        RestApi api = RestApi.builder()
                .binaryMediaType("image/png")
                .method("GET", "/x", FakeFunction.returning("{\"body\":\"AQID\",\"isBase64Encoded\":true}"))
                .build();
        Response response = api.respond(
                        Request.of("GET", "https://api.example.com/x", Headers.of("accept", accept)), ARRIVAL)
                .response();
        assertThat(response.body())
                .isEqualTo(expected.equals("bytes") ? Body.of(new byte[] {1, 2, 3}) : Body.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "orders,         begin with a slash",
        "/{proxy+}/more, greedy",
        "/a{id},         whole segment",
        "/{},            whole segment",
    })
    void a_path_that_api_gateway_does_not_take_is_refused(String path, String message) {
        RestApi.Builder builder = RestApi.builder().method("GET", path, FakeFunction.returning("{}"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path)
                .hasMessageContaining(message);
    }

    @Test
    void a_response_names_the_component_that_made_the_status_and_each_header() {
        RestApi api = RestApi.builder()
                .method("GET", "/fail", new FakeFunction(new InvocationResult.Failed("Boom", "secret")))
                .method("GET", "/ok", FakeFunction.returning("{\"headers\":{\"Vary\":\"Origin\"}}"))
                .method(
                        "OPTIONS",
                        "/ok",
                        RestMethod.mock(RestMock.builder()
                                .requestTemplate("application/json", "{\"statusCode\": 200}")
                                .methodResponse(200, "Access-Control-Allow-Origin")
                                .response(RestMockResponse.of(200)
                                        .parameter("method.response.header.Access-Control-Allow-Origin", "'*'"))
                                .build()))
                .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_5XX)
                        .parameter("gatewayresponse.header.Access-Control-Allow-Origin", "'*'"))
                .build();
        Component default5xx = Component.of(Component.Kind.GATEWAY_RESPONSE, "DEFAULT_5XX");
        AttributedResponse failed = api.respond(get("/fail"), ARRIVAL);
        assertThat(failed.madeBy()).isEqualTo(default5xx);
        assertThat(failed.corsLines())
                .extracting(AttributedResponse.Line::madeBy)
                .containsExactly(default5xx);
        AttributedResponse missing = api.respond(get("/none"), ARRIVAL);
        assertThat(missing.madeBy())
                .isEqualTo(Component.of(Component.Kind.GATEWAY_RESPONSE, "MISSING_AUTHENTICATION_TOKEN"));
        AttributedResponse function = api.respond(get("/ok"), ARRIVAL);
        assertThat(function.corsLines())
                .extracting(AttributedResponse.Line::madeBy)
                .containsExactly(Component.of(Component.Kind.FUNCTION, "fake"));
        AttributedResponse mock = api.respond(Request.of("OPTIONS", "https://api.example.com/ok", FROM_PAGE), ARRIVAL);
        Component options = Component.of(Component.Kind.MOCK, "OPTIONS /ok");
        assertThat(mock.madeBy()).isEqualTo(options);
        assertThat(mock.corsLines()).extracting(AttributedResponse.Line::madeBy).containsExactly(options);
        assertThat(options).hasToString("the MOCK integration of OPTIONS /ok");
    }

    @Test
    void the_events_path_has_no_stage_but_a_base_path_and_the_contexts_has_both() {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi stage =
                RestApi.builder().method("GET", "/x", function).executeApi().build();
        stage.respond(get("/prod/x"), ARRIVAL);
        assertThat(function.event)
                .contains("\"resource\":\"/x\",\"path\":\"/x\"")
                .contains("+0000\",\"path\":\"/prod/x\"");
        RestApi mapped = RestApi.builder()
                .method("GET", "/x", function)
                .customDomain("v1")
                .build();
        mapped.respond(get("/v1/x"), ARRIVAL);
        assertThat(function.event)
                .contains("\"resource\":\"/x\",\"path\":\"/v1/x\"")
                .contains("+0000\",\"path\":\"/v1/x\"");
    }

    @Test
    void the_time_of_a_request_is_written_as_in_a_log() {
        assertThat(LogTime.of(ARRIVAL)).isEqualTo("22/Nov/2026:10:00:00 +0000");
        assertThat(LogTime.of(new RequestMetadata(Instant.parse("2024-02-29T23:59:09.999Z"), "", "")))
                .isEqualTo("29/Feb/2024:23:59:09 +0000");
    }

    @Test
    void a_signature_and_an_api_key_do_not_reach_the_function_but_in_the_context() {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder()
                .apiKey("secret")
                .method("GET", "/x", RestMethod.lambda(function).iam().apiKeyRequired())
                .build();
        Headers signed = Headers.of("authorization", "AWS4-HMAC-SHA256 Credential=a", "x-api-key", "secret");
        api.respond(Request.of("GET", "https://api.example.com/x", signed), ARRIVAL);
        assertThat(function.event)
                .doesNotContain("AWS4-HMAC")
                .contains("\"identity\":{\"apiKey\":\"secret\",\"apiKeyId\":");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, true",
        "image/*,   image/png, true",
        "image/*,   '',        false",
        "*/*,       '',        true",
        "*/*,       text/html, true",
    })
    void a_binary_media_type_is_one_type_a_family_or_all(String declared, String sent, boolean binary) {
        FakeFunction function = FakeFunction.returning("{}");
        RestApi api = RestApi.builder()
                .binaryMediaType(declared)
                .method("POST", "/x", function)
                .build();
        Headers headers = sent.isEmpty() ? Headers.EMPTY : Headers.of("content-type", sent);
        api.respond(Request.of("POST", "https://api.example.com/x", headers).withBody(Body.of("abc")), ARRIVAL);
        assertThat(function.event).contains("\"isBase64Encoded\":" + binary);
    }

    @Test
    void what_this_model_does_not_evaluate_is_refused_and_not_ignored() {
        assertThatThrownBy(() -> RestMock.builder()
                        .requestTemplate("application/json", "#set($x = 1){\"statusCode\": 200}")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VTL");
        RestApi.Builder unknown = RestApi.builder()
                .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                        .parameter("gatewayresponse.header.X-A", "context.wafResponseCode"));
        assertThatThrownBy(unknown::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$context.wafResponseCode");
        RestApi.Builder twice = RestApi.builder()
                .gatewayResponse(RestGatewayResponse.of(RestResponseType.THROTTLED))
                .gatewayResponse(RestGatewayResponse.of(RestResponseType.THROTTLED));
        assertThatThrownBy(twice::build).hasMessage("the gateway response THROTTLED is there twice");
        assertThatThrownBy(() -> RestApi.builder().refuse(RestResponseType.DEFAULT_4XX, request -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RestMockResponse.of(0)).isInstanceOf(DeploymentException.class);
        assertThatThrownBy(() -> RestApi.builder().timeout(Duration.ofMillis(49)))
                .isInstanceOf(DeploymentException.class);
    }
}
