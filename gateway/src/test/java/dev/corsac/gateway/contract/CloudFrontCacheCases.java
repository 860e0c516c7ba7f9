package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;
import static dev.corsac.gateway.contract.S3BucketContractTest.with;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontSelection;
import java.time.Duration;
import java.util.List;

/** What CloudFront keeps, and what it forwards. */
final class CloudFrontCacheCases extends CloudFrontCases {

    private CloudFrontCacheCases() {}

    static ContractCase[] cacheAndOrigin() {
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

    static ContractCase[] options() {
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

    static ContractCase.Expected granted(String origin, String... lines) {
        return response(200, "", ruled(origin, with(List.of(lines), "Server: AmazonS3", VARY_OF_S3)));
    }

    static ContractCase[] theCache() {
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
            documented(
                            "a 405 is kept only if the origin sends max-age or s-maxage",
                            STATUS_CODES,
                            refusingOnce(405, ""))
                    .exchange(get("/x"), response(405, "", "Content-Type: application/json", ERROR))
                    .exchange(get("/x"), response(200, "", "Content-Type: application/json", MISS)),
            documented(
                            "a 405 with max-age is kept",
                            STATUS_CODES,
                            refusingOnce(405, "\"Cache-Control\":\"max-age=60\""))
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
            documented(
                            "a 404, 410, 414 or 501 with no-store, no-cache or private is not kept",
                            EXPIRATION,
                            refusingOnce(404, "\"Cache-Control\":\"no-store\""))
                    .exchange(
                            get("/x"),
                            response(404, "", "Content-Type: application/json", "Cache-Control: no-store", ERROR))
                    .exchange(get("/x"), response(200, "", "Content-Type: application/json", MISS)),
            documented(
                            "any other error is kept though it has no-store",
                            EXPIRATION,
                            refusingOnce(500, "\"Cache-Control\":\"no-store\""))
                    .exchange(
                            get("/x"),
                            response(500, "", "Content-Type: application/json", "Cache-Control: no-store", ERROR))
                    .exchange(
                            get("/x"),
                            response(
                                    500,
                                    "",
                                    "Content-Type: application/json",
                                    "Cache-Control: no-store",
                                    "Age: 0",
                                    ERROR)),
            documented(
                            "max-age of an error counts up to the Maximum TTL",
                            EXPIRATION,
                            distributed(
                                    TO_API.with(new CloudFrontCachePolicy(
                                            "short",
                                            Duration.ZERO,
                                            Duration.ZERO,
                                            Duration.ofSeconds(20),
                                            CloudFrontSelection.none(),
                                            CloudFrontSelection.none(),
                                            CloudFrontSelection.none(),
                                            false)),
                                    "{\"statusCode\":404,\"headers\":{\"Cache-Control\":\"max-age=60\"}}"))
                    .exchange(
                            get("/x"),
                            response(404, "", "Content-Type: application/json", "Cache-Control: max-age=60", ERROR))
                    .exchange(
                            Duration.ofSeconds(19),
                            get("/x"),
                            response(
                                    404,
                                    "",
                                    "Content-Type: application/json",
                                    "Cache-Control: max-age=60",
                                    "Age: 19",
                                    ERROR))
                    .exchange(
                            Duration.ofSeconds(1),
                            get("/x"),
                            response(200, "", "Content-Type: application/json", MISS)),
            unverified(
                            "CachingDisabled keeps no error either",
                            STATUS_CODES + ", read otherwise: the choice CloudFrontErrorsWithoutCaching.NOT_KEPT",
                            refusingThenFine(UnverifiedBehavior.CloudFrontErrorsWithoutCaching.NOT_KEPT))
                    .exchange(get("/x"), response(404, "", "Content-Type: application/json", ERROR))
                    .exchange(get("/x"), response(200, "", "Content-Type: application/json", MISS)),
            unverified(
                            "CachingDisabled keeps errors for ten seconds",
                            STATUS_CODES + " by its wording: the choice CloudFrontErrorsWithoutCaching.KEPT",
                            refusingThenFine(UnverifiedBehavior.CloudFrontErrorsWithoutCaching.KEPT))
                    .exchange(get("/x"), response(404, "", "Content-Type: application/json", ERROR))
                    .exchange(
                            Duration.ofSeconds(9),
                            get("/x"),
                            response(404, "", "Content-Type: application/json", "Age: 9", ERROR))
                    .exchange(
                            Duration.ofSeconds(1), get("/x"), response(200, "", "Content-Type: application/json", MISS))
        };
    }

    static ContractCase[] forwarding() {
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
}
