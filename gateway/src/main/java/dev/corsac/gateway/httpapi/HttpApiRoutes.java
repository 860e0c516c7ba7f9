package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.DeploymentException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an HTTP API as a tree, and which of them a request selects: first one whose path matches in full, then one
 * with a greedy variable, then {@code $default} (documented); a route that has the request's method before {@code ANY}.
 * At each segment the text itself goes before a variable.
 *
 * <p>A slash at the end counts: {@code /orders/} is not {@code /orders}, but {@code /orders/{proxy+}} takes it, and
 * {@code /{proxy+}} takes {@code /} (reported: w3infra#166). Unverified: whether paths are matched before or after they are
 * decoded; before, here.
 */
final class HttpApiRoutes {

    private static final class Node {
        private final Map<String, Node> fixed = new HashMap<>();
        private final Map<String, HttpApiRoute> here = new HashMap<>();
        private final Map<String, HttpApiRoute> greedy = new HashMap<>();
        private @Nullable Node variable;

        private Node variable() {
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }
    }

    private final Node root = new Node();
    private final @Nullable HttpApiRoute defaultRoute;

    HttpApiRoutes(List<HttpApiRoute> routes) {
        HttpApiRoute otherwise = null;
        for (HttpApiRoute route : routes) {
            HttpApiRoute before;
            if (route.isDefault()) {
                before = otherwise;
                otherwise = route;
            } else {
                before = add(route);
            }
            if (before != null) {
                throw new DeploymentException(
                        "Route with key " + route.key() + " already exists for this API",
                        before.key().equals(route.key())
                                ? "leave one of them out"
                                : "it matches the same requests as \"" + before.key() + "\": leave one of them out");
            }
        }
        defaultRoute = otherwise;
    }

    private @Nullable HttpApiRoute add(HttpApiRoute route) {
        Node node = root;
        for (String segment : route.segments()) {
            if (HttpApiRoute.isGreedy(segment)) {
                return node.greedy.putIfAbsent(route.method(), route);
            }
            node = HttpApiRoute.isVariable(segment)
                    ? node.variable()
                    : node.fixed.computeIfAbsent(segment, key -> new Node());
        }
        return node.here.putIfAbsent(route.method(), route);
    }

    /** Returns the route that a request selects, or null. */
    @Nullable
    public HttpApiRoute select(String method, String path) {
        HttpApiRoute route = full(root, method, path, 1);
        if (route == null) {
            route = greedy(root, method, path, 1);
        }
        return route == null ? defaultRoute : route;
    }

    private static @Nullable HttpApiRoute full(Node node, String method, String path, int from) {
        int slash = path.indexOf('/', from);
        int to = slash < 0 ? path.length() : slash;
        Node fixed = node.fixed.isEmpty() ? null : node.fixed.get(path.substring(from, to));
        HttpApiRoute route = fixed == null ? null : beyond(fixed, method, path, slash);
        if (route == null && node.variable != null && to > from) {
            route = beyond(node.variable, method, path, slash);
        }
        return route;
    }

    private static @Nullable HttpApiRoute beyond(Node node, String method, String path, int slash) {
        return slash < 0 ? of(node.here, method) : full(node, method, path, slash + 1);
    }

    private static @Nullable HttpApiRoute greedy(Node node, String method, String path, int from) {
        int slash = path.indexOf('/', from);
        HttpApiRoute route = null;
        if (slash >= 0) {
            Node fixed = node.fixed.isEmpty() ? null : node.fixed.get(path.substring(from, slash));
            route = fixed == null ? null : greedy(fixed, method, path, slash + 1);
            if (route == null && node.variable != null && slash > from) {
                route = greedy(node.variable, method, path, slash + 1);
            }
        }
        return route == null ? of(node.greedy, method) : route;
    }

    private static @Nullable HttpApiRoute of(Map<String, HttpApiRoute> routes, String method) {
        HttpApiRoute exact = routes.get(method);
        return exact == null ? routes.get("ANY") : exact;
    }
}
