package dev.corsac.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a REST API: a path such as {@code /orders/{id}} or {@code /{proxy+}} with the functions behind its
 * methods.
 *
 * @param path the resource's path, as it stands in events
 * @param methods the function for each method; {@code ANY} for those not named
 */
record RestResource(String path, Map<String, LambdaFunction> methods) {

    RestResource {
        methods = Map.copyOf(methods);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the resource path \"" + path + "\" does not begin with a slash: write \"/" + path + "\"");
        }
        List<String> segments = segments(path);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isGreedy(segment) && i < segments.size() - 1) {
                throw new IllegalArgumentException("the resource path \"" + path + "\" goes on after \"" + segment
                        + "\": a greedy path variable is the last segment");
            }
            boolean braces = segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0;
            if (braces && !isVariable(segment)) {
                throw new IllegalArgumentException("the resource path \"" + path
                        + "\" has a brace inside a segment: a path variable is a whole segment, \"{name}\" or"
                        + " \"{name+}\"");
            }
        }
    }

    @Nullable
    LambdaFunction function(String method) {
        LambdaFunction exact = methods.get(method);
        return exact != null ? exact : methods.get("ANY");
    }

    /**
     * The path variables if this resource matches, else null. Values stay percent-encoded; a trailing slash of the
     * request does not count and is not part of a greedy variable (recorded).
     */
    @Nullable
    Map<String, String> match(List<String> request) {
        List<String> mine = segments(path);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < mine.size(); i++) {
            String segment = mine.get(i);
            if (i >= request.size()) {
                return null;
            }
            if (isGreedy(segment)) {
                variables.put(
                        segment.substring(1, segment.length() - 2),
                        String.join("/", request.subList(i, request.size())));
                return variables;
            }
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), request.get(i));
            } else if (!segment.equals(request.get(i))) {
                return null;
            }
        }
        return request.size() == mine.size() ? variables : null;
    }

    /** Sorts the most specific resource first: at the first difference exact beats variable beats greedy. */
    static int bySpecificity(RestResource a, RestResource b) {
        List<String> as = segments(a.path);
        List<String> bs = segments(b.path);
        for (int i = 0; i < Math.min(as.size(), bs.size()); i++) {
            int difference = rank(as.get(i)) - rank(bs.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return bs.size() - as.size();
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

    private static int rank(String segment) {
        return isGreedy(segment) ? 2 : isVariable(segment) ? 1 : 0;
    }

    private static boolean isVariable(String segment) {
        return segment.length() > 2
                && segment.charAt(0) == '{'
                && segment.indexOf('}') == segment.length() - 1
                && segment.indexOf('{', 1) < 0;
    }

    private static boolean isGreedy(String segment) {
        return isVariable(segment) && segment.length() > 3 && segment.charAt(segment.length() - 2) == '+';
    }
}
