package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.S3BucketContractTest.with;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the cases of CloudFront share. */
abstract class CloudFrontCases {

    static final String A = "https://a.example";

    static final String B = "https://b.example";

    static final String GUIDE = "CloudFront guide: ";

    static final String POLICIES = GUIDE + "response headers policies";

    static final String POLICIES_PAGE =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html";

    static final String EXPIRATION =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html";

    static final String STATUS_CODES =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html";

    static final String OAC =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html";

    static final String MANAGED = GUIDE + "managed response headers policies";

    static final String KEY = GUIDE + "controlling the cache key";

    static final String MISS = "X-Cache: Miss from cloudfront";

    static final String HIT = "X-Cache: Hit from cloudfront";

    static final String ERROR = "X-Cache: Error from cloudfront";

    static final String VARY = "Vary: Origin";

    static final String VARY_OF_S3 = S3BucketContractTest.VARY;

    static final CloudFrontCachePolicy MINUTE = CloudFrontCachePolicy.of("minute", Duration.ofMinutes(1));

    static final CloudFrontOriginRequestPolicy FORWARD = CloudFrontOriginRequestPolicy.managed("CORS-CustomOrigin");

    static final CloudFrontOriginRequestPolicy FORWARD_S3 = CloudFrontOriginRequestPolicy.managed("CORS-S3Origin");

    static CloudFront.Builder distribution() {
        return CloudFront.builder(new CloudFrontCache(1_000_000));
    }

    // The origins

    static CloudFrontOrigin api() {
        Front api = RestApi.builder()
                .method("ANY", "/{proxy+}", ReflectingFunction.named("orders"))
                .build();
        return CloudFrontOrigin.apiGateway("api", api, "abc.execute-api.example");
    }

    static Front api(CloudFrontBehavior behavior) {
        return distribution().origin(api()).defaultBehavior(behavior).build();
    }

    static final S3Bucket BUCKET = S3Bucket.of(Map.of(
            "o.txt",
            object("object"),
            "index.html",
            object("home"),
            "error.html",
            object("oops").withMetadata(Headers.of("x-amz-error-code", "never")))::get);

    static S3Object object(String text) {
        return new S3Object(Body.of(text), "text/plain", "\"tag\"", Instant.parse("2026-11-01T08:09:10Z"));
    }

    static final S3Bucket SHARED =
            BUCKET.withCors(S3Cors.of(S3Cors.Rule.of(List.of("https://*.example"), List.of("GET"))));

    static CloudFront.Builder bucketed(S3Bucket bucket, CloudFrontBehavior behavior) {
        return distribution()
                .origin(CloudFrontOrigin.s3("bucket", bucket, "bucket.s3.example"))
                .defaultBehavior(behavior);
    }

    static Front bucket(S3Bucket bucket, CloudFrontBehavior behavior) {
        return bucketed(bucket, behavior).build();
    }

    static final CloudFrontBehavior TO_API =
            CloudFrontBehavior.to("api").with(MINUTE).with(Methods.ALL);

    static final CloudFrontBehavior TO_BUCKET = CloudFrontBehavior.to("bucket").with(Methods.GET_HEAD_OPTIONS);

    // The responses

    static ContractCase.Expected fromApi(String... lines) {
        return response(200, "ok", with(List.of(lines), "Content-Type: application/json", "Cache-Control: max-age=60"));
    }

    static ContractCase.Expected fromBucket(String... lines) {
        return response(200, "object", with(S3BucketContractTest.OBJECT, lines));
    }

    static String[] reflected(String origin, String... more) {
        return with(
                List.of(more),
                "Access-Control-Allow-Origin: " + origin,
                "Access-Control-Allow-Credentials: true",
                "Vary: Origin");
    }

    static String[] ruled(String origin, String... more) {
        return with(
                List.of(more),
                "Access-Control-Allow-Origin: " + origin,
                "Access-Control-Allow-Methods: GET",
                "Access-Control-Allow-Credentials: true");
    }

    // The policies

    static CloudFrontResponseHeadersPolicy policy(CloudFrontResponseHeadersPolicy.Cors cors) {
        return CloudFrontResponseHeadersPolicy.of("site", cors);
    }

    static final CloudFrontResponseHeadersPolicy.Cors LISTED = CloudFrontResponseHeadersPolicy.Cors.of(
            List.of(A, "*.shop.example", "https://*.secure.example"), List.of("GET", "PUT"), List.of("content-type"));

    static final CloudFrontResponseHeadersPolicy.Cors PORTS = CloudFrontResponseHeadersPolicy.Cors.of(
            List.of("http://any.example:*", "http://some.example:1*3", "*.left.example:1*", "plain.example"),
            List.of("GET"),
            List.of("*"));

    static ContractCase.Expected allowedFromBucket(String origin, String... more) {
        return fromBucket(with(List.of(more), "Access-Control-Allow-Origin: " + origin, VARY));
    }

    static final String LISTED_A = "Access-Control-Allow-Origin: " + A;

    static final CloudFrontBehavior WITH_POLICY = TO_BUCKET.with(policy(LISTED));

    static Front refusingOnce(int status, String headers) {
        return distributed(TO_API, "{\"statusCode\":" + status + ",\"headers\":{" + headers + "}}");
    }

    static Front refusingThenFine(UnverifiedBehavior.CloudFrontErrorsWithoutCaching choice) {
        return distributed(
                TO_API.with(CloudFrontCachePolicy.CACHING_DISABLED),
                "{\"statusCode\":404}",
                UnverifiedBehavior.defaults().with(choice));
    }

    static Front distributed(CloudFrontBehavior behavior, String first) {
        return distributed(behavior, first, UnverifiedBehavior.defaults());
    }

    static Front distributed(CloudFrontBehavior behavior, String first, UnverifiedBehavior unverified) {
        Front api = RestApi.builder()
                .method("GET", "/x", SequenceFunction.returning(first, "{\"statusCode\":200}"))
                .build();
        return distribution()
                .origin(CloudFrontOrigin.apiGateway("api", api, "abc.execute-api.example"))
                .defaultBehavior(behavior)
                .unverified(unverified)
                .build();
    }

    static Front failing() {
        Front api = RestApi.builder()
                .method("GET", "/orders", CannedFunction.failing())
                .build();
        return distribution()
                .origin(CloudFrontOrigin.apiGateway("api", api, "abc.execute-api.example"))
                .defaultBehavior(TO_API)
                .build();
    }

    static ContractCase.Expected failure(String... lines) {
        return response(
                502,
                "{\"message\": \"Internal server error\"}",
                with(
                        List.of(lines),
                        "Content-Type: application/json",
                        "x-amzn-ErrorType: InternalServerErrorException"));
    }

    static final String EXPOSED_BY_LAMBDA =
            "Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";

    static AttributedResponse fail() {
        throw new AssertionError("never asked");
    }
}
