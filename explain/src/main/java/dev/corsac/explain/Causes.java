package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.explain.ComponentInCharge.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The likely causes of a failed check at one component, the most frequent first. The order is that of public reports; what
 * AWS's components do is in {@code docs/aws.md} with its sources.
 */
final class Causes {

    static final Cause SPRING = new Cause(
            "origin-not-allowed",
            "Spring's CORS rules for this path do not have the origin, the method or a header of"
                    + " the call: Spring responds with 403 \"Invalid CORS request\" then.");

    private final Situation situation;
    private final Kind kind;
    private final List<Cause> causes = new ArrayList<>();

    private Causes(Situation situation, Kind kind) {
        this.situation = situation;
        this.kind = kind;
    }

    static List<Cause> of(Situation situation, Kind kind) {
        Causes causes = new Causes(situation, kind);
        causes.collect();
        return List.copyOf(causes.causes);
    }

    private void add(String code, String text) {
        causes.add(new Cause(code, text));
    }

    private void collect() {
        Check check = situation.check();
        if (check == null) {
            causes.addAll(OtherErrors.causes(situation));
            return;
        }
        String target = situation.redirectTarget();
        if (target != null && FailureText.isHeaderCheck(check)) {
            redirect(target);
            return;
        }
        if (situation.isRedirected() && (FailureText.isHeaderCheck(check) || check == Check.PREFLIGHT_REDIRECT)) {
            redirected();
            return;
        }
        if (situation.isPreflight()
                && FailureText.isHeaderCheck(check)
                && (situation.isErrorStatus() || check == Check.PREFLIGHT_STATUS)) {
            PreflightCauses.add(situation, kind, causes);
            return;
        }
        switch (check) {
            case ALLOW_ORIGIN_MISSING -> {
                if (situation.isErrorStatus()) {
                    errorWithoutHeaders();
                } else {
                    missing();
                }
            }
            case ALLOW_ORIGIN_WILDCARD -> wildcard();
            case ALLOW_ORIGIN_MULTIPLE -> multiple();
            case ALLOW_ORIGIN_INVALID -> invalid();
            case ALLOW_ORIGIN_MISMATCH -> mismatch();
            case ALLOW_CREDENTIALS -> credentials();
            case PREFLIGHT_REDIRECT -> preflightRedirect();
            case METHOD -> method();
            case HEADERS -> headers();
            case ALLOW_METHODS_SYNTAX, ALLOW_HEADERS_SYNTAX ->
                add(
                        "quoted-list",
                        "The list has quotes, brackets or semicolons, often from a list that was printed as such.");
            default -> causes.addAll(OtherErrors.causes(situation));
        }
    }

    private void redirect(String target) {
        if (isLogin(target)) {
            add(
                    "session-expired",
                    "The session has expired or there is none, and the server redirects to a login page.");
        } else {
            add(
                    "redirect-to-another-url",
                    "The URL is not the final one: the server redirects from http to https, to"
                            + " another host name, or for a slash at the end; and a browser checks the CORS headers of each"
                            + " response on the way.");
        }
    }

    private void redirected() {
        if (isLogin(String.valueOf(situation.url()))) {
            add(
                    "session-expired",
                    "The session has expired or there is none: " + Masking.text(String.valueOf(situation.calledUrl()))
                            + " redirects to a login page, which is made for people and allows no calls of scripts.");
        } else {
            add(
                    "redirect-to-another-url",
                    "The URL that the script calls redirects: from http to https, to another host name, or with or without"
                            + " the slash at the end; and the target does not allow the page.");
            add("session-expired", "The target is a login page: the session has expired or there is none.");
        }
        if ("null".equals(situation.sentOrigin())) {
            add(
                    "origin-null-after-redirect",
                    "A redirect from one foreign origin to another makes the browser send Origin: null.");
        }
    }

    /** Whether a URL looks like that of a login page. */
    static boolean isLogin(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        for (String part : new String[] {
            "amazoncognito.com",
            "/login",
            "/signin",
            "/sign-in",
            "/authorize",
            "/oauth2",
            "/saml",
            "/sso",
            "/auth/",
            "accounts.google.com",
            "login.microsoftonline.com",
            "okta.com",
            "auth0.com",
            "/cas/",
            "/realms/"
        }) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private void errorWithoutHeaders() {
        int status = situation.status();
        boolean rest = kind == Kind.REST_API || kind == Kind.API_GATEWAY;
        boolean http = kind == Kind.HTTP_API || kind == Kind.API_GATEWAY;
        switch (kind) {
            case SPRING -> causes.add(SPRING);
            case REST_API, API_GATEWAY, HTTP_API -> {
                if ((status == 401 || status == 403) && rest) {
                    add(
                            "gateway-error",
                            "API Gateway's authorizer refused the call (an expired token, say), and errors that"
                                    + " a REST API makes itself carry no CORS headers unless gateway responses add them.");
                }
                if (status == 401 || status == 403) {
                    add(
                            "function-error",
                            "The function responded with " + status + " itself, without CORS headers on errors.");
                }
                if (status == 403 && rest) {
                    add(
                            "wrong-stage-or-path",
                            "The path, method or stage does not exist: a REST API responds with 403"
                                    + " \"Missing Authentication Token\" then.");
                    add("waf", "AWS WAF, an API key or a resource policy refused the call.");
                }
                if (status == 404) {
                    if (http) {
                        add(
                                "wrong-stage-or-path",
                                "An HTTP API has no such route, or the stage is missing in the URL: its"
                                        + " 404 carries no CORS headers.");
                    }
                    add("function-error", "The function responded with 404 itself, without CORS headers on errors.");
                }
                if (status == 413) {
                    add("too-large", "The request is over 10 MB, or over the function's 6 MB.");
                }
                if (status == 429) {
                    add("throttled", "Calls are throttled, and that error carries no CORS headers.");
                }
                if ((status == 500 || status == 502) && (rest || http)) {
                    add(
                            "function-failed",
                            "The function failed, or returned something that is not a response: API Gateway"
                                    + " makes the " + status
                                    + ", without the function's headers. See the function's log.");
                }
                if (status == 503 || status == 504) {
                    add(
                            "timeout",
                            "The function did not respond in time (29 s for a REST API by default, 30 s for an HTTP"
                                    + " API).");
                }
                if (kind == Kind.HTTP_API && (status == 401 || status == 500)) {
                    add(
                            "origin-not-allowed",
                            "The HTTP API puts CORS headers on this error for allowed origins: this one is"
                                    + " not in AllowOrigins, or there is no CORS configuration.");
                }
                if (causes.isEmpty()) {
                    add(
                            "function-error",
                            "The function responded with this error itself, without CORS headers on errors.");
                }
            }
            case FUNCTION_URL -> {
                if (status == 403) {
                    add(
                            "no-invoke-permission",
                            "The URL has AuthType AWS_IAM, or its resource policy lacks"
                                    + " lambda:InvokeFunctionUrl or lambda:InvokeFunction.");
                } else if (status == 502) {
                    add("function-failed", "The function failed: see its log.");
                }
                add("function-error", "The function responded with this error itself, without CORS headers on errors.");
            }
            case LOAD_BALANCER -> {
                if (status == 502) {
                    add("function-failed", "The target failed, or returned a malformed response: see its log.");
                }
                add(
                        "balancer-error",
                        "The load balancer made this error itself, or the target's errors carry no CORS" + " headers.");
            }
            case S3, S3_WEBSITE -> {
                add(
                        "access-denied",
                        "The object does not exist or is not public: S3 responds with 403 for both without"
                                + " s3:ListBucket.");
                add("no-cors-rule", "No CORS rule of the bucket has this origin and method.");
            }
            case CLOUDFRONT -> {
                add("origin-error", "The origin failed or refused, and the headers are not on errors.");
                add("access-denied", "CloudFront has no access to the bucket, or AWS WAF blocks the call.");
            }
            default -> {
                if (status >= 500) {
                    add("server-failed", "The server failed before it added its CORS headers: see its log.");
                } else {
                    add(
                            "error-before-cors",
                            "The server refused the call before it added its CORS headers: a login filter,"
                                    + " a missing route.");
                }
                if (status >= 502) {
                    add(
                            "proxy-error",
                            "A proxy or load balancer in front of it made this error, without CORS headers.");
                }
            }
        }
    }

    private void missing() {
        switch (kind) {
            case REST_API, API_GATEWAY -> {
                add(
                        "function-sends-none",
                        "The function does not send the header: behind a Lambda proxy integration"
                                + " \"Enable CORS\" and SAM's Cors cover OPTIONS only, the function must send it on every"
                                + " response.");
                if (situation.status() == 0) {
                    add(
                            "gateway-error",
                            "The response is an error that API Gateway made itself (401, 403, 404, 429, 5xx),"
                                    + " which carries no CORS headers: the Network panel shows its status.");
                }
                add("origin-not-allowed", "The function or the HTTP API has a list of origins without this page's.");
            }
            case HTTP_API -> {
                add(
                        "origin-not-allowed",
                        "The API's CORS configuration does not list this origin: it adds no header then.");
                add("no-cors-configuration", "The API has no CORS configuration, and the function sends no header.");
            }
            case FUNCTION_URL -> {
                add("origin-not-allowed", "The URL's Cors block does not list this origin.");
                add("no-cors-block", "The URL has no Cors block, and the function sends no header.");
                add(
                        "invalid-cors-block",
                        "An entry of the Cors block has two names in one string: the whole block counts"
                                + " for nothing then.");
            }
            case LOAD_BALANCER -> {
                add(
                        "target-sends-none",
                        "The target does not send the header, and the listener's attribute for it is not set.");
            }
            case S3, S3_WEBSITE -> {
                add("no-cors-rule", "No CORS rule of the bucket has this origin and method.");
                add(
                        "cached-without-origin",
                        "The response was cached (by the browser, by CloudFront) from a request without"
                                + " Origin, to which S3 adds neither the headers nor Vary.");
            }
            case CLOUDFRONT -> {
                add("origin-not-forwarded", "CloudFront does not pass Origin on, so the origin server adds no header.");
                add(
                        "cached-without-origin",
                        "The response was cached from a request without Origin: Origin is not part of"
                                + " the cache key.");
                add(
                        "no-response-headers-policy",
                        "The origin server sends none, and there is no response headers policy.");
            }
            case AWS_SERVICE -> awsService();
            case COGNITO -> add("login-page", "A login page is made for people: open it as a page, not with fetch.");
            case LOCAL_SERVER -> {
                add(
                        "no-cors-middleware",
                        "The server sends no CORS headers: its framework does so only when it is configured.");
                add("wrong-server", "Another program listens at this port, or the path does not exist there.");
            }
            default -> {
                add("server-sends-none", "The server sends no CORS headers at this path, or not for this origin.");
                if (situation.status() == 0) {
                    add(
                            "error-before-cors",
                            "The response is an error (401, 404, 5xx) that was made before the CORS headers"
                                    + " were added: the Network panel shows its status.");
                }
                add(
                        "not-made-for-pages",
                        "The server is somebody else's and is not meant to be called by pages: call it"
                                + " from your own server.");
            }
        }
    }

    private void awsService() {
        add(
                "wrong-endpoint",
                "AWS's own endpoints that pages may call send CORS headers by themselves: the URL's region, name or path is"
                        + " wrong, or AWS WAF blocks the call.");
        add(
                "not-made-for-pages",
                "Most APIs of AWS services are not meant to be called by pages: put a function of your own in between.");
    }

    private void wildcard() {
        add(
                "wildcard-with-credentials",
                "The server allows every origin with *, and the script sends credentials"
                        + " (credentials: 'include', withCredentials, axios.defaults.withCredentials).");
        add("credentials-not-needed", "The call needs no cookie: then the script should not send credentials.");
    }

    private void multiple() {
        String value = situation.parameter();
        boolean repeated = repeated(value);
        if (kind == Kind.FUNCTION_URL) {
            add(
                    "url-and-function",
                    "Both the function URL's Cors block and the function's code (or its framework) add the"
                            + " header: Lambda sends both.");
        } else if (value.isEmpty() || repeated || value.contains("*")) {
            add(
                    "two-layers",
                    kind.isApiGateway()
                            ? "Two layers add the header: the function's code and its framework, or headers and"
                                    + " multiValueHeaders of one response."
                            : "Two layers add the header: the code and a proxy, gateway or framework in front of it.");
        }
        if (!value.isEmpty() && !repeated) {
            add("list-in-one-header", "A list of origins was written into the header: it takes one, the caller's.");
        }
    }

    private static boolean repeated(String value) {
        String[] parts = value.split("[,\\s]+", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].equals(parts[0])) {
                return false;
            }
        }
        return parts.length > 1;
    }

    private void invalid() {
        String value = situation.parameter();
        if (value.contains("method.request") || value.startsWith("'")) {
            add(
                    "quoted-mapping",
                    "A mapping of API Gateway has one pair of quotes too many: the header gets its text.");
        } else if (value.contains("${") || value.contains("undefined") || value.contains("!Ref") || value.isEmpty()) {
            add("unresolved-variable", "A variable was not replaced when the function was deployed.");
        } else {
            add("no-scheme", "The value has no scheme: an origin is written https://host.");
        }
    }

    private void mismatch() {
        String value = situation.parameter();
        String page = situation.page();
        if (!value.isEmpty() && page != null && value.startsWith(page + "/")) {
            add(
                    "trailing-slash",
                    "The configured origin has a slash or a path at its end: an origin ends with its host or"
                            + " port.");
            return;
        }
        if (page != null && value.equalsIgnoreCase(page)) {
            add("case", "The configured origin is not in lower case.");
            return;
        }
        if (page != null && !value.isEmpty() && !value.equals("null")) {
            if (value.replace("https://", "http://").equals(page.replace("https://", "http://"))) {
                add(
                        "scheme",
                        "The configured origin has another scheme than the page: http and https are two origins.");
            } else if (Situation.host(value).equals(Situation.host(page))
                    && !Situation.host(page).isEmpty()) {
                add("port", "The configured origin has another port than the page.");
            } else if (isWww(Situation.host(value), Situation.host(page))) {
                add("www", "The configured origin and the page differ in \"www.\": they are two origins.");
            }
        }
        add(
                "one-fixed-origin",
                "One fixed origin is configured, and the page is another: a second environment, a preview,"
                        + " localhost.");
        add(
                "cached-for-another-page",
                "The response was cached for another page: it lacks Vary: Origin, or Origin is not"
                        + " part of CloudFront's cache key.");
    }

    private static boolean isWww(String one, String other) {
        return one.equals("www." + other) || other.equals("www." + one);
    }

    private void credentials() {
        if (situation.parameter().isEmpty()) {
            add("not-sent", "The server does not send the header: it must be switched on next to the list of origins.");
        } else {
            add("wrong-value", "The header's value is not exactly \"true\": another case, another word, or twice.");
        }
        add("credentials-not-needed", "The call needs no cookie: then the script should not send credentials.");
    }

    private void preflightRedirect() {
        String url = situation.url();
        String location = situation.response().first("Location");
        if (location != null && isLogin(location)) {
            add("login-before-cors", "A login filter redirects OPTIONS to a login page: a preflight has no cookie.");
            return;
        }
        if (url == null || url.startsWith("http:")) {
            add("http-to-https", "The URL has http, and the server redirects to https.");
        }
        add("trailing-slash", "The path lacks a slash at its end, or has one too many, and the server redirects.");
        add("login-before-cors", "A login filter redirects OPTIONS to a login page: a preflight has no cookie.");
        if (kind == Kind.CLOUDFRONT && (url == null || url.startsWith("http:"))) {
            add("viewer-protocol", "CloudFront redirects http to https (ViewerProtocolPolicy redirect-to-https).");
        }
    }

    private void method() {
        if (FailureText.isMiswritten(situation.parameter())) {
            add("method-in-lower-case", "The script writes the method in lower case.");
            return;
        }
        String listed = situation.lists().combined("Access-Control-Allow-Methods");
        if (listed != null) {
            for (String each : listed.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(situation.parameter())) {
                    add(
                            "method-in-other-case",
                            "The list has the method in another case (" + each.strip()
                                    + "): names of methods are case-sensitive.");
                    return;
                }
            }
        }
        add("method-not-listed", "The list of allowed methods lacks it" + where() + ".");
        if (listed != null && listed.contains("ANY")) {
            add("any", "ANY is a route of API Gateway, not a method: list the methods.");
        }
    }

    private void headers() {
        if (FailureText.isResponseHeader(situation.parameter())) {
            add("response-header-in-request", "The script sets a response header on its request.");
            return;
        }
        add("header-not-listed", "The list of allowed headers lacks it" + where() + ".");
        String listed = situation.lists().combined("Access-Control-Allow-Headers");
        if (situation.include() && listed != null && listed.contains("*")) {
            add("wildcard-with-credentials", "For a call with credentials * allows nothing: list the names.");
        }
    }

    private String where() {
        return switch (kind) {
            case HTTP_API -> " (AllowMethods and AllowHeaders of the API's CORS configuration)";
            case FUNCTION_URL -> " (the Cors block of the function URL)";
            case S3, S3_WEBSITE -> " (the bucket's CORS rules)";
            case REST_API, API_GATEWAY ->
                " (of the OPTIONS method, the API's CORS configuration or the function, whichever"
                        + " responds to preflights)";
            default -> "";
        };
    }
}
