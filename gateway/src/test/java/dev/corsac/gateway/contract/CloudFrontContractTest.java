package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.Known.RECORDED;
import static dev.corsac.gateway.contract.ContractCase.Known.REPORTED;

import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import java.util.List;

class CloudFrontContractTest extends ContractTest {

    @Override
    public Contract contract() {
        return Contract.of(
                        "CloudFront",
                        "via",
                        "x-amz-cf-id",
                        "x-amz-cf-pop",
                        "x-amz-id-2",
                        "x-amz-request-id",
                        "x-amzn-requestid",
                        "x-amz-apigw-id",
                        "x-amzn-trace-id")
                .behaviour("The cache and Origin", CloudFrontCacheCases.cacheAndOrigin())
                .behaviour("OPTIONS", CloudFrontCacheCases.options())
                .behaviour("The cache", CloudFrontCacheCases.theCache())
                .behaviour("What goes to the origin", CloudFrontCacheCases.forwarding())
                .behaviour("Origin access control of a Function URL", CloudFrontPolicyCases.accessControl())
                .behaviour("Response headers policies", CloudFrontPolicyCases.policies())
                .behaviour("Errors", CloudFrontPolicyCases.errors())
                .refuses(
                        "credentials with * for the headers",
                        RECORDED,
                        "aws-cdk#35308",
                        "The parameter Access-Control-Allow-Headers cannot contain * when allowCredentials is true.",
                        () -> CloudFrontResponseHeadersPolicy.Cors.of(
                                        List.of(CloudFrontCases.A), List.of("GET"), List.of("*"))
                                .withCredentials())
                .refuses(
                        "credentials with * for the origins",
                        REPORTED,
                        "aws-cdk#35308, by analogy",
                        "The parameter Access-Control-Allow-Origin cannot contain * when allowCredentials is true.",
                        () -> CloudFrontResponseHeadersPolicy.Cors.of(List.of("*"), List.of("GET"), List.of("x"))
                                .withCredentials())
                .refuses(
                        "a method that CloudFront does not know",
                        REPORTED,
                        "cloudformation-coverage-roadmap#2196",
                        "Internal error reported from downstream service during operation"
                                + " 'AWS::CloudFront::ResponseHeadersPolicy'",
                        () -> CloudFrontResponseHeadersPolicy.Cors.of(List.of("*"), List.of("PROPFIND"), List.of("*")))
                .refuses(
                        "a * in the host that is not the leftmost label",
                        DOCUMENTED,
                        CloudFrontCases.POLICIES_PAGE,
                        "The wildcard character (*) is allowed as the leftmost part of the domain (*.example.org)",
                        () -> CloudFrontResponseHeadersPolicy.Cors.of(
                                List.of("test.*.example.org"), List.of("GET"), List.of("*")))
                .refuses(
                        "to remove Keep-Alive, or another header of the connection",
                        DOCUMENTED,
                        CloudFrontCases.POLICIES_PAGE,
                        "The policy contains a header that cannot be removed",
                        () -> CloudFrontCases.policy(CloudFrontCases.LISTED).removing("Keep-Alive"))
                .refuses(
                        "headers in the key with caching disabled",
                        REPORTED,
                        "issues that quote CloudFront",
                        "The parameter HeaderBehavior is invalid for policy with caching disabled.",
                        () -> CloudFrontCachePolicy.CACHING_DISABLED.withHeaders("Origin"))
                .refuses(
                        "Authorization by name in an origin request policy",
                        REPORTED,
                        "cloudformation-coverage-roadmap#571",
                        "The parameter Headers contains Authorization that is not allowed.",
                        () -> CloudFrontOriginRequestPolicy.named("token", "authorization"))
                .refuses(
                        "Host for a bucket",
                        DOCUMENTED,
                        CloudFrontCases.GUIDE + "custom origins, request headers",
                        "The parameter Headers contains Host that is not allowed.",
                        () -> CloudFrontCases.bucket(
                                CloudFrontCases.BUCKET,
                                CloudFrontCases.TO_BUCKET.with(CloudFrontOriginRequestPolicy.named("host", "Host"))))
                .refuses(
                        "an origin that is not there",
                        REPORTED,
                        "issues that quote CloudFront",
                        "One or more of your origins or origin groups do not exist.",
                        () -> CloudFrontCases.distribution()
                                .defaultBehavior(CloudFrontCases.TO_API)
                                .build())
                .refuses(
                        "OPTIONS cached and not allowed",
                        DOCUMENTED,
                        CloudFrontCases.GUIDE + "cached methods",
                        "The parameter CachedMethods has a method that is not among AllowedMethods",
                        () -> CloudFrontBehavior.to("x").cachingOptions());
    }
}
