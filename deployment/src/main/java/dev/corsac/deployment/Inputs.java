package dev.corsac.deployment;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the missing inputs of everything in a deployment. */
final class Inputs {

    private final Consumer<Missing> sink;

    private Inputs(Consumer<Missing> sink) {
        this.sink = sink;
    }

    static void of(Deployment deployment, Consumer<Missing> sink) {
        Inputs inputs = new Inputs(sink);
        deployment.fronts().forEach(inputs::front);
        for (DeployedFunction function : deployment.functions()) {
            inputs.values(function.environment().values());
            inputs.values(List.of(function.runtime(), function.handler()));
        }
    }

    private void front(DeployedFront front) {
        front.endpoints().forEach(endpoint -> value(endpoint.host()));
        values(front.settings());
        front.corsBlocks().forEach(this::cors);
        front.routes().forEach(this::route);
        front.authorizers().forEach(this::authorizer);
    }

    private void route(DeployedRoute route) {
        values(route.authorization().scopes());
        if (route.integration() instanceof Integration.Mock mock) {
            mock.responses().responses().forEach(response -> {
                values(response.parameters().values());
                values(response.templates().values());
            });
        }
    }

    private void authorizer(DeployedAuthorizer authorizer) {
        values(authorizer.identitySources());
        value(authorizer.issuer());
        values(authorizer.audience());
    }

    private void cors(DeployedCors cors) {
        values(cors.allowOrigins());
        values(cors.allowMethods());
        values(cors.allowHeaders());
        values(cors.exposeHeaders());
        value(cors.allowCredentials());
        value(cors.maxAge());
    }

    private void values(Collection<? extends Value<?>> values) {
        values.forEach(this::value);
    }

    private void value(@Nullable Value<?> value) {
        if (value != null) {
            value.missing().forEach(sink);
        }
    }
}
