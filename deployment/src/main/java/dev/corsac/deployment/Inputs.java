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
        if (front instanceof DeployedRestApi api) {
            value(api.stage());
            values(api.stageVariables().values());
            api.routes().forEach(this::route);
            api.authorizers().forEach(this::authorizer);
            api.gatewayResponses().forEach(response -> {
                value(response.status());
                values(response.parameters().values());
            });
        } else if (front instanceof DeployedHttpApi api) {
            value(api.stage());
            cors(api.cors());
            api.routes().forEach(this::route);
            api.authorizers().forEach(this::authorizer);
        } else if (front instanceof DeployedFunctionUrl url) {
            value(url.authType());
            cors(url.cors());
        } else if (front instanceof DeployedWebsite site) {
            site.cors().forEach(this::cors);
        } else if (front instanceof DeployedBucket bucket) {
            bucket.cors().forEach(this::cors);
        } else if (front instanceof DeployedDistribution distribution) {
            distribution.origins().forEach(origin -> value(origin.domain()));
            distribution.behaviors().forEach(behavior -> {
                if (behavior.responseHeadersPolicy() != null) {
                    cors(behavior.responseHeadersPolicy().cors());
                }
            });
        }
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

    private void cors(@Nullable DeployedCors cors) {
        if (cors != null) {
            values(cors.allowOrigins());
            values(cors.allowMethods());
            values(cors.allowHeaders());
            values(cors.exposeHeaders());
            value(cors.allowCredentials());
            value(cors.maxAge());
        }
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
