package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP API while it is read. Not safe to share between threads. */
final class HttpDraft {

    final String id;
    final Place place;
    final Stages stages = new Stages(Stages.DEFAULT);

    @Nullable
    DeployedCors cors;

    final Map<String, DeployedRoute> routes = new LinkedHashMap<>();
    final Map<String, DeployedAuthorizer> authorizers = new LinkedHashMap<>();

    HttpDraft(String id, Place place) {
        this.id = id;
        this.place = place;
    }

    void add(DeployedRoute route) {
        routes.put(route.key(), route);
    }

    /** Returns the API once for each of its stages. */
    List<DeployedHttpApi> build(TemplateMessages findings) {
        List<DeployedHttpApi> built = new ArrayList<>();
        for (Stages.Reached reached : stages.reached(id, place, findings)) {
            built.add(new DeployedHttpApi(
                    reached.id(),
                    reached.endpoints(),
                    reached.stage().name(),
                    reached.stage().variables(),
                    null,
                    cors,
                    List.copyOf(routes.values()),
                    List.copyOf(authorizers.values()),
                    place));
        }
        return built;
    }
}
