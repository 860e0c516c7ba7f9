package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.inferred;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiAnyOriginVary;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiErrorCors;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiFunctionVary;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiIgnoredHeaders;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiPreflightOfCatchAllRoute;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiPreflightOfOptionsRoute;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiRefusedPreflight;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiResponseParameter;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import java.time.Duration;

/** How an HTTP API routes, responds to preflights, and what it makes of a function's response. */
final class HttpApiRouteCases extends HttpApiCases {

    private HttpApiRouteCases() {}

    static Contract routes(Contract contract) {
        HttpApi pets =
                routed("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default");
        HttpApi methods = routed("GET /a", "ANY /a", "POST /{any}", "GET /a/{proxy+}");
        HttpApi dev = HttpApi.builder()
                .cors(HttpApiCors.builder().allowOrigins("*").build())
                .stage("dev")
                .route("GET /orders", OK)
                .build();
        HttpApi mapped = HttpApi.builder()
                .stage("live")
                .mapping("shop/v1", "live")
                .route("GET /orders", OK)
                .build();
        return contract.behaviour(
                "Which route responds",
                documented("a path that matches to the letter goes first", GUIDE_ROUTES, pets)
                        .exchange(get("/pets/dog/1"), response(200, "GET /pets/dog/1", JSON)),
                documented("then one with a variable", GUIDE_ROUTES, pets)
                        .exchange(get("/pets/dog/2"), response(200, "GET /pets/dog/{id}", JSON)),
                documented("then the greedy one that has the method", GUIDE_ROUTES, pets)
                        .exchange(get("/pets/cat/1"), response(200, "GET /pets/{proxy+}", JSON)),
                documented("a method that a path lacks falls through to a wider route", GUIDE_ROUTES, pets)
                        .exchange(request("POST", "/test/5"), response(200, "ANY /{proxy+}", JSON)),
                documented("$default takes what nothing else does", GUIDE_ROUTES, routed("GET /a", "$default"))
                        .exchange(request("POST", "/a"), response(200, "$default", JSON)),
                documented("the method goes before ANY", GUIDE_ROUTES, methods)
                        .exchange(get("/a"), response(200, "GET /a", JSON))
                        .exchange(request("PATCH", "/a"), response(200, "ANY /a", JSON)),
                unverified("the path's text goes before the method", "no source", methods)
                        .exchange(request("POST", "/a"), response(200, "ANY /a", JSON)),
                reported("a slash at the end counts, and a greedy variable takes it", "w3infra#166", methods)
                        .exchange(get("/a/"), response(200, "GET /a/{proxy+}", JSON))
                        .exchange(get("/b/"), response(404, NOT_FOUND, JSON)),
                reported("/{proxy+} takes the root", "w3infra#166, by analogy", pets)
                        .exchange(get("/"), response(200, "ANY /{proxy+}", JSON)),
                documented("no route is a 404", GUIDE_ROUTES, orders(OK))
                        .exchange(get("/nothing"), response(404, NOT_FOUND, JSON)),
                documented("a stage's name stands before the path", GUIDE_ROUTES, dev)
                        .exchange(
                                get("/dev/orders", "Origin", PAGE),
                                response(200, "ok", PLAIN, "access-control-allow-origin: *", VARY)),
                reported("no such stage is a 404 that no page can read (C44)", "capture of anh066l1wf, 2026-04", dev)
                        .exchange(get("/orders", "Origin", PAGE), response(404, NOT_FOUND, JSON))
                        .exchange(preflight("/orders", PAGE, "GET"), response(404, NOT_FOUND, JSON))
                        .exchange(
                                preflight("/dev/orders", PAGE, "GET"),
                                response(204, "", "access-control-allow-origin: *", VARY)),
                documented("a base path takes the stage's place", GUIDE_LAMBDA, mapped)
                        .exchange(get("/shop/v1/orders"), response(200, "ok", PLAIN))
                        .exchange(get("/shop/v10/orders"), response(404, NOT_FOUND, JSON))
                        .exchange(get("/orders"), response(404, NOT_FOUND, JSON)));
    }

    static Contract preflights(Contract contract) {
        HttpApi full = withCors(HttpApiCors.builder()
                        .allowOrigins(PAGE)
                        .allowMethods("GET", "PUT")
                        .allowHeaders("Content-Type", "Authorization")
                        .exposeHeaders("ETag")
                        .allowCredentials()
                        .maxAge(Duration.ofMinutes(5)))
                .route("GET /orders", OK)
                .build();
        HttpApi any = HttpApi.builder()
                .cors(CORS)
                .route(
                        "ANY /orders",
                        CannedFunction.returning(
                                "{\"statusCode\":405,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}"))
                .build();
        HttpApi anyOfApi = likely(
                HttpApi.builder()
                        .cors(CORS)
                        .route(
                                "ANY /orders",
                                CannedFunction.returning(
                                        "{\"statusCode\":405,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}")),
                UnverifiedBehavior.defaults().with(HttpApiPreflightOfCatchAllRoute.ANSWERED_BY_API));
        return contract.behaviour(
                "Preflights with a corsConfiguration",
                documented("get a response without an OPTIONS route", GUIDE_CORS, full)
                        .exchange(
                                preflight("/orders", PAGE, "PUT"),
                                response(
                                        204,
                                        "",
                                        ALLOWED,
                                        VARY,
                                        "access-control-allow-credentials: true",
                                        "access-control-allow-methods: GET,PUT",
                                        "access-control-allow-headers: content-type,authorization",
                                        "access-control-max-age: 300")),
                unverified(
                                "a method that is not allowed gets the same response, and the browser refuses",
                                "no source",
                                full)
                        .exchange(
                                preflight("/orders", PAGE, "DELETE"),
                                response(
                                        204,
                                        "",
                                        ALLOWED,
                                        VARY,
                                        "access-control-allow-credentials: true",
                                        "access-control-allow-methods: GET,PUT",
                                        "access-control-allow-headers: content-type,authorization",
                                        "access-control-max-age: 300")),
                unverified("a refused origin gets a 204 without CORS headers", "emulators disagree", full)
                        .exchange(preflight("/orders", STRANGER, "GET"), response(204, "")),
                unverified(
                                "or a 403, if so chosen",
                                "emulators disagree",
                                likely(
                                        HttpApi.builder().cors(CORS).route("GET /orders", OK),
                                        UnverifiedBehavior.defaults().with(HttpApiRefusedPreflight.FORBIDDEN)))
                        .exchange(preflight("/orders", STRANGER, "GET"), response(403, "")),
                reported("an OPTIONS without Origin is a bare 204", "capture of 54capvm12g, 2026-09", full)
                        .exchange(request("OPTIONS", "/orders"), response(204, "")),
                documented("an OPTIONS without Access-Control-Request-Method gets no CORS header", GUIDE_CORS, full)
                        .exchange(request("OPTIONS", "/orders", "Origin", PAGE), response(204, "")),
                unverified(
                                "an ANY route without an authorizer hands them to its function",
                                "serverless-application-model#1603, sst#5493 against the guide",
                                any)
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(405, "", PLAIN, ALLOWED, VARY, "access-control-allow-methods: GET,PUT")),
                unverified(
                                "or leaves them to the API",
                                "the guide: the choice HttpApiPreflightOfCatchAllRoute.ANSWERED_BY_API",
                                anyOfApi)
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(204, "", ALLOWED, VARY, "access-control-allow-methods: GET,PUT")),
                unverified(
                                "an OPTIONS route hands them to its function, if so chosen",
                                "no source: the choice HttpApiPreflightOfOptionsRoute.ANSWERED_BY_FUNCTION",
                                likely(
                                        HttpApi.builder().cors(CORS).route("OPTIONS /orders", OK),
                                        UnverifiedBehavior.defaults()
                                                .with(HttpApiPreflightOfOptionsRoute.ANSWERED_BY_FUNCTION)))
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(200, "ok", PLAIN, ALLOWED, VARY, "access-control-allow-methods: GET,PUT")),
                documented(
                                "an ANY route with an authorizer swallows them (C06)",
                                GUIDE_CORS,
                                behind(JWT, "ANY /{proxy+}"))
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(401, UNAUTHORIZED, JSON, ALLOWED, VARY, "www-authenticate: Bearer")),
                documented("so does a $default route (C06)", GUIDE_CORS, behind(JWT, "$default"))
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(401, UNAUTHORIZED, JSON, ALLOWED, VARY, "www-authenticate: Bearer")),
                documented(
                                "an OPTIONS route without an authorizer fixes that",
                                GUIDE_CORS,
                                HttpApi.builder()
                                        .cors(CORS)
                                        .route(HttpApiRoute.of("$default", OK).with(JWT))
                                        .route("OPTIONS /{proxy+}", OK)
                                        .build())
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(204, "", ALLOWED, VARY, "access-control-allow-methods: GET,PUT")),
                documented("routes only by method fix it too", GUIDE_CORS, behind(JWT, "GET /orders"))
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(204, "", ALLOWED, VARY, "access-control-allow-methods: GET,PUT")),
                reported(
                                "without a corsConfiguration they are requests like others",
                                "captures of 2022-09 and 2024-10",
                                HttpApi.builder().route("GET /orders", OK).build())
                        .exchange(preflight("/orders", PAGE, "GET"), response(404, NOT_FOUND, JSON)));
    }

    static Contract responses(Contract contract) {
        String own = "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"https://other.example\","
                + "\"access-control-expose-headers\":\"X-Own\",\"Vary\":\"Accept-Encoding\"},\"body\":\"ok\"}";
        HttpApi ownHeaders = orders(CannedFunction.returning(own));
        HttpApi star = withCors(HttpApiCors.builder().allowOrigins("*").exposeHeaders("X-foo"))
                .route("GET /orders", OK)
                .build();
        HttpApi schemes = withCors(HttpApiCors.builder().allowOrigins("https://*", "http://localhost:3000"))
                .route("GET /orders", OK)
                .build();
        HttpApi pattern = withCors(HttpApiCors.builder().allowOrigins("https://*.example.com"))
                .route("GET /orders", OK)
                .build();
        return contract.behaviour(
                "Responses of functions",
                reported(
                                "an allowed origin gets the configured headers",
                                "capture of qi9k0zm7z8, 2025-05",
                                withCors(HttpApiCors.builder()
                                                .allowOrigins(PAGE)
                                                .allowCredentials())
                                        .route("GET /orders", CannedFunction.returning("{\"statusCode\":401}"))
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(401, "", PLAIN, ALLOWED, VARY, "access-control-allow-credentials: true")),
                documented("the function's CORS headers are ignored (C17)", GUIDE_CORS, ownHeaders)
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(200, "ok", PLAIN, "Vary: Accept-Encoding", ALLOWED, VARY))
                        .exchange(
                                get("/orders", "Origin", STRANGER),
                                response(200, "ok", PLAIN, "Vary: Accept-Encoding")),
                unverified("without an Origin too", "the guide knows no exception", ownHeaders)
                        .exchange(get("/orders"), response(200, "ok", PLAIN, "Vary: Accept-Encoding")),
                unverified(
                                "or not, if so chosen",
                                "the guide knows no exception",
                                likely(
                                        HttpApi.builder()
                                                .cors(CORS)
                                                .route("GET /orders", CannedFunction.returning(own)),
                                        UnverifiedBehavior.defaults().with(HttpApiIgnoredHeaders.WITH_ORIGIN)))
                        .exchange(
                                get("/orders"),
                                response(
                                        200,
                                        "ok",
                                        PLAIN,
                                        "Access-Control-Allow-Origin: https://other.example",
                                        "access-control-expose-headers: X-Own",
                                        "Vary: Accept-Encoding")),
                unverified(
                                "the function's Vary gives way, if so chosen",
                                "no capture",
                                likely(
                                        HttpApi.builder()
                                                .cors(CORS)
                                                .route("GET /orders", CannedFunction.returning(own)),
                                        UnverifiedBehavior.defaults().with(HttpApiFunctionVary.REPLACED)))
                        .exchange(get("/orders", "Origin", PAGE), response(200, "ok", PLAIN, ALLOWED, VARY)),
                recorded("exposed names are in lower case", "Serverless Framework's suite on AWS: default cors", star)
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        200,
                                        "ok",
                                        PLAIN,
                                        "access-control-allow-origin: *",
                                        VARY,
                                        "access-control-expose-headers: x-foo")),
                unverified(
                                "* goes without vary, if so chosen",
                                "captures of 2022 and 2026 disagree",
                                likely(
                                        withCors(HttpApiCors.builder().allowOrigins("*"))
                                                .route("GET /orders", OK),
                                        UnverifiedBehavior.defaults().with(HttpApiAnyOriginVary.NOT_ADDED)))
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(200, "ok", PLAIN, "access-control-allow-origin: *")),
                documented(
                                "https://* is every origin of that scheme",
                                "API Gateway version 2 API reference: Cors",
                                schemes)
                        .exchange(
                                get("/orders", "Origin", STRANGER),
                                response(200, "ok", PLAIN, "access-control-allow-origin: " + STRANGER, VARY))
                        .exchange(
                                get("/orders", "Origin", "http://localhost:3000"),
                                response(200, "ok", PLAIN, "access-control-allow-origin: http://localhost:3000", VARY))
                        .exchange(get("/orders", "Origin", "http://shop.example.com"), response(200, "ok", PLAIN)),
                documented("no other pattern is one (C23)", "API Gateway version 2 API reference: Cors", pattern)
                        .exchange(get("/orders", "Origin", PAGE), response(200, "ok", PLAIN)),
                reported(
                                "without a corsConfiguration the function's CORS headers pass",
                                "captures of 2022-09 and 2024-10",
                                HttpApi.builder()
                                        .route("GET /orders", CannedFunction.returning(own))
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        200,
                                        "ok",
                                        PLAIN,
                                        "Access-Control-Allow-Origin: https://other.example",
                                        "access-control-expose-headers: X-Own",
                                        "Vary: Accept-Encoding")),
                documented(
                                "an integration maps its headers by status",
                                "API Gateway developer guide: transforming API requests and responses",
                                HttpApi.builder()
                                        .route(HttpApiRoute.of(
                                                        "GET /orders",
                                                        CannedFunction.returning(
                                                                "{\"statusCode\":200,\"headers\":{\"A\":\"1\",\"B\":\"2\","
                                                                        + "\"C\":\"3\"}}"))
                                                .with(
                                                        HttpApiResponseParameter.append(200, "a", "4"),
                                                        HttpApiResponseParameter.overwrite(200, "b", "5"),
                                                        HttpApiResponseParameter.remove(200, "c"),
                                                        HttpApiResponseParameter.remove(404, "a")))
                                        .build())
                        .exchange(get("/orders"), response(200, "", PLAIN, "A: 1", "a: 4", "b: 5")));
    }

    static Contract errors(Contract contract) {
        UnverifiedBehavior silent = UnverifiedBehavior.defaults().with(HttpApiErrorCors.NOT_ADDED);
        Request large = request("POST", "/orders", "Origin", PAGE).withBody(Body.wrap(new byte[10 * 1024 * 1024 + 1]));
        HttpApi post = HttpApi.builder().cors(CORS).route("POST /orders", OK).build();
        return contract.behaviour(
                "Errors that API Gateway makes itself",
                reported(
                                "a function that throws is a 500 that a page can read",
                                "capture of f3knlmzmvg, 2026-03",
                                orders(CannedFunction.failing()))
                        .exchange(get("/orders", "Origin", PAGE), response(500, INTERNAL, JSON, ALLOWED, VARY))
                        .exchange(get("/orders", "Origin", STRANGER), response(500, INTERNAL, JSON)),
                reported(
                                "a malformed response is a 500",
                                "aws-lambda-cpp#117, aws-cdk#18352",
                                orders(CannedFunction.returning("{\"statusCode\":0}")))
                        .exchange(get("/orders", "Origin", PAGE), response(500, INTERNAL, JSON, ALLOWED, VARY)),
                unverified(
                                "a statusCode below 200 is a 500",
                                "no capture",
                                orders(CannedFunction.returning("{\"statusCode\":103,\"body\":\"x\"}")))
                        .exchange(get("/orders", "Origin", PAGE), response(500, INTERNAL, JSON, ALLOWED, VARY)),
                unverified(
                                "headers over 60 KB of a function are a 500, none of them sent",
                                "AWS documents no limit",
                                orders(CannedFunction.returning(
                                        "{\"statusCode\":200,\"headers\":{\"x-a\":\"" + "a".repeat(61_440) + "\"}}")))
                        .exchange(get("/orders", "Origin", PAGE), response(500, INTERNAL, JSON, ALLOWED, VARY)),
                reported(
                                "a function that takes over 30 seconds is a 503",
                                "captures of 2025-05 and 2026-09",
                                orders(CannedFunction.hanging()))
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(503, "{\"message\":\"Service Unavailable\"}", JSON, ALLOWED, VARY)),
                unverified(
                                "its other errors go without CORS headers, if so chosen",
                                "no capture",
                                likely(
                                        HttpApi.builder().cors(CORS).route("GET /orders", CannedFunction.hanging()),
                                        silent))
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(503, "{\"message\":\"Service Unavailable\"}", JSON))
                        .exchange(get("/none", "Origin", PAGE), response(404, NOT_FOUND, JSON)),
                unverified("a missing route is a 404 that a page can read", "no capture", orders(OK))
                        .exchange(get("/none", "Origin", PAGE), response(404, NOT_FOUND, JSON, ALLOWED, VARY)),
                inferred("a body over 10 MB is a 413", QUOTAS + " has the number, not the status", post)
                        .exchange(
                                large,
                                response(413, "{\"message\":\"Request Entity Too Large\"}", JSON, ALLOWED, VARY)),
                inferred(
                                "a request line and headers over 10,240 bytes are refused",
                                QUOTAS + " has the number, not the status",
                                orders(OK))
                        .exchange(
                                get("/orders", "X-Long", "a".repeat(10_240)),
                                response(431, "{\"message\":\"Request Header Fields Too Large\"}", JSON)));
    }
}
