package dev.corsac.config.generate;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.deployment.FrontKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan comes to at AWS, whatever the form in which it is written: which routes there are, what responds to preflights,
 * which errors of the front have CORS headers, and where AWS cannot do what the policy wants. Immutable.
 */
final class CorsLayout {

    /** The longest {@code maxAge} that AWS takes; no browser caches longer. */
    private static final int LONGEST_MAX_AGE = 86_400;

    private static final int MOST_URL_METHODS = 6;
    private static final int LONGEST_URL_METHOD = 6;
    private static final int MOST_URL_ENTRIES = 100;

    /**
     * A route to be written.
     *
     * @param mock the policy in whose place a MOCK integration responds; null for a function
     * @param preflight whether the route is there only for preflights
     */
    record Route(PlannedRoute route, @Nullable PlannedPolicy mock, boolean preflight) {}

    private final InfrastructurePlan plan;
    private final List<Route> routes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final @Nullable PlannedPolicy cors;
    private final List<String> errorComment = new ArrayList<>();
    private final Map<String, String> errorLines = new LinkedHashMap<>();

    /** @throws ConfigurationException if the plan cannot be deployed */
    CorsLayout(InfrastructurePlan plan) {
        this.plan = plan;
        this.cors = plan.front() == FrontKind.HTTP_API && plan.preflights() == Preflights.FRONT ? shared() : null;
        if (plan.front() != FrontKind.FUNCTION_URL) {
            byPath().forEach(this::path);
        }
        if (plan.front() == FrontKind.REST_API && plan.preflights() != Preflights.NOTHING) {
            errors();
        }
        if (plan.front() == FrontKind.FUNCTION_URL && plan.preflights() == Preflights.FRONT) {
            plan.functions().forEach(this::noteUrl);
        }
        if (plan.preflights() != Preflights.NOTHING) {
            noteHeaders();
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    InfrastructurePlan plan() {
        return plan;
    }

    /** Returns the routes, those for preflights after the others of their path. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Returns whether a route is the first one for preflights, which has a comment for all of them. */
    boolean isFirstPreflight(Route route) {
        return route.preflight()
                && routes.stream()
                        .filter(Route::preflight)
                        .findFirst()
                        .orElseThrow()
                        .equals(route);
    }

    /** Returns what AWS cannot do, and what is done instead. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Returns the policy that is an HTTP API's CORS configuration; null if the functions send the headers. */
    @Nullable
    PlannedPolicy cors() {
        return cors;
    }

    /** Returns the CORS headers of errors that a REST API makes itself; empty if AWS cannot give them any that are right. */
    Map<String, String> errorLines() {
        return errorLines;
    }

    /** Returns why the errors have the headers that they have. */
    List<String> errorComment() {
        return List.copyOf(errorComment);
    }

    /** Returns the policy that is a Function URL's Cors block; null if the function sends the headers. */
    @Nullable
    PlannedPolicy urlCors(PlannedFunction function) {
        PlannedPolicy policy = function.policy();
        return plan.front() == FrontKind.FUNCTION_URL
                        && plan.preflights() == Preflights.FRONT
                        && policy != null
                        && urlProblem(policy) == null
                ? policy
                : null;
    }

    /** Returns why a Function URL has a Cors block, or does not. */
    static String urlComment(boolean block) {
        return block
                ? "Lambda responds to preflights and sends the CORS headers. The function must not: where both send one, browsers"
                        + " refuse the two values. So it has no ALLOWED_ORIGINS, and no CorsHandler around it."
                : "Without a Cors block: the function sends the CORS headers, and two senders would send each header twice, which"
                        + " browsers refuse.";
    }

    /** Returns whether a function has a URL of its own. */
    boolean hasUrl(PlannedFunction function) {
        return plan.front() == FrontKind.FUNCTION_URL
                && (function.policy() != null || plan.preflights() == Preflights.NOTHING);
    }

    /** Returns the policy's variables that a function has: none where a Function URL sends the headers, or both would. */
    Map<String, String> environment(PlannedFunction function) {
        PlannedPolicy policy = function.policy();
        if (policy == null || !sendsHeaders(function)) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>();
        if (function.layer() != null) {
            environment.put("CORSAC_HANDLER", function.handler());
        }
        environment.putAll(policy.environment());
        return environment;
    }

    /** Returns whether a function has the policy, rather than a front in its place or nothing at all. */
    private boolean sendsHeaders(PlannedFunction function) {
        return function.policy() != null && plan.preflights() != Preflights.NOTHING && urlCors(function) == null;
    }

    /** Returns the layer that a function has; null for none. */
    @Nullable
    String layer(PlannedFunction function) {
        return sendsHeaders(function) ? function.layer() : null;
    }

    /** Returns the handler that a function is deployed with. */
    String handler(PlannedFunction function) {
        return layer(function) == null ? function.handler() : "dev.corsac.lambda.CorsHandler";
    }

    /** Returns the seconds for which a front lets preflights be cached; null for the browser's default. */
    static @Nullable Integer maxAge(PlannedPolicy policy) {
        Integer seconds = policy.maxAge();
        return seconds == null ? null : Integer.valueOf(Math.min(seconds, LONGEST_MAX_AGE));
    }

    /** Returns why an HTTP API's CORS configuration cannot be the policy; null if it can. */
    static @Nullable String httpProblem(PlannedPolicy policy) {
        return policy.patterns().isEmpty()
                ? null
                : "the CORS configuration of an HTTP API compares whole origins, and cannot express "
                        + String.join(", ", policy.patterns());
    }

    /** Returns why a Function URL's Cors block cannot be the policy; null if it can. */
    static @Nullable String urlProblem(PlannedPolicy policy) {
        if (!policy.patterns().isEmpty()) {
            return "the Cors block of a Function URL compares whole origins, and cannot express "
                    + String.join(", ", policy.patterns());
        }
        for (String method : policy.methods()) {
            if (method.length() > LONGEST_URL_METHOD) {
                return "the Cors block of a Function URL cannot allow the method " + method;
            }
        }
        if (policy.methods().size() > MOST_URL_METHODS) {
            return "the Cors block of a Function URL has at most " + MOST_URL_METHODS + " methods";
        }
        if (policy.origins().size() > MOST_URL_ENTRIES
                || policy.requestHeaders().size() > MOST_URL_ENTRIES
                || policy.exposedHeaders().size() > MOST_URL_ENTRIES) {
            return "the Cors block of a Function URL has at most " + MOST_URL_ENTRIES + " origins and headers";
        }
        return null;
    }

    /** Notes request headers that routes ask for and the policy does not let pages send: each such call would be blocked. */
    private void noteHeaders() {
        Map<String, List<String>> refused = new LinkedHashMap<>();
        for (PlannedRoute route : plan.routes()) {
            PlannedPolicy policy = plan.function(route.function()).policy();
            for (String header : asked(route.access())) {
                if (policy != null && !policy.allowsHeader(header)) {
                    refused.computeIfAbsent(header, key -> new ArrayList<>()).add(route.key());
                }
            }
        }
        refused.forEach((header, keys) ->
                notes.add(String.join(", ", keys) + " of " + plan.name() + " ask" + (keys.size() == 1 ? "s" : "")
                        + " for the header " + header
                        + ", which the policy does not let pages send. Add it to the allowed headers, unless"
                        + " no page calls " + (keys.size() == 1 ? "it." : "them.")));
    }

    private List<String> asked(PlannedRoute.Access access) {
        List<String> headers = new ArrayList<>(access.iam() ? List.of("Authorization", "X-Amz-Date") : List.of());
        for (PlannedAuthorizer authorizer : plan.authorizers()) {
            if (authorizer.name().equals(access.authorizer())) {
                for (String source : authorizer.identitySources()) {
                    int header = source.indexOf("request.header.");
                    if (header >= 0) {
                        headers.add(source.substring(header + "request.header.".length()));
                    }
                }
            }
        }
        if (access.apiKey()) {
            headers.add("x-api-key");
        }
        return headers;
    }

    private void noteUrl(PlannedFunction function) {
        PlannedPolicy policy = function.policy();
        String problem = policy == null ? null : urlProblem(policy);
        if (problem != null) {
            notes.add("The URL of " + function.id() + " has no Cors block: " + problem
                    + ". The function responds to preflights and sends the headers.");
        }
    }

    /** Returns the policy of all functions; null, with a note, if it cannot be the API's CORS configuration. */
    private @Nullable PlannedPolicy shared() {
        PlannedPolicy one = null;
        String problem = null;
        for (PlannedFunction function : called()) {
            PlannedPolicy policy = function.policy();
            if (policy == null) {
                problem = "the policy of " + function.id() + " is unknown";
            } else if (one == null) {
                one = policy;
                problem = problem == null ? httpProblem(policy) : problem;
            } else if (!one.equals(policy)) {
                problem = "its functions have different policies, and an HTTP API has one CORS configuration";
            }
        }
        if (problem != null) {
            notes.add("The HTTP API has no CORS configuration: " + problem
                    + ". The functions respond to preflights and send"
                    + " the headers; errors that the API makes itself have none.");
            return null;
        }
        return one;
    }

    /** Returns the functions that routes lead to. */
    private List<PlannedFunction> called() {
        return plan.functions().stream()
                .filter(function -> plan.routes().stream()
                        .anyMatch(route -> route.function().equals(function.id())))
                .toList();
    }

    private Map<String, List<PlannedRoute>> byPath() {
        Map<String, List<PlannedRoute>> byPath = new LinkedHashMap<>();
        for (PlannedRoute route : plan.routes()) {
            byPath.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route);
        }
        return byPath;
    }

    private void path(String path, List<PlannedRoute> all) {
        PlannedRoute preflights = null;
        for (PlannedRoute route : all) {
            boolean given = route.method().equals("OPTIONS");
            if (given && !route.access().isOpen()) {
                notes.add(
                        route.key() + " is written without authorizer, signature and API key: browsers send preflights"
                                + " without them. Let the function check other OPTIONS requests.");
            }
            routes.add(new Route(
                    given
                            ? new PlannedRoute(
                                    "OPTIONS", path, route.function(), PlannedRoute.Access.OPEN, route.payloadFormat())
                            : route,
                    null,
                    given));
            preflights = given ? route : preflights;
        }
        if (preflights != null || plan.preflights() == Preflights.NOTHING) {
            return;
        }
        PlannedRoute first = all.get(0);
        PlannedPolicy policy = plan.function(first.function()).policy();
        for (PlannedRoute route : all) {
            if (!Objects.equals(plan.function(route.function()).policy(), policy)) {
                problems.add(
                        first.key() + " and " + route.key() + " lead to functions with different policies, and one of"
                                + " them responds to the preflights of both. Give them one policy, or two paths");
                return;
            }
        }
        boolean mock = plan.front() == FrontKind.REST_API && plan.preflights() == Preflights.FRONT;
        if (mock && policy == null) {
            problems.add("the policy of " + first.function() + " is unknown, so that nothing else can respond to its"
                    + " preflights. Name it in ALLOWED_ORIGINS, or let the function respond");
            return;
        }
        boolean any = all.stream()
                .anyMatch(
                        route -> route.method().equals("ANY") || route.method().equals("$default"));
        if (cors != null && !any) {
            return; // The API responds itself where no route takes OPTIONS.
        }
        List<String> paths = path.isEmpty() ? List.of("/", "/{proxy+}") : List.of(path);
        for (String one : paths) {
            boolean taken =
                    plan.routes().stream().anyMatch(route -> route.path().equals(one) && !path.equals(one));
            if (!taken) {
                routes.add(new Route(
                        new PlannedRoute(
                                "OPTIONS", one, first.function(), PlannedRoute.Access.OPEN, first.payloadFormat()),
                        mock ? policy : null,
                        true));
            }
        }
    }

    /** Decides what pages may read of the errors that a REST API makes itself. */
    private void errors() {
        List<PlannedPolicy> policies = called().stream()
                .map(PlannedFunction::policy)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
        PlannedPolicy policy = policies.stream()
                .filter(PlannedPolicy::hasCredentials)
                .findFirst()
                .or(() -> policies.stream().filter(each -> !each.isAnyOrigin()).findFirst())
                .or(() -> policies.stream().findFirst())
                .orElse(null);
        String chosen = plan.errorOrigin();
        if (policy == null) {
            noErrors("no function has its policy in its environment, so that nothing says which pages may read them");
            return;
        }
        List<String> exact = policy.exactOrigins();
        if (chosen != null && !policy.allows(chosen)) {
            problems.add("the policy does not allow " + chosen
                    + ", whose pages are to read the API's own errors. Name one of "
                    + String.join(", ", policy.origins()));
            return;
        }
        if (policy.isAnyOrigin()) {
            errorLines.put("Access-Control-Allow-Origin", "*");
            errorComment.add(
                    "Without these headers pages see the errors that API Gateway makes itself (403, 429, 504) as CORS"
                            + " errors.");
            return;
        }
        if (chosen == null && exact.isEmpty()) {
            noErrors("the policy has only patterns (" + String.join(", ", policy.patterns())
                    + "), and a gateway response can have one fixed origin. Name one of those pages to read them");
            return;
        }
        String origin = chosen == null ? exact.get(0) : chosen;
        errorLines.put("Access-Control-Allow-Origin", origin);
        if (policy.hasCredentials()) {
            errorLines.put("Access-Control-Allow-Credentials", "true");
        }
        errorComment.add(
                "Without these headers pages see the errors that API Gateway makes itself (401, 403, 429, 504) as CORS"
                        + " errors. A gateway response of a more specific type hides these: give it the same headers.");
        boolean several = policies.size() > 1 || policy.origins().size() > 1;
        if (several) {
            errorComment.add(
                    "A gateway response cannot compare origins: it has no VTL, and one value. So pages of " + origin
                            + " can read these errors, and to pages of the other origins they stay CORS errors."
                            + " method.request.header.Origin in its place would let every page on the web read them"
                            + (policy.hasCredentials() ? ", with the user's credentials" : "")
                            + ", and finds the header in one of its two spellings only. What can compare: an HTTP API's CORS"
                            + " configuration, or a response headers policy of CloudFront in front of this API.");
            notes.add("Errors that API Gateway makes itself can be read by pages of " + origin
                    + " only: a gateway response" + " cannot compare origins. An HTTP API can.");
        }
    }

    private void noErrors(String why) {
        errorComment.add("The errors that API Gateway makes itself have no CORS headers: " + why + ".");
        notes.add("The errors that API Gateway makes itself have no CORS headers: " + why + ".");
    }
}
