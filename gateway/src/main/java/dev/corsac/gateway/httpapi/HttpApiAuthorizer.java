package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.http.Request;

/**
 * Who may call a route of an HTTP API: <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">an authorizer</a>. A route
 * with one asks it for every request that selects the route; where that is an {@code ANY} or the {@code $default} route,
 * for preflights too, which carry no credentials and are refused (documented).
 *
 * <p>Subclasses are thread-safe.
 */
public abstract sealed class HttpApiAuthorizer
        permits HttpApiJwtAuthorizer, HttpApiLambdaAuthorizer, HttpApiIamAuthorizer {

    HttpApiAuthorizer() {}

    /** Returns the authorization type {@code AWS_IAM}: it lets every signed request pass. Only AWS can tell whether a signature is valid. */
    public static HttpApiAuthorizer iam() {
        return HttpApiIamAuthorizer.INSTANCE;
    }

    /** Returns the authorizer's name. */
    public abstract String name();

    /**
     * Decides about a request that has selected a route.
     *
     * @param path the path without the stage
     */
    abstract HttpApiAuthorization authorize(
            HttpApi api,
            HttpApiRoute route,
            String path,
            PayloadV2Event.Target target,
            Request request,
            RequestMetadata arrival);
}
