package dev.corsac.gateway.contract;

class RestApiContractTest extends ContractTest {

    @Override
    public Contract contract() {
        Contract contract = Contract.of("REST API", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id");
        return RestAccessCases.refusals(RestFunctionCases.streaming(RestFunctionCases.limits(RestAccessCases.stages(
                RestAccessCases.apiKeys(RestAccessCases.authorizers(RestMockCases.gatewayResponses(
                        RestMockCases.mocks(RestFunctionCases.functions(RestFunctionCases.routes(contract))))))))));
    }
}
