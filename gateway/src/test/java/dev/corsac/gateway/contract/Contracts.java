package dev.corsac.gateway.contract;

import java.util.List;

/** Every front's contract, for tests that run them through sockets or write them down. */
public final class Contracts {

    private Contracts() {}

    /** Each front's own test, which holds its contract and runs it against the front as a function. */
    static List<ContractTest> tests() {
        return List.of(
                new RestApiContractTest(),
                new HttpApiContractTest(),
                new FunctionUrlContractTest(),
                new LoadBalancerContractTest(),
                new CloudFrontContractTest(),
                new S3BucketContractTest(),
                new S3WebsiteContractTest());
    }

    /** Returns new contracts: fronts that keep something have kept nothing yet. */
    public static List<Contract> all() {
        return tests().stream().map(ContractTest::contract).toList();
    }
}
