package dev.corsac.check;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedDistribution.Behavior;
import dev.corsac.deployment.DeployedDistribution.Origin;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where browsers reach a front: at its own host, or through a distribution. Immutable. */
record Reach(Deployment deployment, Resolution resolution) {

    /**
     * A way to a front.
     *
     * @param origin the origin that is called
     * @param path the path there
     * @param distribution the distribution that is called; null for the front itself
     * @param behavior the distribution's behavior that takes the path; null without one
     */
    record Way(
            String origin,
            String path,
            @Nullable DeployedDistribution distribution,
            @Nullable Behavior behavior) {}

    /** Returns the ways to a path of a front: those through distributions if there are any, else its own host. */
    List<Way> to(DeployedFront front, String path) {
        List<Way> ways = new ArrayList<>();
        for (DeployedFront other : deployment.fronts()) {
            if (other instanceof DeployedDistribution distribution) {
                Way way = through(distribution, front, path);
                if (way != null) {
                    ways.add(way);
                }
            }
        }
        return ways.isEmpty() ? List.of(direct(front, path)) : ways;
    }

    /** Returns the way to a path at a front's own host: one of the user's own domain if there is one. */
    Way direct(DeployedFront front, String path) {
        Endpoint endpoint = endpoint(front);
        return new Way(resolution.origin(front, endpoint), endpoint.path() + path, null, null);
    }

    static Endpoint endpoint(DeployedFront front) {
        return front.endpoints().stream()
                .filter(Endpoint::custom)
                .findFirst()
                .orElse(front.endpoints().get(0));
    }

    private @Nullable Way through(DeployedDistribution distribution, DeployedFront front, String path) {
        for (Origin origin : distribution.origins()) {
            if (!front.equals(origin.front())) {
                continue;
            }
            Endpoint endpoint = front.endpoints().stream()
                    .filter(each -> each.host().same(origin.domain()))
                    .findFirst()
                    .orElse(front.endpoints().get(0));
            String prefix = resolution.text(origin.path());
            String whole = endpoint.path() + path;
            if (prefix != null && !prefix.isEmpty()) {
                if (!whole.startsWith(prefix + "/")) {
                    continue;
                }
                whole = whole.substring(prefix.length());
            }
            Behavior behavior = behavior(distribution, whole);
            if (behavior != null && behavior.origin().equals(origin.id())) {
                return new Way(resolution.origin(distribution, endpoint(distribution)), whole, distribution, behavior);
            }
        }
        return null;
    }

    /** Returns the behavior that takes a path: the first whose pattern fits. */
    static @Nullable Behavior behavior(DeployedDistribution distribution, String path) {
        for (Behavior behavior : distribution.behaviors()) {
            if (covers(behavior.pattern(), path)) {
                return behavior;
            }
        }
        return null;
    }

    /** Whether a path pattern, with or without its slash at the beginning, covers a path. */
    static boolean covers(String pattern, String path) {
        StringBuilder expression = new StringBuilder();
        String whole = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return path.matches(expression.toString());
    }
}
