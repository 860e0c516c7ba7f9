package dev.corsac.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A REST API with one of its stages.
 *
 * @param stage the stage's name
 * @param stageVariables by name
 * @param binaryMediaTypes media types whose bodies are binary
 * @param apiKeys the values of API keys that are accepted; none where the files do not state them
 * @param apiKeyFromAuthorizer whether the API key comes from the authorizer
 * @param timeoutMillis the longest integration time; null for AWS's default
 * @param routes methods of resources
 * @param authorizers by their order in the file
 * @param gatewayResponses by their order in the file
 */
public record DeployedRestApi(
        String id,
        List<Endpoint> endpoints,
        Value<String> stage,
        Map<String, Value<String>> stageVariables,
        List<Value<String>> binaryMediaTypes,
        List<String> apiKeys,
        boolean apiKeyFromAuthorizer,
        @Nullable Value<Integer> timeoutMillis,
        List<DeployedRoute> routes,
        List<DeployedAuthorizer> authorizers,
        List<DeployedGatewayResponse> gatewayResponses,
        Place place)
        implements DeployedFront {

    /** Copies the collections. */
    public DeployedRestApi {
        endpoints = List.copyOf(endpoints);
        stageVariables = Copies.of(stageVariables);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        apiKeys = List.copyOf(apiKeys);
        routes = List.copyOf(routes);
        authorizers = List.copyOf(authorizers);
        gatewayResponses = List.copyOf(gatewayResponses);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.REST_API;
    }

    @Override
    public Set<String> functions() {
        return DeployedRoute.functions(routes);
    }

    @Override
    public List<Value<?>> settings() {
        List<Value<?>> settings = new ArrayList<>(stageVariables.values());
        settings.add(stage);
        for (DeployedGatewayResponse response : gatewayResponses) {
            if (response.status() != null) {
                settings.add(response.status());
            }
            settings.addAll(response.parameters().values());
        }
        return settings;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.restApi(this);
    }

    /** Returns a hash of the name and place only: one of hundreds of routes takes longer than what it is for. */
    @Override
    public int hashCode() {
        return 31 * id.hashCode() + place.hashCode();
    }
}
