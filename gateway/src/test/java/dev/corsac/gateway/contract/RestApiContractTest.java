package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.answer;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.RestApi;

class RestApiContractTest extends ContractTest {

    private static final String PAGE = "https://shop.example.com";

    private static final String JSON = "Content-Type: application/json";

    private static Front proxy(CannedFunction function) {
        return RestApi.builder().method("GET", "/orders", function).build();
    }

    @Override
    public Contract contract() {
        return Contract.of("REST API", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id")
                .behaviour(
                        "What API Gateway answers itself",
                        documented(
                                        "a preflight of a resource without an OPTIONS method is a 403 (C02)",
                                        "API Gateway developer guide: gateway response types, MISSING_AUTHENTICATION_TOKEN",
                                        proxy(CannedFunction.returning("{}")))
                                .exchange(
                                        preflight("/orders", PAGE, "GET"),
                                        answer(
                                                403,
                                                "{\"message\":\"Missing Authentication Token\"}",
                                                JSON,
                                                "x-amzn-ErrorType: MissingAuthenticationTokenException")),
                        recorded(
                                        "a function that throws is a 502 that no page can read (C07)",
                                        "LocalStack's recordings of AWS: lambda proxy, function error",
                                        proxy(CannedFunction.failing()))
                                .exchange(
                                        get("/orders", "Origin", PAGE),
                                        answer(
                                                502,
                                                "{\"message\": \"Internal server error\"}",
                                                JSON,
                                                "x-amzn-ErrorType: InternalServerErrorException")));
    }
}
