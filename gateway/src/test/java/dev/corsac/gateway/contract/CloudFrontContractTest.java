package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.Known.RECORDED;
import static dev.corsac.gateway.contract.ContractCase.Known.REPORTED;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;
import static dev.corsac.gateway.contract.S3BucketContractTest.with;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.gateway.s3.S3Website;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class CloudFrontContractTest extends ContractTest {

    private static final String A = "https://a.example";
    private static final String B = "https://b.example";

    private static final String GUIDE = "CloudFront guide: ";
    private static final String POLICIES = GUIDE + "response headers policies";
    private static final String POLICIES_PAGE =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html";
    private static final String STATUS_CODES =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html";
    private static final String OAC =
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html";
    private static final String MANAGED = GUIDE + "managed response headers policies";
    private static final String KEY = GUIDE + "controlling the cache key";

    private static final String MISS = "X-Cache: Miss from cloudfront";
    private static final String HIT = "X-Cache: Hit from cloudfront";
    private static final String ERROR = "X-Cache: Error from cloudfront";
    private static final String VARY = "Vary: Origin";
    private static final String VARY_OF_S3 = S3BucketContractTest.VARY;

    private static final CloudFrontCachePolicy MINUTE = CloudFrontCachePolicy.of("minute", Duration.ofMinutes(1));

    private static final CloudFrontOriginRequestPolicy FORWARD =
            CloudFrontOriginRequestPolicy.managed("CORS-CustomOrigin");

    private static final CloudFrontOriginRequestPolicy FORWARD_S3 =
            CloudFrontOriginRequestPolicy.managed("CORS-S3Origin");

    private static CloudFront.Builder distribution() {
        return CloudFront.builder(new CloudFrontCache(1_000_000));
    }

    // The origins

    private static CloudFrontOrigin api() {
        Front api = RestApi.builder()
                .method("ANY", "/{proxy+}", new ReflectingFunction("orders"))
                .build();
        return CloudFrontOrigin.apiGateway("api", api, "abc.execute-api.example");
    }

    private static Front api(CloudFrontBehavior behavior) {
        return distribution().origin(api()).defaultBehavior(behavior).build();
    }

    private static final S3Bucket BUCKET = S3Bucket.of(Map.of(
            "o.txt",
            object("object"),
            "index.html",
            object("home"),
            "error.html",
            object("oops").withMetadata(Headers.of("x-amz-error-code", "never")))::get);

    private static S3Object object(String text) {
        return new S3Object(Body.of(text), "text/plain", "\"tag\"", Instant.parse("2026-11-01T08:09:10Z"));
    }

    private static final S3Bucket SHARED =
            BUCKET.withCors(S3Cors.of(S3Cors.Rule.of(List.of("https://*.example"), List.of("GET"))));

    private static CloudFront.Builder bucketed(S3Bucket bucket, CloudFrontBehavior behavior) {
        return distribution()
                .origin(CloudFrontOrigin.s3("bucket", bucket, "bucket.s3.example"))
                .defaultBehavior(behavior);
    }

    private static Front bucket(S3Bucket bucket, CloudFrontBehavior behavior) {
        return bucketed(bucket, behavior).build();
    }

    private static final CloudFrontBehavior TO_API =
            CloudFrontBehavior.to("api").with(MINUTE).with(Methods.ALL);

    private static final CloudFrontBehavior TO_BUCKET =
            CloudFrontBehavior.to("bucket").with(Methods.GET_HEAD_OPTIONS);

    // The responses

    private static ContractCase.Expected fromApi(String... lines) {
        return response(200, "ok", with(List.of(lines), "Content-Type: application/json", "Cache-Control: max-age=60"));
    }

    private static ContractCase.Expected fromBucket(String... lines) {
        return response(200, "object", with(S3BucketContractTest.OBJECT, lines));
    }

    private static String[] reflected(String origin, String... more) {
        return with(
                List.of(more),
                "Access-Control-Allow-Origin: " + origin,
                "Access-Control-Allow-Credentials: true",
                "Vary: Origin");
    }

    private static String[] ruled(String origin, String... more) {
        return with(
                List.of(more),
                "Access-Control-Allow-Origin: " + origin,
                "Access-Control-Allow-Methods: GET",
                "Access-Control-Allow-Credentials: true");
    }

    // The policies

    private static CloudFrontResponseHeadersPolicy policy(CloudFrontResponseHeadersPolicy.Cors cors) {
        return CloudFrontResponseHeadersPolicy.of("site", cors);
    }

    private static final CloudFrontResponseHeadersPolicy.Cors LISTED = CloudFrontResponseHeadersPolicy.Cors.of(
            List.of(A, "*.shop.example", "https://*.secure.example"), List.of("GET", "PUT"), List.of("content-type"));

    private static final CloudFrontResponseHeadersPolicy.Cors PORTS = CloudFrontResponseHeadersPolicy.Cors.of(
            List.of("http://any.example:*", "http://some.example:1*3", "*.left.example:1*", "plain.example"),
            List.of("GET"),
            List.of("*"));

    private static ContractCase.Expected allowedFromBucket(String origin, String... more) {
        return fromBucket(with(List.of(more), "Access-Control-Allow-Origin: " + origin, VARY));
    }

    private static final String LISTED_A = "Access-Control-Allow-Origin: " + A;

    private static final CloudFrontBehavior WITH_POLICY = TO_BUCKET.with(policy(LISTED));

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
                .behaviour("The cache and Origin", cacheAndOrigin())
                .behaviour("OPTIONS", options())
                .behaviour("The cache", theCache())
                .behaviour("What goes to the origin", forwarding())
                .behaviour("Origin access control of a Function URL", accessControl())
                .behaviour("Response headers policies", policies())
                .behaviour("Errors", errors())
                .refuses(
                        "credentials with * for the headers",
                        RECORDED,
                        "aws-cdk#35308",
                        "The parameter Access-Control-Allow-Headers cannot contain * when allowCredentials is true.",
                        () -> CloudFrontResponseHeadersPolicy.Cors.of(List.of(A), List.of("GET"), List.of("*"))
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
                        POLICIES_PAGE,
                        "The wildcard character (*) is allowed as the leftmost part of the domain (*.example.org)",
                        () -> CloudFrontResponseHeadersPolicy.Cors.of(
                                List.of("test.*.example.org"), List.of("GET"), List.of("*")))
                .refuses(
                        "to remove Keep-Alive, or another header of the connection",
                        DOCUMENTED,
                        POLICIES_PAGE,
                        "The policy contains a header that cannot be removed",
                        () -> policy(LISTED).removing("Keep-Alive"))
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
                        GUIDE + "custom origins, request headers",
                        "The parameter Headers contains Host that is not allowed.",
                        () -> bucket(BUCKET, TO_BUCKET.with(CloudFrontOriginRequestPolicy.named("host", "Host"))))
                .refuses(
                        "an origin that is not there",
                        REPORTED,
                        "issues that quote CloudFront",
                        "One or more of your origins or origin groups do not exist.",
                        () -> distribution().defaultBehavior(TO_API).build())
                .refuses(
                        "OPTIONS cached and not allowed",
                        DOCUMENTED,
                        GUIDE + "cached methods",
                        "The parameter CachedMethods has a method that is not among AllowedMethods",
                        () -> CloudFrontBehavior.to("x").cachingOptions());
    }

    private static ContractCase[] cacheAndOrigin() {
        return new ContractCase[] {
            documented(
                            "Origin forwarded and not in the key: the second site gets the first one's header (C24)",
                            KEY,
                            api(TO_API.with(FORWARD)))
                    .exchange(get("/x", "Origin", A), fromApi(reflected(A, MISS)))
                    .exchange(Duration.ofSeconds(5), get("/x", "Origin", B), fromApi(reflected(A, HIT, "Age: 5")))
                    .exchange(Duration.ofSeconds(56), get("/x", "Origin", B), fromApi(reflected(B, MISS))),
            documented(
                            "Origin in the key: each site gets its own (C24, fixed)",
                            KEY,
                            api(TO_API.with(MINUTE.withHeaders("Origin"))))
                    .exchange(get("/x", "Origin", A), fromApi(reflected(A, MISS)))
                    .exchange(get("/x", "Origin", B), fromApi(reflected(B, MISS)))
                    .exchange(Duration.ofSeconds(5), get("/x", "Origin", A), fromApi(reflected(A, HIT, "Age: 5"))),
            documented(
                            "Origin not forwarded: no CORS header, and Vary: Origin is removed",
                            GUIDE + "custom origins, Vary",
                            api(TO_API))
                    .exchange(get("/x", "Origin", A), fromApi(MISS)),
            documented(
                            "an object asked for without Origin first has no CORS header for the next page that asks (C25)",
                            KEY,
                            bucket(SHARED, TO_BUCKET.with(FORWARD_S3)))
                    .exchange(get("/o.txt"), fromBucket(MISS))
                    .exchange(get("/o.txt", "Origin", A), fromBucket(HIT, "Age: 0")),
            documented(
                            "an object, Origin in the key: the one without and the ones with are kept apart (C25, fixed)",
                            KEY,
                            bucket(SHARED, TO_BUCKET.with(CloudFrontCachePolicy.managed("Elemental-MediaPackage"))))
                    .exchange(get("/o.txt"), fromBucket(MISS))
                    .exchange(get("/o.txt", "Origin", A), fromBucket(ruled(A, VARY, MISS)))
                    .exchange(get("/o.txt", "Origin", A), fromBucket(ruled(A, VARY, HIT, "Age: 0"))),
            documented(
                            "an object, with a policy that adds the header to what the cache had (C25, fixed)",
                            POLICIES,
                            bucket(BUCKET, TO_BUCKET.with(CloudFrontResponseHeadersPolicy.managed("SimpleCORS"))))
                    .exchange(get("/o.txt"), fromBucket(MISS, VARY))
                    .exchange(
                            get("/o.txt", "Origin", A),
                            fromBucket(HIT, "Age: 0", "Access-Control-Allow-Origin: *", VARY)),
            documented(
                            "a custom header Origin makes a bucket send CORS headers always, for that origin",
                            GUIDE + "custom headers for origin requests",
                            distribution()
                                    .origin(CloudFrontOrigin.s3("bucket", SHARED, "bucket.s3.example")
                                            .withHeader("Origin", A))
                                    .defaultBehavior(TO_BUCKET)
                                    .build())
                    .exchange(get("/o.txt"), fromBucket(ruled(A, MISS)))
        };
    }

    private static ContractCase[] options() {
        return new ContractCase[] {
            documented(
                            "a preflight where OPTIONS is not allowed is a 403 (C27)",
                            GUIDE + "allowed HTTP methods",
                            bucket(SHARED, CloudFrontBehavior.to("bucket")))
                    .exchange(
                            preflight("/o.txt", A, "GET"),
                            response(403, null, "Server: CloudFront", "Content-Type: text/html", ERROR)),
            documented(
                            "a preflight by http: is a 307 to https:, which no browser follows (C27)",
                            GUIDE + "requiring HTTPS between viewers and CloudFront",
                            bucket(SHARED, TO_BUCKET.with(ViewerProtocol.REDIRECT_TO_HTTPS)))
                    .exchange(
                            preflight("http://cdn.example/o.txt?x=1", A, "GET"),
                            response(
                                    307,
                                    null,
                                    "Server: CloudFront",
                                    "Content-Type: text/html",
                                    "Location: https://cdn.example/o.txt?x=1",
                                    "X-Cache: Redirect from cloudfront"))
                    .exchange(
                            get("http://cdn.example/"),
                            response(
                                    301,
                                    null,
                                    "Server: CloudFront",
                                    "Content-Type: text/html",
                                    "Location: https://cdn.example/",
                                    "X-Cache: Redirect from cloudfront"))
                    .exchange(get("https://cdn.example/o.txt"), fromBucket(MISS)),
            documented(
                            "https-only refuses http: with a 403",
                            GUIDE + "requiring HTTPS between viewers and CloudFront",
                            bucket(SHARED, TO_BUCKET.with(ViewerProtocol.HTTPS_ONLY)))
                    .exchange(
                            get("http://cdn.example/o.txt"),
                            response(403, null, "Server: CloudFront", "Content-Type: text/html", ERROR)),
            documented(
                            "a preflight reaches a bucket without its headers unless they are forwarded",
                            GUIDE + "CORS with S3 origins",
                            bucket(SHARED, TO_BUCKET))
                    .exchange(
                            preflight("/o.txt", A, "GET"),
                            response(400, null, "Server: AmazonS3", "Content-Type: application/xml", ERROR)),
            documented(
                            "a preflight is asked for each time unless OPTIONS is cached",
                            GUIDE + "cached HTTP methods",
                            bucket(SHARED, TO_BUCKET.with(FORWARD_S3)))
                    .exchange(preflight("/o.txt", A, "GET"), granted(A, MISS))
                    .exchange(preflight("/o.txt", B, "GET"), granted(B, MISS)),
            documented(
                            "a cached preflight response is also sent to another site, without its headers in the key (C24)",
                            GUIDE + "cached HTTP methods",
                            bucket(SHARED, TO_BUCKET.with(FORWARD_S3).cachingOptions()))
                    .exchange(preflight("/o.txt", A, "GET"), granted(A, MISS))
                    .exchange(preflight("/o.txt", B, "GET"), granted(A, HIT, "Age: 0"))
                    .exchange(get("/o.txt", "Origin", B), fromBucket(ruled(B, MISS, VARY_OF_S3))),
            documented(
                            "cached preflights with their headers in the key are kept apart (C24, fixed)",
                            GUIDE + "cached HTTP methods",
                            bucket(
                                    SHARED,
                                    TO_BUCKET
                                            .with(MINUTE.withHeaders(
                                                    "Origin",
                                                    "Access-Control-Request-Method",
                                                    "Access-Control-Request-Headers"))
                                            .cachingOptions()))
                    .exchange(preflight("/o.txt", A, "GET"), granted(A, MISS))
                    .exchange(preflight("/o.txt", B, "GET"), granted(B, MISS))
                    .exchange(preflight("/o.txt", A, "GET"), granted(A, HIT, "Age: 0"))
        };
    }

    private static ContractCase.Expected granted(String origin, String... lines) {
        return response(200, "", ruled(origin, with(List.of(lines), "Server: AmazonS3", VARY_OF_S3)));
    }

    private static ContractCase[] theCache() {
        String stored = "Last-Modified: Sun, 01 Nov 2026 08:09:10 GMT";
        return new ContractCase[] {
            documented(
                            "HEAD gets its response from what GET left",
                            GUIDE + "cached HTTP methods",
                            bucket(BUCKET, TO_BUCKET))
                    .exchange(get("/o.txt"), fromBucket(MISS))
                    .exchange(
                            request("HEAD", "/o.txt"),
                            response(200, "", with(S3BucketContractTest.OBJECT, HIT, "Age: 0", "Content-Length: 6"))),
            documented("a version known to the browser is a 304", GUIDE + "expiration", bucket(BUCKET, TO_BUCKET))
                    .exchange(
                            get("/o.txt", "If-None-Match", "\"tag\""),
                            response(
                                    304,
                                    "",
                                    "Server: AmazonS3",
                                    stored,
                                    "ETag: \"tag\"",
                                    "Accept-Ranges: bytes",
                                    "x-amz-server-side-encryption: AES256",
                                    MISS)),
            documented("the query is in no key unless the policy has it", KEY, api(TO_API))
                    .exchange(get("/x?a=1"), fromApi(MISS))
                    .exchange(get("/x?a=2"), fromApi(HIT, "Age: 0"))
                    .exchange(get("/y?a=1"), fromApi(MISS)),
            documented(
                            "POST is not cached, and goes with its headers",
                            GUIDE + "cached HTTP methods",
                            api(TO_API.with(FORWARD)))
                    .exchange(request("POST", "/x", "Origin", A), fromApi(reflected(A, MISS)))
                    .exchange(request("POST", "/x", "Origin", B), fromApi(reflected(B, MISS))),
            documented(
                            "CachingDisabled keeps nothing",
                            GUIDE + "managed cache policies",
                            api(TO_API.with(CloudFrontCachePolicy.CACHING_DISABLED)
                                    .with(FORWARD)))
                    .exchange(get("/x", "Origin", A), fromApi(reflected(A, MISS)))
                    .exchange(get("/x", "Origin", B), fromApi(reflected(B, MISS))),
            documented(
                            "an error is kept for ten seconds, though the next request would succeed",
                            GUIDE + "HTTP 4xx and 5xx status codes",
                            failing())
                    .exchange(get("/orders"), failure(ERROR))
                    .exchange(Duration.ofSeconds(9), get("/orders"), failure(ERROR, "Age: 9"))
                    .exchange(Duration.ofSeconds(1), get("/orders"), failure(ERROR)),
            documented("a 405 is kept only if the origin sends max-age or s-maxage", STATUS_CODES, refusingOnce(""))
                    .exchange(get("/x"), response(405, "", "Content-Type: application/json", ERROR))
                    .exchange(get("/x"), response(200, "", "Content-Type: application/json", MISS)),
            documented("a 405 with max-age is kept", STATUS_CODES, refusingOnce("\"Cache-Control\":\"max-age=60\""))
                    .exchange(
                            get("/x"),
                            response(405, "", "Content-Type: application/json", "Cache-Control: max-age=60", ERROR))
                    .exchange(
                            get("/x"),
                            response(
                                    405,
                                    "",
                                    "Content-Type: application/json",
                                    "Cache-Control: max-age=60",
                                    "Age: 0",
                                    ERROR)),
            documented("CachingDisabled keeps no error either", STATUS_CODES, refusingThenFine())
                    .exchange(get("/x"), response(404, "", "Content-Type: application/json", ERROR))
                    .exchange(get("/x"), response(200, "", "Content-Type: application/json", MISS))
        };
    }

    private static Front refusingOnce(String headers) {
        return distributed(TO_API, "{\"statusCode\":405,\"headers\":{" + headers + "}}");
    }

    private static Front refusingThenFine() {
        return distributed(TO_API.with(CloudFrontCachePolicy.CACHING_DISABLED), "{\"statusCode\":404}");
    }

    private static Front distributed(CloudFrontBehavior behavior, String first) {
        Front api = RestApi.builder()
                .method("GET", "/x", SequenceFunction.returning(first, "{\"statusCode\":200}"))
                .build();
        return distribution()
                .origin(CloudFrontOrigin.apiGateway("api", api, "abc.execute-api.example"))
                .defaultBehavior(behavior)
                .build();
    }

    private static Front failing() {
        Front api = RestApi.builder()
                .method("GET", "/orders", CannedFunction.failing())
                .build();
        return distribution()
                .origin(CloudFrontOrigin.apiGateway("api", api, "abc.execute-api.example"))
                .defaultBehavior(TO_API)
                .build();
    }

    private static ContractCase.Expected failure(String... lines) {
        return response(
                502,
                "{\"message\": \"Internal server error\"}",
                with(
                        List.of(lines),
                        "Content-Type: application/json",
                        "x-amzn-ErrorType: InternalServerErrorException"));
    }

    private static final String EXPOSED_BY_LAMBDA =
            "Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";

    /** A Function URL that only signed requests reach, behind an origin access control. */
    private static Front signing(CloudFrontOrigin.Signing signing) {
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

    private static ContractCase[] accessControl() {
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

    private static ContractCase[] forwarding() {
        ContractCase.Expected forbidden = response(
                403,
                "{\"message\":\"Forbidden\"}",
                "Content-Type: application/json",
                "x-amzn-ErrorType: ForbiddenException",
                ERROR);
        return new ContractCase[] {
            reported(
                            "API Gateway refuses the viewer's Host (C26)",
                            "aws-cdk#20090, cloudformation-coverage-roadmap#571",
                            api(TO_API.with(CloudFrontOriginRequestPolicy.ALL_VIEWER)))
                    .exchange(get("/x", "Origin", A), forbidden),
            documented(
                            "AllViewerExceptHostHeader is the one for API Gateway (C26, fixed)",
                            GUIDE + "managed origin request policies",
                            api(TO_API.with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST)))
                    .exchange(get("/x", "Origin", A), fromApi(reflected(A, MISS))),
            recorded(
                            "a Function URL refuses the viewer's Host, readable by every page without credentials (C26)",
                            "rimutaka/posts, lambda-url-with-cloudfront, 2024-08",
                            distribution()
                                    .origin(CloudFrontOrigin.functionUrl(
                                            "api", (request, arrival) -> fail(), "x.lambda-url.example"))
                                    .defaultBehavior(TO_API.with(CloudFrontOriginRequestPolicy.ALL_VIEWER))
                                    .build())
                    .exchange(
                            get("/x", "Origin", A),
                            response(
                                    403,
                                    "{\"Message\":null}",
                                    "Content-Type: application/json",
                                    "x-amzn-ErrorType: AccessDeniedException",
                                    "Access-Control-Allow-Origin: *",
                                    EXPOSED_BY_LAMBDA,
                                    ERROR))
                    .exchange(
                            request(
                                    "OPTIONS",
                                    "/x",
                                    "Origin",
                                    A,
                                    "Access-Control-Request-Method",
                                    "PUT",
                                    "Access-Control-Request-Headers",
                                    "x-token"),
                            response(
                                    200,
                                    "",
                                    "Access-Control-Allow-Origin: *",
                                    "Access-Control-Allow-Headers: x-token",
                                    "Access-Control-Allow-Methods: PUT",
                                    EXPOSED_BY_LAMBDA,
                                    "Access-Control-Max-Age: 172800",
                                    MISS)),
            documented(
                            "behaviors are tried in order, the default one last; the default root object is only for /",
                            GUIDE + "path pattern",
                            bucketed(BUCKET, TO_BUCKET)
                                    .origin(api())
                                    .behavior("api/?", TO_API)
                                    .defaultRootObject("index.html")
                                    .build())
                    .exchange(get("/api/1"), fromApi(MISS))
                    .exchange(get("/"), response(200, "home", with(S3BucketContractTest.OBJECT, MISS)))
                    .exchange(
                            get("/api/12"),
                            response(404, null, "Server: AmazonS3", "Content-Type: application/xml", ERROR))
                    .exchange(
                            get("/docs/"),
                            response(404, null, "Server: AmazonS3", "Content-Type: application/xml", ERROR))
        };
    }

    private static AttributedResponse fail() {
        throw new AssertionError("never asked");
    }

    private static ContractCase[] policies() {
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

    private static ContractCase[] errors() {
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
