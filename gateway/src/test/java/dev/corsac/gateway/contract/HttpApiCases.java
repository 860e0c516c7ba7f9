package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.get;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the cases of an HTTP API share. */
abstract class HttpApiCases {

    static final String PAGE = "https://shop.example.com";

    static final String STRANGER = "https://stranger.example.com";

    static final String JSON = "Content-Type: application/json";

    static final String PLAIN = "Content-Type: text/plain; charset=utf-8";

    static final String ALLOWED = "access-control-allow-origin: " + PAGE;

    static final String VARY = "vary: origin";

    static final String NOT_FOUND = "{\"message\":\"Not Found\"}";

    static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";

    static final String FORBIDDEN = "{\"message\":\"Forbidden\"}";

    static final String INTERNAL = "{\"message\":\"Internal Server Error\"}";

    static final String GUIDE_CORS = "API Gateway developer guide: configure CORS for HTTP APIs";

    static final String GUIDE_ROUTES = "API Gateway developer guide: create routes for HTTP APIs";

    static final String GUIDE_LAMBDA = "API Gateway developer guide: Lambda proxy integrations for HTTP APIs";

    static final String QUOTAS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html";

    static final String AUTHORIZER_PAGE =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html";

    static final String GUIDE_AUTHORIZER = "API Gateway developer guide: Lambda authorizers for HTTP APIs";

    static final String GUIDE_JWT = "API Gateway developer guide: JWT authorizers";

    static final LambdaFunction OK = CannedFunction.returning("{\"statusCode\":200,\"body\":\"ok\"}");

    static final HttpApiCors CORS =
            HttpApiCors.builder().allowOrigins(PAGE).allowMethods("GET", "PUT").build();

    static final HttpApiJwtAuthorizer JWT = HttpApiJwtAuthorizer.of(
            "users", "https://issuer.example", List.of("shop"), token -> token.endsWith(".good"));

    static String token(String claims) {
        return base64("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "."
                + base64("{\"iss\":\"https://issuer.example\",\"exp\":4000000000" + claims + "}") + ".good";
    }

    static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static HttpApi.Builder withCors(HttpApiCors.Builder cors) {
        return HttpApi.builder().cors(cors.build());
    }

    static HttpApi orders(LambdaFunction function) {
        return HttpApi.builder().cors(CORS).route("GET /orders", function).build();
    }

    /** Names the route that responded. */
    static HttpApi routed(String... keys) {
        HttpApi.Builder api = HttpApi.builder();
        for (String key : keys) {
            api.route(key, CannedFunction.returning("\"" + key + "\""));
        }
        return api.build();
    }

    static HttpApi likely(HttpApi.Builder api, UnverifiedBehavior questions) {
        return api.unverified(questions).build();
    }

    static LambdaFunction counting() {
        AtomicInteger calls = new AtomicInteger();
        return LambdaFunction.of("counting", event -> {
            boolean first = calls.incrementAndGet() == 1;
            return InvocationResult.Payload.of("{\"isAuthorized\":" + first + "}");
        });
    }

    static String policy(String effect, String resource) {
        return "{\"principalId\":\"u\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
                + "\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"" + resource + "\"}]}}";
    }

    static HttpApi behind(HttpApiAuthorizer authorizer, String key, String... scopes) {
        return HttpApi.builder()
                .cors(CORS)
                .route(HttpApiRoute.of(key, OK).with(authorizer).withScopes(scopes))
                .build();
    }

    static HttpApiLambdaAuthorizer.Builder authorizer(String json) {
        return HttpApiLambdaAuthorizer.builder("gate", CannedFunction.returning(json))
                .identitySources("$request.header.Authorization");
    }

    static Request signed(String target) {
        return get(
                target,
                "Origin",
                PAGE,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/execute-api/aws4_request, SignedHeaders=host,"
                        + " Signature=00");
    }
}
