package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.response;

import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.contract.ContractCase.Expected;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;

/** What the cases of a REST API share. */
abstract class RestApiCases {

    static final String PAGE = "https://shop.example.com";

    static final String JSON = "Content-Type: application/json";

    static final String ALLOW = "Access-Control-Allow-Origin";

    static final String ALLOWED = ALLOW + ": " + PAGE;

    static final String GATEWAY_ALLOW = "gatewayresponse.header." + ALLOW;

    static final String METHOD_ALLOW = "method.response.header." + ALLOW;

    static final String TYPES = "API Gateway developer guide: gateway response types";

    static final String PROXY = "API Gateway developer guide: Lambda proxy integrations";

    static final String MOCKS = "API Gateway developer guide: mock integrations";

    static final String AUTHORIZERS = "API Gateway developer guide: Lambda authorizers";

    static final String MAPPINGS = "API Gateway developer guide: parameter mappings";

    static final String STREAMS = "API Gateway developer guide: response streaming";

    static final String STREAM_PAGE =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html";

    static final String AUTHORIZER_PAGE =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html";

    static final String QUOTAS =
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html";

    static final String LOCALSTACK = "LocalStack's recordings of AWS";

    static final LambdaFunction OK = CannedFunction.returning("{\"body\":\"ok\"}");

    static RestApi.Builder proxy(LambdaFunction function) {
        return RestApi.builder().method("GET", "/orders", function);
    }

    static RestApi.Builder any(RestMethod method) {
        return RestApi.builder().method("ANY", "/orders", method);
    }

    /** An error in the form that API Gateway gives it by itself: no CORS header. */
    static Expected error(int status, String errorType, String body) {
        return response(status, body, JSON, "x-amzn-ErrorType: " + errorType);
    }

    static final Expected MISSING_TOKEN =
            error(403, "MissingAuthenticationTokenException", "{\"message\":\"Missing Authentication Token\"}");

    static final Expected UNAUTHORIZED = error(401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}");

    static final Expected ACCESS_DENIED =
            error(403, "AccessDeniedException", "{\"Message\":\"User is not authorized to access this resource\"}");

    static final Expected BROKEN_AUTHORIZER = error(500, "AuthorizerConfigurationException", "{\"message\":null}");

    static final Expected FORBIDDEN = error(403, "ForbiddenException", "{\"message\":\"Forbidden\"}");

    static final Expected BAD_GATEWAY =
            error(502, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");

    static final Expected MISCONFIGURED =
            error(500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");

    static final Expected FINE = response(200, "ok", JSON);

    /** The OPTIONS method as SAM writes it. */
    static RestMock.Builder sam(String origin) {
        return RestMock.builder()
                .requestTemplate("application/json", "{\n  \"statusCode\" : 200\n}\n")
                .methodResponse(200, ALLOW, "Access-Control-Allow-Methods")
                .response(RestMockResponse.of(200)
                        .parameter(METHOD_ALLOW, origin)
                        .parameter("method.response.header.Access-Control-Allow-Methods", "'GET'")
                        .template("application/json", "{}\n"));
    }

    static RestApi.Builder options(RestMock mock) {
        return proxy(OK).method("OPTIONS", "/orders", RestMethod.mock(mock));
    }

    static RestGatewayResponse withOrigin(RestResponseType type, String source) {
        return RestGatewayResponse.of(type).parameter(GATEWAY_ALLOW, source);
    }
}
