package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.internal.RequestAuthorization;
import org.jspecify.annotations.Nullable;

/**
 * The decision of an HTTP API's authorizer about one request.
 *
 * @param granted what goes into the function's event; null if the request is refused
 * @param status the status of a refusal
 * @param message the {@code message} of its body
 * @param challenge its {@code www-authenticate}; null if it has none
 * @param reason why, for the log
 */
record HttpApiAuthorization(
        @Nullable RequestAuthorization granted,
        int status,
        String message,
        @Nullable String challenge,
        String reason) {

    static HttpApiAuthorization granted(RequestAuthorization authorization) {
        return new HttpApiAuthorization(authorization, 200, "", null, "");
    }

    static HttpApiAuthorization refused(int status, String message, String reason) {
        return new HttpApiAuthorization(null, status, message, null, reason);
    }

    static HttpApiAuthorization challenged(String challenge, String reason) {
        return new HttpApiAuthorization(null, 401, "Unauthorized", challenge, reason);
    }
}
