package dev.corsac.config.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route that a plan has.
 *
 * @param method a method in upper case or {@code ANY}; {@code $default} with an empty path is an HTTP API's default route
 * @param path the path with its variables: {@code /orders/{id}}
 * @param function the function's id in the plan
 * @param access who may call it
 * @param payloadFormat {@code 1.0} or {@code 2.0}; only an HTTP API looks at it
 */
public record PlannedRoute(String method, String path, String function, Access access, String payloadFormat) {

    /**
     * Who may call a route.
     *
     * @param iam whether AWS's signature is asked for
     * @param authorizer the name of an authorizer of the plan; null for none
     * @param scopes of which a token must have one
     * @param apiKey whether an API key is asked for
     */
    public record Access(boolean iam, @Nullable String authorizer, List<String> scopes, boolean apiKey) {

        /** Open to all. */
        public static final Access OPEN = new Access(false, null, List.of(), false);

        /** Copies the list. */
        public Access {
            scopes = List.copyOf(scopes);
        }

        /** Returns whether a request without token, signature and key is let in. */
        boolean isOpen() {
            return !iam && authorizer == null && !apiKey;
        }
    }

    /** Makes a route that is open to all. */
    public PlannedRoute(String method, String path, String function) {
        this(method, path, function, Access.OPEN, "2.0");
    }

    /** Returns the route as HTTP APIs write it: {@code GET /orders}. */
    public String key() {
        return path.isEmpty() ? method : method + " " + path;
    }
}
