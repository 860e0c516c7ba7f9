package dev.corsac.gateway.httpapi;

/**
 * Who may call a route of an HTTP API: <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">an authorizer</a>. A route
 * with one asks it for every request that selects the route; where that is an {@code ANY} or the {@code $default} route,
 * for preflights too, which carry no credentials and are refused (documented).
 *
 * <p>Implementations are safe to share between threads.
 */
public sealed interface HttpApiAuthorizer permits HttpApiJwtAuthorizer, HttpApiLambdaAuthorizer, HttpApiIamAuthorizer {

    /** Authorization type {@code AWS_IAM}: any request that carries a signature; whether it is a good one AWS alone can tell. */
    static HttpApiAuthorizer iam() {
        return HttpApiIamAuthorizer.INSTANCE;
    }

    /** The authorizer's name. */
    String name();
}
