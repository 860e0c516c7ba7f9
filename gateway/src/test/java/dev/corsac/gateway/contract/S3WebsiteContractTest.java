package dev.corsac.gateway.contract;

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
import static dev.corsac.gateway.contract.S3BucketContractTest.SERVER;
import static dev.corsac.gateway.contract.S3BucketContractTest.VARY;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.gateway.s3.S3RoutingRule;
import dev.corsac.gateway.s3.S3Website;
import dev.corsac.http.Body;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class S3WebsiteContractTest extends ContractTest {

    private static final String SUITE = "a suite run against S3 websites, 2026-02-21";
    private static final String PAGE = "https://shop.example.com";
    private static final String SITE = "http://site.example.com";
    private static final String HTML = "Content-Type: text/html; charset=utf-8";
    private static final Instant STORED = Instant.parse("2026-11-01T08:09:10Z");

    private static final Map<String, S3Object> OBJECTS = Map.of(
            "index.html", object("home"),
            "docs/index.html", object("docs"),
            "old/page", object("old"),
            "moved", object("").withRedirectLocation("/docs/"),
            "error.html", object("oops"),
            "gone.html", object("").withRedirectLocation("https://other.example/gone"));

    private static S3Object object(String text) {
        return new S3Object(Body.of(text), "text/html", "\"tag\"", STORED);
    }

    private static S3Website.Builder site() {
        return S3Website.builder(OBJECTS::get).indexDocument("index.html");
    }

    private static S3Website ruled(S3RoutingRule... rules) {
        S3Website.Builder site = site().errorDocument("error.html");
        for (S3RoutingRule rule : rules) {
            site.routingRule(rule);
        }
        return site.build();
    }

    private static ContractCase.Expected page(int status, String text, String... more) {
        return response(
                status,
                text,
                S3BucketContractTest.with(
                        List.of(more),
                        SERVER,
                        "Last-Modified: Sun, 01 Nov 2026 08:09:10 GMT",
                        "ETag: \"tag\"",
                        "Content-Type: text/html"));
    }

    private static ContractCase.Expected redirect(int status, String location) {
        return response(status, "", SERVER, "Location: " + location);
    }

    private static final S3Cors CORS = S3Cors.of(S3Cors.Rule.of(List.of(PAGE), List.of("GET")));

    private static final String[] GRANT = {
        "Access-Control-Allow-Origin: " + PAGE,
        "Access-Control-Allow-Methods: GET",
        "Access-Control-Allow-Credentials: true",
        VARY
    };

    @Override
    public Contract contract() {
        return Contract.of("S3 website", "x-amz-id-2", "x-amz-request-id")
                .behaviour(
                        "Index and error documents",
                        recorded("a folder is its index document", SUITE, site().build())
                                .exchange(get(SITE + "/"), page(200, "home"))
                                .exchange(get(SITE + "/docs/"), page(200, "docs")),
                        recorded("a folder without its slash is a 302 to the path with it", SUITE, site().build())
                                .exchange(get(SITE + "/docs"), redirect(302, "/docs/")),
                        recorded("a missing key without an error document is a 404 in HTML", SUITE, site().build())
                                .exchange(get(SITE + "/none"), response(404, null, SERVER, HTML)),
                        recorded(
                                        "an error document keeps the 404 and names the cause in headers",
                                        SUITE,
                                        site().errorDocument("error.html").build())
                                .exchange(
                                        get(SITE + "/none/"),
                                        page(
                                                404,
                                                "oops",
                                                "x-amz-error-code: NoSuchKey",
                                                "x-amz-error-message: The specified key does not exist.",
                                                "x-amz-error-detail-Key: none/index.html")),
                        recorded(
                                        "an error document with a redirect loses the status",
                                        SUITE,
                                        site().errorDocument("gone.html").build())
                                .exchange(get(SITE + "/none"), redirect(301, "https://other.example/gone")),
                        reported(
                                        "who may not list gets a 403 for a missing key",
                                        "CloudFront set-ups that map 403 as well as 404",
                                        site().errorDocument("error.html")
                                                .access(S3Access.READ)
                                                .build())
                                .exchange(
                                        get(SITE + "/none"),
                                        page(
                                                403,
                                                "oops",
                                                "x-amz-error-code: AccessDenied",
                                                "x-amz-error-message: Access Denied"))
                                .exchange(get(SITE + "/"), page(200, "home")),
                        documented(
                                        "a private bucket is a 403, its error document too",
                                        "S3 user guide: website access permissions",
                                        site().errorDocument("error.html")
                                                .access(S3Access.NONE)
                                                .build())
                                .exchange(get(SITE + "/"), response(403, null, SERVER, HTML)),
                        recorded(
                                        "every method but GET and HEAD is a 405; that it has Allow is RFC 9110's rule and unverified",
                                        SUITE,
                                        site().errorDocument("error.html").build())
                                .exchange(
                                        request("POST", SITE + "/"),
                                        response(405, null, SERVER, HTML, "Allow: GET, HEAD"))
                                .exchange(
                                        request("DELETE", SITE + "/"),
                                        response(405, null, SERVER, HTML, "Allow: GET, HEAD")))
                .behaviour(
                        "Redirects",
                        recorded("an object with a redirect stored is a 301 to what is stored", SUITE, site().build())
                                .exchange(get(SITE + "/moved"), redirect(301, "/docs/")),
                        recorded(
                                        "a rule by prefix comes before the look-up and before the object's redirect",
                                        SUITE,
                                        ruled(
                                                S3RoutingRule.when("old/", null).toPrefix("new/"),
                                                S3RoutingRule.when("moved", null)
                                                        .toKey("a b/ü")))
                                .exchange(get(SITE + "/old/page"), redirect(301, SITE + "/new/page"))
                                .exchange(get(SITE + "/old/"), redirect(301, SITE + "/new/"))
                                .exchange(get(SITE + "/moved"), redirect(301, SITE + "/a%20b/%C3%BC"))
                                .exchange(get(SITE + "/docs/"), page(200, "docs")),
                        recorded(
                                        "a rule for everything does not touch the path /",
                                        SUITE,
                                        ruled(S3RoutingRule.always().toHost("https", "other.example")))
                                .exchange(get(SITE + "/"), page(200, "home"))
                                .exchange(get(SITE + "/docs/"), redirect(301, "https://other.example/docs/")),
                        recorded(
                                        "a rule by error comes after the look-up and before the error document",
                                        SUITE,
                                        ruled(S3RoutingRule.when(null, 404)
                                                .toKey("index.html")
                                                .withCode(307)))
                                .exchange(get(SITE + "/none"), redirect(307, SITE + "/index.html"))
                                .exchange(get(SITE + "/old/page"), page(200, "old")),
                        recorded(
                                        "prefix and error must both fit, and the first rule that does responds",
                                        SUITE,
                                        ruled(
                                                S3RoutingRule.when("a/", 404).toPrefix(""),
                                                S3RoutingRule.when(null, 404).toHost(null, "b.example"),
                                                S3RoutingRule.when(null, 404).toHost(null, "c.example")))
                                .exchange(get(SITE + "/a/x"), redirect(301, SITE + "/x"))
                                .exchange(get(SITE + "/b"), redirect(301, "http://b.example/b")),
                        recorded(
                                        "RedirectAllRequestsTo is a 301 without a body",
                                        SUITE,
                                        S3Website.builder(OBJECTS::get)
                                                .redirectAllRequestsTo("https", "other.example")
                                                .build())
                                .exchange(get(SITE + "/"), redirect(301, "https://other.example/"))
                                .exchange(get(SITE + "/a/b"), redirect(301, "https://other.example/a/b")))
                .behaviour(
                        "CORS",
                        unverified(
                                        "without a CORS configuration a preflight is a 403",
                                        "recorded only for the REST endpoint",
                                        site().build())
                                .exchange(preflight(SITE + "/", PAGE, "GET"), response(403, null, SERVER, HTML)),
                        recorded(
                                        "the rules of the bucket are applied to GET and HEAD",
                                        "ceph/s3-tests and scality/cloudserver: suites that run on S3",
                                        site().cors(CORS).build())
                                .exchange(get(SITE + "/", "Origin", PAGE), page(200, "home", GRANT))
                                .exchange(get(SITE + "/"), page(200, "home"))
                                .exchange(
                                        get(SITE + "/docs", "Origin", PAGE),
                                        response(
                                                302,
                                                "",
                                                S3BucketContractTest.with(List.of(GRANT), SERVER, "Location: /docs/"))),
                        unverified(
                                        "preflights get the same response as from the REST endpoint",
                                        "no source: the choice S3WebsitePreflight.AS_REST_ENDPOINT",
                                        site().cors(CORS).build())
                                .exchange(
                                        preflight(SITE + "/", PAGE, "GET"),
                                        response(200, "", S3BucketContractTest.with(List.of(GRANT), SERVER)))
                                .exchange(preflight(SITE + "/", PAGE, "PUT"), response(403, null, SERVER, HTML)),
                        unverified(
                                        "or with a 405",
                                        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html: only GET"
                                                + " and HEAD; the choice S3WebsitePreflight.METHOD_NOT_ALLOWED",
                                        site().cors(CORS)
                                                .unverified(UnverifiedBehavior.defaults()
                                                        .with(UnverifiedBehavior.S3WebsitePreflight.METHOD_NOT_ALLOWED))
                                                .build())
                                .exchange(
                                        preflight(SITE + "/", PAGE, "GET"),
                                        response(
                                                405,
                                                null,
                                                S3BucketContractTest.with(
                                                        List.of(GRANT), SERVER, HTML, "Allow: GET, HEAD"))))
                .refuses(
                        "an index document is a file name",
                        RECORDED,
                        SUITE,
                        "The IndexDocument Suffix is not well formed",
                        () -> site().indexDocument("docs/index.html").build())
                .refuses(
                        "an index document is named",
                        RECORDED,
                        SUITE,
                        "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
                        () -> S3Website.builder(OBJECTS::get).build())
                .refuses(
                        "RedirectAllRequestsTo stands alone",
                        REPORTED,
                        "emulators that quote S3",
                        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
                        () -> site().redirectAllRequestsTo(null, "x").build())
                .refuses(
                        "a rule replaces the key or its prefix",
                        RECORDED,
                        SUITE,
                        "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
                        () -> S3RoutingRule.always().toKey("a").toPrefix("b"))
                .refuses(
                        "a condition is not empty",
                        RECORDED,
                        SUITE,
                        "Condition cannot be empty. To redirect all requests without a condition, the condition element"
                                + " shouldn't be present.",
                        () -> S3RoutingRule.when(null, null))
                .refuses(
                        "a protocol is http or https",
                        RECORDED,
                        SUITE,
                        "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected"
                                + " automatically.",
                        () -> S3RoutingRule.always().toHost("ftp", "x"))
                .refuses(
                        "a redirect's code is 301 to 399",
                        REPORTED,
                        "captures of S3",
                        "The provided HTTP redirect code (300) is not valid. Valid codes are 3XX except 300.",
                        () -> S3RoutingRule.always().withCode(300))
                .refuses(
                        "an error's code is 4XX or 5XX",
                        REPORTED,
                        "captures of S3",
                        "The provided HTTP error code (302) is not valid. Valid codes are 4XX or 5XX.",
                        () -> S3RoutingRule.when(null, 302))
                .refuses(
                        "a stored redirect is a path or a URL",
                        REPORTED,
                        "issues that quote S3",
                        "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
                        () -> object("").withRedirectLocation("docs/"));
    }
}
