package dev.corsac.gateway.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.FakeFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpApiRoutesTest {

    private static final FakeFunction OK = FakeFunction.returning("{}");

    /** The tree against the rule written plainly: of the routes that match, the best by their segments, then by method. */
    @Test
    void the_tree_selects_the_route_that_the_rule_names() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] parts = {"a", "b", "{x}", "{x}", "{p+}"};
        for (int round = 0; round < 2_000; round++) {
            List<HttpApiRoute> routes = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                StringBuilder key =
                        new StringBuilder(List.of("GET ", "POST ", "ANY ").get(random.nextInt(3)));
                for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
                    String part = parts[random.nextInt(parts.length)];
                    key.append('/').append(part);
                    if (part.equals("{p+}")) {
                        break;
                    }
                }
                if (routes.stream().noneMatch(route -> route.key().contentEquals(key))) {
                    routes.add(HttpApiRoute.of(key.toString(), OK));
                }
            }
            StringBuilder path = new StringBuilder();
            for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
                path.append('/').append(List.of("a", "b", "c", "").get(random.nextInt(4)));
            }
            String method = random.nextBoolean() ? "GET" : "POST";
            HttpApiRoute selected = new HttpApiRoutes(routes).select(method, path.toString());
            assertThat(selected)
                    .as("seed %d, round %d: %s %s of %s", seed, round, method, path, routes)
                    .isSameAs(best(routes, method, path.toString()));
        }
    }

    private static @Nullable HttpApiRoute best(List<HttpApiRoute> routes, String method, String path) {
        HttpApiRoute best = null;
        String bestRank = "";
        for (HttpApiRoute route : routes) {
            String rank = rank(route, method, path.substring(1).split("/", -1));
            if (rank != null && (best == null || rank.compareTo(bestRank) < 0)) {
                best = route;
                bestRank = rank;
            }
        }
        return best;
    }

    /** Smaller is better; null if the route does not match. */
    private static @Nullable String rank(HttpApiRoute route, String method, String[] path) {
        if (!route.method().equals(method) && !route.method().equals("ANY")) {
            return null;
        }
        List<String> segments = route.segments();
        boolean greedy = HttpApiRoute.isGreedy(segments.get(segments.size() - 1));
        if (greedy ? path.length < segments.size() : path.length != segments.size()) {
            return null;
        }
        StringBuilder rank = new StringBuilder(greedy ? "1" : "0");
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (HttpApiRoute.isGreedy(segment)) {
                rank.append('2');
            } else if (HttpApiRoute.isVariable(segment)) {
                if (path[i].isEmpty()) {
                    return null;
                }
                rank.append('1');
            } else if (segment.equals(path[i])) {
                rank.append('0');
            } else {
                return null;
            }
        }
        return rank.append(route.method().equals("ANY") ? '1' : '0').toString();
    }
}
