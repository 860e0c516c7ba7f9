package dev.corsac.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API with one of its stages.
 *
 * @param stage the stage's name, {@code $default} unless the file names another
 * @param stageVariables by name
 * @param timeoutMillis the longest integration time; null for AWS's default
 * @param cors the CORS configuration; null for none
 * @param routes in the file's order
 * @param authorizers in the file's order
 */
public record DeployedHttpApi(
        String id,
        List<Endpoint> endpoints,
        Value<String> stage,
        Map<String, Value<String>> stageVariables,
        @Nullable Value<Integer> timeoutMillis,
        @Nullable DeployedCors cors,
        List<DeployedRoute> routes,
        List<DeployedAuthorizer> authorizers,
        Place place)
        implements DeployedFront {

    /** Copies the collections. */
    public DeployedHttpApi {
        endpoints = List.copyOf(endpoints);
        stageVariables = Copies.of(stageVariables);
        routes = List.copyOf(routes);
        authorizers = List.copyOf(authorizers);
    }

    /** Returns the API with another CORS configuration; null for none. */
    public DeployedHttpApi with(@Nullable DeployedCors other) {
        return new DeployedHttpApi(
                id, endpoints, stage, stageVariables, timeoutMillis, other, routes, authorizers, place);
    }

    /** Returns the API with other routes and authorizers. */
    public DeployedHttpApi with(List<DeployedRoute> otherRoutes, List<DeployedAuthorizer> otherAuthorizers) {
        return new DeployedHttpApi(
                id, endpoints, stage, stageVariables, timeoutMillis, cors, otherRoutes, otherAuthorizers, place);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.HTTP_API;
    }

    @Override
    public List<DeployedCors> corsBlocks() {
        return cors == null ? List.of() : List.of(cors);
    }

    @Override
    public DeployedHttpApi withCorsBlocks(UnaryOperator<DeployedCors> change) {
        return cors == null ? this : with(change.apply(cors));
    }

    @Override
    public Set<String> functions() {
        return DeployedRoute.functions(routes);
    }

    @Override
    public List<Value<?>> settings() {
        List<Value<?>> settings = new ArrayList<>(stageVariables.values());
        settings.add(stage);
        return settings;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.httpApi(this);
    }

    /** Returns a hash of the name and place only: one of hundreds of routes takes longer than what it is for. */
    @Override
    public int hashCode() {
        return 31 * id.hashCode() + place.hashCode();
    }
}
