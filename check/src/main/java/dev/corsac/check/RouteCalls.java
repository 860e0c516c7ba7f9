package dev.corsac.check;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.http.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The requests that each route of a front is made for. Immutable. */
final class RouteCalls {

    private static final List<String> USUAL = List.of("GET", "POST");

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /**
     * A request that a route is made for.
     *
     * @param method the method
     * @param path the path, variables filled in, without what comes before every path of the front
     * @param query the query that an authorizer asks for; empty for none
     * @param headers the headers that a script sets
     * @param cookie whether an authorizer asks for a cookie
     * @param guessed whether the method is guessed: the route takes every method
     * @param route the route in words
     */
    record Sample(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            boolean cookie,
            boolean guessed,
            String route) {

        boolean hasBody() {
            return WITH_BODY.contains(method);
        }
    }

    private final Resolution resolution;

    RouteCalls(Resolution resolution) {
        this.resolution = resolution;
    }

    /** Returns the samples of a front; of a bucket one for an object if it has CORS rules. */
    List<Sample> of(DeployedFront front) {
        List<Sample> samples = new ArrayList<>();
        front.routes().forEach(route -> route(samples, front, route));
        if (front instanceof DeployedFunctionUrl url) {
            boolean signed = "AWS_IAM".equals(resolution.text(url.authType()));
            for (String method : methods(front)) {
                Map<String, String> headers = headers(method);
                if (signed) {
                    headers.putAll(CallerTokens.signed());
                    headers.put("Authorization", CallerTokens.SIGNATURE);
                }
                samples.add(new Sample(method, "/", "", headers, false, true, method + " / of " + url.id()));
            }
        } else if (front instanceof DeployedLoadBalancer balancer) {
            for (DeployedLoadBalancer.Rule rule : balancer.rulesAndDefault()) {
                if (rule.action() instanceof DeployedLoadBalancer.Target) {
                    rule(samples, rule, balancer);
                }
            }
        } else if (front instanceof DeployedBucket bucket && !bucket.cors().isEmpty()) {
            samples.add(new Sample(
                    "GET", "/" + World.OBJECT, "", Map.of(), false, false, "GET an object of " + bucket.id()));
        }
        return samples;
    }

    /** Returns the methods of a route that takes every one: those that the front's CORS settings list, else GET and POST. */
    private List<String> methods(DeployedFront front) {
        Set<String> listed = new LinkedHashSet<>();
        for (DeployedCors cors : front.corsBlocks()) {
            for (Value<String> value : cors.allowMethods()) {
                String text = resolution.text(value);
                if (text == null || text.equals("*")) {
                    return USUAL;
                }
                listed.add(text);
            }
        }
        front.attributes().forEach((name, value) -> {
            String text = name.contains("access_control_allow_methods") ? resolution.text(value) : null;
            if (text != null) {
                listed.addAll(OriginForm.pieces(text));
            }
        });
        listed.removeIf(method -> !Header.isToken(method)
                || Set.of("OPTIONS", "HEAD", "CONNECT", "TRACE", "TRACK", "*").contains(method));
        return listed.isEmpty() ? USUAL : List.copyOf(listed);
    }

    private static Map<String, String> headers(String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (WITH_BODY.contains(method)) {
            headers.put("Content-Type", "application/json");
        }
        return headers;
    }

    private void rule(List<Sample> samples, DeployedLoadBalancer.Rule rule, DeployedLoadBalancer balancer) {
        String path = rule.pattern().startsWith("/")
                ? rule.pattern().replace("*", "any").replace("?", "x")
                : "/";
        boolean every = rule.methods().isEmpty();
        for (String method : every ? methods(balancer) : rule.methods()) {
            if (method.equals("OPTIONS") || method.equals("HEAD")) {
                continue;
            }
            Map<String, String> headers = headers(method);
            if (rule.validation() != null) {
                headers.put("Authorization", CallerTokens.bearer(List.of()));
            }
            samples.add(new Sample(
                    method, path, "", headers, false, every, method + " " + rule.pattern() + " of " + balancer.id()));
        }
    }

    private void route(List<Sample> samples, DeployedFront api, DeployedRoute route) {
        boolean every = route.method().equals("ANY") || route.method().equals("$default");
        String path = path(route.path());
        for (String method : every ? methods(api) : List.of(route.method())) {
            if (method.equals("OPTIONS") || method.equals("HEAD")) {
                continue;
            }
            Map<String, String> headers = headers(method);
            Needs needs = new Needs(headers);
            DeployedRoute.Authorization authorization = route.authorization();
            if (authorization.kind() == DeployedRoute.Authorization.Kind.IAM) {
                headers.putAll(CallerTokens.signed());
                headers.put("Authorization", CallerTokens.SIGNATURE);
            }
            for (DeployedAuthorizer authorizer : api.authorizers()) {
                if (authorizer.name().equals(authorization.authorizer())) {
                    needs.add(authorizer, authorization.scopes());
                }
            }
            if (api instanceof DeployedRestApi && route.apiKeyRequired()) {
                headers.put("X-Api-Key", Subject.API_KEY);
            }
            samples.add(new Sample(
                    method,
                    path,
                    needs.query.toString(),
                    headers,
                    needs.cookie,
                    every,
                    every && path.equals("/any") ? method + " " + route.key() : method + " " + route.path()));
        }
    }

    /** Returns a path that a route covers; one for every path without a route of its own. */
    static String path(String pattern) {
        if (pattern.isEmpty()) {
            return "/any";
        }
        String path = pattern.replaceAll("\\{[^}/]*\\+\\}", "any").replaceAll("\\{[^}/]*\\}", "1");
        return path.startsWith("/") ? path : "/" + path;
    }

    /** What an authorizer asks of a request. */
    private final class Needs {

        private final Map<String, String> headers;
        private final StringBuilder query = new StringBuilder();
        private boolean cookie;

        Needs(Map<String, String> headers) {
            this.headers = headers;
        }

        void add(DeployedAuthorizer authorizer, List<Value<String>> scopes) {
            List<String> granted = new ArrayList<>();
            for (Value<String> scope : scopes) {
                String text = resolution.text(scope);
                if (text != null) {
                    granted.add(text);
                }
            }
            boolean known = false;
            for (Value<String> value : authorizer.identitySources()) {
                String source = resolution.text(value);
                if (source == null) {
                    continue;
                }
                for (String each : source.split("\\s*,\\s*", -1)) {
                    known |= source(each.strip(), granted);
                }
            }
            boolean tokens = authorizer.kind() != DeployedAuthorizer.Kind.REQUEST;
            if (!known && (tokens || !authorizer.identitySources().isEmpty())) {
                headers.put("Authorization", CallerTokens.bearer(granted));
            }
        }

        /** Returns whether the source is something that a page sends. */
        private boolean source(String source, List<String> scopes) {
            String name = source.substring(source.lastIndexOf('.') + 1);
            if (source.contains("request.header.")) {
                if (name.equalsIgnoreCase("Cookie")) {
                    cookie = true;
                } else if (!name.equalsIgnoreCase("Origin") && !name.equalsIgnoreCase("Host")) {
                    headers.put(name, CallerTokens.bearer(scopes));
                }
                return true;
            }
            if (source.contains("request.querystring.")) {
                query.append(query.isEmpty() ? "" : "&").append(name).append("=token");
                return true;
            }
            return false;
        }
    }

    /** Whether any origin is allowed with credentials at these fronts. */
    static boolean declaresCredentials(Set<DeployedFront> fronts, List<AllowedOrigins.Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.credentials() && fronts.contains(entry.front()));
    }
}
