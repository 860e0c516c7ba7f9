package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.Known.REPORTED;
import static dev.corsac.gateway.contract.ContractCase.Known.UNVERIFIED;

import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiResponseParameter;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import java.time.Duration;

class HttpApiContractTest extends ContractTest {

    @Override
    public Contract contract() {
        return HttpApiRouteCases.routes(HttpApiRouteCases.preflights(
                        HttpApiRouteCases.responses(HttpApiRouteCases.errors(HttpApiAccessCases.authorizers(
                                HttpApiAccessCases.formats(Contract.of("HTTP API", "apigw-requestid")))))))
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
                        () -> HttpApiRoute.of("GET /orders/", HttpApiCases.OK))
                .refuses(
                        "a greedy variable that is not the last segment",
                        DOCUMENTED,
                        HttpApiCases.GUIDE_ROUTES,
                        "The provided route key is not formatted properly for HTTP protocol: GET /{proxy+}/x",
                        () -> HttpApiRoute.of("GET /{proxy+}/x", HttpApiCases.OK))
                .refuses(
                        "the same route twice",
                        UNVERIFIED,
                        "the words of other services of AWS",
                        "Route with key GET /x already exists for this API",
                        () -> HttpApi.builder()
                                .route("GET /x", HttpApiCases.OK)
                                .route("GET /x", HttpApiCases.OK)
                                .build())
                .refuses(
                        "a cache without an identity source",
                        DOCUMENTED,
                        HttpApiCases.GUIDE_AUTHORIZER,
                        "To enable caching, your authorizer must have at least one identity source",
                        () -> HttpApiLambdaAuthorizer.builder("gate", HttpApiCases.OK)
                                .resultTtl(Duration.ofMinutes(5))
                                .build());
    }
}
