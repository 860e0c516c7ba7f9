package dev.corsac.gateway.rest;

import dev.corsac.gateway.DeploymentException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a REST API as a tree by path segment: at each segment an exact one wins over a variable, that over a
 * greedy variable (documented). Immutable once built; thread-safe.
 */
final class RestRoutes {

    private final Node root = new Node();

    /** @throws DeploymentException if two resources of one parent are variables */
    RestRoutes(List<RestResource> resources) {
        for (RestResource resource : resources) {
            add(resource);
        }
    }

    private void add(RestResource resource) {
        Node node = root;
        for (String segment : RestResource.segments(resource.path())) {
            if (!RestResource.isVariable(segment)) {
                node = node.exact.computeIfAbsent(segment, key -> new Node());
                continue;
            }
            String there = node.variableSegment;
            if (there != null && !there.equals(segment)) {
                throw new DeploymentException(
                        "A sibling (" + there
                                + ") of this resource already has a variable path part -- only one is allowed",
                        "\"" + resource.path() + "\" and another resource differ in the variable's name or kind at \""
                                + segment + "\"");
            }
            Node variable = node.variable == null ? new Node() : node.variable;
            node.variable = variable;
            node.variableSegment = segment;
            node.greedy = RestResource.isGreedy(segment);
            node.variableName = segment.substring(1, segment.length() - (node.greedy ? 2 : 1));
            node = variable;
        }
        node.resource = resource;
    }

    /**
     * Returns the resource for a path, and its variables as they are: percent-encoded. Slashes at the end do not count and
     * are not part of a greedy variable (recorded).
     *
     * @return false if there is none; then nothing is set
     */
    boolean find(RestCall call) {
        String path = call.path;
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return find(root, path, Math.min(1, end), end, call);
    }

    private static boolean find(Node node, String path, int from, int end, RestCall call) {
        if (from >= end) {
            call.resource = node.resource;
            return node.resource != null;
        }
        int slash = path.indexOf('/', from);
        int to = slash < 0 || slash > end ? end : slash;
        String segment = path.substring(from, to);
        Node exact = node.exact.get(segment);
        if (exact != null && find(exact, path, to + 1, end, call)) {
            return true;
        }
        Node variable = node.variable;
        String name = node.variableName;
        if (variable == null || name == null) {
            return false;
        }
        if (node.greedy) {
            call.resource = variable.resource;
            put(call, name, path.substring(from, end));
            return true;
        }
        if (find(variable, path, to + 1, end, call)) {
            put(call, name, segment);
            return true;
        }
        return false;
    }

    /** The last variable of a path comes first: those before it go before it. */
    private static void put(RestCall call, String name, String value) {
        if (call.pathVariables.isEmpty()) {
            call.pathVariables = Map.of(name, value);
            return;
        }
        Map<String, String> inOrder = new LinkedHashMap<>();
        inOrder.put(name, value);
        inOrder.putAll(call.pathVariables);
        call.pathVariables = inOrder;
    }

    private static final class Node {
        private final Map<String, Node> exact = new HashMap<>();
        private @Nullable Node variable;
        private @Nullable String variableSegment;
        private @Nullable String variableName;
        private boolean greedy;
        private @Nullable RestResource resource;
    }
}
