package dev.corsac.check;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The best CORS is to need none: what a common origin, or a longer memory of preflights, would save. */
final class Advice {

    /** As long as a common setting; Chromium keeps results for 7,200 seconds at most. */
    private static final int SECONDS = 600;

    private Advice() {}

    /** Returns sentences about a deployment that makes pages and is called by them. */
    static List<String> of(CallingPages pages, List<CheckedCall> calls, List<RecordedCall> recorded) {
        List<String> advice = new ArrayList<>(recorded.isEmpty() ? List.of() : preflights(recorded));
        Map<String, Set<String>> called = new LinkedHashMap<>();
        for (CheckedCall call : calls) {
            DeployedFront front = call.call().front();
            String page = call.call().call().origin().toString();
            if (front != null && pages.maker(page) instanceof DeployedDistribution distribution) {
                called.computeIfAbsent(distribution.id(), key -> new LinkedHashSet<>())
                        .add(front.id());
            }
        }
        called.forEach(
                (distribution, fronts) -> advice.add(
                        "The page of " + distribution + " calls "
                                + String.join(" and ", fronts) + " at another origin. A behavior of " + distribution
                                + " for a path such as /api/* makes page and API one origin: no preflights, no CORS, first-party cookies."));
        return advice;
    }

    private static List<String> preflights(List<RecordedCall> recorded) {
        int requests = 0;
        int preflights = 0;
        int saved = 0;
        Set<String> kept = new HashSet<>();
        for (RecordedCall call : recorded) {
            for (RecordedExchange exchange : call.exchanges()) {
                requests++;
                if (exchange.isPreflight()) {
                    preflights++;
                    String key = call.page() + " " + exchange.url() + " "
                            + exchange.requestHeaders().first("Access-Control-Request-Method") + " "
                            + exchange.requestHeaders().combined("Access-Control-Request-Headers");
                    boolean before = !kept.add(key);
                    saved += before ? 1 : 0;
                }
            }
        }
        if (preflights == 0) {
            return List.of();
        }
        return List.of(preflights + " of " + requests + " recorded requests were preflights"
                + (saved == 0 ? "" : "; Access-Control-Max-Age: " + SECONDS + " saves up to " + saved)
                + "; one origin for page and API saves all.");
    }
}
