package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP API while it is read. Not safe to share between threads. */
final class HttpDraft {

    final String id;
    final Place place;
    Value<String> stage = Value.byDefault("$default");
    Map<String, Value<String>> stageVariables = Map.of();
    final List<Endpoint> domains = new ArrayList<>();
    boolean executeApiDisabled;

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

    DeployedHttpApi build() {
        String name = stage.known();
        String path = name == null ? "/stage" : name.equals("$default") ? "" : "/" + name;
        List<Endpoint> endpoints = new ArrayList<>();
        if (!executeApiDisabled || domains.isEmpty()) {
            endpoints.add(new Endpoint(Value.of(new Symbol(id, Symbol.HOST), place), path, false));
        }
        endpoints.addAll(domains);
        return new DeployedHttpApi(
                id,
                endpoints,
                stage,
                stageVariables,
                null,
                cors,
                List.copyOf(routes.values()),
                List.copyOf(authorizers.values()),
                place);
    }
}
