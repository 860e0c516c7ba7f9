package dev.corsac.explain;

import dev.corsac.explain.ComponentInCharge.Kind;
import java.util.List;

/** The likely causes of a preflight that fails by its status, at one component, the most frequent first. */
final class PreflightCauses {

    private final Situation situation;
    private final Kind kind;
    private final List<Cause> causes;

    private PreflightCauses(Situation situation, Kind kind, List<Cause> causes) {
        this.situation = situation;
        this.kind = kind;
        this.causes = causes;
    }

    static void add(Situation situation, Kind kind, List<Cause> causes) {
        new PreflightCauses(situation, kind, causes).preflightStatus();
    }

    private void add(String code, String text) {
        causes.add(new Cause(code, text));
    }

    private void preflightStatus() {
        switch (kind) {
            case REST_API, HTTP_API, API_GATEWAY -> preflightOfApi();
            case FUNCTION_URL -> preflightOfFunctionUrl();
            case LOAD_BALANCER -> preflightOfLoadBalancer();
            case S3, S3_WEBSITE -> {
                add(
                        "no-cors-rule",
                        "The bucket has no CORS configuration, or no rule of it has this origin, method and request"
                                + " headers together.");
                add("no-such-bucket", "The bucket's name or Region in the URL is wrong.");
                if (kind == Kind.S3_WEBSITE) {
                    add("website-endpoint", "The website endpoint serves GET and HEAD only; use the REST endpoint.");
                }
            }
            case CLOUDFRONT -> {
                add(
                        "options-not-allowed",
                        "The cache behaviour's allowed methods lack OPTIONS, so CloudFront responds with 403 itself.");
                add("origin-refuses", "The origin refuses OPTIONS: it needs a route for it, without authorization.");
                add(
                        "viewer-host",
                        "The viewer's Host header is passed on to API Gateway or a function URL, which responds with 403.");
                add("waf", "A rule of AWS WAF blocks OPTIONS.");
            }
            case SPRING -> causes.add(Causes.SPRING);
            default -> preflightOfServer();
        }
    }

    private void preflightOfApi() {
        int status = situation.status();
        boolean rest = kind != Kind.HTTP_API;
        boolean http = kind != Kind.REST_API;
        String type = situation.errorType();
        if ((status == 403 || status == 0) && rest) {
            if (type.startsWith("accessdenied")) {
                add(
                        "authorizer-on-options",
                        "An authorizer or a resource policy denies OPTIONS: it must not ask for any"
                                + " authorization.");
            } else {
                add(
                        "no-options-method",
                        "The resource has no OPTIONS method: a REST API responds with 403 \"Missing Authentication Token\" to"
                                + " every route that it does not have. (\"Enable CORS\" counts for one resource, not for"
                                + " those below it.)");
                add(
                        "wrong-stage-or-path",
                        "The stage or the path in the URL does not exist, or the API was not deployed"
                                + " since the change.");
                if (!type.startsWith("missing")) {
                    add("api-key-on-options", "OPTIONS requires an API key, which a preflight never has.");
                    add("waf", "A rule of AWS WAF or a resource policy blocks OPTIONS.");
                }
            }
        }
        if (status == 401 || status == 0) {
            add(
                    "authorizer-on-options",
                    "An authorizer also covers OPTIONS (SAM's DefaultAuthorizer does so by default; a route for ANY or"
                            + " $default too). A preflight has no Authorization header and no cookie.");
        }
        if ((status == 404 || status == 0) && http) {
            add(
                    "no-cors-configuration",
                    "The HTTP API has neither a CORS configuration nor a route for OPTIONS, so it"
                            + " responds with 404.");
            add("wrong-stage-or-path", "The stage is missing in the URL, or is one too many.");
        }
        if (status == 404 && rest) {
            add(
                    "function-without-options",
                    "The function behind it responds to OPTIONS with 404: its framework has no such route.");
        }
        if (status == 405) {
            add("function-without-options", "The function behind it refuses OPTIONS: its framework has no such route.");
        }
        if (status == 500 && rest) {
            add(
                    "mock-with-binary-media-types",
                    "OPTIONS is a MOCK integration and binaryMediaTypes has */*: the integration needs contentHandling"
                            + " CONVERT_TO_TEXT.");
            add("no-invoke-permission", "API Gateway has no permission to invoke the function for OPTIONS.");
        }
        if (status == 500 && http) {
            add(
                    "function-failed",
                    "The function behind it failed on OPTIONS, or returned something that is not a"
                            + " response: see its log.");
        }
        if (status == 502 && rest) {
            add(
                    "function-failed",
                    "The function behind it failed on OPTIONS (its body is null then), or returned"
                            + " something that is not a response: see its log.");
        }
        if (status == 503 || status == 504) {
            add("timeout", "The function behind it did not respond in time.");
        }
        if (status == 429) {
            add("throttled", "Calls are throttled: preflights count too.");
        }
        if (status == 403 && kind == Kind.HTTP_API) {
            add("authorizer-on-options", "An authorizer covers OPTIONS: a route for ANY or $default includes it.");
        }
        if (causes.isEmpty()) {
            add("function-answers", "The function behind it responds to OPTIONS with this status.");
        }
    }

    private void preflightOfFunctionUrl() {
        switch (situation.status()) {
            case 403 -> {
                add("auth-type-iam", "The function URL has AuthType AWS_IAM, and nothing signs a preflight.");
                add(
                        "no-invoke-permission",
                        "The function's resource policy lacks lambda:InvokeFunctionUrl or lambda:InvokeFunction: URLs"
                                + " made since October 2025 need both.");
                add("function-answers", "The URL has no Cors block, so the function gets OPTIONS, and it refuses.");
            }
            case 502 ->
                add(
                        "function-failed",
                        "The URL has no Cors block, so the function gets OPTIONS, and it failed:" + " see its log.");
            case 400, 429 -> add("throttled", "Calls are throttled, or the function's concurrency is used up.");
            default -> {
                add(
                        "no-cors-block",
                        "The URL has no Cors block, so the function gets OPTIONS, and it has no route for it.");
                add("auth-type-iam", "The function URL has AuthType AWS_IAM, and nothing signs a preflight.");
            }
        }
    }

    private void preflightOfLoadBalancer() {
        switch (situation.status()) {
            case 401 ->
                add(
                        "authorization-on-options",
                        "A listener rule authenticates (OIDC, Cognito, JWT) and includes"
                                + " OPTIONS, which never has a token.");
            case 403 -> add("waf", "A rule of AWS WAF blocks OPTIONS.");
            case 502 ->
                add(
                        "function-failed",
                        "The target failed on OPTIONS, or returned a malformed response (a header"
                                + " value that is not a string, a null body, the wrong header map): see its log.");
            case 503, 504 -> add("no-target", "There is no healthy target, or it did not respond in time.");
            default ->
                add(
                        "target-without-options",
                        "The load balancer passes OPTIONS on, and the target has no route" + " for it.");
        }
    }

    private void preflightOfServer() {
        int status = situation.status();
        if (status == 401 || status == 403 || status == 0) {
            add(
                    "login-before-cors",
                    "A login or token filter runs before CORS and refuses OPTIONS: a preflight has no"
                            + " Authorization header and no cookie.");
        }
        if (status == 404 || status == 405 || status == 501 || status == 0) {
            add("no-options-route", "The server has no route for OPTIONS at this path, or the path is wrong.");
        }
        if (status == 403) {
            add("firewall", "A firewall or CSRF protection refuses OPTIONS.");
        }
        if (status >= 500) {
            add("server-failed", "The server failed on OPTIONS: see its log.");
        }
        if (causes.isEmpty()) {
            add("no-options-route", "The server does not expect OPTIONS at this path.");
        }
    }
}
