package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.contract.ContractCase.Expected;
import dev.corsac.gateway.contract.ContractCase.Known;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestAuthorizer;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class RestApiContractTest extends ContractTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String JSON = "Content-Type: application/json";
    private static final String ALLOW = "Access-Control-Allow-Origin";
    private static final String ALLOWED = ALLOW + ": " + PAGE;
    private static final String GATEWAY_ALLOW = "gatewayresponse.header." + ALLOW;
    private static final String METHOD_ALLOW = "method.response.header." + ALLOW;

    private static final String TYPES = "API Gateway developer guide: gateway response types";
    private static final String PROXY = "API Gateway developer guide: Lambda proxy integrations";
    private static final String MOCKS = "API Gateway developer guide: mock integrations";
    private static final String AUTHORIZERS = "API Gateway developer guide: Lambda authorizers";
    private static final String MAPPINGS = "API Gateway developer guide: parameter mappings";
    private static final String STREAMS = "API Gateway developer guide: response streaming";
    private static final String STREAM_PAGE =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html";
    private static final String AUTHORIZER_PAGE =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html";
    private static final String QUOTAS =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html";
    private static final String LOCALSTACK = "LocalStack's recordings of AWS";

    private static final CannedFunction OK = CannedFunction.returning("{\"body\":\"ok\"}");

    private static final String BASE64_KEY = "{\"isBase64Encoded\":false,\"base64Encoded\":false,\"body\":\"ok\"}";

    private static final String ALLOW_ALL =
            "{\"principalId\":\"kim\",\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\","
                    + "\"Resource\":\"*\"}]}}";

    private static RestApi.Builder proxy(LambdaFunction function) {
        return RestApi.builder().method("GET", "/orders", function);
    }

    private static RestApi.Builder any(RestMethod method) {
        return RestApi.builder().method("ANY", "/orders", method);
    }

    /** An error in the form that API Gateway gives it by itself: no CORS header. */
    private static Expected error(int status, String errorType, String body) {
        return response(status, body, JSON, "x-amzn-ErrorType: " + errorType);
    }

    private static final Expected MISSING_TOKEN =
            error(403, "MissingAuthenticationTokenException", "{\"message\":\"Missing Authentication Token\"}");
    private static final Expected UNAUTHORIZED = error(401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}");
    private static final Expected ACCESS_DENIED =
            error(403, "AccessDeniedException", "{\"Message\":\"User is not authorized to access this resource\"}");
    private static final Expected BROKEN_AUTHORIZER =
            error(500, "AuthorizerConfigurationException", "{\"message\":null}");
    private static final Expected FORBIDDEN = error(403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
    private static final Expected BAD_GATEWAY =
            error(502, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
    private static final Expected MISCONFIGURED =
            error(500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
    private static final Expected FINE = response(200, "ok", JSON);

    @Override
    public Contract contract() {
        Contract contract = Contract.of("REST API", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id");
        return refusals(streaming(limits(
                stages(apiKeys(authorizers(gatewayResponses(mocks(functions(routes(contract))))))))));
    }

    private static Contract routes(Contract contract) {
        return contract.behaviour(
                "Resources and methods",
                documented(
                                "a preflight of a resource without an OPTIONS method is a 403 (C02)",
                                TYPES,
                                proxy(OK).build())
                        .exchange(preflight("/orders", PAGE, "GET"), MISSING_TOKEN),
                documented("an unknown path is a 403", TYPES, proxy(OK).build())
                        .exchange(get("/carts", "Origin", PAGE), MISSING_TOKEN),
                documented(
                                "X-HTTP-Method-Override chooses the method",
                                "API Gateway developer guide: known issues",
                                RestApi.builder().method("PATCH", "/orders", OK).build())
                        .exchange(request("POST", "/orders", "X-HTTP-Method-Override", "PATCH"), FINE)
                        .exchange(request("POST", "/orders"), MISSING_TOKEN)
                        .exchange(request("POST", "/orders", "X-HTTP-Method-Override", "TEAPOT"), MISSING_TOKEN),
                unverified(
                                "/ping at the root of a custom domain never reaches the function",
                                "API Gateway developer guide: known issues say it is reserved, not what the response is",
                                RestApi.builder().method("ANY", "/{proxy+}", OK).build())
                        .exchange(get("/ping"), response(200, "healthy", "Content-Type: text/plain"))
                        .exchange(get("/sping"), response(200, "healthy", "Content-Type: text/plain"))
                        .exchange(get("/pings"), FINE));
    }

    private static Contract functions(Contract contract) {
        return contract.behaviour(
                "What a function returns",
                recorded(
                                "the function's headers are all there is: none is added for CORS (C01)",
                                LOCALSTACK,
                                proxy(CannedFunction.returning("{\"statusCode\":200,\"body\":\"ok\"}"))
                                        .build())
                        .exchange(get("/orders", "Origin", PAGE), FINE),
                recorded(
                                "Vary and a content type are left alone",
                                "serverless-express#83",
                                proxy(CannedFunction.returning(
                                                "{\"headers\":{\"Vary\":\"Origin\",\"content-type\":\"text/plain\"}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "Vary: Origin", "content-type: text/plain")),
                recorded(
                                "the same name in both maps is sent with both values, as spelled in multiValueHeaders (C18)",
                                LOCALSTACK,
                                proxy(CannedFunction.returning("{\"headers\":{\"Access-Control-Allow-Origin\":\"*\"},"
                                                + "\"multiValueHeaders\":{\"access-control-allow-origin\":[\"" + PAGE
                                                + "\"]}}"))
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        200,
                                        "",
                                        "access-control-allow-origin: " + PAGE,
                                        "access-control-allow-origin: *",
                                        JSON)),
                documented(
                                "the same name with the same value in both maps is sent once",
                                PROXY,
                                proxy(
                                                CannedFunction.returning(
                                                        "{\"headers\":{\"X-A\":\"1\"},\"multiValueHeaders\":{\"X-A\":[\"1\"]}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "X-A: 1", JSON)),
                recorded(
                                "Connection, Content-Length, Date and Server are remapped, Transfer-Encoding is dropped",
                                "serverless-express#83",
                                proxy(
                                                CannedFunction.returning(
                                                        "{\"headers\":{\"Connection\":\"close\",\"content-length\":\"9\","
                                                                + "\"Date\":\"d\",\"Server\":\"s\",\"Transfer-Encoding\":\"chunked\"}}"))
                                        .build())
                        .exchange(
                                get("/orders"),
                                response(
                                        200,
                                        "",
                                        JSON,
                                        "x-amzn-Remapped-connection: close",
                                        "x-amzn-Remapped-content-length: 9",
                                        "x-amzn-Remapped-date: d",
                                        "x-amzn-Remapped-server: s")),
                recorded(
                                "a function that throws is a 502 that no page can read (C07)",
                                LOCALSTACK,
                                proxy(CannedFunction.failing()).build())
                        .exchange(get("/orders", "Origin", PAGE), BAD_GATEWAY),
                recorded(
                                "a key that a REST API does not know is a 502 (C19)",
                                LOCALSTACK,
                                proxy(CannedFunction.returning("{\"statusCode\":200,\"headers\":{\"" + ALLOW
                                                + "\":\"*\"},\"cookies\":[\"a=b\"]}"))
                                        .build())
                        .exchange(get("/orders", "Origin", PAGE), BAD_GATEWAY),
                documented(
                                "a function that takes too long is a 504 (C33)",
                                TYPES + ", INTEGRATION_TIMEOUT",
                                proxy(CannedFunction.hanging()).build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                error(
                                        504,
                                        "InternalServerErrorException",
                                        "{\"message\": \"Endpoint request timed out\"}")),
                unverified(
                                "a member base64Encoded is a 502, as every unknown one",
                                "public reports contradict each other",
                                proxy(CannedFunction.returning(BASE64_KEY)).build())
                        .exchange(get("/orders"), BAD_GATEWAY),
                unverified(
                                "or is ignored, if so chosen",
                                "the choice RestBase64Key.IGNORED",
                                proxy(CannedFunction.returning(BASE64_KEY))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestBase64Key.IGNORED))
                                        .build())
                        .exchange(get("/orders"), FINE),
                unverified(
                                "a number as a header's value is sent as text",
                                "aws-sam-cli#221 against LocalStack's code",
                                proxy(CannedFunction.returning("{\"headers\":{\"Access-Control-Max-Age\":600}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "Access-Control-Max-Age: 600", JSON)),
                unverified(
                                "a number as a header's value is a 502, if that is how AWS responds",
                                "LocalStack's code against aws-sam-cli#221",
                                proxy(CannedFunction.returning("{\"headers\":{\"Access-Control-Max-Age\":600}}"))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestHeaderNumber.MALFORMED))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY),
                unverified(
                                "null as a header's value leaves the header out",
                                "no source shows either",
                                proxy(
                                                CannedFunction.returning(
                                                        "{\"headers\":{\"X-A\":null},\"multiValueHeaders\":{\"B\":[\"x\",null]}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "B: x", JSON)),
                unverified(
                                "null as a header's value is a 502, if that is how AWS responds",
                                "no source shows either",
                                proxy(CannedFunction.returning("{\"headers\":{\"X-A\":null}}"))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestHeaderNull.MALFORMED))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY));
    }

    /** The OPTIONS method as SAM writes it. */
    private static RestMock.Builder sam(String origin) {
        return RestMock.builder()
                .requestTemplate("application/json", "{\n  \"statusCode\" : 200\n}\n")
                .methodResponse(200, ALLOW, "Access-Control-Allow-Methods")
                .response(RestMockResponse.of(200)
                        .parameter(METHOD_ALLOW, origin)
                        .parameter("method.response.header.Access-Control-Allow-Methods", "'GET'")
                        .template("application/json", "{}\n"));
    }

    private static RestApi.Builder options(RestMock mock) {
        return proxy(OK).method("OPTIONS", "/orders", RestMethod.mock(mock));
    }

    private static RestMock plain(String requestTemplate, RestMockResponse... responses) {
        RestMock.Builder mock = RestMock.builder().requestTemplate("application/json", requestTemplate);
        for (RestMockResponse response : responses) {
            mock.methodResponse(response.status(), ALLOW).response(response);
        }
        return mock.build();
    }

    private static final String BY_ORIGIN = "#set($origin = $input.params().header.get(\"Origin\"))\n"
            + "#if($origin == \"\")\n  #set($origin = $input.params().header.get(\"origin\"))\n#end\n"
            + "#if($origin == \"https://shop.example.com\" || $origin.matches(\"https://admin[.]example[.]com\"))\n"
            + "  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)\n#end";

    private static Contract mocks(Contract contract) {
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

    private static RestGatewayResponse withOrigin(RestResponseType type, String source) {
        return RestGatewayResponse.of(type).parameter(GATEWAY_ALLOW, source);
    }

    private static Contract gatewayResponses(Contract contract) {
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

    private static CannedFunction policy(String effect, String resource) {
        return CannedFunction.returning(ALLOW_ALL.replace("Allow", effect).replace("\"*\"", "\"" + resource + "\""));
    }

    private static RestApi behind(LambdaFunction function) {
        return any(RestMethod.lambda(OK).authorizer(RestAuthorizer.token("who", function)))
                .build();
    }

    private static Contract authorizers(Contract contract) {
        String arn = "arn:aws:execute-api:us-east-1:123456789012:corsac0api/prod/";
        CannedFunction saysUnauthorized =
                new CannedFunction("who", new InvocationResult.Failed("java.lang.RuntimeException", "Unauthorized"));
        RestAuthorizer two = RestAuthorizer.request(
                "who", policy("Allow", "*"), "method.request.header.X-Who", "method.request.querystring.who");
        RestAuthorizer once = RestAuthorizer.token("who", SequenceFunction.returning(ALLOW_ALL));
        RestAuthorizer first = RestAuthorizer.token(
                "who", SequenceFunction.returning(ALLOW_ALL.replace("\"*\"", "\"" + arn + "GET/orders\"")));
        return contract.behaviour(
                "Authorizers",
                documented(
                                "an authorizer of ANY refuses the preflight, which has no token, without being asked (C03, C04)",
                                "serverless-application-model#717, aws-cdk#8615",
                                behind(CannedFunction.failing()))
                        .exchange(preflight("/orders", PAGE, "GET"), UNAUTHORIZED),
                reported(
                                "an OPTIONS method of its own, open to all, fixes it (C04)",
                                "aws-cdk#8615",
                                any(RestMethod.lambda(OK)
                                                .authorizer(RestAuthorizer.token("who", CannedFunction.failing())))
                                        .method(
                                                "OPTIONS",
                                                "/orders",
                                                RestMethod.mock(sam("'*'").build()))
                                        .build())
                        .exchange(
                                preflight("/orders", PAGE, "GET"),
                                response(200, "{}\n", JSON, ALLOW + ": *", "Access-Control-Allow-Methods: GET")),
                documented(
                                "a policy that allows the method lets it through",
                                AUTHORIZERS,
                                behind(policy("Allow", arn + "GET/*")))
                        .exchange(get("/orders", "Authorization", "t"), FINE)
                        .exchange(get("/orders", "authorization", "t"), FINE)
                        .exchange(request("PUT", "/orders", "Authorization", "t"), ACCESS_DENIED),
                documented("an explicit deny says so", AUTHORIZERS, behind(policy("Deny", "*")))
                        .exchange(
                                get("/orders", "Authorization", "t"),
                                error(
                                        403,
                                        "AccessDeniedException",
                                        "{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}")),
                documented(
                                "a token that does not match the validation is a 401 without asking",
                                AUTHORIZERS,
                                any(RestMethod.lambda(OK)
                                                .authorizer(RestAuthorizer.token("who", CannedFunction.failing())
                                                        .validation("Bearer .+")))
                                        .build())
                        .exchange(get("/orders", "Authorization", "Basic x"), UNAUTHORIZED)
                        .exchange(get("/orders", "Authorization", "Bearer x"), BROKEN_AUTHORIZER),
                documented(
                                "a function that fails with the message Unauthorized is a 401",
                                AUTHORIZERS,
                                behind(saysUnauthorized))
                        .exchange(get("/orders", "Authorization", "t"), UNAUTHORIZED),
                reported(
                                "output that is not a policy is a 500 with a null message",
                                "serverless/examples#305",
                                behind(CannedFunction.returning("{\"statusCode\":401,\"body\":\"no\"}")))
                        .exchange(get("/orders", "Authorization", "t", "Origin", PAGE), BROKEN_AUTHORIZER),
                documented(
                                "an object in the context is malformed",
                                "API Gateway developer guide: output of a Lambda authorizer",
                                behind(CannedFunction.returning(ALLOW_ALL.replace(
                                        "\"principalId\"", "\"context\":{\"a\":{}},\"principalId\""))))
                        .exchange(get("/orders", "Authorization", "t"), BROKEN_AUTHORIZER),
                unverified(
                                "a function that throws something else is a configuration error",
                                "auth0-samples/jwt-rsa-aws-custom-authorizer#6 has the body, not the type",
                                behind(CannedFunction.failing()))
                        .exchange(get("/orders", "Authorization", "t"), BROKEN_AUTHORIZER),
                unverified(
                                "a function that throws something else is a failure, if that is how AWS names it",
                                "auth0-samples/jwt-rsa-aws-custom-authorizer#6 has the body, not the type",
                                any(RestMethod.lambda(OK)
                                                .authorizer(RestAuthorizer.token("who", CannedFunction.failing())))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestAuthorizerFailure.FAILURE))
                                        .build())
                        .exchange(
                                get("/orders", "Authorization", "t"),
                                error(500, "AuthorizerFailureException", "{\"message\":null}")),
                documented(
                                "without caching a REQUEST authorizer is asked, whatever is missing: it may let preflights in",
                                AUTHORIZER_PAGE,
                                any(RestMethod.lambda(OK).authorizer(two.ttl(Duration.ZERO)))
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), FINE)
                        .exchange(get("/orders?who=kim"), FINE),
                documented(
                                "with caching a REQUEST authorizer is not asked when one of its identity sources is missing",
                                AUTHORIZER_PAGE,
                                any(RestMethod.lambda(OK).authorizer(two)).build())
                        .exchange(get("/orders?who=kim", "X-Who", "kim"), FINE)
                        .exchange(get("/orders?who=", "X-Who", "kim"), UNAUTHORIZED)
                        .exchange(get("/orders?who=kim"), UNAUTHORIZED),
                documented(
                                "a result is kept for the same token until its time is over",
                                AUTHORIZERS,
                                any(RestMethod.lambda(OK).authorizer(once)).build())
                        .exchange(get("/orders", "Authorization", "t"), FINE)
                        .exchange(Duration.ofSeconds(299), get("/orders", "Authorization", "t"), FINE)
                        .exchange(get("/orders", "Authorization", "u"), BROKEN_AUTHORIZER)
                        .exchange(Duration.ofSeconds(1), get("/orders", "Authorization", "t"), BROKEN_AUTHORIZER),
                documented(
                                "a kept policy that names only the first method refuses the second",
                                AUTHORIZERS,
                                any(RestMethod.lambda(OK).authorizer(first)).build())
                        .exchange(get("/orders", "Authorization", "t"), FINE)
                        .exchange(request("PUT", "/orders", "Authorization", "t"), ACCESS_DENIED),
                documented(
                                "a result is not kept with the ttl 0",
                                AUTHORIZERS,
                                any(RestMethod.lambda(OK)
                                                .authorizer(RestAuthorizer.token(
                                                                "who", SequenceFunction.returning(ALLOW_ALL))
                                                        .ttl(Duration.ZERO)))
                                        .build())
                        .exchange(get("/orders", "Authorization", "t"), FINE)
                        .exchange(get("/orders", "Authorization", "t"), BROKEN_AUTHORIZER),
                documented(
                                "DEFAULT_4XX puts its headers on a 401, so that the page can read it (C07)",
                                TYPES,
                                any(RestMethod.lambda(OK).authorizer(RestAuthorizer.token("who", saysUnauthorized)))
                                        .gatewayResponse(withOrigin(RestResponseType.DEFAULT_4XX, "'" + PAGE + "'"))
                                        .build())
                        .exchange(
                                get("/orders", "Authorization", "t", "Origin", PAGE),
                                response(
                                        401,
                                        "{\"message\":\"Unauthorized\"}",
                                        JSON,
                                        "x-amzn-ErrorType: UnauthorizedException",
                                        ALLOWED)),
                documented(
                                "IAM refuses a request without a signature, a preflight too (C04)",
                                "Zappa#494; " + TYPES + ", MISSING_AUTHENTICATION_TOKEN",
                                any(RestMethod.lambda(OK).iam()).build())
                        .exchange(preflight("/orders", PAGE, "GET"), MISSING_TOKEN)
                        .exchange(get("/orders", "Authorization", "Bearer x"), MISSING_TOKEN)
                        .exchange(get("/orders", "Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20261122/…"), FINE)
                        .exchange(get("/orders", "Authorization", "AWS4-ECDSA-P256-SHA256 Credential=AKID/2026"), FINE)
                        .exchange(get("/orders?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00"), FINE));
    }

    private static Contract apiKeys(Contract contract) {
        RestAuthorizer names = RestAuthorizer.token(
                "who",
                CannedFunction.returning(
                        ALLOW_ALL.replace("\"principalId\"", "\"usageIdentifierKey\":\"secret\",\"principalId\"")));
        return contract.behaviour(
                "API keys",
                documented(
                                "a missing or unknown key is a 403, for a preflight too, which has none (C05)",
                                TYPES + ", INVALID_API_KEY; aws-sam-cli#3735",
                                any(RestMethod.lambda(OK).apiKeyRequired())
                                        .apiKey("secret")
                                        .build())
                        .exchange(preflight("/orders", PAGE, "GET"), FORBIDDEN)
                        .exchange(get("/orders", "x-api-key", "other"), FORBIDDEN)
                        .exchange(get("/orders", "X-Api-Key", "secret"), FINE),
                documented(
                                "the key can come from the authorizer",
                                "API Gateway developer guide: API key sources",
                                any(RestMethod.lambda(OK).authorizer(names).apiKeyRequired())
                                        .apiKey("secret")
                                        .apiKeyFromAuthorizer()
                                        .build())
                        .exchange(get("/orders", "Authorization", "t"), FINE),
                documented(
                                "a key in the header does not count where the source is the authorizer",
                                "API Gateway developer guide: API key sources",
                                any(RestMethod.lambda(OK).apiKeyRequired())
                                        .apiKey("secret")
                                        .apiKeyFromAuthorizer()
                                        .build())
                        .exchange(get("/orders", "x-api-key", "secret"), FORBIDDEN));
    }

    private static Contract stages(Contract contract) {
        String host = "https://corsac0api.execute-api.us-east-1.amazonaws.com";
        return contract.behaviour(
                "Stages and domains",
                reported(
                                "on the execute-api host a path without the stage is a 403 that no gateway response changes",
                                "many reports of {\"message\":\"Forbidden\"}",
                                proxy(OK)
                                        .executeApi()
                                        .gatewayResponse(withOrigin(RestResponseType.DEFAULT_4XX, "'*'"))
                                        .build())
                        .exchange(get(host + "/prod/orders"), FINE)
                        .exchange(get(host + "/orders"), FORBIDDEN)
                        .exchange(get(host + "/production/orders"), FORBIDDEN),
                documented(
                                "the root of a stage is the root resource",
                                "API Gateway developer guide: stages",
                                RestApi.builder()
                                        .method("GET", "/", OK)
                                        .executeApi()
                                        .build())
                        .exchange(get(host + "/prod"), FINE)
                        .exchange(get(host + "/prod/"), FINE),
                documented(
                                "a base path mapping comes before the resources",
                                "API Gateway developer guide: custom domain names",
                                proxy(OK).customDomain("/shop/v1/").build())
                        .exchange(get("/shop/v1/orders"), FINE)
                        .exchange(get("/orders"), FORBIDDEN)
                        .exchange(get("/shop/v1orders"), FORBIDDEN));
    }

    private static Contract limits(Contract contract) {
        int rest = ("Host: " + ContractCase.HOST + "\r\nX-A: \r\n").length();
        String most = "a".repeat(20_480 - rest);
        return contract.behaviour(
                "Limits",
                unverified(
                                "headers over 20,480 bytes together are refused, names and line ends counted",
                                QUOTAS + " has the number, not the status",
                                proxy(OK).build())
                        .exchange(get("/orders", "X-A", most), FINE)
                        .exchange(
                                get("/orders", "X-A", most + "a"),
                                error(431, "BadRequestException", "{\"message\":null}")),
                documented(
                                "a method ARN over 1,600 bytes is a 414",
                                QUOTAS,
                                RestApi.builder().method("GET", "/{id}", OK).build())
                        .exchange(get("/" + "a".repeat(1_500)), FINE)
                        .exchange(
                                get("/" + "a".repeat(1_600)),
                                error(414, "RequestTooLongException", "{\"message\":\"Request URI too long\"}")),
                unverified(
                                "headers over 60 KB of a function are a 502",
                                "AWS documents no limit",
                                proxy(CannedFunction.returning(
                                                "{\"headers\":{\"x-a\":\"" + "a".repeat(61_440) + "\"}}"))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY),
                unverified(
                                "a statusCode below 200 is a 502",
                                "no capture",
                                proxy(CannedFunction.returning("{\"statusCode\":102}"))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY));
    }

    private static InvocationResult streamed(String metadata, String body) {
        return new InvocationResult.Streamed(
                metadata.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
    }

    private static RestApi streaming(InvocationResult result) {
        return any(RestMethod.lambda(new CannedFunction("orders", result)).streaming())
                .build();
    }

    private static Contract streaming(Contract contract) {
        String metadata =
                "{\"statusCode\":201,\"headers\":{\"" + ALLOW + "\":\"" + PAGE + "\"},\"cookies\":[\"a=b\",\"c=d\"]}";
        Expected created = response(201, "chunks", ALLOWED, "Set-Cookie: a=b", "Set-Cookie: c=d", JSON);
        String together = metadata + "\0".repeat(8) + "chunks";
        return contract.behaviour(
                "Streaming",
                documented(
                                "metadata, eight NUL bytes and a body are a response",
                                STREAMS,
                                streaming(streamed(metadata, "chunks")))
                        .exchange(get("/orders"), created),
                documented(
                                "so are they in one piece",
                                STREAMS,
                                streaming(new InvocationResult.Payload(together.getBytes(StandardCharsets.UTF_8))))
                        .exchange(get("/orders"), created),
                documented(
                                "the function's Content-Length is used, and not remapped",
                                STREAM_PAGE,
                                streaming(streamed("{\"headers\":{\"content-length\":\"6\"}}", "chunks")))
                        .exchange(get("/orders"), response(200, "chunks", JSON)),
                documented(
                                "an unknown member of the metadata is a 500",
                                STREAM_PAGE,
                                streaming(streamed("{\"body\":\"x\"}", "chunks")))
                        .exchange(get("/orders"), MISCONFIGURED),
                documented(
                                "output without the NUL bytes is a 500",
                                STREAM_PAGE,
                                streaming(new InvocationResult.Payload(
                                        "{\"statusCode\":200,\"body\":\"x\"}".getBytes(StandardCharsets.UTF_8))))
                        .exchange(get("/orders"), MISCONFIGURED),
                documented(
                                "the NUL bytes come within the first 16 KB, else it is a 500",
                                STREAM_PAGE,
                                streaming(streamed("{" + " ".repeat(16 * 1024) + "}", "chunks")))
                        .exchange(get("/orders"), MISCONFIGURED),
                documented(
                                "the streaming format in a buffered integration: status and headers, no body",
                                STREAM_PAGE,
                                any(RestMethod.lambda(new CannedFunction("orders", streamed(metadata, "chunks"))))
                                        .build())
                        .exchange(
                                get("/orders"), response(201, "", ALLOWED, "Set-Cookie: a=b", "Set-Cookie: c=d", JSON)),
                documented(
                                "the same in one piece",
                                STREAM_PAGE,
                                any(RestMethod.lambda(new CannedFunction(
                                                "orders",
                                                new InvocationResult.Payload(
                                                        together.getBytes(StandardCharsets.UTF_8)))))
                                        .build())
                        .exchange(
                                get("/orders"),
                                response(201, "", ALLOWED, "Set-Cookie: a=b", "Set-Cookie: c=d", JSON)));
    }

    private static Contract refusals(Contract contract) {
        return contract.refuses(
                        "a mapped value without single quotes (C09)",
                        Known.REPORTED,
                        "aws-sam-developer-guide#55",
                        "Invalid mapping expression specified: *",
                        () -> options(sam("*").build()).build())
                .refuses(
                        "a mapped value without single quotes in a gateway response (C09)",
                        Known.REPORTED,
                        "serverless-graphql#67",
                        "Invalid mapping expression specified: *",
                        () -> proxy(OK)
                                .gatewayResponse(withOrigin(RestResponseType.DEFAULT_4XX, "*"))
                                .build())
                .refuses(
                        "a header that the method response does not declare (C10)",
                        Known.REPORTED,
                        "cognito-helper#13",
                        "Invalid mapping expression parameter specified: " + METHOD_ALLOW,
                        () -> RestMock.builder()
                                .methodResponse(200, "Access-Control-Allow-Methods")
                                .response(RestMockResponse.of(200).parameter(METHOD_ALLOW, "'*'"))
                                .build())
                .refuses(
                        "the request in an integration response (C41)",
                        Known.DOCUMENTED,
                        MAPPINGS,
                        "Invalid mapping expression specified: method.request.header.Origin",
                        () -> options(sam("method.request.header.Origin").build())
                                .build())
                .refuses(
                        "a gateway response's parameter that is not a header",
                        Known.DOCUMENTED,
                        MAPPINGS,
                        "Invalid mapping expression parameter specified: " + ALLOW,
                        () -> proxy(OK)
                                .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                                        .parameter(ALLOW, "'*'"))
                                .build())
                .refuses(
                        "an integration response without its method response",
                        Known.UNVERIFIED,
                        "the wording",
                        "No method response exists for method",
                        () -> RestMock.builder()
                                .response(RestMockResponse.of(204))
                                .build())
                .refuses(
                        "two variables of one parent",
                        Known.REPORTED,
                        "serverless-next.js#206",
                        "A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
                        () -> RestApi.builder()
                                .method("GET", "/orders/{id}", OK)
                                .method("ANY", "/orders/{proxy+}", OK)
                                .build())
                .refuses(
                        "a resource below a greedy variable",
                        Known.REPORTED,
                        "localstack#7746",
                        "Cannot create a child of a resource with a greedy path variable: {proxy+}",
                        () -> RestApi.builder()
                                .method("GET", "/{proxy+}/more", OK)
                                .build())
                .refuses(
                        "a method that API Gateway has not",
                        Known.UNVERIFIED,
                        "the wording",
                        "Invalid HttpMethod specified. Valid options are GET,POST,PUT,DELETE,PATCH,HEAD,OPTIONS,ANY",
                        () -> RestApi.builder()
                                .method("PROPFIND", "/orders", OK)
                                .build())
                .refuses(
                        "an authorizer that keeps results for more than an hour",
                        Known.DOCUMENTED,
                        AUTHORIZERS,
                        "Invalid Authorizer TTL specified",
                        () -> RestAuthorizer.token("who", OK).ttl(Duration.ofSeconds(3601)))
                .refuses(
                        "a REQUEST authorizer that keeps results by no identity",
                        Known.DOCUMENTED,
                        AUTHORIZERS,
                        "Identity source is required when caching is enabled",
                        () -> RestAuthorizer.request("who", OK).ttl(Duration.ofSeconds(1)))
                .refuses(
                        "streaming from a MOCK integration",
                        Known.DOCUMENTED,
                        STREAMS,
                        "Response transfer mode STREAM is only supported for proxy integrations",
                        () -> RestMethod.mock(sam("'*'").build()).streaming());
    }
}
