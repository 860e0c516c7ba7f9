package dev.corsac.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.FakeFunction;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.JwtTest;
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

class RestAuthorizationTest {

    private static final Instant NOW = Instant.ofEpochSecond(2_000);
    private static final String ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/pool";
    private static final String ALLOW_ALL =
            "\"policyDocument\":{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    private final FakeFunction behind = FakeFunction.returning("{}");

    private static RequestMetadata at(Instant time) {
        return new RequestMetadata(time, "0a1b2c3d-0000-4000-8000-000000000000", "127.0.0.1");
    }

    private AttributedResponse call(RestMethod method, String target, String... headers) {
        RestApi api = RestApi.builder()
                .region("eu-west-1")
                .accountId("111122223333")
                .id("abc")
                .stage("live")
                .stageVariable("v", "1")
                .method("ANY", "/orders/{id}", method)
                .build();
        return api.respond(Request.of("GET", "https://api.example.com" + target, Headers.of(headers)), at(NOW));
    }

    @Test
    void a_token_authorizer_is_given_the_token_and_the_method() {
        FakeFunction function = FakeFunction.returning("{\"principalId\":\"kim\"," + ALLOW_ALL + "}");
        RestMethod method = RestMethod.lambda(behind).authorizer(RestAuthorizer.token("who", function));
        assertThat(call(method, "/orders/7", "authorization", "Bearer x")
                        .response()
                        .status())
                .isEqualTo(200);
        assertThat(function.event)
                .isEqualTo("{\"type\":\"TOKEN\","
                        + "\"methodArn\":\"arn:aws:execute-api:eu-west-1:111122223333:abc/live/GET/orders/7\","
                        + "\"authorizationToken\":\"Bearer x\"}");
    }

    @Test
    void a_request_authorizer_is_given_the_request_without_its_body() {
        FakeFunction function = FakeFunction.returning("{\"principalId\":\"kim\"," + ALLOW_ALL + "}");
        RestMethod method = RestMethod.lambda(behind)
                .authorizer(RestAuthorizer.request("who", function, "method.request.querystring.t", "context.stage"));
        assertThat(call(method, "/orders/7?t=1", "Host", "api.example.com")
                        .response()
                        .status())
                .isEqualTo(200);
        assertThat(function.event)
                .startsWith("{\"type\":\"REQUEST\","
                        + "\"methodArn\":\"arn:aws:execute-api:eu-west-1:111122223333:abc/live/GET/orders/7\","
                        + "\"resource\":\"/orders/{id}\",\"path\":\"/orders/7\",\"httpMethod\":\"GET\","
                        + "\"headers\":{\"Host\":\"api.example.com\",")
                .contains("\"queryStringParameters\":{\"t\":\"1\"}")
                .contains("\"pathParameters\":{\"id\":\"7\"}")
                .contains("\"stageVariables\":{\"v\":\"1\"}")
                .contains("\"requestContext\":{")
                .doesNotContain("\"body\"")
                .doesNotContain("isBase64Encoded");
    }

    @Test
    void the_function_sees_the_principal_and_the_context_as_text() {
        FakeFunction function = FakeFunction.returning("{\"context\":{\"a\":\"x\",\"n\":1.5,\"b\":true,\"z\":null},"
                + "\"principalId\":\"kim\"," + ALLOW_ALL + "}");
        RestMethod method = RestMethod.lambda(behind).authorizer(RestAuthorizer.token("who", function));
        call(method, "/orders/7", "authorization", "x");
        assertThat(behind.event)
                .contains("\"authorizer\":{\"a\":\"x\",\"n\":\"1.5\",\"b\":\"true\",\"principalId\":\"kim\"}");
    }

    @Test
    void half_a_character_of_an_authorizer_does_not_break_the_event() {
        FakeFunction function = FakeFunction.returning(
                "{\"context\":{\"a\":\"\\udc00\"},\"principalId\":\"\\ud800\"," + ALLOW_ALL + "}");
        RestMethod method = RestMethod.lambda(behind).authorizer(RestAuthorizer.token("who", function));
        assertThat(call(method, "/orders/7", "authorization", "x").response().status())
                .isEqualTo(200);
        assertThat(behind.event).contains("\"authorizer\":{\"a\":\"?\",\"principalId\":\"?\"}");
        String token = JwtTest.token(
                "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                "{\"iss\":\"" + ISSUER + "\",\"exp\":2001,\"a\":\"\\ud800\",\"b\":[\"\\udc00\"]}");
        RestMethod pool = RestMethod.lambda(behind).authorizer(RestAuthorizer.cognito("pool", signed -> true, ISSUER));
        assertThat(call(pool, "/orders/7", "authorization", token).response().status())
                .isEqualTo(200);
    }

    @Test
    void an_authorizer_that_does_not_respond_is_a_failure() {
        FakeFunction function = new FakeFunction(new InvocationResult.TimedOut(Duration.ofSeconds(29)));
        RestMethod method = RestMethod.lambda(behind).authorizer(RestAuthorizer.token("who", function));
        AttributedResponse response = call(method, "/orders/7", "authorization", "x");
        assertThat(response.response().status()).isEqualTo(500);
        assertThat(response.madeBy()).isEqualTo(Component.of(Component.Kind.GATEWAY_RESPONSE, "AUTHORIZER_FAILURE"));
        assertThat(response.reason()).isEqualTo("the authorizer who did not respond within 29000 ms");
        assertThat(behind.event).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"iss\":\"ISSUER\",\"exp\":2001}                            | 200 |",
                "{\"iss\":\"ISSUER\",\"exp\":2001,\"aud\":\"any\"}            | 200 |",
                "{\"iss\":\"https://other.example\",\"exp\":2001}             | 401 | Unauthorized",
                "{\"iss\":\"ISSUER\",\"exp\":2000}                            | 401 | The incoming token has expired",
            })
    void a_user_pool_takes_its_own_tokens_until_they_expire(String claims, int status, String message) {
        RestMethod method = RestMethod.lambda(behind).authorizer(RestAuthorizer.cognito("pool", token -> true, ISSUER));
        String token = JwtTest.token("{\"alg\":\"RS256\",\"kid\":\"k\"}", claims.replace("ISSUER", ISSUER));
        for (String header : List.of(token, "Bearer " + token)) {
            Response response =
                    call(method, "/orders/7", "authorization", header).response();
            assertThat(response.status()).isEqualTo(status);
            if (message != null) {
                assertThat(response.body().text()).isEqualTo("{\"message\":\"" + message + "\"}");
            }
        }
    }

    @Test
    void a_user_pool_refuses_what_it_did_not_sign_and_what_is_no_token() {
        RestMethod method =
                RestMethod.lambda(behind).authorizer(RestAuthorizer.cognito("pool", token -> false, ISSUER));
        String token = JwtTest.token("{\"alg\":\"RS256\",\"kid\":\"k\"}", "{\"iss\":\"" + ISSUER + "\",\"exp\":2001}");
        for (String header : List.of(token, "Bearer", "Basic a2ltOng=", "null")) {
            assertThat(call(method, "/orders/7", "authorization", header)
                            .response()
                            .status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(behind.event).isNull();
    }

    @Test
    void a_user_pool_asks_for_one_of_the_methods_scopes_and_hands_the_claims_on() {
        RestMethod method = RestMethod.lambda(behind)
                .authorizer(RestAuthorizer.cognito("pool", token -> true, ISSUER), "read", "write");
        String good = JwtTest.token(
                "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                "{\"iss\":\"" + ISSUER + "\",\"exp\":2001,\"scope\":\"write x\",\"cognito:groups\":[\"a\",\"b\"]}");
        String bad = JwtTest.token(
                "{\"alg\":\"RS256\",\"kid\":\"k\"}", "{\"iss\":\"" + ISSUER + "\",\"exp\":2001,\"scope\":\"x\"}");
        assertThat(call(method, "/orders/7", "authorization", bad).response().status())
                .isEqualTo(401);
        assertThat(call(method, "/orders/7", "authorization", good).response().status())
                .isEqualTo(200);
        assertThat(behind.event)
                .contains("\"authorizer\":{\"claims\":{\"iss\":\"" + ISSUER
                        + "\",\"exp\":\"2001\",\"scope\":\"write x\",\"cognito:groups\":\"a,b\"}}");
    }

    @Test
    void no_more_than_a_thousand_results_are_kept() {
        List<String> asked = new ArrayList<>();
        LambdaFunction counting = LambdaFunction.of("who", event -> {
            asked.add("");
            return InvocationResult.Payload.of("{\"principalId\":\"kim\"," + ALLOW_ALL + "}");
        });
        RestApi api = RestApi.builder()
                .method("GET", "/", RestMethod.lambda(behind).authorizer(RestAuthorizer.token("who", counting)))
                .build();
        for (int i = 0; i < 1_001; i++) {
            api.respond(Request.of("GET", "https://api.example.com/", Headers.of("authorization", "t" + i)), at(NOW));
        }
        assertThat(asked).hasSize(1_001);
        api.respond(Request.of("GET", "https://api.example.com/", Headers.of("authorization", "t1000")), at(NOW));
        assertThat(asked).hasSize(1_001);
        api.respond(Request.of("GET", "https://api.example.com/", Headers.of("authorization", "t0")), at(NOW));
        assertThat(asked).hasSize(1_002);
    }
}
