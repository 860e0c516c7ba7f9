package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.explain.ComponentInCharge.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the fixes for a failed check at the component in charge: the one to try first is the first. */
final class Fixes {

    private final Situation situation;
    private final Kind kind;
    private final List<Cause> causes;
    private final Needs needs;
    private final Groups fixes = new Groups();

    /** Fixes in the order in which to try them; those that were added together are one fix in several forms. */
    private static final class Groups {
        private final List<List<Fix>> groups = new ArrayList<>();

        void add(Fix fix) {
            groups.add(List.of(fix));
        }

        void addAll(List<Fix> forms) {
            groups.add(List.copyOf(forms));
        }

        boolean isEmpty() {
            return groups.isEmpty();
        }

        /** Returns all fixes, of each group that in the form of the project first. */
        List<Fix> all(@Nullable FixForm project) {
            List<Fix> all = new ArrayList<>();
            for (List<Fix> group : groups) {
                all.addAll(first(group, project));
            }
            return all;
        }

        /** Returns the same fixes, those of a form first. */
        static List<Fix> first(List<Fix> fixes, @Nullable FixForm form) {
            List<Fix> ordered = new ArrayList<>(fixes);
            ordered.sort(Comparator.comparing(each -> each.form() != form));
            return ordered;
        }
    }

    private Fixes(Situation situation, Kind kind, List<Cause> causes, Needs needs) {
        this.situation = situation;
        this.kind = kind;
        this.causes = causes;
        this.needs = needs;
    }

    /**
     * Returns the fixes, at least one.
     *
     * @param form which form of a fix comes first
     */
    static List<Fix> of(Situation situation, Kind kind, List<Cause> causes, Needs needs, FormChoice form) {
        Fixes chosen = new Fixes(situation, kind, causes, needs);
        chosen.choose();
        List<Fix> all = chosen.fixes.all(form.project());
        return form.asked() == null ? all : Groups.first(all, form.asked());
    }

    /** Whether headers of the server's responses can make the call pass at all. */
    static boolean headersHelp(Situation situation) {
        Check check = situation.check();
        if (check == null || "null".equals(situation.sentOrigin())) {
            return false;
        }
        return switch (check) {
            case ALLOW_METHODS_SYNTAX, ALLOW_HEADERS_SYNTAX -> true;
            case METHOD -> !FailureText.isMiswritten(situation.parameter());
            case HEADERS -> !FailureText.isResponseHeader(situation.parameter());
            default -> FailureText.isHeaderCheck(check);
        };
    }

    private void choose() {
        Check check = situation.check();
        if (check == Check.METHOD && FailureText.isMiswritten(situation.parameter())) {
            fixes.add(CodeFixes.methodInUpperCase(situation.parameter()));
            return;
        }
        if (check == Check.HEADERS && FailureText.isResponseHeader(situation.parameter())) {
            fixes.add(CodeFixes.withoutHeader(situation.parameter()));
            return;
        }
        String target = situation.redirectTarget();
        if (target != null && check != null && FailureText.isHeaderCheck(check)) {
            redirected(String.valueOf(situation.url()), target);
            return;
        }
        if (check != null
                && situation.isRedirected()
                && (FailureText.isHeaderCheck(check) || check == Check.PREFLIGHT_REDIRECT)) {
            redirected(String.valueOf(situation.calledUrl()), String.valueOf(situation.url()));
            return;
        }
        if (check == Check.PREFLIGHT_REDIRECT) {
            preflightRedirect();
            return;
        }
        if (!headersHelp(situation)) {
            others();
            return;
        }
        if (isExtension(situation.page())) {
            fixes.add(extension());
        }
        first();
        byComponent();
    }

    /** Whether the page is one of a browser extension. */
    private static boolean isExtension(@Nullable String page) {
        return page != null && page.indexOf("-extension://") > 0;
    }

    private Fix extension() {
        String url = String.valueOf(situation.calledUrl());
        int end = url.indexOf("://");
        int slash = end < 0 ? -1 : url.indexOf('/', end + 3);
        String pattern = end < 0 ? "https://your-api.example/*" : (slash < 0 ? url : url.substring(0, slash)) + "/*";
        return CodeFixes.page(
                "// manifest.json: pages and the service worker of the extension may then call without CORS\n"
                        + "\"host_permissions\": [" + Quoting.json(Masking.text(pattern)) + "]\n"
                        + "// A content script is part of the page it runs in: let it ask the service worker, by"
                        + " runtime.sendMessage.");
    }

    private void others() {
        if ("null".equals(situation.page())
                && situation.check() != null
                && FailureText.isHeaderCheck(situation.check())) {
            fixes.add(
                    CodeFixes.steps("The page has no origin of its own: it is a file, a data: URL or a sandboxed frame."
                            + " Serve it over http(s), or give the sandbox allow-same-origin. Allowing \"null\" would allow"
                            + " every such page of anybody."));
            return;
        }
        if (situation.check() == null || OtherErrors.has(situation.code())) {
            fixes.add(CodeFixes.steps(OtherErrors.steps(situation)));
            return;
        }
        fixes.add(
                switch (situation.check()) {
                    case FORBIDDEN_METHOD, NO_CORS_METHOD, BODY_OF_GET ->
                        CodeFixes.page("Change the method, the body or the mode of the call; no header can help.");
                    case SAME_ORIGIN_MODE -> CodeFixes.page("Remove mode: 'same-origin' from the call.");
                    case NO_CORS_REDIRECT_MODE, REDIRECT_MODE -> CodeFixes.page("Remove redirect from the call.");
                    case SCHEME, REDIRECT_SCHEME -> CodeFixes.steps("Serve the resource over https.");
                    default -> CodeFixes.steps("Change the redirect, or call its target directly.");
                });
    }

    private void redirected(String from, String to) {
        String called = Masking.text(from);
        String target = Masking.text(to);
        Fix respond401 = CodeFixes.steps("At " + called
                + ": respond to a call of a script with 401 instead of a redirect to a"
                + " login (such a call has Sec-Fetch-Mode: cors, or Accept: application/json), with the CORS headers"
                + " on it. Then let the page itself go to the login: location.href = …\nCORS headers at " + target
                + " are not the fix: a login page is made for people.");
        Fix direct = CodeFixes.page("Call the URL without the redirect: fetch(" + Quoting.json(target) + ")");
        if (Causes.isLogin(to)) {
            fixes.add(respond401);
        } else {
            fixes.add(direct);
            fixes.add(respond401);
        }
    }

    private void preflightRedirect() {
        String location = situation.response().first("Location");
        if (location != null && Causes.isLogin(location)) {
            redirected(String.valueOf(situation.url()), location);
            return;
        }
        String url = situation.url();
        boolean isHttp = url != null && url.startsWith("http://") && !ComponentInCharge.isLoopback(situation.host());
        fixes.add(CodeFixes.page(
                location == null && url != null && isHttp
                        ? "fetch(" + Quoting.json(Masking.text("https" + url.substring(4)))
                                + ")   // https: most servers redirect http there\n// If that redirects too, curl shows where to:\n//   "
                                + AskServer.curl(situation)
                        : location == null
                                ? "Call the URL that the server redirects to: with https instead of http, with or without the"
                                        + " slash at the end of the path. curl shows it:\n  "
                                        + AskServer.curl(situation)
                                : "fetch(" + Quoting.json(Masking.text(location))
                                        + ")   // the URL that the server redirects to"));
        fixes.add(CodeFixes.steps(
                "Or let OPTIONS pass before the redirect: it belongs to a login filter or to a rule from"
                        + " http to https, which must not apply to preflights."));
    }

    /** What comes before any header: an error that is the server's own. */
    private void first() {
        String cause = causes.isEmpty() ? "" : causes.get(0).code();
        FunctionFixes function = new FunctionFixes(needs, situation);
        if (situation.isPreflight() && situation.status() == 0 && situation.check() == Check.PREFLIGHT_STATUS) {
            fixes.add(CodeFixes.steps(
                    "First find out the status of the preflight: it decides between the causes. The Network"
                            + " panel shows it in the row of type preflight, or ask the server"
                            + (AskServer.isMethodUnknown(situation) ? ", with your call's method in place of PUT" : "")
                            + ":\n  "
                            + AskServer.send(situation)));
        }
        switch (cause) {
            case "no-options-method" -> fixes.addAll(function.optionsRoute());
            case "authorizer-on-options" -> {
                if (kind == Kind.HTTP_API) {
                    fixes.add(CodeFixes.steps(
                            "Let no authorizer cover OPTIONS: replace the route ANY or $default by routes"
                                    + " for the methods, or add a route OPTIONS /{proxy+} without authorization."));
                } else {
                    fixes.addAll(function.openOptions());
                }
            }
            case "function-failed" -> fixes.add(FunctionFixes.log());
            case "no-invoke-permission", "auth-type-iam" -> {
                if (kind == Kind.FUNCTION_URL) {
                    fixes.addAll(FrontFixes.functionUrlPermission());
                }
            }
            case "mock-with-binary-media-types" ->
                fixes.add(CodeFixes.steps(
                        "Set contentHandling: CONVERT_TO_TEXT on the MOCK integration of OPTIONS, and deploy"
                                + " the API again; or send OPTIONS to the function."));
            case "wrong-stage-or-path" ->
                fixes.add(CodeFixes.steps(
                        "Check the URL first: its stage and its path (\"" + Quoting.printable(situation.path())
                                + "\") and method must be a route of the API.\n  "
                                + "aws apigatewayv2 get-routes --api-id ID     # HTTP API\n  "
                                + "aws apigateway get-resources --rest-api-id ID   # REST API"));
            case "options-not-allowed" ->
                fixes.add(Fix.of(
                        FixForm.CLOUDFORMATION,
                        "# in the cache behaviour of the distribution\n"
                                + "AllowedMethods: [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE]"));
            case "error-before-cors" ->
                fixes.add(CodeFixes.steps("Find out why the server responds with " + situation.status()
                        + ": not signed in, a missing token, a path that does not exist. The Network panel shows the"
                        + " response's body. To let the page read such errors, put the CORS headers on errors too: see"
                        + " --all."));
            case "no-options-route" ->
                fixes.add(
                        CodeFixes.steps(
                                "Let the server respond to OPTIONS "
                                        + Quoting.printable(situation.path())
                                        + " with 204 and the CORS headers, before routes and login"
                                        + " are looked at: a framework's CORS setting does that. The headers are in the next fix: see --all."));
            case "login-before-cors" ->
                fixes.add(CodeFixes.steps("Let OPTIONS pass the login or token filter: CORS must come before it. Spring"
                        + " Security: http.cors(Customizer.withDefaults())."));
            case "server-failed" ->
                fixes.add(CodeFixes.steps("Read the server's log: the error comes first, its missing headers second."));
            case "waf" ->
                fixes.add(CodeFixes.steps(
                        "Let the rule of AWS WAF that blocks it pass OPTIONS: the web ACL's sampled requests"
                                + " show which one. No header can help before that."));
            case "access-denied" ->
                fixes.add(
                        CodeFixes.steps("Open the URL in a tab of its own: if that is refused too, the object's name or"
                                + " its permissions are the problem, not CORS."));
            case "timeout", "no-target" ->
                fixes.add(CodeFixes.steps(
                        "Find out why the server does not respond in time, with its log; no header can" + " help."));
            case "throttled" ->
                fixes.add(CodeFixes.steps(
                        "Raise the throttling limits or the function's concurrency, or call less often."));
            case "too-large" ->
                fixes.add(CodeFixes.steps("Send large files to S3 with a presigned URL instead of through the API."));
            case "url-and-function", "two-layers" -> fixes.add(removeOne());
            default -> {}
        }
        if (situation.status() >= 400 && !situation.isPreflight()) {
            if (kind == Kind.REST_API || (kind == Kind.API_GATEWAY && cause.equals("gateway-error"))) {
                fixes.addAll(function.gatewayResponses());
            }
        }
    }

    private Fix removeOne() {
        if (kind == Kind.FUNCTION_URL) {
            return CodeFixes.steps("Remove one of the two that add the header. Either\n"
                    + "- remove the Cors block from the function URL (Cors in FunctionUrlConfig or AWS::Lambda::Url, cors in"
                    + " aws_lambda_function_url), and let the function's code send the headers, or\n"
                    + "- remove the CORS headers, CORS middleware or @CrossOrigin from the function's code, and let the"
                    + " Cors block do it.");
        }
        if (kind.isApiGateway()) {
            return CodeFixes.steps(
                    "Remove one of the two that add the header: the code that sets it, or the framework's own"
                            + " CORS (@CrossOrigin, a middleware); and set it in headers or in multiValueHeaders, not in both."
                            + "\nCorsac's wrapper removes what the code behind it sets.");
        }
        return CodeFixes.steps(
                "Remove one of the two that add the header: the CORS of the code or framework, or that of the"
                        + " proxy, load balancer or CDN in front of it.");
    }

    @SafeVarargs
    private static List<Fix> forms(List<Fix>... parts) {
        List<Fix> forms = new ArrayList<>();
        for (List<Fix> part : parts) {
            forms.addAll(part);
        }
        return forms;
    }

    private void byComponent() {
        CodeFixes code = new CodeFixes(needs);
        FrontFixes front = new FrontFixes(needs);
        FunctionFixes function = new FunctionFixes(needs, situation);
        switch (kind) {
            case HTTP_API -> {
                fixes.addAll(front.httpApi());
                fixes.addAll(code.all(true));
            }
            case REST_API, API_GATEWAY -> {
                fixes.addAll(forms(
                        List.of(code.environment(true)),
                        function.environment(),
                        List.of(code.corsac(), code.plainJava(), code.spring())));
                if (kind == Kind.API_GATEWAY) {
                    fixes.addAll(front.httpApi());
                }
            }
            case FUNCTION_URL -> {
                if (!fixes.isEmpty() && situation.check() == Check.ALLOW_ORIGIN_MULTIPLE) {
                    return;
                }
                fixes.addAll(front.functionUrl());
                fixes.addAll(code.all(false));
            }
            case LOAD_BALANCER ->
                fixes.addAll(forms(
                        List.of(code.environment(false)),
                        front.loadBalancer(),
                        function.environment(),
                        List.of(code.corsac(), code.spring())));
            case S3, S3_WEBSITE -> fixes.addAll(front.s3());
            case CLOUDFRONT -> {
                fixes.addAll(front.cloudFront());
                fixes.addAll(code.all(false));
            }
            case SPRING -> {
                fixes.add(code.spring());
                fixes.add(code.environment(false));
                fixes.add(code.corsac());
            }
            case LOCAL_SERVER -> {
                boolean node = situation.url() != null && !situation.url().contains(":80");
                fixes.add(node ? code.express() : code.spring());
                fixes.add(CodeFixes.proxy(situation));
                fixes.add(node ? code.spring() : code.express());
                fixes.add(code.corsac());
                fixes.add(code.environment(false));
                fixes.add(code.plainJava());
            }
            case AWS_SERVICE ->
                fixes.add(CodeFixes.steps(
                        "Compare the URL with the one in the AWS console: region, name, path. AppSync and"
                                + " Cognito send CORS headers by themselves; for other services, call a function of your own that"
                                + " calls the service."));
            case COGNITO ->
                fixes.add(CodeFixes.page("location.href = "
                        + Quoting.json(Masking.text(String.valueOf(situation.url())))
                        + "   // not fetch: a login page is opened as a page"));
            default -> {
                fixes.add(code.headers());
                fixes.addAll(code.all(false));
            }
        }
    }
}
