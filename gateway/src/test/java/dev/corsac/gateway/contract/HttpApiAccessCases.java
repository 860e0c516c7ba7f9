package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.inferred;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiJsonBody;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import java.time.Duration;

/** Whom an HTTP API lets in, and the formats of its payload. */
final class HttpApiAccessCases extends HttpApiCases {

    private HttpApiAccessCases() {}

    static Contract authorizers(Contract contract) {
        String good = "Bearer " + token(",\"aud\":\"shop\",\"scope\":\"read\"");
        String arn = "arn:aws:execute-api:us-east-1:123456789012:corsac0api/$default/GET/orders";
        HttpApiLambdaAuthorizer caching = HttpApiLambdaAuthorizer.builder("gate", counting())
                .identitySources("$request.header.Authorization")
                .simpleResponses()
                .resultTtl(Duration.ofMinutes(5))
                .build();
        return contract.behaviour(
                "Authorizers",
                reported(
                                "no token is a 401 that a page can read",
                                "capture of x7jzrjfuv8, 2024-07",
                                behind(JWT, "GET /orders"))
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(401, UNAUTHORIZED, JSON, ALLOWED, VARY, "www-authenticate: Bearer"))
                        .exchange(
                                get("/orders", "Origin", STRANGER),
                                response(401, UNAUTHORIZED, JSON, "www-authenticate: Bearer")),
                documented(
                                "a token for others is refused with the reason",
                                "API Gateway developer guide: troubleshooting JWT authorizers",
                                behind(JWT, "GET /orders"))
                        .exchange(
                                get("/orders", "Authorization", token(",\"aud\":\"other\"")),
                                response(
                                        401,
                                        UNAUTHORIZED,
                                        JSON,
                                        "www-authenticate: Bearer scope=\"\" error=\"invalid_token\""
                                                + " error_description=\"the token does not have a valid audience\"")),
                documented(
                                "a token in order passes, with Bearer before it or without",
                                GUIDE_JWT,
                                behind(JWT, "GET /orders"))
                        .exchange(get("/orders", "Authorization", good), response(200, "ok", PLAIN))
                        .exchange(get("/orders", "Authorization", good.substring(7)), response(200, "ok", PLAIN)),
                documented(
                                "one of the route's scopes is enough, none is a 403",
                                GUIDE_JWT,
                                behind(JWT, "GET /orders", "write", "read"))
                        .exchange(get("/orders", "Authorization", good), response(200, "ok", PLAIN))
                        .exchange(
                                get("/orders", "Authorization", token(",\"aud\":\"shop\",\"scope\":\"admin\"")),
                                response(403, FORBIDDEN, JSON)),
                documented(
                                "a token may be in the query",
                                GUIDE_JWT,
                                behind(JWT.withIdentitySource("$request.querystring.token"), "GET /orders"))
                        .exchange(get("/orders?token=" + good.substring(7)), response(200, "ok", PLAIN))
                        .exchange(
                                get("/orders", "Authorization", good),
                                response(401, UNAUTHORIZED, JSON, "www-authenticate: Bearer")),
                documented(
                                "a missing identity source is a 401, and the function is not asked",
                                GUIDE_AUTHORIZER,
                                behind(
                                        authorizer("{\"isAuthorized\":true}")
                                                .simpleResponses()
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders"), response(401, UNAUTHORIZED, JSON))
                        .exchange(get("/orders", "authorization", ""), response(401, UNAUTHORIZED, JSON)),
                documented(
                                "isAuthorized true passes",
                                GUIDE_AUTHORIZER,
                                behind(
                                        authorizer("{\"isAuthorized\":true}")
                                                .simpleResponses()
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders", "Authorization", "x"), response(200, "ok", PLAIN)),
                documented(
                                "isAuthorized false is a 403",
                                GUIDE_AUTHORIZER,
                                behind(
                                        authorizer("{\"isAuthorized\":false}")
                                                .simpleResponses()
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders", "Authorization", "x"), response(403, FORBIDDEN, JSON)),
                documented(
                                "a policy that allows the route's ARN passes",
                                GUIDE_AUTHORIZER,
                                behind(authorizer(policy("Allow", arn)).build(), "GET /orders"))
                        .exchange(get("/orders", "Authorization", "x"), response(200, "ok", PLAIN)),
                documented(
                                "one that denies it, or is silent about it, is a 403",
                                GUIDE_AUTHORIZER,
                                behind(authorizer(policy("Deny", arn)).build(), "GET /orders"))
                        .exchange(get("/orders", "Authorization", "x"), response(403, FORBIDDEN, JSON)),
                documented(
                                "a policy of format 1.0 is one too",
                                GUIDE_AUTHORIZER,
                                behind(
                                        authorizer(policy("Allow", "*"))
                                                .format(PayloadFormat.V1_0)
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders", "Authorization", "x"), response(200, "ok", PLAIN)),
                documented(
                                "output in the other form is a 500",
                                GUIDE_AUTHORIZER,
                                behind(authorizer("{\"isAuthorized\":true}").build(), "GET /orders"))
                        .exchange(
                                get("/orders", "Authorization", "x", "Origin", PAGE),
                                response(500, INTERNAL, JSON, ALLOWED, VARY)),
                documented(
                                "a function that throws is a 500",
                                GUIDE_AUTHORIZER,
                                behind(
                                        HttpApiLambdaAuthorizer.builder("gate", CannedFunction.failing())
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders"), response(500, INTERNAL, JSON)),
                documented(
                                "errorMessage Unauthorized is a 401",
                                AUTHORIZER_PAGE,
                                behind(
                                        HttpApiLambdaAuthorizer.builder(
                                                        "gate",
                                                        CannedFunction.returning("{\"errorMessage\":\"Unauthorized\"}"))
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders", "Origin", PAGE), response(401, UNAUTHORIZED, JSON, ALLOWED, VARY)),
                inferred(
                                "so is an exception with that message, of which Lambda makes the same",
                                AUTHORIZER_PAGE,
                                behind(
                                        HttpApiLambdaAuthorizer.builder(
                                                        "gate",
                                                        LambdaFunction.of(
                                                                "gate",
                                                                event -> new InvocationResult.Failed(
                                                                        "java.lang.RuntimeException", "Unauthorized")))
                                                .simpleResponses()
                                                .build(),
                                        "GET /orders"))
                        .exchange(get("/orders"), response(401, UNAUTHORIZED, JSON)),
                documented("results are kept by identity for the TTL", GUIDE_AUTHORIZER, behind(caching, "GET /orders"))
                        .exchange(get("/orders", "Authorization", "x"), response(200, "ok", PLAIN))
                        .exchange(
                                Duration.ofSeconds(299),
                                get("/orders", "Authorization", "x"),
                                response(200, "ok", PLAIN))
                        .exchange(get("/orders", "Authorization", "y"), response(403, FORBIDDEN, JSON))
                        .exchange(
                                Duration.ofSeconds(1),
                                get("/orders", "Authorization", "x"),
                                response(403, FORBIDDEN, JSON)),
                documented(
                                "AWS_IAM takes a signed request",
                                "API Gateway developer guide: IAM authorization for HTTP APIs",
                                behind(HttpApiAuthorizer.iam(), "GET /orders"))
                        .exchange(signed("/orders"), response(200, "ok", PLAIN, ALLOWED, VARY))
                        .exchange(get("/orders"), response(403, FORBIDDEN, JSON)));
    }

    static Contract formats(Contract contract) {
        return contract.behaviour(
                "What functions return",
                documented(
                                "JSON without statusCode is the body",
                                GUIDE_LAMBDA,
                                orders(CannedFunction.returning("{ \"message\" : \"Hello\" }")))
                        .exchange(get("/orders"), response(200, "{\"message\":\"Hello\"}", JSON)),
                documented(
                                "a string is the body without its quotes",
                                GUIDE_LAMBDA,
                                orders(CannedFunction.returning("\"Hello from Lambda!\"")))
                        .exchange(get("/orders"), response(200, "Hello from Lambda!", JSON)),
                documented(
                                "each cookie is a line of its own",
                                GUIDE_LAMBDA,
                                orders(CannedFunction.returning(
                                        "{\"statusCode\":201,\"cookies\":[\"a=1; Path=/\",\"b=2\"],\"headers\":{\"Content-Type\":\"text/html\"},"
                                                + "\"body\":\"PGI+\",\"isBase64Encoded\":true}")))
                        .exchange(
                                get("/orders"),
                                response(
                                        201,
                                        "<b>",
                                        "Content-Type: text/html",
                                        "set-cookie: a=1; Path=/",
                                        "set-cookie: b=2")),
                reported(
                                "keys that the format does not have are ignored",
                                "SAM CLI's source",
                                orders(CannedFunction.returning(
                                        "{\"statusCode\":200,\"multiValueHeaders\":{\"A\":[\"1\"]},\"other\":[1]}")))
                        .exchange(get("/orders"), response(200, "", PLAIN)),
                unverified(
                                "a body that is JSON but no string is a 500",
                                "the guide has a string",
                                orders(CannedFunction.returning("{\"statusCode\":200,\"body\":{\"a\":1}}")))
                        .exchange(get("/orders"), response(500, INTERNAL, JSON)),
                unverified(
                                "or its text, if so chosen",
                                "recorded of Function URLs",
                                likely(
                                        HttpApi.builder()
                                                .route(
                                                        "GET /orders",
                                                        CannedFunction.returning(
                                                                "{\"statusCode\":200,\"body\":{\"a\" : 1.0}}")),
                                        UnverifiedBehavior.defaults().with(HttpApiJsonBody.SENT_AS_TEXT)))
                        .exchange(get("/orders"), response(200, "{\"a\":1.0}", PLAIN)),
                reported(
                                "payload 1.0 sends a header of both maps twice, be it the same (C18)",
                                "aws-lambda-go-api-proxy#75, serverlessish#3",
                                HttpApi.builder()
                                        .route(HttpApiRoute.of(
                                                        "GET /orders",
                                                        CannedFunction.returning(
                                                                "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"},"
                                                                        + "\"multiValueHeaders\":{\"Access-Control-Allow-Origin\":[\"*\"]}}"))
                                                .with(PayloadFormat.V1_0))
                                        .build())
                        .exchange(
                                get("/orders"),
                                response(
                                        200,
                                        "",
                                        PLAIN,
                                        "Access-Control-Allow-Origin: *",
                                        "Access-Control-Allow-Origin: *")),
                reported(
                                "payload 1.0 must have a statusCode, and may have keys of its own",
                                "SAM CLI's source",
                                HttpApi.builder()
                                        .route(HttpApiRoute.of("GET /a", CannedFunction.returning("{\"body\":\"x\"}"))
                                                .with(PayloadFormat.V1_0))
                                        .route(HttpApiRoute.of(
                                                        "GET /b",
                                                        CannedFunction.returning(
                                                                "{\"statusCode\":\"200\",\"cookies\":[\"a=1\"],\"body\":\"x\"}"))
                                                .with(PayloadFormat.V1_0))
                                        .build())
                        .exchange(get("/a"), response(500, INTERNAL, JSON))
                        .exchange(get("/b"), response(200, "x", PLAIN)));
    }
}
