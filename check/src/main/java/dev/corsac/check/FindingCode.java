package dev.corsac.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The registry of findings: one code each, kebab-case, never renamed. Texts are sentences of Markdown. */
public enum FindingCode {
    /** A preflight reaches no route. */
    PREFLIGHT_NO_ROUTE(
            "No route takes the preflight",
            "Before a call that is not simple, the browser sends `OPTIONS` to the same path. An API without such a route refuses it"
                    + " with an error status, and a preflight passes with 200 to 299 only: the call itself is never sent.",
            "A REST API responds 403 `Missing Authentication Token`, an HTTP API without CORS configuration 404.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"),
    /** An authorizer of a REST API or load balancer covers the preflight. */
    PREFLIGHT_AUTHORIZER(
            "An authorizer takes the preflight",
            "Browsers send preflights without `Authorization` and without cookies, so that an authorizer refuses each of them.",
            "An authorizer, or IAM, of the method that takes `OPTIONS` is asked before the integration; so is a rule of a load"
                    + " balancer that validates tokens.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"),
    /** An API key is asked of the preflight. */
    PREFLIGHT_API_KEY(
            "The preflight needs an API key",
            "Browsers send preflights without `x-api-key`.",
            "A method with `ApiKeyRequired` responds 403 to a request without a key of its usage plans; SAM's"
                    + " `ApiKeyRequired: true` under `Auth` covers `OPTIONS` as well unless"
                    + " `AddApiKeyRequiredToCorsPreflight` is false.",
            "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html"),
    /** The preflight's response does not allow credentials. */
    PREFLIGHT_NO_CREDENTIALS(
            "The preflight does not allow credentials",
            "A call with credentials needs `Access-Control-Allow-Credentials: true` on the preflight's response and on its own.",
            "MOCK integrations and CORS configurations send it only where it is configured.",
            "https://fetch.spec.whatwg.org/#cors-check"),
    /** The response to the call does not allow credentials. */
    RESPONSE_NO_CREDENTIALS(
            "The response does not allow credentials",
            "A call with credentials needs `Access-Control-Allow-Credentials: true` on the preflight's response and on its own.",
            "What the preflight's component sends does not hold for the call: behind a proxy integration the function sends"
                    + " both headers itself.",
            "https://fetch.spec.whatwg.org/#cors-check"),
    /** Access-Control-Allow-Methods does not list the method. */
    PREFLIGHT_METHOD(
            "The preflight does not allow the method",
            "`Access-Control-Allow-Methods` must list every method but GET, HEAD and POST, in the script's spelling.",
            "An HTTP API's configuration, a `Cors` block and a MOCK integration send what they are configured with, whatever"
                    + " routes there are.",
            "https://fetch.spec.whatwg.org/#cors-preflight-fetch"),
    /** Access-Control-Allow-Headers does not list a request header. */
    PREFLIGHT_HEADERS(
            "The preflight does not allow a request header",
            "`Access-Control-Allow-Headers` must list `Authorization`, every header of your own, and `Content-Type` where the body is"
                    + " JSON. `*` covers no header of a call with credentials; the standard excludes `Authorization` from it too, which the"
                    + " engines do not do so far.",
            "Where the list is missing, none is allowed.",
            "https://fetch.spec.whatwg.org/#cors-preflight-fetch"),
    /** The preflight's response has no Access-Control-Allow-Origin. */
    PREFLIGHT_WITHOUT_CORS(
            "The response to the preflight has no CORS headers",
            "A route takes the preflight, and what responds there sends no `Access-Control-Allow-Origin`.",
            "Behind a proxy integration (`ANY /{proxy+}`, a Function URL, a load balancer) the function gets the preflight and must"
                    + " respond to it.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"),
    /** The preflight has an error status for another reason. */
    PREFLIGHT_STATUS(
            "The preflight has an error status",
            "A preflight passes with a status from 200 to 299 only; its headers do not matter then.",
            "The component that the message names sets the status.",
            "https://fetch.spec.whatwg.org/#cors-preflight-fetch"),
    /** The preflight is redirected. */
    PREFLIGHT_REDIRECT(
            "The preflight is redirected",
            "Browsers do not follow a redirect of a preflight.",
            "CloudFront redirects `http` to `https`, and a bucket's website redirects folders to their slash.",
            "https://fetch.spec.whatwg.org/#cors-preflight-fetch"),
    /** The response has no Access-Control-Allow-Origin. */
    RESPONSE_WITHOUT_CORS(
            "The response has no CORS headers",
            "Without `Access-Control-Allow-Origin` the script gets a network error, although the server has done its work.",
            "Behind a proxy integration API Gateway adds nothing: the function sends the header itself.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"),
    /** The page's origin is not among those that are allowed. */
    ORIGIN_NOT_ALLOWED(
            "The page is not among the allowed origins",
            "The list of allowed origins has others and not this page's.",
            "API Gateway, Function URLs and buckets send no CORS headers to an origin that their list does not have; MOCK"
                    + " integrations send their one origin to all.",
            "https://fetch.spec.whatwg.org/#cors-check"),
    /** An origin in a list is written as no browser sends it. */
    ORIGIN_NEVER_MATCHES(
            "An allowed origin that no browser sends",
            "Origins are compared character by character, and browsers send scheme, host in lower case and a port that is not the"
                    + " default one: no slash at the end, no path, no quotes. `null` is what pages without an origin send.",
            "AWS compares them as they are written.",
            "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin"),
    /** A single header value lists several origins. */
    SEVERAL_ORIGINS_IN_ONE_HEADER(
            "Several origins in one header",
            "`Access-Control-Allow-Origin` has one origin or `*`: a list matches no page.",
            "A header's value in a template is sent as it is.",
            "https://fetch.spec.whatwg.org/#http-access-control-allow-origin"),
    /** Access-Control-Allow-Origin is * for a call with credentials. */
    WILDCARD_WITH_CREDENTIALS(
            "`*` for calls with credentials",
            "A browser refuses `Access-Control-Allow-Origin: *` for a call that is made with credentials.",
            "AWS refuses the combination in an HTTP API, and accepts it elsewhere.",
            "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials"),
    /** The preflight passes and the function's response does not. */
    MOCK_AND_FUNCTION_DISAGREE(
            "The preflight is allowed and the response is not",
            "A MOCK integration allows the preflight, the call is sent, and the function's response lacks the header or names"
                    + " another origin.",
            "The `Cors` property of SAM and the console's *Enable CORS* make the `OPTIONS` method only: behind a proxy integration"
                    + " the function sends its own headers.",
            "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html"),
    /** A MOCK integration responds with an error. */
    MOCK_STATUS(
            "The MOCK integration does not respond with 200",
            "The preflight reaches its MOCK integration, and that responds with an error status.",
            "A MOCK integration needs a request template that makes `{\"statusCode\": 200}` and a response for that status; with"
                    + " `*/*` among the binary media types it also needs `CONVERT_TO_TEXT`.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html"),
    /** Front and function both send a CORS header. */
    DUPLICATE_HEADERS(
            "Two components send the same header",
            "Two lines of `Access-Control-Allow-Origin` are one list, which matches no page, even if both are right.",
            "A Function URL with a `Cors` block adds its headers to those of the function.",
            "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"),
    /** An HTTP API with CORS configuration drops the function's CORS headers. */
    HEADERS_IGNORED_BY_HTTP_API(
            "The HTTP API ignores the function's CORS headers",
            "What the function sends has no effect: only the API's own configuration counts.",
            "With a CORS configuration an HTTP API ignores the CORS headers of integrations.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"),
    /** An authorizer of an HTTP API covers the preflight. */
    HTTP_API_AUTHORIZER_ON_OPTIONS(
            "An authorizer of the HTTP API takes the preflight",
            "Browsers send preflights without `Authorization`, so that the authorizer of an `ANY` or `$default` route refuses them,"
                    + " with and without CORS configuration.",
            "AWS advises an `OPTIONS /{proxy+}` route without authorizer.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"),
    /** A Function URL allows every origin with credentials. */
    FUNCTION_URL_REFLECTS_ANY_ORIGIN(
            "The Function URL lets every page read with credentials",
            "With `*` and credentials any page on the web can call in the name of its visitors and read the response.",
            "Instead of `*`, which browsers would refuse, the Function URL sends back whatever origin called: a public probe of a"
                    + " deployed one saw that.",
            "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"),
    /** Errors that the front makes itself have no CORS headers. */
    GATEWAY_ERRORS_WITHOUT_CORS(
            "Errors of the front are unreadable",
            "The page's script gets \"Failed to fetch\" instead of 401, 403, 429, 502 or 504, and its developers look for a CORS error"
                    + " that is not one.",
            "A REST API sends CORS headers with its own errors only where gateway responses set them; `DEFAULT_4XX` and"
                    + " `DEFAULT_5XX` cover all others.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html"),
    /** A gateway response of a type that does not exist. */
    GATEWAY_RESPONSE_UNKNOWN_TYPE(
            "A gateway response that never acts",
            "API Gateway has no response type of that name, so that its headers are never sent.",
            "The names are in upper case: `DEFAULT_4XX`, `DEFAULT_5XX`.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html"),
    /** A REST API's deployment is not made again. */
    DEPLOYMENT_WITHOUT_TRIGGERS(
            "Changes of the API are not deployed",
            "A new `OPTIONS` method or header is in the API and not in its stage: the page sees no change.",
            "A REST API's stage serves a snapshot, its deployment. Terraform makes a new one only where `triggers` change.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html"),
    /** CloudFront does not forward Origin. */
    CLOUDFRONT_DROPS_ORIGIN(
            "CloudFront does not forward `Origin`",
            "What is behind CloudFront sends CORS headers by the request's `Origin`, which never reaches it.",
            "CloudFront removes `Origin` unless the cache policy or the origin request policy has it.",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors"),
    /** A behavior does not allow OPTIONS. */
    CLOUDFRONT_NO_OPTIONS(
            "CloudFront refuses the preflight",
            "The cache behavior does not accept the method, so that CloudFront responds 403 by itself.",
            "`AllowedMethods` is GET and HEAD unless set; preflights need OPTIONS in it, other methods all seven.",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods"),
    /** A cached response has another page's origin. */
    CLOUDFRONT_CACHES_OTHER_ORIGIN(
            "CloudFront serves the response that another page got",
            "The first page's origin, or no CORS header at all, is kept and sent to the next page, which is blocked now and then.",
            "CloudFront does not look at `Vary: Origin`: only the headers of the cache policy make its key.",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors"),
    /** Custom error responses replace an API's errors. */
    SPA_FALLBACK_SWALLOWS_ERRORS(
            "The page of a single-page application replaces the API's errors",
            "The script gets 200 and HTML where the API said 403 or 404.",
            "Custom error responses hold for a whole distribution, whatever behavior the request took.",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html"),
    /** Cookies do not go with the call. */
    COOKIE_DOES_NOT_TRAVEL(
            "The cookie does not travel",
            "Page and API belong to different sites: some engines send no cookie there, and a session is lost although CORS is"
                    + " right.",
            "AWS's own host names (`cloudfront.net`, `execute-api.….amazonaws.com`) are public suffixes or another site; domain"
                    + " names below one of your own are one site.",
            "https://publicsuffix.org/list/"),
    /** A page over http. */
    INSECURE_PAGE(
            "The page is served over http",
            "Anybody between the visitor and the server can change such a page, and with it read and do whatever the API allows it.",
            "A bucket's website endpoint speaks http only; CloudFront before it speaks https.",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html"),
    /** A page over https calls http. */
    MIXED_CONTENT(
            "A page over https calls an API over http",
            "Browsers block the call before they send anything.",
            "A load balancer's listener without certificate and a bucket's website endpoint speak http only.",
            "https://w3c.github.io/webappsec-mixed-content/"),
    /** The script reads a header that is not exposed. */
    EXPOSED_HEADER_MISSING(
            "The script cannot read a response header",
            "Without `Access-Control-Expose-Headers` a script reads seven headers: `Cache-Control`, `Content-Language`,"
                    + " `Content-Length`, `Content-Type`, `Expires`, `Last-Modified`, `Pragma`. `*` exposes none to a call with"
                    + " credentials.",
            "The header belongs on the response to the call, not to the preflight.",
            "https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name"),
    /** A page of a developer's machine is allowed. */
    LOCALHOST_IN_PRODUCTION(
            "A page on localhost is allowed",
            "Whatever runs on a visitor's machine at that port may read what the API responds to this visitor.",
            "AWS does not tell it from other origins.",
            "https://html.spec.whatwg.org/multipage/browsers.html#origin"),
    /** Corsac's own policy is not valid. */
    POLICY_REFUSED(
            "The function's policy is refused",
            "A function behind `CorsHandler` stops at its start where its policy has a mistake: every request is an error.",
            "Lambda reports the error in the function's log, the front responds 502.",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"),
    /** AWS would refuse the deployment. */
    DEPLOYMENT_REFUSED(
            "AWS refuses the deployment",
            "The template is accepted by its tools and refused when it is deployed.",
            "The message is AWS's own where it is known.",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html"),
    /** Redirects lead to a block. */
    REDIRECT_BLOCKED(
            "A redirect is blocked",
            "Every response on the way needs CORS headers, and a redirect to another origin makes the page's origin `null`.",
            "The component that the message names redirects.",
            "https://fetch.spec.whatwg.org/#http-redirect-fetch"),
    /** It depends on what a function responds. */
    RESPONSE_UNKNOWN(
            "It depends on the function",
            "Whether the page may read the response depends on headers that the function sends, or on a value that no file states.",
            "Behind a proxy integration only the function sends CORS headers. `--run` measures them; `responses:` in"
                    + " `corsac.yaml` states them.",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"),
    /** A suppression without a finding. */
    SUPPRESSION_UNUSED(
            "A suppression that suppresses nothing",
            "The finding that it accepts is not there any more, or never was: remove it, so that it hides nothing later.",
            "It has nothing to do with AWS.",
            "https://fetch.spec.whatwg.org/#http-cors-protocol");

    private final String title;
    private final String happens;
    private final String aws;
    private final String source;

    FindingCode(String title, String happens, String aws, String source) {
        this.title = title;
        this.happens = happens;
        this.aws = aws;
        this.source = source;
    }

    /** Returns the code as it is printed: {@code preflight-no-route}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the finding of that code; null if there is none. */
    public static @Nullable FindingCode of(String code) {
        for (FindingCode each : values()) {
            if (each.code().equals(code)) {
                return each;
            }
        }
        return null;
    }

    /** Returns what is wrong, without a full stop. */
    public String title() {
        return title;
    }

    /** Returns what happens in a browser. */
    public String happens() {
        return happens;
    }

    /** Returns how AWS does it. */
    public String aws() {
        return aws;
    }

    /** Returns the address of the page that states it. */
    public String source() {
        return source;
    }
}
