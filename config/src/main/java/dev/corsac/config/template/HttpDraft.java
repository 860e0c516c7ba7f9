package dev.corsac.config.template;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTP API while it is read. Not safe to share between threads. */
final class HttpDraft extends ApiDraft {

    @Nullable
    DeployedCors cors;

    HttpDraft(String id, Place place) {
        super(id, place, new Stages(Stages.DEFAULT));
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
