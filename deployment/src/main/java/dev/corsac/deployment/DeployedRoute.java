package dev.corsac.deployment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route of a REST or HTTP API.
 *
 * @param method a method in upper case, {@code ANY}, or {@code $default} with an empty path
 * @param path the path with its variables: {@code /orders/{id}}
 * @param integration what responds
 * @param authorization who may call it
 * @param apiKeyRequired whether an API key is asked for
 * @param parameters an HTTP API's changes of the response's headers
 * @param place where the route is declared
 */
public record DeployedRoute(
        String method,
        String path,
        Integration integration,
        Authorization authorization,
        boolean apiKeyRequired,
        List<ResponseParameter> parameters,
        Place place) {

    /** Copies the list. */
    public DeployedRoute {
        parameters = List.copyOf(parameters);
    }

    /** Returns the route as HTTP APIs write it: {@code GET /orders}. */
    public String key() {
        return path.isEmpty() ? method : method + " " + path;
    }

    /** Returns the route with another integration. */
    public DeployedRoute with(Integration other) {
        return new DeployedRoute(method, path, other, authorization, apiKeyRequired, parameters, place);
    }

    /** Returns the route with another authorization and demand for an API key. */
    public DeployedRoute with(Authorization other, boolean asksForKey) {
        return new DeployedRoute(method, path, integration, other, asksForKey, parameters, place);
    }

    /** Returns the ids of the functions that routes lead to, in the order of the routes. */
    static Set<String> functions(List<DeployedRoute> routes) {
        Set<String> ids = new LinkedHashSet<>();
        for (DeployedRoute route : routes) {
            if (route.integration() instanceof Integration.Function proxy) {
                ids.add(proxy.function());
            }
        }
        return ids;
    }

    /**
     * Who may call a route.
     *
     * @param kind what is asked for
     * @param authorizer the authorizer's name in the API; null unless the kind is {@link Kind#AUTHORIZER}
     * @param scopes of which a token must have one
     * @param place where it is declared
     */
    public record Authorization(Kind kind, @Nullable String authorizer, List<Value<String>> scopes, Place place) {

        /** Open to all. */
        public static final Authorization NONE = new Authorization(Kind.NONE, null, List.of(), Place.NONE);

        /** The kinds of authorization. */
        public enum Kind {
            /** Nothing. */
            NONE,
            /** A signature of AWS. */
            IAM,
            /** An authorizer of the API. */
            AUTHORIZER
        }

        /** Copies the list. */
        public Authorization {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * A change of a header in an HTTP API's responses of one status.
     *
     * @param change {@code append}, {@code overwrite} or {@code remove}
     */
    public record ResponseParameter(int status, String change, String header, Value<String> value, Place place) {}
}
