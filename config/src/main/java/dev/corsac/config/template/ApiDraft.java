package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** A REST or HTTP API while it is read. Not safe to share between threads. */
abstract class ApiDraft {

    final String id;
    final Place place;
    final Stages stages;

    /** By {@link DeployedRoute#key}. */
    final Map<String, DeployedRoute> routes = new LinkedHashMap<>();

    final Map<String, DeployedAuthorizer> authorizers = new LinkedHashMap<>();

    /** @param stages has no stage yet */
    ApiDraft(String id, Place place, Stages stages) {
        this.id = id;
        this.place = place;
        this.stages = stages;
    }

    /** Adds a route, in the place of one with the same method and path. */
    final void add(DeployedRoute route) {
        routes.put(route.key(), route);
    }
}
