package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.contract.ContractCase.Known;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestAuthorizer;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;
import java.time.Duration;

/** Whom a REST API lets in, its stages, and what it refuses to be. */
final class RestAccessCases extends RestApiCases {

    private RestAccessCases() {}

    static final String ALLOW_ALL =
            "{\"principalId\":\"kim\",\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\","
                    + "\"Resource\":\"*\"}]}}";

    static LambdaFunction policy(String effect, String resource) {
        return CannedFunction.returning(ALLOW_ALL.replace("Allow", effect).replace("\"*\"", "\"" + resource + "\""));
    }

    static RestApi behind(LambdaFunction function) {
        return any(RestMethod.lambda(OK).authorizer(RestAuthorizer.token("who", function)))
                .build();
    }

    static Contract authorizers(Contract contract) {
        String arn = "arn:aws:execute-api:us-east-1:123456789012:corsac0api/prod/";
        LambdaFunction saysUnauthorized = LambdaFunction.of(
                "who", event -> new InvocationResult.Failed("java.lang.RuntimeException", "Unauthorized"));
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

    static Contract apiKeys(Contract contract) {
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

    static Contract stages(Contract contract) {
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

    static Contract refusals(Contract contract) {
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
