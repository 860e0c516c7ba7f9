package dev.corsac.gateway.httpapi;

/**
 * Who may call a route of an HTTP API: <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">an authorizer</a>. A route
 * with one asks it for every request that selects the route; where that is an {@code ANY} or the {@code $default} route,
 * for preflights too, which carry no credentials and are refused (documented).
 *
 * <p>Implementations are thread-safe.
 */
public sealed interface HttpApiAuthorizer permits HttpApiJwtAuthorizer, HttpApiLambdaAuthorizer, HttpApiIamAuthorizer {

    /** Returns the authorization type {@code AWS_IAM}: it lets every signed request pass. Only AWS can tell whether a signature is valid. */
    static HttpApiAuthorizer iam() {
        return HttpApiIamAuthorizer.INSTANCE;
    }

    /** Returns the authorizer's name. */
    String name();
}
