package dev.corsac.gateway.rest;

import org.jspecify.annotations.Nullable;

/**
 * A request that API Gateway refuses itself, before any gateway response is applied.
 *
 * @param type the gateway response
 * @param status the status code
 * @param errorType the value of {@code x-amzn-ErrorType}
 * @param message the body's message; null is sent as JSON's null
 * @param why the reason in words, for the log
 */
record RestRefusal(
        RestResponseType type,
        int status,
        String errorType,
        @Nullable String message,
        String why) {

    static RestRefusal of(RestResponseType type, String why) {
        return of(type, type.message(), why);
    }

    static RestRefusal of(RestResponseType type, @Nullable String message, String why) {
        return new RestRefusal(type, type.status(), type.errorType(), message, why);
    }

    /** Returns the 502 of a function that failed or returned a malformed response; its only type is the default (recorded). */
    static RestRefusal badGateway(String why) {
        return ofDefault5xx(502, why);
    }

    /**
     * Returns the 500 of a malformed stream (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html">documented</a>).
     */
    static RestRefusal internalServerError(String why) {
        return ofDefault5xx(500, why);
    }

    private static RestRefusal ofDefault5xx(int status, String why) {
        return new RestRefusal(
                RestResponseType.DEFAULT_5XX, status, "InternalServerErrorException", "Internal server error", why);
    }

    /** Returns the body where no gateway response is configured, blanks as they are recorded. */
    String defaultBody() {
        if (message == null) {
            return "{\"message\":null}";
        }
        String name = type == RestResponseType.ACCESS_DENIED ? "Message" : "message";
        String blank = status >= 500 ? " " : "";
        return "{\"" + name + "\":" + blank + "\"" + message + "\"}";
    }
}
