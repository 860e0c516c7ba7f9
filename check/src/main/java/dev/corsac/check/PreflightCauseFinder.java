package dev.corsac.check;

import dev.corsac.CorsPolicy;
import dev.corsac.browser.Failure;
import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds why a preflight does not allow a call. */
final class PreflightCauseFinder {

    /** Methods that browsers allow without a list. */
    private static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

    private final CauseFinder causes;
    private final Failure failure;
    private final @Nullable DeployedFront front;

    PreflightCauseFinder(CauseFinder causes) {
        this.causes = causes;
        this.failure = causes.failure();
        this.front = causes.front();
    }

    /** Returns why the preflight has an error status. */
    FindingCause status(AttributedResponse response) {
        Component component = response.madeBy();
        DeployedDistribution.Behavior behavior = causes.behavior();
        DeployedDistribution distribution = causes.distribution();
        String what = causes.what();
        if (behavior != null
                && distribution != null
                && component.kind() == Component.Kind.SERVICE
                && response.reason().contains("allowed methods")) {
            return FindingCause.of(
                    FindingCode.CLOUDFRONT_NO_OPTIONS,
                    behavior.place(),
                    "the cache behavior " + behavior.pattern() + " of " + distribution.id(),
                    "The behavior " + behavior.pattern() + " of " + distribution.id()
                            + " does not accept OPTIONS, so that the preflight of " + what
                            + " gets 403 from CloudFront. Set its AllowedMethods to all seven.");
        }
        if (component.kind() == Component.Kind.FUNCTION) {
            return function(component);
        }
        if (front instanceof DeployedRestApi || front instanceof DeployedHttpApi) {
            DeployedRoute route = Routes.find(front, "OPTIONS", causes.path());
            if (route != null && route.authorization().kind() != DeployedRoute.Authorization.Kind.NONE) {
                return authorizer(front, route);
            }
            if (route != null && route.apiKeyRequired()) {
                return FindingCause.of(
                        FindingCode.PREFLIGHT_API_KEY,
                        route.place(),
                        component,
                        route.key() + " of " + front.id()
                                + " needs an API key, and browsers send none with the preflight of " + what
                                + ". Let OPTIONS pass without one.");
            }
            if (route != null && route.integration() instanceof Integration.Mock mock) {
                return FindingCause.of(
                        FindingCode.MOCK_STATUS,
                        mock.place(),
                        Component.of(Component.Kind.MOCK, route.key()),
                        "The MOCK integration of " + route.key() + " of " + front.id() + " responds with "
                                + failure.status() + reason(response)
                                + ". Give it the request template {\"statusCode\": 200} and a response for that status.");
            }
            if (route == null) {
                return noRoute(front);
            }
        }
        if (front instanceof DeployedLoadBalancer && failure.status() == 401) {
            return FindingCause.of(
                    FindingCode.PREFLIGHT_AUTHORIZER,
                    rule(),
                    "the token validation of " + front.id(),
                    "A rule of " + front.id() + " validates the token of " + what
                            + ", and browsers send none with the preflight. Add a rule for OPTIONS before it.");
        }
        if (component.kind() == Component.Kind.BUCKET_CORS || component.kind() == Component.Kind.BUCKET) {
            for (DeployedCors cors : front == null ? List.<DeployedCors>of() : front.corsBlocks()) {
                FindingCause listed = notListed(cors, causes.call().origin().toString());
                if (listed != null) {
                    return listed;
                }
            }
        }
        return FindingCause.of(
                FindingCode.PREFLIGHT_STATUS,
                causes.places().of(component, ""),
                component,
                "The preflight of " + what + " gets " + failure.status() + " from " + component + reason(response)
                        + ". Respond to OPTIONS with 200 or 204.");
    }

    private static String reason(AttributedResponse response) {
        return response.reason().isEmpty() ? "" : " (" + response.reason() + ")";
    }

    private FindingCause noRoute(DeployedFront api) {
        DeployedRoute called = Routes.find(api, causes.call().method(), causes.path());
        Place place = called == null ? api.place() : first(api, called).place();
        String path = called == null || called.path().isEmpty() ? causes.path() : called.path();
        String fix = api instanceof DeployedHttpApi
                ? "Give " + api.id() + " a CORS configuration, or add the route OPTIONS " + path + "."
                : "Add an OPTIONS method to " + path + ".";
        return FindingCause.of(
                FindingCode.PREFLIGHT_NO_ROUTE,
                place,
                api.id(),
                "No route of " + api.id() + " takes OPTIONS " + path + ", so that the preflight of " + causes.what()
                        + " gets " + failure.status() + " and the call is never sent. " + fix);
    }

    /** Returns the first route of the same path, so that all that lack OPTIONS there are one finding. */
    private static DeployedRoute first(DeployedFront api, DeployedRoute called) {
        return Routes.of(api).stream()
                .filter(route -> route.path().equals(called.path()))
                .findFirst()
                .orElse(called);
    }

    private FindingCause authorizer(DeployedFront api, DeployedRoute route) {
        boolean http = api instanceof DeployedHttpApi;
        DeployedRoute.Authorization authorization = route.authorization();
        String name = authorization.authorizer();
        String asks = name == null ? "IAM" : "The authorizer " + name;
        Place place = authorization.place().equals(Place.NONE) ? route.place() : authorization.place();
        FindingCause cause = FindingCause.of(
                http ? FindingCode.HTTP_API_AUTHORIZER_ON_OPTIONS : FindingCode.PREFLIGHT_AUTHORIZER,
                place,
                name == null ? "IAM authorization" : "the authorizer " + name,
                asks + " covers " + route.key() + " of " + api.id() + ", and browsers send no Authorization with the"
                        + " preflight of " + causes.what() + ": it gets " + failure.status() + ". "
                        + (http
                                ? "Add the route OPTIONS /{proxy+} without authorizer."
                                : "Let OPTIONS pass without authorization."));
        for (DeployedAuthorizer each : api.authorizers()) {
            if (each.name().equals(name) && !each.place().equals(place)) {
                return cause.with(each.place(), "the authorizer");
            }
        }
        return cause;
    }

    private Place rule() {
        if (front instanceof DeployedLoadBalancer balancer) {
            for (DeployedLoadBalancer.Rule rule : balancer.rules()) {
                if (rule.validation() != null && Reach.covers(rule.pattern(), causes.path())) {
                    return rule.place();
                }
            }
            return balancer.defaultAction().place();
        }
        return causes.places().front();
    }

    /** The function got the preflight and responded with an error. */
    private FindingCause function(Component component) {
        DeployedFunction function = causes.subject().deployment().function(component.name());
        CorsPolicy policy = function == null ? null : causes.functions().policyOf(function);
        if (function != null && policy != null) {
            FindingCause refused =
                    causes.refused(function, policy, causes.call().origin().toString());
            if (refused != null) {
                return refused;
            }
        }
        return FindingCause.of(
                FindingCode.PREFLIGHT_STATUS,
                causes.places().of(component, ""),
                component,
                CauseFinder.capital(component) + " takes the preflight of " + causes.what() + " and responds with "
                        + failure.status() + ". Respond to OPTIONS with 200 or 204.");
    }

    FindingCause method(AttributedResponse response) {
        Component component = CauseFinder.madeBy(response, "access-control-allow-methods");
        if (component.equals(response.madeBy())) {
            component = CauseFinder.madeBy(response, CauseFinder.ALLOW_ORIGIN);
        }
        String method = causes.call().method();
        boolean wildcard = "*".equals(response.response().headers().combined("Access-Control-Allow-Methods"));
        return FindingCause.of(
                FindingCode.PREFLIGHT_METHOD,
                causes.places().of(component, "access-control-allow-methods"),
                component,
                "The response to the preflight of " + causes.what() + " does not allow " + method
                        + (wildcard ? ": \"*\" is not a wildcard with credentials" : "") + ". Add " + method
                        + " to the allowed methods of " + component + ".");
    }

    FindingCause headers(AttributedResponse response) {
        Component component = CauseFinder.madeBy(response, "access-control-allow-headers");
        if (component.equals(response.madeBy())) {
            component = CauseFinder.madeBy(response, CauseFinder.ALLOW_ORIGIN);
        }
        String names = String.join(", ", failure.refusedHeaders());
        String list = response.response().headers().combined("Access-Control-Allow-Headers");
        boolean wildcard = list != null && list.contains("*");
        return FindingCause.of(
                FindingCode.PREFLIGHT_HEADERS,
                causes.places().of(component, "access-control-allow-headers"),
                component,
                "The response to the preflight of " + causes.what() + " does not allow the request header" + plural()
                        + " " + (names.isEmpty() ? failure.parameter() : names)
                        + (wildcard ? ", which \"*\" does not cover" : "") + ". Add "
                        + (plural().isEmpty() ? "it" : "them") + " to the allowed headers of " + component + ".");
    }

    private String plural() {
        return failure.refusedHeaders().size() > 1 ? "s" : "";
    }

    /**
     * Returns what a list of allowed origins, methods or headers lacks for the call; null if it has all, so that the reason is
     * another.
     */
    @Nullable
    FindingCause notListed(DeployedCors cors, String page) {
        List<String> origins = new ArrayList<>();
        Value<String> near = null;
        boolean covered = false;
        for (Value<String> value : cors.allowOrigins()) {
            String text = causes.resolution().text(value);
            if (text != null) {
                origins.add(text);
                covered |= covers(text, page)
                        || (hasPatterns() && text.indexOf('*') >= 0 && Reach.covers("*" + text, page));
                if (OriginForm.meant(text).contains(page)) {
                    near = value;
                }
            }
        }
        String where = where();
        if (!covered && near != null) {
            String written = String.valueOf(causes.resolution().text(near));
            return FindingCause.of(
                            FindingCode.ORIGIN_NEVER_MATCHES,
                            near.place(),
                            where,
                            CauseFinder.neverMessage(where, written))
                    .withSteps(CauseFinder.steps(written));
        }
        if (!covered) {
            String pattern = pattern(origins, page);
            return FindingCause.of(
                    pattern == null ? FindingCode.ORIGIN_NOT_ALLOWED : FindingCode.ORIGIN_NEVER_MATCHES,
                    Places.block(cors, CauseFinder.ALLOW_ORIGIN),
                    where,
                    pattern == null
                            ? CauseFinder.capital(where) + " does not allow " + page + ", so that " + causes.what()
                                    + " is blocked. If that page is yours, add its origin."
                            : "\"" + pattern + "\" in " + where
                                    + " is compared as it is written and matches no page. List each origin.");
        }
        String method = causes.call().method();
        boolean unlisted = failure.preflight() && !lists(cors.allowMethods(), method);
        if (unlisted && !SAFELISTED.contains(method)) {
            return unlisted(cors, where, method);
        }
        List<String> refused = new ArrayList<>();
        String asked = causes.blocked()
                .exchanges()
                .get(causes.blocked().exchanges().size() - 1)
                .request()
                .headers()
                .first("Access-Control-Request-Headers");
        for (String name : asked == null ? new String[0] : asked.split(",", -1)) {
            if (!name.isBlank() && !lists(cors.allowHeaders(), name.strip())) {
                refused.add(name.strip());
            }
        }
        if (failure.preflight() && !refused.isEmpty()) {
            return FindingCause.of(
                    FindingCode.PREFLIGHT_HEADERS,
                    Places.block(cors, "access-control-allow-headers"),
                    where,
                    CauseFinder.capital(where) + " does not allow the request header"
                            + (refused.size() > 1 ? "s " : " ")
                            + String.join(", ", refused) + ", so that " + causes.what()
                            + " is blocked. Add " + (refused.size() > 1 ? "them" : "it") + " to the allowed headers.");
        }
        return unlisted ? unlisted(cors, where, method) : null;
    }

    private FindingCause unlisted(DeployedCors cors, String where, String method) {
        return FindingCause.of(
                FindingCode.PREFLIGHT_METHOD,
                Places.block(cors, "access-control-allow-methods"),
                where,
                CauseFinder.capital(where) + " does not allow the method " + method + ", so that " + causes.what()
                        + " is blocked. Add it to the allowed methods.");
    }

    private String where() {
        if (front == null) {
            return "the front";
        }
        return switch (front.kind()) {
            case HTTP_API -> "the CORS configuration of " + front.id();
            case FUNCTION_URL -> "the Cors block of " + front.id();
            default -> "the CORS rules of " + front.id();
        };
    }

    /** Whether the list takes wildcards within an origin, as buckets and CloudFront do. */
    private boolean hasPatterns() {
        return front == null
                || front.kind() == dev.corsac.deployment.FrontKind.BUCKET
                || front.kind() == dev.corsac.deployment.FrontKind.SITE;
    }

    /** Whether an entry of a list covers a page, in the widest reading of any service. */
    private static boolean covers(String entry, String page) {
        return entry.equals("*")
                || entry.equals(page)
                || (entry.equals("https://*") && page.startsWith("https://"))
                || (entry.equals("http://*") && page.startsWith("http://"));
    }

    /** Returns a pattern that was probably meant to cover the page; null if there is none. */
    private static @Nullable String pattern(List<String> origins, String page) {
        for (String origin : origins) {
            if (origin.indexOf('*') > 0 && Reach.covers("*" + origin, page)) {
                return origin;
            }
        }
        return null;
    }

    private boolean lists(List<Value<String>> values, String name) {
        for (Value<String> value : values) {
            String text = causes.resolution().text(value);
            if (text == null
                    || text.equals("*")
                    || text.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
