package dev.corsac.deployment;

import static dev.corsac.deployment.Pieces.SHOP;
import static dev.corsac.deployment.Pieces.STRANGER;
import static dev.corsac.deployment.Pieces.deployed;
import static dev.corsac.deployment.Pieces.get;
import static dev.corsac.deployment.Pieces.preflightMock;
import static dev.corsac.deployment.Pieces.put;
import static dev.corsac.deployment.Pieces.returning;
import static dev.corsac.deployment.Pieces.withHeaders;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.RequestMode;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerRule;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiResponseParameter;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestAuthorizer;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * All of them. The numbers have gaps where a mistake shows in no response: a deployment that was not renewed (C28), a handler
 * that cannot be loaded (C39), a hook that is not run (C47); and C46 needs a CloudFront Function, which is not modelled:
 * one for viewer responses does not run for any status of 400 or more of the origin.
 */
public final class FailureModes {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String NO_HEADER = "No 'Access-Control-Allow-Origin' header is present";
    private static final String NOT_OK = "It does not have HTTP ok status";

    /** What most handlers return: nothing about CORS. */
    private static final LambdaFunction PLAIN = returning("{\"statusCode\":200,\"body\":\"{}\"}");

    private static final LambdaFunction RIGHT = withHeaders(ALLOW_ORIGIN, SHOP, "Vary", "Origin");

    private static final LambdaFunction WITH_CREDENTIALS =
            withHeaders(ALLOW_ORIGIN, SHOP, "Access-Control-Allow-Credentials", "true", "Vary", "Origin");

    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Forwards to the function whatever has a good token. */
    private static final LoadBalancerRule CHECKED = LoadBalancerRule.forward(
                    "*", LoadBalancerTarget.of(Pieces.underPolicy(SHOP)))
            .validating(LoadBalancerTokenValidation.of("https://issuer.example", token -> token.endsWith(".good")));

    private static final RestMethod OPTIONS =
            RestMethod.mock(preflightMock("'" + SHOP + "'", "'GET,PUT'", "'content-type,authorization'"));

    /** Accepts the tokens that end like this. */
    private static final HttpApiJwtAuthorizer JWT = HttpApiJwtAuthorizer.of(
            "users", "https://issuer.example", List.of("shop"), token -> token.endsWith(".good"));

    private static final HttpApiCors HTTP_API_CORS = HttpApiCors.builder()
            .allowOrigins(SHOP)
            .allowMethods("GET", "PUT")
            .allowHeaders("authorization", "content-type")
            .build();

    private static final FunctionUrlCors URL_CORS = FunctionUrlCors.builder()
            .allowOrigins(SHOP)
            .allowMethods("GET", "PUT")
            .build();

    private FailureModes() {}

    /** As an {@code <img>} has it: no CORS, so no Origin. */
    private static Call picture() {
        return get().withMode(RequestMode.NO_CORS);
    }

    private static Network distributed(CloudFrontBehavior behavior) {
        Front api = rest().method("ANY", "/cart", Pieces.underPolicy(SHOP, STRANGER))
                .build();
        return deployed(CloudFront.builder(new CloudFrontCache(1 << 20))
                .origin(CloudFrontOrigin.apiGateway("api", api, "a1b2c3.execute-api.us-east-1.amazonaws.com"))
                .defaultBehavior(behavior)
                .build());
    }

    private static Network cached(CloudFrontCachePolicy policy) {
        return distributed(
                CloudFrontBehavior.to("api").with(policy).with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST));
    }

    private static Network cachedBucket(CloudFrontCachePolicy policy) {
        return deployed(CloudFront.builder(new CloudFrontCache(1 << 20))
                .origin(CloudFrontOrigin.s3("assets", Pieces.bucketWithCors(), "assets.s3.amazonaws.com"))
                .defaultBehavior(CloudFrontBehavior.to("assets").with(policy))
                .build());
    }

    /** A deployment that AWS refuses, and one that it takes. */
    record Refusal(String id, String title, String reason, Supplier<?> broken, Supplier<?> fixed) {}

    private static RestApi.Builder rest() {
        return RestApi.builder();
    }

    private static RestApi.Builder restWithPreflight() {
        return rest().method("OPTIONS", "/cart", OPTIONS);
    }

    private static RestGatewayResponse cors(RestResponseType type) {
        return RestGatewayResponse.of(type).parameter("gatewayresponse.header." + ALLOW_ORIGIN, "'" + SHOP + "'");
    }

    private static RestApi withOptions(RestMock mock) {
        return rest().method("OPTIONS", "/cart", RestMethod.mock(mock)).build();
    }

    /** Returns each, made again: caches are empty. */
    public static List<FailureMode> all() {
        RestAuthorizer authorizer = RestAuthorizer.token("users", Pieces.policy("Allow"));
        RestAuthorizer refusing = RestAuthorizer.token("users", Pieces.policy("Deny"));
        return List.of(
                FailureMode.of("C01", "the preflight passes, and the function's response has no header")
                        .call(put())
                        .broken(deployed(restWithPreflight().method("PUT", "/cart", PLAIN)))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 200 comes from the function cart")
                        .fixed(deployed(restWithPreflight().method("PUT", "/cart", RIGHT))),
                FailureMode.of("C02", "a resource without OPTIONS")
                        .call(put())
                        .broken(deployed(rest().method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.ALLOW_ORIGIN_MISSING,
                                NO_HEADER,
                                "the gateway response MISSING_AUTHENTICATION_TOKEN")
                        .fixed(deployed(restWithPreflight().method("PUT", "/cart", RIGHT))),
                FailureMode.of("C03", "an authorizer before OPTIONS")
                        .call(put().withHeaders(Headers.of("Authorization", "t")))
                        .broken(deployed(rest().method("OPTIONS", "/cart", OPTIONS.authorizer(authorizer))
                                .method("PUT", "/cart", RestMethod.lambda(RIGHT).authorizer(authorizer))))
                        .preflightBlockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response UNAUTHORIZED")
                        .fixed(deployed(restWithPreflight()
                                .method("PUT", "/cart", RestMethod.lambda(RIGHT).authorizer(authorizer)))),
                FailureMode.of("C04", "ANY with an authorizer takes OPTIONS too")
                        .call(put().withHeaders(Headers.of("Authorization", "t")))
                        .broken(deployed(rest().method(
                                        "ANY", "/cart", RestMethod.lambda(RIGHT).authorizer(authorizer))))
                        .preflightBlockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response UNAUTHORIZED")
                        .fixed(deployed(restWithPreflight()
                                .method("ANY", "/cart", RestMethod.lambda(RIGHT).authorizer(authorizer)))),
                FailureMode.of("C05", "an API key before OPTIONS")
                        .call(put())
                        .broken(deployed(rest().apiKey("k")
                                .method("OPTIONS", "/cart", OPTIONS.apiKeyRequired())
                                .method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response INVALID_API_KEY")
                        .fixed(deployed(restWithPreflight().method("PUT", "/cart", RIGHT))),
                FailureMode.of("C06", "an ANY route with an authorizer swallows the preflight of an HTTP API")
                        .call(put().withHeaders(Headers.of("Authorization", Pieces.BEARER)))
                        .broken(deployed(HttpApi.builder()
                                .cors(HTTP_API_CORS)
                                .route(HttpApiRoute.of("ANY /cart", PLAIN).with(JWT))))
                        .preflightBlockedBy(
                                Check.PREFLIGHT_STATUS, NOT_OK, "status 401 comes from the authorizer users")
                        .fixed(deployed(HttpApi.builder()
                                .cors(HTTP_API_CORS)
                                .route(HttpApiRoute.of("PUT /cart", PLAIN).with(JWT)))),
                FailureMode.of("C07", "a refused token looks like CORS")
                        .call(get().withHeaders(Headers.of("Authorization", "expired")))
                        .broken(deployed(restWithPreflight()
                                .method("GET", "/cart", RestMethod.lambda(RIGHT).authorizer(refusing))))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response ACCESS_DENIED")
                        .fixed(deployed(restWithPreflight()
                                .gatewayResponse(cors(RestResponseType.DEFAULT_4XX))
                                .method("GET", "/cart", RestMethod.lambda(RIGHT).authorizer(refusing)))),
                FailureMode.of("C08", "a gateway response of its own masks the default with the header")
                        .call(get().withHeaders(Headers.of("Authorization", "expired")))
                        .broken(deployed(restWithPreflight()
                                .gatewayResponse(cors(RestResponseType.DEFAULT_4XX))
                                .gatewayResponse(RestGatewayResponse.of(RestResponseType.ACCESS_DENIED))
                                .method("GET", "/cart", RestMethod.lambda(RIGHT).authorizer(refusing))))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response ACCESS_DENIED")
                        .fixed(deployed(restWithPreflight()
                                .gatewayResponse(cors(RestResponseType.DEFAULT_4XX))
                                .gatewayResponse(cors(RestResponseType.ACCESS_DENIED))
                                .method("GET", "/cart", RestMethod.lambda(RIGHT).authorizer(refusing)))),
                FailureMode.of("C11", "several origins in one header")
                        .call(put())
                        .broken(deployed(rest().method(
                                        "OPTIONS",
                                        "/cart",
                                        RestMethod.mock(
                                                preflightMock("'" + SHOP + "," + STRANGER + "'", "'PUT'", "''")))
                                .method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.ALLOW_ORIGIN_MULTIPLE,
                                "contains multiple values '" + SHOP + "," + STRANGER + "'",
                                "comes from the MOCK integration of OPTIONS /cart")
                        .fixed(deployed(HttpApi.builder()
                                .cors(HttpApiCors.builder()
                                        .allowOrigins(SHOP, STRANGER)
                                        .allowMethods("PUT")
                                        .build())
                                .route("PUT /cart", PLAIN))),
                FailureMode.of("C12", "* for a call with cookies")
                        .call(get().withCredentials(CredentialsMode.INCLUDE))
                        .broken(deployed(rest().method("GET", "/cart", withHeaders(ALLOW_ORIGIN, "*"))))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_WILDCARD,
                                "must not be the wildcard '*' when the request's credentials mode is 'include'",
                                "\"*\" comes from the function cart")
                        .fixed(deployed(rest().method(
                                        "GET",
                                        "/cart",
                                        withHeaders(
                                                ALLOW_ORIGIN,
                                                SHOP,
                                                "Access-Control-Allow-Credentials",
                                                "true",
                                                "Vary",
                                                "Origin")))),
                FailureMode.of("C13", "every body is binary, and MOCK cannot read its template")
                        .call(put())
                        .broken(deployed(
                                restWithPreflight().binaryMediaType("*/*").method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response API_CONFIGURATION_ERROR")
                        .fixed(deployed(rest().binaryMediaType("*/*")
                                .method(
                                        "OPTIONS",
                                        "/cart",
                                        RestMethod.mock(Pieces.mock("'" + SHOP + "'", "'PUT'", "'content-type'")
                                                .contentHandling(RestMock.ContentHandling.CONVERT_TO_TEXT)
                                                .build()))
                                .method("PUT", "/cart", RIGHT))),
                FailureMode.of("C17", "the corsConfiguration of an HTTP API drops the function's own headers")
                        .call(get())
                        .broken(deployed(HttpApi.builder()
                                .cors(HttpApiCors.builder()
                                        .allowOrigins(STRANGER)
                                        .build())
                                .route("GET /cart", RIGHT)))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 200 comes from the function cart")
                        .fixed(deployed(HttpApi.builder().route("GET /cart", RIGHT))),
                FailureMode.of("C18", "the header in both maps of a response")
                        .call(get())
                        .broken(
                                deployed(
                                        rest().method(
                                                        "GET",
                                                        "/cart",
                                                        returning(
                                                                "{\"headers\":{\"" + ALLOW_ORIGIN + "\":\"" + SHOP
                                                                        + "\"},\"multiValueHeaders\":{\"access-control-allow-origin\":[\"*\"]}}"))))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_MULTIPLE,
                                "contains multiple values '*, " + SHOP + "'",
                                "\"*\" comes from the function cart and \"" + SHOP + "\" comes from the function cart")
                        .fixed(deployed(rest().method("GET", "/cart", RIGHT))),
                FailureMode.of("C19", "a key that a REST API does not know makes a 502")
                        .call(get())
                        .broken(deployed(rest().method(
                                        "GET",
                                        "/cart",
                                        returning("{\"statusCode\":200,\"cookies\":[\"a=b\"],\"headers\":{\""
                                                + ALLOW_ORIGIN + "\":\"" + SHOP + "\"}}"))))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 502 comes from ")
                        .fixed(deployed(rest().method("GET", "/cart", RIGHT))),
                FailureMode.of("C20", "a header that is not a string makes a load balancer's 502")
                        .call(get())
                        .broken(deployed(LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(returning("{\"statusCode\":200,\"headers\":{\""
                                        + ALLOW_ORIGIN + "\":\"" + SHOP
                                        + "\",\"Access-Control-Allow-Credentials\":true}}")))
                                .build()))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 502 comes from ")
                        .fixed(deployed(LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(RIGHT))
                                .build())),
                FailureMode.of("C21", "a handler that looks for Origin only, where browsers send origin")
                        .call(get())
                        .broken(deployed(HttpApi.builder().route("GET /cart", Pieces.reflecting("\"Origin\":\""))))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the function cart")
                        .fixed(deployed(HttpApi.builder().route("GET /cart", Pieces.underPolicy(SHOP)))),
                FailureMode.of("C22", "an allowed origin with a slash at its end")
                        .call(get())
                        .broken(deployed(rest().method("GET", "/cart", withHeaders(ALLOW_ORIGIN, SHOP + "/"))))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_MISMATCH,
                                "has a value '" + SHOP + "/' that is not equal to the supplied origin",
                                "\"" + SHOP + "/\" comes from the function cart")
                        .fixed(deployed(rest().method("GET", "/cart", Pieces.underPolicy(SHOP)))),
                FailureMode.of("C29", "ANY among the allowed methods")
                        .call(put())
                        .broken(deployed(
                                rest().method("OPTIONS", "/cart", RestMethod.mock(preflightMock("'*'", "'ANY'", "'*'")))
                                        .method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.METHOD,
                                "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response",
                                "\"ANY\" comes from the MOCK integration of OPTIONS /cart")
                        .fixed(deployed(restWithPreflight().method("PUT", "/cart", RIGHT))),
                FailureMode.of("C30", "a header that is not on the list")
                        .call(put().withHeaders(Headers.of("X-Trace", "1")))
                        .broken(deployed(restWithPreflight().method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.HEADERS,
                                "Request header field x-trace is not allowed by Access-Control-Allow-Headers in preflight response",
                                "\"content-type,authorization\" comes from the MOCK integration of OPTIONS /cart")
                        .fixed(deployed(rest().method("ANY", "/cart", Pieces.underPolicy(SHOP)))),
                FailureMode.of("C31", "a firewall's response")
                        .call(get())
                        .broken(deployed(rest().method("GET", "/cart", RIGHT)
                                .waf(request -> true, Response.of(403, Headers.EMPTY))))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 403 comes from ")
                        .fixed(deployed(rest().method("GET", "/cart", RIGHT)
                                .waf(request -> true, Response.of(403, Headers.of(ALLOW_ORIGIN, SHOP))))),
                FailureMode.of("C32", "a body over 10 MB")
                        .call(put().withBody(Body.wrap(new byte[10 * 1024 * 1024 + 1])))
                        .broken(deployed(restWithPreflight()
                                .gatewayResponse(cors(RestResponseType.DEFAULT_4XX))
                                .method("PUT", "/cart", RIGHT)))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response REQUEST_TOO_LARGE")
                        // No gateway response helps (documented); such bodies go to a bucket.
                        .fixed(deployed(Pieces.bucketWithCors())),
                FailureMode.of("C33", "a function that takes too long")
                        .call(get())
                        .broken(deployed(rest().method("GET", "/cart", Pieces.timingOut())))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the gateway response INTEGRATION_TIMEOUT")
                        .fixed(deployed(rest().gatewayResponse(cors(RestResponseType.DEFAULT_5XX))
                                .method("GET", "/cart", Pieces.timingOut()))),
                FailureMode.of("C35", "a handler that refuses OPTIONS")
                        .call(put())
                        .broken(deployed(rest().method("ANY", "/cart", Pieces.refusingOptions())))
                        .preflightBlockedBy(Check.PREFLIGHT_STATUS, NOT_OK, "status 405 comes from the function cart")
                        .fixed(deployed(rest().method("ANY", "/cart", Pieces.underPolicy(SHOP)))),
                FailureMode.of("C37", "the header on success only")
                        .call(get())
                        .broken(deployed(rest().method("GET", "/cart", returning("{\"statusCode\":500}"))))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 500 comes from the function cart")
                        .fixed(deployed(rest().method("GET", "/cart", Pieces.throwingUnderPolicy()))),
                FailureMode.of("C40", "a mapping in quotes is text")
                        .call(put())
                        .broken(deployed(rest().method(
                                        "OPTIONS",
                                        "/cart",
                                        RestMethod.mock(
                                                preflightMock("'method.request.header.Origin'", "'PUT'", "'*'")))
                                .method("PUT", "/cart", RIGHT)))
                        .preflightBlockedBy(
                                Check.ALLOW_ORIGIN_INVALID,
                                "contains the invalid value 'method.request.header.Origin'",
                                "\"method.request.header.Origin\" comes from the MOCK integration of OPTIONS /cart")
                        .fixed(deployed(restWithPreflight().method("PUT", "/cart", RIGHT))),
                FailureMode.of("C14", "the Cors block of a Function URL next to a function's own headers")
                        .call(get())
                        .broken(deployed(
                                FunctionUrl.builder(RIGHT).cors(URL_CORS).build()))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_MULTIPLE,
                                "contains multiple values '" + SHOP + ", " + SHOP + "'",
                                "\"" + SHOP + "\" comes from the Cors block of the Function URL of cart")
                        .fixed(deployed(
                                FunctionUrl.builder(PLAIN).cors(URL_CORS).build())),
                FailureMode.of("C16", "two header names in one entry of a Cors block")
                        .call(put().withHeaders(Headers.of("Authorization", "t")))
                        .broken(deployed(FunctionUrl.builder(PLAIN)
                                .cors(FunctionUrlCors.builder()
                                        .allowOrigins(SHOP)
                                        .allowMethods("PUT")
                                        .allowHeaders("Content-Type,Authorization")
                                        .build())
                                .build()))
                        .okPreflightBlockedBy(
                                Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the Cors block of the Function URL of cart")
                        .fixed(deployed(FunctionUrl.builder(PLAIN)
                                .cors(FunctionUrlCors.builder()
                                        .allowOrigins(SHOP)
                                        .allowMethods("PUT")
                                        .allowHeaders("Content-Type", "Authorization")
                                        .build())
                                .build())),
                FailureMode.of("C24", "a cache that keeps one site's header for all")
                        .after(Pieces.getFrom(STRANGER))
                        .call(get())
                        .broken(cached(CloudFrontCachePolicy.of("minute", Duration.ofMinutes(1))))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_MISMATCH,
                                "has a value '" + STRANGER + "' that is not equal to the supplied origin",
                                "\"" + STRANGER + "\" comes from the cache of CloudFront")
                        .fixed(cached(CloudFrontCachePolicy.of("minute", Duration.ofMinutes(1))
                                .withHeaders("Origin"))),
                FailureMode.of("C25", "a picture without Origin fills the cache for the fetch after it")
                        .after(picture())
                        .call(get())
                        .broken(cachedBucket(CloudFrontCachePolicy.CACHING_OPTIMIZED))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the cache of CloudFront")
                        .fixed(cachedBucket(CloudFrontCachePolicy.CACHING_OPTIMIZED.withHeaders("Origin"))),
                FailureMode.of("C26", "the viewer's Host forwarded to API Gateway")
                        .call(get())
                        .broken(distributed(CloudFrontBehavior.to("api")
                                .with(CloudFrontCachePolicy.CACHING_DISABLED)
                                .with(CloudFrontOriginRequestPolicy.ALL_VIEWER)))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 403 comes from ")
                        .fixed(distributed(CloudFrontBehavior.to("api")
                                .with(CloudFrontCachePolicy.CACHING_DISABLED)
                                .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST))),
                FailureMode.of("C27", "a distribution that does not let OPTIONS through")
                        .call(put())
                        .broken(distributed(CloudFrontBehavior.to("api")
                                .with(CloudFrontCachePolicy.CACHING_DISABLED)
                                .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST)))
                        .preflightBlockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 403 comes from ")
                        .fixed(distributed(CloudFrontBehavior.to("api")
                                .with(CloudFrontBehavior.Methods.ALL)
                                .with(CloudFrontCachePolicy.CACHING_DISABLED)
                                .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST))),
                FailureMode.of("C42", "a Function URL that may not invoke its function")
                        .call(get())
                        .broken(deployed(FunctionUrl.builder(RIGHT)
                                .withoutInvokeFunction()
                                .build()))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 403 comes from ")
                        .fixed(deployed(FunctionUrl.builder(RIGHT).build())),
                FailureMode.of("C44", "the stage left out of the address of an HTTP API")
                        .call(get())
                        .broken(deployed(HttpApi.builder()
                                .stage("dev")
                                .cors(HTTP_API_CORS)
                                .route("GET /cart", PLAIN)))
                        .blockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 404 comes from ")
                        .fixed(deployed(HttpApi.builder().cors(HTTP_API_CORS).route("GET /cart", PLAIN))),
                FailureMode.of("C45", "two spellings of a header behind a load balancer")
                        .call(get())
                        .broken(deployed(LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(returning("{\"statusCode\":200,\"headers\":{\""
                                        + ALLOW_ORIGIN + "\":\"" + SHOP + "\",\"access-control-allow-origin\":\"" + SHOP
                                        + "\"}}")))
                                .build()))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_MULTIPLE,
                                "contains multiple values '" + SHOP + ", " + SHOP + "'",
                                "the function cart")
                        .fixed(deployed(LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(RIGHT))
                                .build())),
                FailureMode.of("C48", "a listener's attribute that replaces the origin of a function with credentials")
                        .call(get().withCredentials(CredentialsMode.INCLUDE))
                        .broken(deployed(LoadBalancer.builder()
                                .attribute("routing.http.response.access_control_allow_origin.header_value", "*")
                                .defaultTarget(LoadBalancerTarget.of(WITH_CREDENTIALS))
                                .build()))
                        .blockedBy(
                                Check.ALLOW_ORIGIN_WILDCARD,
                                "must not be the wildcard '*'",
                                "\"*\" comes from the header attributes of the load balancer's listener")
                        .fixed(deployed(LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(WITH_CREDENTIALS))
                                .build())),
                FailureMode.of("C49", "a load balancer that asks a preflight for a token")
                        .call(put().withHeaders(Headers.of("Authorization", Pieces.BEARER)))
                        .broken(deployed(
                                LoadBalancer.builder().defaultAction(CHECKED).build()))
                        .preflightBlockedBy(Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "status 401 comes from ")
                        .fixed(deployed(LoadBalancer.builder()
                                .rule(LoadBalancerRule.forward("*", LoadBalancerTarget.of(Pieces.underPolicy(SHOP)))
                                        .forMethods("OPTIONS"))
                                .defaultAction(CHECKED)
                                .build())),
                FailureMode.of("C50", "the hash that an origin access control needs is not an allowed header")
                        .call(put().withHeaders(Headers.of("x-amz-content-sha256", EMPTY_HASH)))
                        .broken(signed("content-type"))
                        .okPreflightBlockedBy(
                                Check.ALLOW_ORIGIN_MISSING, NO_HEADER, "the Cors block of the Function URL of cart")
                        .fixed(signed("content-type", "x-amz-content-sha256")));
    }

    /** A Function URL that only its distribution may call. */
    private static Network signed(String... allowedHeaders) {
        Front url = FunctionUrl.builder(PLAIN)
                .authType(FunctionUrl.AuthType.AWS_IAM)
                .cors(FunctionUrlCors.builder()
                        .allowOrigins(SHOP)
                        .allowMethods("PUT")
                        .allowHeaders(allowedHeaders)
                        .build())
                .build();
        return deployed(CloudFront.builder(new CloudFrontCache(1 << 20))
                .origin(CloudFrontOrigin.functionUrl("url", url, "cart.lambda-url.example")
                        .withAccessControl(CloudFrontOrigin.Signing.ALWAYS))
                .defaultBehavior(CloudFrontBehavior.to("url")
                        .with(CloudFrontBehavior.Methods.ALL)
                        .with(CloudFrontCachePolicy.CACHING_DISABLED)
                        .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST))
                .build());
    }

    static List<Refusal> refusals() {
        return List.of(
                new Refusal(
                        "C09",
                        "a value without quotes",
                        "Invalid mapping expression specified: *",
                        () -> withOptions(preflightMock("*", "'PUT'", "''")),
                        () -> withOptions(preflightMock("'*'", "'PUT'", "''"))),
                new Refusal(
                        "C10",
                        "a header that the method response does not declare",
                        "Invalid mapping expression parameter specified: method.response.header.Access-Control-Allow-Origin",
                        () -> RestMock.builder()
                                .requestTemplate("application/json", "{\"statusCode\": 200}")
                                .methodResponse(200)
                                .response(RestMockResponse.of(200)
                                        .parameter("method.response.header." + ALLOW_ORIGIN, "'*'"))
                                .build(),
                        () -> withOptions(preflightMock("'*'", "'PUT'", "''"))),
                new Refusal(
                        "C15",
                        "OPTIONS among the methods of a Function URL",
                        "1 validation error detected: Value at 'cors.allowMethods' failed to satisfy constraint",
                        () -> FunctionUrlCors.builder()
                                .allowMethods("GET", "OPTIONS")
                                .build(),
                        () -> FunctionUrlCors.builder().allowMethods("GET").build()),
                new Refusal(
                        "C36",
                        "a parameter mapping of a CORS header in an HTTP API",
                        "Operations on header access-control-allow-origin are restricted",
                        () -> HttpApiResponseParameter.append(200, ALLOW_ORIGIN, SHOP),
                        () -> HTTP_API_CORS),
                new Refusal(
                        "C43",
                        "a pattern among the origins of a Function URL",
                        "https://*.example.com isn't a valid origin",
                        () -> FunctionUrlCors.builder()
                                .allowOrigins("https://*.example.com")
                                .build(),
                        () -> FunctionUrlCors.builder().allowOrigins(SHOP).build()),
                new Refusal(
                        "C41",
                        "a mapping of the request in an integration response",
                        "Invalid mapping expression specified: method.request.header.Origin",
                        () -> withOptions(preflightMock("method.request.header.Origin", "'PUT'", "''")),
                        () -> withOptions(preflightMock("'*'", "'PUT'", "''"))));
    }
}
