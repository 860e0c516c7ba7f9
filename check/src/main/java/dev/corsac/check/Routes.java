package dev.corsac.check;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.explain.Fix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the route that takes a request, by its path without what comes before every path of the front. */
final class Routes {

    private Routes() {}

    static List<DeployedRoute> of(@Nullable DeployedFront front) {
        return front == null ? List.of() : front.routes();
    }

    /** Whether some route of a front takes the path; fronts without routes take every path. */
    static boolean covers(DeployedFront front, String path) {
        List<DeployedRoute> routes = of(front);
        return !(front instanceof DeployedRestApi || front instanceof DeployedHttpApi)
                || routes.stream().anyMatch(route -> rank(route.path(), path) > 0);
    }

    /** Returns the route for a method and path: the most specific path, then the method before ANY; null if there is none. */
    static @Nullable DeployedRoute find(@Nullable DeployedFront front, String method, String path) {
        DeployedRoute best = null;
        int most = 0;
        int resource = 0;
        for (DeployedRoute route : of(front)) {
            int rank = rank(route.path(), path);
            resource = Math.max(resource, rank);
            boolean fits = route.method().equals(method)
                    || route.method().equals("ANY")
                    || route.method().equals("$default");
            int all = 2 * rank + (route.method().equals(method) ? 1 : 0);
            if (rank > 0 && fits && all > most) {
                best = route;
                most = all;
            }
        }
        // A REST API selects the resource first, whether or not it has the method.
        return front instanceof DeployedRestApi && most / 2 < resource ? null : best;
    }

    /** Returns fixes with the route's own path in the place of the one that a call filled in. */
    static List<Fix> written(List<Fix> fixes, PlannedCall call) {
        String path = call.call().url().path();
        DeployedRoute route = null;
        String sample = path;
        for (int slash = 0; slash >= 0 && route == null; slash = path.indexOf('/', slash + 1)) {
            sample = path.substring(slash);
            route = find(call.front(), call.call().method(), sample);
        }
        if (route == null || route.path().isEmpty() || route.path().equals(sample)) {
            return fixes;
        }
        List<Fix> written = new ArrayList<>();
        for (Fix fix : fixes) {
            String text = fix.text().replace("\"" + sample + "\"", "\"" + route.path() + "\"");
            written.add(new Fix(fix.form(), text, fix.replacesConfiguration()));
        }
        return written;
    }

    /**
     * Returns how specific a route's path is for a path: 0 where it does not cover it. Goes from segment to segment and makes no
     * strings: each call is compared with each route, which is a million times in a large API.
     */
    static int rank(String pattern, String path) {
        if (pattern.isEmpty()) {
            return 1;
        }
        int rank = 2;
        int from = 0;
        int given = 0;
        for (int segment = 0; from <= pattern.length(); segment++) {
            int end = segmentEnd(pattern, from);
            boolean there = given <= path.length();
            boolean variable = end - from >= 2 && pattern.charAt(from) == '{' && pattern.charAt(end - 1) == '}';
            if (variable && pattern.charAt(end - 2) == '+') {
                return there ? rank + segment : 0;
            }
            int givenEnd = there ? segmentEnd(path, given) : given;
            boolean same = end - from == givenEnd - given && pattern.regionMatches(from, path, given, end - from);
            if (!there || !(variable || same)) {
                return 0;
            }
            rank += variable ? 10 : 100;
            from = end + 1;
            given = givenEnd + 1;
        }
        return given > path.length() ? rank + 1_000 : 0;
    }

    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }
}
