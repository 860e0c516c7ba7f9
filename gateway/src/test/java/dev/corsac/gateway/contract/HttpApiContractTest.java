package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.Known.REPORTED;
import static dev.corsac.gateway.contract.ContractCase.Known.UNVERIFIED;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.inferred;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiAnyOriginVary;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiErrorCors;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiFunctionVary;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiIgnoredHeaders;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiJsonBody;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiPreflightOfCatchAllRoute;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiPreflightOfOptionsRoute;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiRefusedPreflight;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiResponseParameter;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class HttpApiContractTest extends ContractTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String STRANGER = "https://stranger.example.com";

    private static final String JSON = "Content-Type: application/json";
    private static final String PLAIN = "Content-Type: text/plain; charset=utf-8";
    private static final String ALLOWED = "access-control-allow-origin: " + PAGE;
    private static final String VARY = "vary: origin";

    private static final String NOT_FOUND = "{\"message\":\"Not Found\"}";
    private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";
    private static final String FORBIDDEN = "{\"message\":\"Forbidden\"}";
    private static final String INTERNAL = "{\"message\":\"Internal Server Error\"}";

    private static final String GUIDE_CORS = "API Gateway developer guide: configure CORS for HTTP APIs";
    private static final String GUIDE_ROUTES = "API Gateway developer guide: create routes for HTTP APIs";
    private static final String GUIDE_LAMBDA = "API Gateway developer guide: Lambda proxy integrations for HTTP APIs";
    private static final String QUOTAS =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html";
    private static final String AUTHORIZER_PAGE =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html";
    private static final String GUIDE_AUTHORIZER = "API Gateway developer guide: Lambda authorizers for HTTP APIs";
    private static final String GUIDE_JWT = "API Gateway developer guide: JWT authorizers";

    private static final CannedFunction OK = CannedFunction.returning("{\"statusCode\":200,\"body\":\"ok\"}");

    private static final HttpApiCors CORS =
            HttpApiCors.builder().allowOrigins(PAGE).allowMethods("GET", "PUT").build();

    private static final HttpApiJwtAuthorizer JWT = HttpApiJwtAuthorizer.of(
            "users", "https://issuer.example", List.of("shop"), token -> token.endsWith(".good"));

    private static String token(String claims) {
        return base64("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "."
                + base64("{\"iss\":\"https://issuer.example\",\"exp\":4000000000" + claims + "}") + ".good";
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpApi.Builder withCors(HttpApiCors.Builder cors) {
        return HttpApi.builder().cors(cors.build());
    }

    private static HttpApi orders(LambdaFunction function) {
        return HttpApi.builder().cors(CORS).route("GET /orders", function).build();
    }

    /** Names the route that responded. */
    private static HttpApi routed(String... keys) {
        HttpApi.Builder api = HttpApi.builder();
        for (String key : keys) {
            api.route(key, CannedFunction.returning("\"" + key + "\""));
        }
        return api.build();
    }

    private static HttpApi likely(HttpApi.Builder api, UnverifiedBehavior questions) {
        return api.unverified(questions).build();
    }

    private static LambdaFunction counting() {
        AtomicInteger calls = new AtomicInteger();
        return new LambdaFunction() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public InvocationResult invoke(byte[] event, Duration timeout) {
                boolean first = calls.incrementAndGet() == 1;
                return new InvocationResult.Payload(
                        ("{\"isAuthorized\":" + first + "}").getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private static String policy(String effect, String resource) {
        return "{\"principalId\":\"u\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
                + "\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"" + resource + "\"}]}}";
    }

    private static HttpApi behind(HttpApiAuthorizer authorizer, String key, String... scopes) {
        return HttpApi.builder()
                .cors(CORS)
                .route(HttpApiRoute.of(key, OK).with(authorizer).withScopes(scopes))
                .build();
    }

    private static HttpApiLambdaAuthorizer.Builder authorizer(String json) {
        return HttpApiLambdaAuthorizer.builder("gate", CannedFunction.returning(json))
                .identitySources("$request.header.Authorization");
    }

    private static Request signed(String target) {
        return get(
                target,
                "Origin",
                PAGE,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/execute-api/aws4_request, SignedHeaders=host,"
                        + " Signature=00");
    }

    @Override
    public Contract contract() {
        return routes(preflights(responses(errors(authorizers(formats(Contract.of("HTTP API", "apigw-requestid")))))))
                .refuses(
                        "credentials for every origin (C12)",
                        REPORTED,
                        "aws-cdk#9076",
                        "allow-credentials is not supported if 'allow-origin' is *",
                        () -> HttpApiCors.builder()
                                .allowOrigins("*")
                                .allowCredentials()
                                .build())
                .refuses(
                        "a maxAge over a day",
                        DOCUMENTED,
                        "API Gateway version 2 API reference: Cors",
                        "Invalid maxAge specified",
                        () -> HttpApiCors.builder()
                                .maxAge(Duration.ofSeconds(86_401))
                                .build())
                .refuses(
                        "a CORS header in a parameter mapping (C36)",
                        DOCUMENTED,
                        "API Gateway developer guide: transforming API requests and responses, reserved headers",
                        "Operations on header access-control-allow-origin are restricted",
                        () -> HttpApiResponseParameter.append(200, "Access-Control-Allow-Origin", "*"))
                .refuses(
                        "a path with a slash at its end",
                        REPORTED,
                        "w3infra#166",
                        "The provided route key is not formatted properly for HTTP protocol: GET /orders/",
                        () -> HttpApiRoute.of("GET /orders/", OK))
                .refuses(
                        "a greedy variable that is not the last segment",
                        DOCUMENTED,
                        GUIDE_ROUTES,
                        "The provided route key is not formatted properly for HTTP protocol: GET /{proxy+}/x",
                        () -> HttpApiRoute.of("GET /{proxy+}/x", OK))
                .refuses(
                        "the same route twice",
                        UNVERIFIED,
                        "the words of other services of AWS",
                        "Route with key GET /x already exists for this API",
                        () -> HttpApi.builder()
                                .route("GET /x", OK)
                                .route("GET /x", OK)
                                .build())
                .refuses(
                        "a cache without an identity source",
                        DOCUMENTED,
                        GUIDE_AUTHORIZER,
                        "To enable caching, your authorizer must have at least one identity source",
                        () -> HttpApiLambdaAuthorizer.builder("gate", OK)
                                .resultTtl(Duration.ofMinutes(5))
                                .build());
    }

    private static Contract routes(Contract contract) {
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

    private static Contract preflights(Contract contract) {
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

    private static Contract responses(Contract contract) {
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

    private static Contract errors(Contract contract) {
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

    private static Contract authorizers(Contract contract) {
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
                                                        new CannedFunction(
                                                                "gate",
                                                                new InvocationResult.Failed(
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

    private static Contract formats(Contract contract) {
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
