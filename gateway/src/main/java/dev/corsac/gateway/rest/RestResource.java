package dev.corsac.gateway.rest;

import dev.corsac.gateway.DeploymentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a REST API: a path such as {@code /orders/{id}} or {@code /{proxy+}} with what is behind its methods.
 *
 * @param path the resource's path, as it appears in events
 * @param operations what each method does; {@code ANY} for those not named
 */
record RestResource(String path, Map<String, RestOperation> operations) {

    RestResource {
        operations = Map.copyOf(operations);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the resource path \"" + path + "\" does not begin with a slash: write \"/" + path + "\"");
        }
        List<String> segments = segments(path);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isGreedy(segment) && i < segments.size() - 1) {
                throw new DeploymentException(
                        "Cannot create a child of a resource with a greedy path variable: " + segment,
                        "the resource path \"" + path
                                + "\" goes on after it; a greedy path variable is the last segment");
            }
            if (!isPathPart(segment)) {
                throw new DeploymentException(
                        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the"
                                + " beginning and the end",
                        "the resource path \"" + path + "\" has the segment \"" + segment
                                + "\"; a path variable is a whole segment, \"{name}\" or \"{name+}\"");
            }
        }
    }

    private static boolean isPathPart(String segment) {
        int from = isVariable(segment) ? 1 : 0;
        int to = segment.length() - (isGreedy(segment) ? 2 : from);
        for (int i = from; i < to; i++) {
            char c = segment.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "._-:".indexOf(c) < 0) {
                return false;
            }
        }
        return to > from;
    }

    @Nullable
    RestOperation operation(String method) {
        RestOperation exact = operations.get(method);
        return exact != null ? exact : operations.get("ANY");
    }

    static List<String> segments(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        List<String> segments = new ArrayList<>();
        int from = 1;
        while (from < end) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 || slash > end ? end : slash;
            segments.add(path.substring(from, to));
            from = to + 1;
        }
        return segments;
    }

    static boolean isVariable(String segment) {
        return segment.length() > 2
                && segment.charAt(0) == '{'
                && segment.indexOf('}') == segment.length() - 1
                && segment.indexOf('{', 1) < 0;
    }

    static boolean isGreedy(String segment) {
        return isVariable(segment) && segment.length() > 3 && segment.charAt(segment.length() - 2) == '+';
    }
}
