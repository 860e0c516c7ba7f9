package dev.corsac.check;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRefusal;
import dev.corsac.CorsRequest;
import dev.corsac.browser.Call;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.explain.Diagnoser;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds why one call is blocked: from the failed check, the component that made the response, and its settings. */
final class CauseFinder {

    static final String ALLOW_ORIGIN = "access-control-allow-origin";

    private final Subject subject;
    private final Functions functions;
    private final Resolution resolution;
    private final Call call;
    private final @Nullable DeployedFront front;
    private final @Nullable DeployedDistribution distribution;
    private final DeployedDistribution.@Nullable Behavior behavior;
    private final Outcome.Blocked blocked;
    private final Failure failure;
    private final @Nullable AttributedResponse received;
    private final CallOutcome outcome;
    private final Places places;

    CauseFinder(
            Subject subject,
            Functions functions,
            Resolution resolution,
            PlannedCall planned,
            CallOutcome outcome,
            Outcome.Blocked blocked) {
        this.subject = subject;
        this.functions = functions;
        this.resolution = resolution;
        this.call = planned.call();
        this.outcome = outcome;
        this.blocked = blocked;
        this.failure = blocked.failure();
        PlannedCalls.Served served = PlannedCalls.served(subject.deployment(), resolution, call);
        this.front = served.front();
        this.distribution = served.distribution();
        this.behavior = distribution == null
                ? null
                : Reach.behavior(distribution, call.url().path());
        List<Exchange> made = blocked.exchanges();
        boolean reached = !made.isEmpty() && made.get(made.size() - 1).response() != null;
        this.received = reached && !outcome.responses().isEmpty()
                ? outcome.responses().get(outcome.responses().size() - 1)
                : null;
        this.places = new Places(subject.deployment(), functions, front, distribution);
    }

    FindingCause find() {
        return spoken(found());
    }

    private FindingCause found() {
        AttributedResponse response = received;
        String page = call.origin().toString();
        if (response == null) {
            return switch (failure.check()) {
                case MIXED_CONTENT ->
                    FindingCause.of(
                            FindingCode.MIXED_CONTENT,
                            places.front(),
                            "the front",
                            what() + " is called over http by a page over https, so that browsers block it before they"
                                    + " send anything. Serve it over https.");
                default ->
                    FindingCause.of(
                            FindingCode.REDIRECT_BLOCKED, places.front(), "the page", what() + ": " + sentence());
            };
        }
        FindingCause failed = failedFunction(response);
        if (failed != null) {
            return failed;
        }
        boolean bad = failure.preflight() && (failure.status() < 200 || failure.status() > 299);
        if (bad && failure.status() >= 300 && failure.status() < 400) {
            return FindingCause.of(
                    FindingCode.PREFLIGHT_REDIRECT,
                    places.of(response.madeBy(), ""),
                    response.madeBy(),
                    "The preflight of " + what() + " is redirected by " + response.madeBy()
                            + ", which no browser follows. Let pages call the URL that it redirects to.");
        }
        if (bad) {
            return new PreflightCauseFinder(this).status(response);
        }
        return switch (failure.check()) {
            case ALLOW_ORIGIN_WILDCARD ->
                sent(
                        response,
                        FindingCode.WILDCARD_WITH_CREDENTIALS,
                        "\"*\" is sent for " + what()
                                + ", which is made with credentials: browsers refuse it. Send " + page
                                + " instead, with Vary: Origin.");
            case ALLOW_ORIGIN_MULTIPLE -> several(response);
            case ALLOW_ORIGIN_INVALID ->
                OriginForm.pieces(failure.parameter()).size() > 1 ? several(response) : never(response);
            case ALLOW_ORIGIN_MISMATCH -> mismatch(response);
            case ALLOW_ORIGIN_MISSING -> missing(response);
            case ALLOW_CREDENTIALS -> credentials(response);
            case METHOD, ALLOW_METHODS_SYNTAX -> new PreflightCauseFinder(this).method(response);
            case HEADERS, ALLOW_HEADERS_SYNTAX -> new PreflightCauseFinder(this).headers(response);
            default ->
                FindingCause.of(
                        FindingCode.REDIRECT_BLOCKED,
                        places.of(response.madeBy(), ""),
                        response.madeBy(),
                        what() + " is redirected by " + response.madeBy() + ": " + sentence()
                                + " Let pages call the target, or send no redirect to scripts.");
        };
    }

    /** Returns the call as people name it: its method and route. */
    String what() {
        String path = front == null ? call.url().path() : path();
        DeployedRoute route = Routes.find(front, call.method(), path);
        String named = route == null || route.path().isEmpty() ? path : route.path();
        return call.method() + " " + named
                + (front != null ? " of " + front.id() : distribution != null ? " of " + distribution.id() : "");
    }

    /** Returns the call's path without what comes before every path of the front. */
    String path() {
        String path = call.url().path();
        if (front == null) {
            return path;
        }
        if (distribution != null && behavior != null) {
            for (DeployedDistribution.Origin origin : distribution.origins()) {
                String prefix = resolution.text(origin.path());
                if (origin.id().equals(behavior.origin()) && prefix != null) {
                    path = prefix + path;
                }
            }
        }
        for (dev.corsac.deployment.Endpoint endpoint : front.endpoints()) {
            if (!endpoint.path().isEmpty() && path.startsWith(endpoint.path() + "/")) {
                return path.substring(endpoint.path().length());
            }
        }
        return path;
    }

    /** Returns the header line's component; the one that made the status where nothing sent it. */
    static Component madeBy(AttributedResponse response, String header) {
        for (AttributedResponse.Line line : response.corsLines()) {
            if (line.header().is(header)) {
                return line.madeBy();
            }
        }
        return response.madeBy();
    }

    FindingCause sent(AttributedResponse response, FindingCode code, String message) {
        Component component = madeBy(response, ALLOW_ORIGIN);
        return FindingCause.of(code, places.of(component, ALLOW_ORIGIN), component, message);
    }

    private FindingCause several(AttributedResponse response) {
        List<AttributedResponse.Line> lines = new ArrayList<>();
        for (AttributedResponse.Line line : response.corsLines()) {
            if (line.header().is(ALLOW_ORIGIN)) {
                lines.add(line);
            }
        }
        if (lines.size() < 2) {
            return sent(
                    response,
                    FindingCode.SEVERAL_ORIGINS_IN_ONE_HEADER,
                    "Access-Control-Allow-Origin is \"" + failure.parameter() + "\" for " + what()
                            + ": a header with several origins matches no page. Send the one origin that called.");
        }
        Component first = lines.get(0).madeBy();
        Component second = lines.get(1).madeBy();
        Component front = first.kind() == Component.Kind.FUNCTION ? second : first;
        Component other = front.equals(first) ? second : first;
        return FindingCause.of(
                        FindingCode.DUPLICATE_HEADERS,
                        places.of(front, ALLOW_ORIGIN),
                        front,
                        "Both " + front + " and " + other + " send Access-Control-Allow-Origin for " + what()
                                + ", which browsers read as a list that matches no page. Let only one of them send CORS"
                                + " headers.")
                .with(places.of(other, ALLOW_ORIGIN), other + " sends it too");
    }

    /** An origin in a form that no browser sends. */
    private FindingCause never(AttributedResponse response) {
        Component component = madeBy(response, ALLOW_ORIGIN);
        return never(component, failure.parameter(), places.of(component, ALLOW_ORIGIN));
    }

    static String neverMessage(String where, String written) {
        String flaw = OriginForm.flaw(written);
        List<String> meant = OriginForm.meant(written);
        return "The origin \"" + written + "\" in " + where + " matches no page"
                + (flaw == null ? ": browsers do not send it so" : ": " + flaw) + ". "
                + (meant.isEmpty()
                        ? "Write it as browsers send it, such as https://shop.example.com."
                        : "Write " + String.join(" and ", meant) + ".");
    }

    private FindingCause never(Component component, String written, Place place) {
        return FindingCause.of(
                        FindingCode.ORIGIN_NEVER_MATCHES, place, component, neverMessage(component.toString(), written))
                .withSteps(steps(written));
    }

    static String steps(String written) {
        List<String> meant = OriginForm.meant(written);
        return meant.isEmpty() ? "" : "Replace " + written + " by " + String.join(" and ", meant) + ".";
    }

    private FindingCause mismatch(AttributedResponse response) {
        Component component = madeBy(response, ALLOW_ORIGIN);
        String page = call.origin().toString();
        if (component.kind() == Component.Kind.CACHE) {
            return cached(component);
        }
        if (OriginForm.meant(failure.parameter()).contains(page)) {
            return never(response);
        }
        DeployedRoute options = Routes.find(front, "OPTIONS", path());
        if (!failure.preflight()
                && options != null
                && options.integration() instanceof Integration.Mock
                && component.kind() == Component.Kind.FUNCTION) {
            return disagree(
                    component,
                    options,
                    "sends \"" + failure.parameter() + "\" for " + what()
                            + " and the MOCK integration allows the page");
        }
        return FindingCause.of(
                FindingCode.ORIGIN_NOT_ALLOWED,
                places.of(component, ALLOW_ORIGIN),
                component,
                capital(component) + " sends \"" + failure.parameter() + "\" as Access-Control-Allow-Origin of "
                        + what() + " to " + page + ". If that page is yours, allow its origin.");
    }

    private FindingCause disagree(Component function, DeployedRoute options, String what) {
        return FindingCause.of(
                        FindingCode.MOCK_AND_FUNCTION_DISAGREE,
                        places.of(function, ALLOW_ORIGIN),
                        function,
                        capital(function) + " " + what
                                + ": the preflight passes and the response is blocked. Send the same headers from both.")
                .with(options.place(), "the OPTIONS method that allows the page");
    }

    private FindingCause cached(Component component) {
        DeployedDistribution.Behavior taking = behavior;
        Place place = taking == null ? places.front() : taking.place();
        return FindingCause.of(
                FindingCode.CLOUDFRONT_CACHES_OTHER_ORIGIN,
                place,
                component,
                what() + " is served from CloudFront's cache as another page or a request without Origin got it. Put"
                        + " Origin into the cache policy's headers.");
    }

    private FindingCause missing(AttributedResponse response) {
        String page = call.origin().toString();
        Component component = response.madeBy();
        if (component.kind() == Component.Kind.CACHE) {
            return cached(component);
        }
        if (behavior != null && distribution != null && !forwardsOrigin(behavior) && front != null) {
            return FindingCause.of(
                    FindingCode.CLOUDFRONT_DROPS_ORIGIN,
                    behavior.place(),
                    "the cache behavior " + behavior.pattern() + " of " + distribution.id(),
                    "The behavior " + behavior.pattern() + " of " + distribution.id()
                            + " does not forward Origin, so that " + what()
                            + " comes without CORS headers. Set an origin request policy or cache policy that has Origin.");
        }
        for (DeployedCors cors : front == null ? List.<DeployedCors>of() : front.corsBlocks()) {
            FindingCause listed = new PreflightCauseFinder(this).notListed(cors, page);
            if (listed != null) {
                return listed;
            }
        }
        if (component.kind() == Component.Kind.FUNCTION) {
            return byFunction(component, page);
        }
        if (failure.preflight()) {
            return FindingCause.of(
                    FindingCode.PREFLIGHT_WITHOUT_CORS,
                    places.of(component, ALLOW_ORIGIN),
                    component,
                    "The preflight of " + what() + " gets " + failure.status()
                            + " without Access-Control-Allow-Origin from " + component + ". Send the header there.");
        }
        return FindingCause.of(
                FindingCode.RESPONSE_WITHOUT_CORS,
                places.of(component, ALLOW_ORIGIN),
                component,
                capital(component) + " sends " + what() + " without Access-Control-Allow-Origin. Send " + page
                        + " there, or \"*\" if everybody may read it.");
    }

    /** Returns why a function that is run gave no response; null if it gave one, or the front did not ask it. */
    private @Nullable FindingCause failedFunction(AttributedResponse response) {
        if (response.response().status() < 500 || response.madeBy().kind() == Component.Kind.FUNCTION) {
            return null;
        }
        for (DeployedFunction function : subject.deployment().functions()) {
            boolean its = response.reason().startsWith(function.id() + " ")
                    && functions.of(function) instanceof Functions.Measured;
            if (!its) {
                continue;
            }
            Functions.Refused refused = functions.refusedPolicyOf(function);
            Value<String> origins = function.environment().get("ALLOWED_ORIGINS");
            if (refused != null && origins != null) {
                return SettingsCheck.policyRefused(function, refused, resolution);
            }
            return FindingCause.of(
                            failure.preflight() ? FindingCode.PREFLIGHT_STATUS : FindingCode.RESPONSE_WITHOUT_CORS,
                            function.place(),
                            "the function " + function.id(),
                            (failure.preflight() ? "The preflight of " + what() : what()) + " gets " + failure.status()
                                    + ", because " + oneLine(response.reason())
                                    + ". Correct the function first: see its log in corsac up.")
                    .withSteps("Correct the function first: " + oneLine(response.reason()) + ".");
        }
        return null;
    }

    /** Returns the first line of a text, without a full stop at its end. */
    private static String oneLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.endsWith(".") || line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
    }

    private FindingCause byFunction(Component component, String page) {
        Place place = places.of(component, ALLOW_ORIGIN);
        DeployedFunction function = subject.deployment().function(component.name());
        CorsPolicy policy = function == null ? null : functions.policyOf(function);
        if (function != null && policy != null) {
            FindingCause refused = refused(function, policy, page);
            if (refused != null) {
                return refused;
            }
        }
        if (front instanceof DeployedHttpApi api && api.cors() != null) {
            return FindingCause.of(
                    FindingCode.HEADERS_IGNORED_BY_HTTP_API,
                    api.cors().place(),
                    component,
                    api.id() + " has a CORS configuration, so that it ignores the CORS headers of " + component
                            + ". Allow " + page + " there, or remove the configuration.");
        }
        if (failure.preflight()) {
            return FindingCause.of(
                    FindingCode.PREFLIGHT_WITHOUT_CORS,
                    place,
                    component,
                    capital(component) + " takes the preflight of " + what() + " and sends "
                            + failure.status()
                            + " without Access-Control-Allow-Origin. Respond to OPTIONS there with the"
                            + " CORS headers.");
        }
        DeployedRoute options = Routes.find(front, "OPTIONS", path());
        if (options != null && options.integration() instanceof Integration.Mock mock && sendsOrigin(mock)) {
            return disagree(component, options, "sends " + what() + " without Access-Control-Allow-Origin");
        }
        return FindingCause.of(
                FindingCode.RESPONSE_WITHOUT_CORS,
                place,
                component,
                capital(component) + " sends " + what() + " without Access-Control-Allow-Origin. Send " + page
                        + " there, or \"*\" if everybody may read it.");
    }

    private static boolean sendsOrigin(Integration.Mock mock) {
        return mock.responses().responses().stream()
                .flatMap(response -> response.parameters().keySet().stream())
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(ALLOW_ORIGIN));
    }

    /** Returns what a function's policy refuses; null if it allows the page. */
    @Nullable
    FindingCause refused(DeployedFunction function, CorsPolicy policy, String page) {
        Exchange last = blocked.exchanges().get(blocked.exchanges().size() - 1);
        Request request = last.request();
        CorsDecision decision = policy.decide(CorsRequest.of(
                request.method(),
                request.headers().first("Origin"),
                request.headers().first("Access-Control-Request-Method"),
                request.headers().first("Access-Control-Request-Headers")));
        CorsRefusal refusal = decision.refusal();
        if (refusal instanceof CorsRefusal.OriginNotAllowed) {
            return refusal(function, FindingCode.ORIGIN_NOT_ALLOWED, "allow " + page, "ALLOWED_ORIGINS", page);
        } else if (refusal instanceof CorsRefusal.MethodNotAllowed method) {
            return refusal(
                    function,
                    FindingCode.PREFLIGHT_METHOD,
                    "allow the method " + method.value(),
                    "ALLOWED_METHODS",
                    method.value());
        } else if (refusal instanceof CorsRefusal.HeaderNotAllowed header) {
            return refusal(
                    function,
                    FindingCode.PREFLIGHT_HEADERS,
                    "allow the request header " + header.value(),
                    "ALLOWED_HEADERS",
                    header.value());
        }
        return null;
    }

    private FindingCause refusal(
            DeployedFunction function, FindingCode code, String what, String variable, String value) {
        Value<String> set = function.environment().get(variable);
        String fix = "add " + value + " to " + variable + " of " + function.id();
        return FindingCause.of(
                        code,
                        set == null ? function.place() : set.place(),
                        FindingCause.POLICY + function.id(),
                        "The policy of " + function.id() + " does not " + what + ", so that " + what()
                                + " is blocked. If the page is yours, " + fix + ".")
                .withSteps("If the page is yours, " + fix + ".");
    }

    private FindingCause credentials(AttributedResponse response) {
        Component component = madeBy(response, ALLOW_ORIGIN);
        return FindingCause.of(
                failure.preflight() ? FindingCode.PREFLIGHT_NO_CREDENTIALS : FindingCode.RESPONSE_NO_CREDENTIALS,
                places.of(component, "access-control-allow-credentials"),
                component,
                (failure.preflight() ? "The preflight of " + what() : what())
                        + " is made with credentials, and " + component
                        + " does not send Access-Control-Allow-Credentials: true. Send it there.");
    }

    static boolean forwardsOrigin(DeployedDistribution.Behavior behavior) {
        return CloudFrontHeaders.forwards(behavior, "Origin");
    }

    String sentence() {
        return Diagnoser.sentence(blocked);
    }

    /** Returns the cause in the words of its integration: what is mapped is modelled as a MOCK. */
    private FindingCause spoken(FindingCause cause) {
        FindingCause spoken = cause;
        for (DeployedRoute route : Routes.of(front)) {
            if (front != null && subject.mapped().contains(front.id() + " " + route.key())) {
                spoken = spoken.replacing(
                        "MOCK integration of " + route.key(), "integration response of " + route.key());
            }
        }
        return spoken;
    }

    static String capital(Object component) {
        String text = component.toString();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    Call call() {
        return call;
    }

    Failure failure() {
        return failure;
    }

    Places places() {
        return places;
    }

    Subject subject() {
        return subject;
    }

    Functions functions() {
        return functions;
    }

    Resolution resolution() {
        return resolution;
    }

    @Nullable
    DeployedFront front() {
        return front;
    }

    @Nullable
    DeployedDistribution distribution() {
        return distribution;
    }

    DeployedDistribution.@Nullable Behavior behavior() {
        return behavior;
    }

    Outcome.Blocked blocked() {
        return blocked;
    }

    CallOutcome outcome() {
        return outcome;
    }
}
