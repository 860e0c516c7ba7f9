package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.RECORDED;
import static dev.corsac.gateway.contract.ContractCase.Known.REPORTED;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;

import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class S3BucketContractTest extends ContractTest {

    private static final String PAGE = "https://localhost:4200";
    private static final String OTHER = "http://localhost:4200";
    private static final String ORIGINS = "LocalStack's recordings of AWS, 2023-07-31: S3 CORS, match origins";
    private static final String METHODS = "LocalStack's recordings of AWS, 2025-03-17: S3 CORS, match methods";
    private static final String HEADERS = "LocalStack's recordings of AWS, 2024-01-02: S3 CORS, match headers";
    private static final String DEFAULTS = "LocalStack's recordings of AWS, 2023-07-31: S3 CORS, default values";

    static final String SERVER = "Server: AmazonS3";
    static final String XML = "Content-Type: application/xml";
    static final String VARY = "Vary: Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
    static final List<String> OBJECT = List.of(
            SERVER,
            "Last-Modified: Sun, 01 Nov 2026 08:09:10 GMT",
            "ETag: \"tag\"",
            "Content-Type: text/plain",
            "Accept-Ranges: bytes",
            "x-amz-server-side-encryption: AES256");
    static final List<String> GRANT = List.of(
            "Access-Control-Allow-Origin: " + PAGE,
            "Access-Control-Allow-Methods: GET, PUT",
            "Access-Control-Max-Age: 3000",
            "Access-Control-Allow-Credentials: true",
            VARY);

    private static final S3Bucket BUCKET = S3Bucket.of(
            Map.of(
                            "o.txt",
                            new S3Object(
                                    Body.of("test-cors"),
                                    "text/plain",
                                    "\"tag\"",
                                    Instant.parse("2026-11-01T08:09:10Z")))::get);

    private static S3Cors.Rule rule(String origin, String... methods) {
        return S3Cors.Rule.of(List.of(origin), List.of(methods));
    }

    private static S3Bucket bucket(S3Cors.Rule... rules) {
        return BUCKET.withCors(S3Cors.of(rules));
    }

    private static final S3Bucket ONE =
            bucket(rule(PAGE, "GET", "PUT").withAllowedHeaders("*").withMaxAge(3000));

    private static final S3Bucket ANY = bucket(rule("*", "GET"));

    private static ContractCase.Expected object(List<String> more) {
        List<String> lines = new ArrayList<>(OBJECT);
        lines.addAll(more);
        return response(200, "test-cors", lines.toArray(String[]::new));
    }

    private static ContractCase.Expected granted(String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(SERVER);
        return response(200, "", all.toArray(String[]::new));
    }

    private static final ContractCase.Expected REFUSED = response(403, null, SERVER, XML);

    @Override
    public Contract contract() {
        return Contract.of("S3 bucket", "x-amz-id-2", "x-amz-request-id")
                .behaviour(
                        "Without a CORS configuration",
                        recorded("OPTIONS without Origin is a 400", ORIGINS, BUCKET)
                                .exchange(request("OPTIONS", "/o.txt"), response(400, null, SERVER, XML)),
                        recorded("a preflight is a 403", ORIGINS, BUCKET)
                                .exchange(preflight("/o.txt", PAGE, "PUT"), REFUSED),
                        recorded("an object has no CORS header and no Vary", ORIGINS, BUCKET)
                                .exchange(get("/o.txt", "Origin", PAGE), object(List.of())))
                .behaviour(
                        "Origins",
                        recorded("the origin of a rule is granted, always with credentials", ORIGINS, ONE)
                                .exchange(preflight("/o.txt", PAGE, "PUT"), granted(GRANT.toArray(String[]::new)))
                                .exchange(get("/o.txt", "Origin", PAGE), object(GRANT)),
                        recorded("another origin gets the object without any CORS header or Vary (C25)", ORIGINS, ONE)
                                .exchange(preflight("/o.txt", OTHER, "PUT"), REFUSED)
                                .exchange(get("/o.txt", "Origin", OTHER), object(List.of())),
                        recorded("without Origin there is no CORS header and no Vary (C25)", ORIGINS, ONE)
                                .exchange(get("/o.txt"), object(List.of()))
                                .exchange(get("/o.txt", "Referer", PAGE), object(List.of())),
                        recorded("a rule for * returns * without credentials, with Vary", ORIGINS, ANY)
                                .exchange(
                                        get("/o.txt", "Origin", "http://random:1234"),
                                        object(List.of(
                                                "Access-Control-Allow-Origin: *",
                                                "Access-Control-Allow-Methods: GET",
                                                VARY))),
                        recorded(
                                        "a * within an origin stands for any characters, and credentials are allowed",
                                        "LocalStack's recordings of AWS, 2024-02-29: S3 CORS, partial origin",
                                        bucket(rule("http://*.origin.com", "GET", "PUT")
                                                .withMaxAge(3000)))
                                .exchange(
                                        preflight("/o.txt", "http://test.origin.com", "PUT"),
                                        granted(
                                                "Access-Control-Allow-Origin: http://test.origin.com",
                                                "Access-Control-Allow-Methods: GET, PUT",
                                                "Access-Control-Max-Age: 3000",
                                                "Access-Control-Allow-Credentials: true",
                                                VARY))
                                .exchange(preflight("/o.txt", "http://origin.com", "PUT"), REFUSED),
                        documented(
                                        "the first rule that fits decides",
                                        "S3 user guide: how Amazon S3 evaluates the CORS configuration",
                                        bucket(rule(PAGE, "PUT"), rule("*", "GET")))
                                .exchange(
                                        get("/o.txt", "Origin", PAGE),
                                        object(List.of(
                                                "Access-Control-Allow-Origin: *",
                                                "Access-Control-Allow-Methods: GET",
                                                VARY))))
                .behaviour(
                        "Methods and headers",
                        recorded("a GET that names a request method is checked as that method", METHODS, ONE)
                                .exchange(
                                        get("/o.txt", "Origin", PAGE, "Access-Control-Request-Method", "DELETE"),
                                        object(List.of())),
                        recorded("OPTIONS with Origin and no request method is checked as OPTIONS", ORIGINS, ONE)
                                .exchange(request("OPTIONS", "/o.txt", "Origin", PAGE), REFUSED),
                        recorded("a method of no rule is refused", METHODS, ANY)
                                .exchange(preflight("/o.txt", PAGE, "PUT"), REFUSED),
                        recorded("the requested headers come back in lower case, no others", HEADERS, ONE)
                                .exchange(
                                        request(
                                                "OPTIONS",
                                                "/o.txt",
                                                "Origin",
                                                PAGE,
                                                "Access-Control-Request-Method",
                                                "GET",
                                                "Access-Control-Request-Headers",
                                                "X-Amz-Request-Payer,x-amz-expected-bucket-owner"),
                                        granted(
                                                "Access-Control-Allow-Origin: " + PAGE,
                                                "Access-Control-Allow-Methods: GET, PUT",
                                                "Access-Control-Allow-Headers: x-amz-request-payer,"
                                                        + " x-amz-expected-bucket-owner",
                                                "Access-Control-Max-Age: 3000",
                                                "Access-Control-Allow-Credentials: true",
                                                VARY)),
                        recorded("a rule without AllowedHeaders refuses every requested header", DEFAULTS, ANY)
                                .exchange(
                                        preflight("/o.txt", "localhost:4566", "GET"),
                                        granted(
                                                "Access-Control-Allow-Origin: *",
                                                "Access-Control-Allow-Methods: GET",
                                                VARY))
                                .exchange(
                                        request(
                                                "OPTIONS",
                                                "/o.txt",
                                                "Origin",
                                                PAGE,
                                                "Access-Control-Request-Method",
                                                "GET",
                                                "Access-Control-Request-Headers",
                                                "x-amz-request-payer"),
                                        REFUSED),
                        recorded(
                                        "headers are exposed on preflights too",
                                        "LocalStack's recordings of AWS, 2023-07-31: S3 CORS, expose headers",
                                        bucket(rule("*", "GET").withExposeHeaders("x-amz-id-2", "x-amz-request-id")))
                                .exchange(
                                        preflight("/o.txt", PAGE, "GET"),
                                        granted(
                                                "Access-Control-Allow-Origin: *",
                                                "Access-Control-Allow-Methods: GET",
                                                "Access-Control-Expose-Headers: x-amz-id-2, x-amz-request-id",
                                                VARY)))
                .behaviour(
                        "Objects",
                        documented("one range of an object", "S3 API reference: GetObject, Range", BUCKET)
                                .exchange(
                                        get("/o.txt", "Range", "bytes=5-"),
                                        response(206, "cors", with(OBJECT, "Content-Range: bytes 5-8/9")))
                                .exchange(
                                        get("/o.txt", "Range", "bytes=-2"),
                                        response(206, "rs", with(OBJECT, "Content-Range: bytes 7-8/9")))
                                .exchange(get("/o.txt", "Range", "bytes=9-"), response(416, null, SERVER, XML))
                                .exchange(get("/o.txt", "Range", "bytes=0-1,3-4"), object(List.of())),
                        documented("a version known is a 304, another a 412", "S3 API reference: GetObject", BUCKET)
                                .exchange(
                                        get("/o.txt", "If-None-Match", "\"tag\""),
                                        response(304, "", OBJECT.get(0), OBJECT.get(1), OBJECT.get(2)))
                                .exchange(
                                        get("/o.txt", "If-Modified-Since", "Sun, 01 Nov 2026 08:09:10 GMT"),
                                        response(304, "", OBJECT.get(0), OBJECT.get(1), OBJECT.get(2)))
                                .exchange(
                                        get("/o.txt", "If-Modified-Since", "Sun, 01 Nov 2026 08:09:09 GMT"),
                                        object(List.of()))
                                .exchange(get("/o.txt", "If-Match", "\"x\""), response(412, null, SERVER, XML)),
                        documented(
                                        "a missing key is a 404 to who may list, a 403 to who may not",
                                        "S3 API reference: GetObject, permissions",
                                        BUCKET)
                                .exchange(get("/none"), response(404, null, SERVER, XML)),
                        documented(
                                        "a missing key is a 403 to who may not list",
                                        "S3 API reference: GetObject, permissions",
                                        BUCKET.withAccess(S3Access.READ))
                                .exchange(get("/none"), REFUSED)
                                .exchange(get("/o.txt"), object(List.of())),
                        documented("a private object is a 403", "S3 user guide: access", ONE.withAccess(S3Access.NONE))
                                .exchange(get("/o.txt"), REFUSED),
                        recorded(
                                        "errors carry the headers of the rule that covers them",
                                        "scality/cloudserver#558 and #6126, ceph/s3-tests: suites that run on S3",
                                        ONE.withAccess(S3Access.NONE))
                                .exchange(get("/o.txt", "Origin", PAGE), response(403, null, with(GRANT, SERVER, XML))),
                        documented(
                                        "a key is not normalised: //o.txt is another one",
                                        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
                                        BUCKET)
                                .exchange(get("//o.txt"), response(404, null, SERVER, XML)),
                        documented("whatever writes is a 403", "S3 user guide: access", BUCKET)
                                .exchange(request("PUT", "/o.txt"), REFUSED)
                                .exchange(request("POST", "/"), REFUSED)
                                .exchange(request("DELETE", "/o.txt"), REFUSED)
                                .exchange(get("/"), REFUSED),
                        documented(
                                        "stored headers come with the object",
                                        "S3 user guide: object metadata",
                                        S3Bucket.of(key -> new S3Object(
                                                        Body.of("x"),
                                                        "text/plain",
                                                        "\"tag\"",
                                                        Instant.parse("2026-11-01T08:09:10Z"))
                                                .withMetadata(Headers.of("Cache-Control", "max-age=60"))))
                                .exchange(get("/x"), response(200, "x", with(OBJECT, "Cache-Control: max-age=60"))))
                .refuses(
                        "OPTIONS is not a method of a rule",
                        RECORDED,
                        "LocalStack's recordings of AWS, 2023-07-31: S3 CORS, invalid rules",
                        "Found unsupported HTTP method in CORS config. Unsupported method is OPTIONS",
                        () -> rule("*", "GET", "OPTIONS"))
                .refuses(
                        "an origin has one wildcard",
                        REPORTED,
                        "captures of S3, 2026-02-18",
                        "AllowedOrigin \"*example*.com\" can not have more than one wildcard.",
                        () -> rule("*example*.com", "GET"))
                .refuses(
                        "a header has one wildcard",
                        REPORTED,
                        "issues that quote S3",
                        "AllowedHeader \"x-*-*\" can not have more than one wildcard.",
                        () -> rule("*", "GET").withAllowedHeaders("x-*-*"))
                .refuses(
                        "exposed headers have no wildcard",
                        REPORTED,
                        "issues that quote S3",
                        "ExposeHeader \"*\" contains wildcard. We currently do not support wildcard for ExposeHeader.",
                        () -> rule("*", "GET").withExposeHeaders("*"))
                .refuses(
                        "a configuration has a rule",
                        RECORDED,
                        "LocalStack's recordings of AWS, 2023-07-31: S3 CORS, invalid rules",
                        "The XML you provided was not well-formed or did not validate against our published schema",
                        S3Cors::of);
    }

    static String[] with(List<String> lines, String... more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
