package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.contract.ContractCase.Expected;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;

/** What a REST API responds by itself: mock integrations and gateway responses. */
final class RestMockCases extends RestApiCases {

    private RestMockCases() {}

    static RestMock plain(String requestTemplate, RestMockResponse... responses) {
        RestMock.Builder mock = RestMock.builder().requestTemplate("application/json", requestTemplate);
        for (RestMockResponse response : responses) {
            mock.methodResponse(response.status(), ALLOW).response(response);
        }
        return mock.build();
    }

    static final String BY_ORIGIN = "#set($origin = $input.params().header.get(\"Origin\"))\n"
            + "#if($origin == \"\")\n  #set($origin = $input.params().header.get(\"origin\"))\n#end\n"
            + "#if($origin == \"https://shop.example.com\" || $origin.matches(\"https://admin[.]example[.]com\"))\n"
            + "  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)\n#end";

    static Contract mocks(Contract contract) {
        Expected granted = response(200, "{}\n", JSON, ALLOW + ": *", "Access-Control-Allow-Methods: GET");
        RestMockResponse allowAll = RestMockResponse.of(200).parameter(METHOD_ALLOW, "'*'");
        RestMock byOrigin = plain(
                "{ statusCode: 200 }",
                RestMockResponse.of(204)
                        .parameter(METHOD_ALLOW, "'https://first.example.com'")
                        .template("application/json", BY_ORIGIN));
        return contract.behaviour(
                "MOCK integrations",
                documented(
                                "a preflight gets its response without the function",
                                MOCKS,
                                options(sam("'*'").build()).build())
                        .exchange(preflight("/orders", PAGE, "GET"), granted)
                        .exchange(get("/orders", "Origin", PAGE), FINE),
                reported(
                                "CDK's request template without quotes is taken, and its 204",
                                "localstack#11967",
                                options(plain(
                                                "{ statusCode: 200 }",
                                                RestMockResponse.of(204).parameter(METHOD_ALLOW, "'*'")))
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), response(204, "", JSON, ALLOW + ": *")),
                reported(
                                "a status code that is a text is a 500",
                                "aws-cdk#5997",
                                options(plain("{\"statusCode\": \"200\"}", allowAll))
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), MISCONFIGURED),
                documented(
                                "the integration response is chosen by the whole status code, else it is the default one",
                                "API Gateway developer guide: integration responses",
                                options(plain(
                                                "{\"statusCode\": 404}",
                                                RestMockResponse.of(200).selectionPattern("2.."),
                                                RestMockResponse.of(400).selectionPattern("40"),
                                                RestMockResponse.of(410).selectionPattern("4\\d{2}"),
                                                RestMockResponse.of(500)))
                                        .build())
                        .exchange(request("OPTIONS", "/orders"), response(410, "", JSON)),
                documented(
                                "no integration response for the status code and no default one is a 500",
                                TYPES + ", API_CONFIGURATION_ERROR",
                                options(plain(
                                                "{\"statusCode\": 404}",
                                                RestMockResponse.of(200).selectionPattern("2..")))
                                        .build())
                        .exchange(request("OPTIONS", "/orders"), MISCONFIGURED),
                reported(
                                "binaryMediaTypes */* break a MOCK integration (C13)",
                                "serverless-application-model#553",
                                options(sam("'*'").build())
                                        .binaryMediaType("*/*")
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), MISCONFIGURED),
                reported(
                                "CONVERT_TO_TEXT of the integration fixes it (C13)",
                                "serverless-application-model#553",
                                options(sam("'*'")
                                                .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                                                .build())
                                        .binaryMediaType("*/*")
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), granted),
                unverified(
                                "CONVERT_TO_TEXT only of the integration response fixes it too (C13)",
                                "serverless#11010 against serverless-application-model#553",
                                options(plain(
                                                "{\"statusCode\": 200}",
                                                allowAll.contentHandling(ContentHandling.CONVERT_TO_TEXT)))
                                        .binaryMediaType("*/*")
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), response(200, "", JSON, ALLOW + ": *")),
                unverified(
                                "CONVERT_TO_TEXT of the integration response fixes nothing, if the integration's is the one that counts",
                                "serverless-application-model#553 against serverless#11010",
                                options(plain(
                                                "{\"statusCode\": 200}",
                                                allowAll.contentHandling(ContentHandling.CONVERT_TO_TEXT)))
                                        .binaryMediaType("*/*")
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestMockConversion.INTEGRATION))
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), MISCONFIGURED),
                documented(
                                "another binary media type does not break it",
                                "API Gateway developer guide: content type conversions",
                                options(sam("'*'").build())
                                        .binaryMediaType("image/png")
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), granted),
                reported(
                                "'method.request.header.Origin' in quotes is sent as that text (C40)",
                                "several public stacks",
                                options(sam("'method.request.header.Origin'").build())
                                        .build())
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(
                                        200,
                                        "{}\n",
                                        JSON,
                                        ALLOW + ": method.request.header.Origin",
                                        "Access-Control-Allow-Methods: GET")),
                documented(
                                "several origins in one text, or * with credentials, are sent as they are (C11, C12)",
                                "serverless-application-model#3769, #464: only SAM's own Cors refuses the latter",
                                options(RestMock.builder()
                                                .requestTemplate("application/json", "{\"statusCode\": 200}")
                                                .methodResponse(200, ALLOW, "Access-Control-Allow-Credentials")
                                                .response(RestMockResponse.of(200)
                                                        .parameter(METHOD_ALLOW, "'https://a.example,*'")
                                                        .parameter(
                                                                "method.response.header.Access-Control-Allow-Credentials",
                                                                "'true'"))
                                                .build())
                                        .build())
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(
                                        200,
                                        "",
                                        JSON,
                                        ALLOW + ": https://a.example,*",
                                        "Access-Control-Allow-Credentials: true")),
                documented(
                                "a stage variable and a context variable can be a header's value",
                                MAPPINGS,
                                options(sam("stageVariables.origin").build())
                                        .stageVariable("origin", PAGE)
                                        .build())
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(200, "{}\n", JSON, ALLOWED, "Access-Control-Allow-Methods: GET")),
                reported(
                                "a template returns the origins that it names, others with the fixed one",
                                "aws-cdk: addCorsPreflight with several origins",
                                options(byOrigin).build())
                        .exchange(preflight("/orders", PAGE, "GET"), response(204, null, JSON, ALLOWED))
                        .exchange(
                                request("OPTIONS", "/orders", "origin", "https://admin.example.com"),
                                response(204, null, JSON, ALLOW + ": https://admin.example.com"))
                        .exchange(
                                preflight("/orders", "https://evil.example", "GET"),
                                response(204, null, JSON, ALLOW + ": https://first.example.com")),
                documented(
                                "a body whose type has no request template is passed through, or a 415",
                                "API Gateway developer guide: passthrough behaviors",
                                options(RestMock.builder()
                                                .requestTemplate("application/json", "{\"statusCode\": 200}")
                                                .passthroughBehavior(RestMock.PassthroughBehavior.NEVER)
                                                .methodResponse(200)
                                                .response(RestMockResponse.of(200))
                                                .build())
                                        .build())
                        .exchange(
                                request("OPTIONS", "/orders", "Content-Type", "Application/JSON; charset=utf-8"),
                                response(200, "", JSON))
                        .exchange(
                                request("OPTIONS", "/orders", "Content-Type", "text/plain"),
                                error(415, "BadRequestException", "{\"message\":\"Unsupported Media Type\"}")),
                documented(
                                "a body that is passed through names the status code itself",
                                MOCKS,
                                options(plain(
                                                "{\"statusCode\": 500}",
                                                RestMockResponse.of(200).selectionPattern("299")))
                                        .build())
                        .exchange(
                                request("OPTIONS", "/orders", "Content-Type", "text/plain")
                                        .withBody(Body.of("{\"statusCode\": 299}")),
                                response(200, "", JSON)));
    }

    static Contract gatewayResponses(Contract contract) {
        String notFound = "x-amzn-ErrorType: MissingAuthenticationTokenException";
        String missing = "{\"message\":\"Missing Authentication Token\"}";
        RestGatewayResponse default4xx = withOrigin(RestResponseType.DEFAULT_4XX, "'" + PAGE + "'");
        RestApi.Builder blocked = proxy(OK).gatewayResponse(default4xx);
        return contract.behaviour(
                "Gateway responses",
                documented(
                                "DEFAULT_4XX puts its headers on every 4xx, and no 5xx",
                                TYPES,
                                proxy(CannedFunction.failing())
                                        .gatewayResponse(default4xx)
                                        .build())
                        .exchange(get("/carts", "Origin", PAGE), response(403, missing, JSON, notFound, ALLOWED))
                        .exchange(get("/orders", "Origin", PAGE), BAD_GATEWAY),
                documented(
                                "DEFAULT_5XX puts its headers on the 502 of a function that throws (C07)",
                                TYPES,
                                proxy(CannedFunction.failing())
                                        .gatewayResponse(withOrigin(RestResponseType.DEFAULT_5XX, "'" + PAGE + "'"))
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        502,
                                        "{\"message\":\"Internal server error\"}",
                                        JSON,
                                        "x-amzn-ErrorType: InternalServerErrorException",
                                        ALLOWED)),
                documented(
                                "DEFAULT_5XX puts its headers on a 504 too (C33)",
                                TYPES,
                                proxy(CannedFunction.hanging())
                                        .gatewayResponse(withOrigin(RestResponseType.DEFAULT_5XX, "'*'"))
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        504,
                                        "{\"message\":\"Endpoint request timed out\"}",
                                        JSON,
                                        "x-amzn-ErrorType: InternalServerErrorException",
                                        ALLOW + ": *")),
                documented(
                                "a type that is configured without CORS headers masks the default that has them (C08)",
                                TYPES,
                                proxy(OK)
                                        .gatewayResponse(default4xx)
                                        .gatewayResponse(
                                                RestGatewayResponse.of(RestResponseType.MISSING_AUTHENTICATION_TOKEN)
                                                        .status(404))
                                        .build())
                        .exchange(get("/carts", "Origin", PAGE), response(404, missing, JSON, notFound)),
                documented(
                                "the default's status code replaces that of every type",
                                TYPES,
                                proxy(CannedFunction.failing())
                                        .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_5XX)
                                                .status(503))
                                        .build())
                        .exchange(
                                get("/orders"),
                                response(
                                        503,
                                        "{\"message\":\"Internal server error\"}",
                                        JSON,
                                        "x-amzn-ErrorType: InternalServerErrorException")),
                documented(
                                "headers come from the request, the stage and the context",
                                MAPPINGS,
                                proxy(OK)
                                        .stageVariable("origin", PAGE)
                                        .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                                                .parameter(
                                                        "gatewayresponse.header.X-Header", "method.request.header.X-A")
                                                .parameter(
                                                        "gatewayresponse.header.X-Query",
                                                        "method.request.querystring.q")
                                                .parameter("gatewayresponse.header.X-Stage", "stageVariables.origin")
                                                .parameter(
                                                        "gatewayresponse.header.X-Type", "context.error.responseType")
                                                .parameter("gatewayresponse.header.X-Path", "context.path"))
                                        .build())
                        .exchange(
                                get("/carts?q=a%20b&q=c", "X-A", "1"),
                                response(
                                        403,
                                        missing,
                                        JSON,
                                        notFound,
                                        "X-Header: 1",
                                        "X-Query: c",
                                        "X-Stage: " + PAGE,
                                        "X-Type: MISSING_AUTHENTICATION_TOKEN",
                                        "X-Path: /carts")),
                documented(
                                "a path variable can be a header's value, past the routes",
                                MAPPINGS,
                                RestApi.builder()
                                        .method("GET", "/orders/{id}", CannedFunction.failing())
                                        .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_5XX)
                                                .parameter("gatewayresponse.header.X-Id", "method.request.path.id"))
                                        .build())
                        .exchange(
                                get("/orders/7"),
                                response(
                                        502,
                                        "{\"message\":\"Internal server error\"}",
                                        JSON,
                                        "x-amzn-ErrorType: InternalServerErrorException",
                                        "X-Id: 7")),
                documented(
                                "templates replace variables, and nothing else",
                                "API Gateway developer guide: gateway responses",
                                proxy(OK)
                                        .stageVariable("a", "b")
                                        .gatewayResponse(
                                                RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                                                        .template(
                                                                "application/json",
                                                                "{\"message\":$context.error.messageString,\"plain\":\"$context.error.message\","
                                                                        + "\"type\":\"$context.error.responseType\",\"stage\":\"$context.stage\","
                                                                        + "\"variable\":\"$stageVariables.a\",\"cost\":\"$5\",\"#if\":\"$foo.\"}"))
                                        .build())
                        .exchange(
                                get("/carts"),
                                response(
                                        403,
                                        "{\"message\":\"Missing Authentication Token\",\"plain\":\"Missing Authentication Token\","
                                                + "\"type\":\"MISSING_AUTHENTICATION_TOKEN\",\"stage\":\"prod\","
                                                + "\"variable\":\"b\",\"cost\":\"$5\",\"#if\":\"$foo.\"}",
                                        JSON,
                                        notFound)),
                documented(
                                "the template for what the request accepts makes body and content type",
                                "API Gateway developer guide: gateway responses",
                                proxy(OK)
                                        .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                                                .template("application/json", "{}")
                                                .template("text/html", "<p>no</p>"))
                                        .build())
                        .exchange(
                                get("/carts", "Accept", "text/html"),
                                response(403, "<p>no</p>", "Content-Type: text/html", notFound))
                        .exchange(get("/carts", "Accept", "*/*"), response(403, "{}", JSON, notFound)),
                unverified(
                                "method.request.header.Origin does not find the origin that HTTP/2 has",
                                "API Gateway developer guide: known issues (names are case-sensitive) against stacks in use",
                                proxy(OK)
                                        .gatewayResponse(withOrigin(
                                                RestResponseType.DEFAULT_4XX, "method.request.header.Origin"))
                                        .build())
                        .exchange(get("/carts", "Origin", PAGE), response(403, missing, JSON, notFound, ALLOWED))
                        .exchange(get("/carts", "origin", PAGE), response(403, missing, JSON, notFound)),
                unverified(
                                "method.request.header.Origin finds every spelling, if that is how AWS maps",
                                "stacks in use against API Gateway developer guide: known issues",
                                proxy(OK)
                                        .gatewayResponse(withOrigin(
                                                RestResponseType.DEFAULT_4XX, "method.request.header.Origin"))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestMappingCase.INSENSITIVE)
                                                .with(UnverifiedBehavior.RestMappingMissing.EMPTY))
                                        .build())
                        .exchange(get("/carts", "origin", PAGE), response(403, missing, JSON, notFound, ALLOWED))
                        .exchange(get("/carts"), response(403, missing, JSON, notFound, ALLOW + ": ")),
                documented(
                                "REQUEST_TOO_LARGE cannot be customised (C32)",
                                "API Gateway developer guide: known issues",
                                proxy(OK)
                                        .gatewayResponse(default4xx)
                                        .gatewayResponse(withOrigin(RestResponseType.REQUEST_TOO_LARGE, "'*'"))
                                        .build())
                        .exchange(
                                request("POST", "/orders", "Origin", PAGE)
                                        .withBody(Body.wrap(new byte[10 * 1024 * 1024 + 1])),
                                error(413, "RequestTooLargeException", "{\"message\":\"Request Too Long\"}")),
                documented(
                                "a request that AWS WAF blocks has the headers of DEFAULT_4XX",
                                TYPES + ", WAF_FILTERED",
                                proxy(OK)
                                        .gatewayResponse(default4xx)
                                        .refuse(RestResponseType.WAF_FILTERED, request -> true)
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        403,
                                        "{\"message\":\"Forbidden\"}",
                                        JSON,
                                        "x-amzn-ErrorType: ForbiddenException",
                                        ALLOWED)),
                documented(
                                "a custom response of AWS WAF goes before every gateway response (C31)",
                                TYPES + ", DEFAULT_4XX",
                                blocked.waf(
                                                request -> request.headers().has("X-Bad"),
                                                new Response(403, Headers.of("X-Waf", "1"), Body.of("no")))
                                        .build())
                        .exchange(get("/orders", "Origin", PAGE, "X-Bad", "1"), response(403, "no", "X-Waf: 1"))
                        .exchange(get("/orders", "Origin", PAGE), FINE),
                documented(
                                "throttling is a 429 with the headers of DEFAULT_4XX (C33)",
                                TYPES + ", THROTTLED",
                                proxy(OK)
                                        .gatewayResponse(default4xx)
                                        .refuse(RestResponseType.THROTTLED, request -> true)
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        429,
                                        "{\"message\":\"Too Many Requests\"}",
                                        JSON,
                                        "x-amzn-ErrorType: TooManyRequestsException",
                                        ALLOWED)));
    }
}
