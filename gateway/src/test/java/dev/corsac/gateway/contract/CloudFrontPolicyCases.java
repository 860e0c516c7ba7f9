package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;
import static dev.corsac.gateway.contract.S3BucketContractTest.with;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3Website;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import java.util.List;

/** Response headers policies of CloudFront, its errors, and the origins to which it signs. */
final class CloudFrontPolicyCases extends CloudFrontCases {

    private CloudFrontPolicyCases() {}

    /** A Function URL that only signed requests reach, behind an origin access control. */
    static Front signing(CloudFrontOrigin.Signing signing) {
        FunctionUrlCors cors = FunctionUrlCors.builder()
                .allowOrigins(A)
                .allowMethods("GET", "PUT")
                .allowHeaders("x-amz-content-sha256")
                .build();
        Front url = FunctionUrl.builder(CannedFunction.returning("{\"statusCode\":200,\"body\":\"ok\"}"))
                .authType(FunctionUrl.AuthType.AWS_IAM)
                .cors(cors)
                .build();
        return distribution()
                .origin(CloudFrontOrigin.functionUrl("api", url, "x.lambda-url.example")
                        .withAccessControl(signing))
                .defaultBehavior(TO_API.with(CloudFrontCachePolicy.CACHING_DISABLED)
                        .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST))
                .build();
    }

    static ContractCase[] accessControl() {
        String hashOfBody = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        Request put = request("PUT", "/x", "Origin", A).withBody(Body.of("hello"));
        Request hashed = request("PUT", "/x", "Origin", A, "x-amz-content-sha256", hashOfBody)
                .withBody(Body.of("hello"));
        String allowed = "Access-Control-Allow-Origin: " + A;
        String json = "Content-Type: application/json";
        return new ContractCase[] {
            documented(
                            "CloudFront signs what reaches an AWS_IAM Function URL",
                            OAC,
                            signing(CloudFrontOrigin.Signing.ALWAYS))
                    .exchange(get("/x", "Origin", A), response(200, "ok", json, allowed, VARY, MISS))
                    .exchange(
                            get("/x", "Origin", A, "Authorization", "Bearer x"),
                            response(200, "ok", json, allowed, VARY, MISS)),
            documented(
                            "a PUT needs the body's hash from the page, which makes it a call with a preflight",
                            OAC,
                            signing(CloudFrontOrigin.Signing.ALWAYS))
                    .exchange(
                            put,
                            response(
                                    403,
                                    null,
                                    json,
                                    "x-amzn-ErrorType: InvalidSignatureException",
                                    allowed,
                                    VARY,
                                    ERROR))
                    .exchange(hashed, response(200, "ok", json, allowed, VARY, MISS))
                    .exchange(
                            request(
                                    "OPTIONS",
                                    "/x",
                                    "Origin",
                                    A,
                                    "Access-Control-Request-Method",
                                    "PUT",
                                    "Access-Control-Request-Headers",
                                    "x-amz-content-sha256"),
                            response(
                                    200,
                                    "",
                                    json,
                                    allowed,
                                    VARY,
                                    "Access-Control-Allow-Methods: GET,PUT",
                                    "Access-Control-Allow-Headers: x-amz-content-sha256",
                                    MISS)),
            documented(
                            "no-override leaves a request with the viewer's Authorization unsigned",
                            OAC,
                            signing(CloudFrontOrigin.Signing.NO_OVERRIDE))
                    .exchange(get("/x", "Origin", A), response(200, "ok", json, allowed, VARY, MISS))
                    .exchange(
                            get("/x", "Origin", A, "Authorization", "Bearer x"),
                            response(403, null, json, "x-amzn-ErrorType: AccessDeniedException", allowed, VARY, ERROR)),
            documented("never signs nothing", OAC, signing(CloudFrontOrigin.Signing.NEVER))
                    .exchange(
                            get("/x", "Origin", A),
                            response(403, null, json, "x-amzn-ErrorType: AccessDeniedException", allowed, VARY, ERROR))
        };
    }

    static ContractCase[] policies() {
        String[] sent = ruled(A, VARY_OF_S3, VARY, MISS);
        CloudFrontBehavior forwarded = TO_BUCKET.with(FORWARD_S3);
        CloudFrontResponseHeadersPolicy withPreflight = CloudFrontResponseHeadersPolicy.managed("CORS-With-Preflight");
        return new ContractCase[] {
            documented(
                            "a listed origin gets its header, only on requests with Origin",
                            POLICIES,
                            bucket(BUCKET, WITH_POLICY))
                    .exchange(get("/o.txt"), fromBucket(VARY, MISS))
                    .exchange(
                            get("/o.txt", "Origin", A),
                            fromBucket("Access-Control-Allow-Origin: " + A, VARY, HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", B), fromBucket(VARY, HIT, "Age: 0")),
            reported(
                            "Vary: Origin is a line of its own, without Origin in the request too",
                            "captures of 2023-06-14 and 2026-02-04",
                            api(TO_API.with(FORWARD).with(policy(LISTED))))
                    .exchange(get("/x"), fromApi(VARY, VARY, MISS)),
            documented("*. stands for labels on the left", POLICIES, bucket(BUCKET, WITH_POLICY))
                    .exchange(
                            get("/o.txt", "Origin", "http://a.shop.example"),
                            fromBucket("Access-Control-Allow-Origin: http://a.shop.example", VARY, MISS))
                    .exchange(get("/o.txt", "Origin", "https://shop.example"), fromBucket(VARY, HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", "https://evilshop.example"), fromBucket(VARY, HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", "http://a.secure.example"), fromBucket(VARY, HIT, "Age: 0"))
                    .exchange(
                            get("/o.txt", "Origin", "https://a.secure.example"),
                            fromBucket("Access-Control-Allow-Origin: https://a.secure.example", VARY, HIT, "Age: 0")),
            documented(
                            "methods, headers and the time go only to OPTIONS; credentials and what is exposed to all",
                            POLICIES,
                            api(TO_API.with(policy(
                                    LISTED.withCredentials().exposing("ETag").withMaxAge(60)))))
                    .exchange(
                            get("/x", "Origin", A),
                            fromApi(
                                    "Access-Control-Allow-Origin: " + A,
                                    "Access-Control-Expose-Headers: ETag",
                                    "Access-Control-Allow-Credentials: true",
                                    VARY,
                                    MISS))
                    .exchange(
                            preflight("/x", A, "PUT"),
                            fromApi(
                                    "Access-Control-Allow-Origin: " + A,
                                    "Access-Control-Allow-Methods: GET, PUT",
                                    "Access-Control-Allow-Headers: content-type",
                                    "Access-Control-Max-Age: 60",
                                    "Access-Control-Expose-Headers: ETag",
                                    "Access-Control-Allow-Credentials: true",
                                    VARY,
                                    MISS)),
            documented(
                            "CORS-With-Preflight sends three headers on OPTIONS, and one on others",
                            MANAGED,
                            api(TO_API.with(withPreflight)))
                    .exchange(
                            preflight("/x", A, "PUT"),
                            fromApi(
                                    "Access-Control-Allow-Origin: *",
                                    "Access-Control-Allow-Methods: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
                                    "Access-Control-Expose-Headers: *",
                                    VARY,
                                    MISS))
                    .exchange(get("/x", "Origin", A), fromApi("Access-Control-Allow-Origin: *", VARY, MISS)),
            documented(
                            "a policy responds to no preflight: the origin's refusal stays a refusal",
                            POLICIES,
                            bucket(BUCKET, TO_BUCKET.with(withPreflight)))
                    .exchange(
                            preflight("/o.txt", A, "GET"),
                            response(
                                    400,
                                    null,
                                    "Server: AmazonS3",
                                    "Content-Type: application/xml",
                                    ERROR,
                                    "Access-Control-Allow-Origin: *",
                                    "Access-Control-Allow-Methods: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
                                    "Access-Control-Expose-Headers: *",
                                    VARY)),
            documented(
                            "without override the origin's header stays, and * with credentials is blocked",
                            POLICIES,
                            bucket(SHARED, forwarded.with(CloudFrontResponseHeadersPolicy.managed("SimpleCORS"))))
                    .exchange(get("/o.txt", "Origin", A), fromBucket(sent)),
            documented(
                            "with override the policy's header takes the place of the origin's",
                            POLICIES,
                            bucket(
                                    SHARED,
                                    forwarded.with(policy(CloudFrontResponseHeadersPolicy.Cors.of(
                                                    List.of("*"), List.of("GET"), List.of("*"))
                                            .overriding()))))
                    .exchange(get("/o.txt", "Origin", A), fromBucket(ruled("*", VARY_OF_S3, VARY, MISS))),
            documented(
                            "a policy removes before it adds",
                            POLICIES,
                            bucket(
                                    SHARED,
                                    forwarded.with(
                                            policy(LISTED).removing("vary", "Access-Control-Allow-Credentials"))))
                    .exchange(
                            get("/o.txt", "Origin", A),
                            fromBucket(
                                    "Access-Control-Allow-Origin: " + A,
                                    "Access-Control-Allow-Methods: GET",
                                    VARY,
                                    MISS)),
            unverified(
                            "with override, and an origin that is not listed, the origin's header is removed",
                            "no source: the choice CloudFrontOverrideForeignOrigin.REMOVED",
                            bucket(SHARED, forwarded.with(policy(LISTED.overriding()))))
                    .exchange(
                            get("/o.txt", "Origin", B),
                            fromBucket(
                                    "Access-Control-Allow-Methods: GET",
                                    "Access-Control-Allow-Credentials: true",
                                    VARY_OF_S3,
                                    VARY,
                                    MISS)),
            unverified(
                            "with override, and an origin that is not listed, the origin's header stays",
                            "no source: the choice CloudFrontOverrideForeignOrigin.KEPT",
                            bucketed(SHARED, forwarded.with(policy(LISTED.overriding())))
                                    .unverified(UnverifiedBehavior.defaults()
                                            .with(UnverifiedBehavior.CloudFrontOverrideForeignOrigin.KEPT))
                                    .build())
                    .exchange(get("/o.txt", "Origin", B), fromBucket(ruled(B, VARY_OF_S3, VARY, MISS))),
            documented(
                            "a * in the port stands for any characters, and :* for no port too",
                            POLICIES_PAGE,
                            bucket(BUCKET, TO_BUCKET.with(policy(PORTS))))
                    .exchange(
                            get("/o.txt", "Origin", "http://any.example:123"),
                            allowedFromBucket("http://any.example:123", MISS))
                    .exchange(
                            get("/o.txt", "Origin", "http://any.example"),
                            allowedFromBucket("http://any.example", HIT, "Age: 0"))
                    .exchange(
                            get("/o.txt", "Origin", "http://some.example:1893"),
                            allowedFromBucket("http://some.example:1893", HIT, "Age: 0"))
                    .exchange(
                            get("/o.txt", "Origin", "http://some.example:13"),
                            allowedFromBucket("http://some.example:13", HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", "http://some.example:124"), fromBucket(VARY, HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", "http://some.example"), fromBucket(VARY, HIT, "Age: 0"))
                    .exchange(
                            get("/o.txt", "Origin", "https://a.left.example:123"),
                            allowedFromBucket("https://a.left.example:123", HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", "https://left.example:123"), fromBucket(VARY, HIT, "Age: 0"))
                    .exchange(
                            get("/o.txt", "Origin", "http://plain.example"),
                            allowedFromBucket("http://plain.example", HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", "http://plain.example:8080"), fromBucket(VARY, HIT, "Age: 0")),
            documented(
                            "without override a policy adds nothing where the origin sent any CORS header",
                            POLICIES_PAGE,
                            bucket(SHARED, forwarded.with(policy(LISTED.exposing("ETag")))))
                    .exchange(get("/o.txt", "Origin", A), fromBucket(sent)),
            unverified(
                            "a policy for any origin adds no Vary",
                            "no source: the choice CloudFrontVaryForAnyOrigin.LEFT_OUT",
                            bucketed(SHARED, forwarded.with(CloudFrontResponseHeadersPolicy.managed("SimpleCORS")))
                                    .unverified(UnverifiedBehavior.defaults()
                                            .with(UnverifiedBehavior.CloudFrontVaryForAnyOrigin.LEFT_OUT))
                                    .build())
                    .exchange(get("/o.txt", "Origin", A), fromBucket(ruled(A, VARY_OF_S3, MISS)))
        };
    }

    static ContractCase[] errors() {
        CloudFrontBehavior refusing = CloudFrontBehavior.to("bucket").with(policy(LISTED));
        return new ContractCase[] {
            documented(
                            "a custom error response has the page's headers, its own status and the policy's headers",
                            GUIDE + "custom error responses",
                            bucketed(BUCKET.withAccess(S3Access.READ), WITH_POLICY)
                                    .errorResponse(CloudFrontErrorResponse.of(403, "/index.html", 200))
                                    .build())
                    .exchange(
                            get("/none", "Origin", A),
                            response(
                                    200,
                                    "home",
                                    with(
                                            S3BucketContractTest.OBJECT,
                                            ERROR,
                                            "Access-Control-Allow-Origin: " + A,
                                            VARY))),
            documented(
                            "without its page an error stays what it is",
                            GUIDE + "custom error responses",
                            bucketed(BUCKET, TO_BUCKET)
                                    .errorResponse(CloudFrontErrorResponse.of(404, "/none.html", 404))
                                    .build())
                    .exchange(
                            get("/none"),
                            response(404, null, "Server: AmazonS3", "Content-Type: application/xml", ERROR)),
            reported(
                            "the x-amz-error headers of an error are kept with the page",
                            "captures of 2026-08-07 and 2026-10-04",
                            distribution()
                                    .origin(CloudFrontOrigin.custom(
                                            "site",
                                            S3Website.builder(key -> key.equals("error.html") ? object("oops") : null)
                                                    .indexDocument("index.html")
                                                    .errorDocument("error.html")
                                                    .build(),
                                            "http",
                                            "site.s3-website.example"))
                                    .origin(CloudFrontOrigin.s3("bucket", BUCKET, "bucket.s3.example"))
                                    .defaultBehavior(CloudFrontBehavior.to("site"))
                                    .behavior("/index.html", TO_BUCKET)
                                    .errorResponse(CloudFrontErrorResponse.of(404, "/index.html", 404))
                                    .build())
                    .exchange(
                            get("/none"),
                            response(
                                    404,
                                    "home",
                                    with(
                                            S3BucketContractTest.OBJECT,
                                            ERROR,
                                            "x-amz-error-code: NoSuchKey",
                                            "x-amz-error-message: The specified key does not exist.",
                                            "x-amz-error-detail-Key: none"))),
            documented("a policy is applied to errors of the origin", POLICIES, bucket(BUCKET, WITH_POLICY))
                    .exchange(
                            get("/none", "Origin", A),
                            response(
                                    404,
                                    null,
                                    "Server: AmazonS3",
                                    "Content-Type: application/xml",
                                    ERROR,
                                    LISTED_A,
                                    VARY)),
            unverified(
                            "a policy is not applied to errors of CloudFront's own",
                            "no source: the choice CloudFrontPolicyOnOwnErrors.LEFT_OUT",
                            bucket(BUCKET, refusing))
                    .exchange(
                            request("PUT", "/o.txt", "Origin", A),
                            response(403, null, "Server: CloudFront", "Content-Type: text/html", ERROR)),
            unverified(
                            "a policy is applied to errors of CloudFront's own",
                            "no source: the choice CloudFrontPolicyOnOwnErrors.APPLIED",
                            bucketed(BUCKET, refusing)
                                    .unverified(UnverifiedBehavior.defaults()
                                            .with(UnverifiedBehavior.CloudFrontPolicyOnOwnErrors.APPLIED))
                                    .build())
                    .exchange(
                            request("PUT", "/o.txt", "Origin", A),
                            response(403, null, "Server: CloudFront", "Content-Type: text/html", ERROR, LISTED_A, VARY))
        };
    }
}
