package dev.corsac.gateway.rest;

import org.jspecify.annotations.Nullable;

/**
 * The types of a REST API's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">gateway
 * responses</a>: every response that API Gateway makes itself is one of them (documented).
 *
 * <p>Status codes are documented. The values of {@code x-amzn-ErrorType} and the messages are recorded for what a page meets
 * most (a wrong path, 401, 403, 429, a 502 or 504 of the integration) and unverified for the rest.
 */
public enum RestResponseType {
    /** What is configured for every 4xx that has no configuration of its own. */
    DEFAULT_4XX(0, "", null),
    /** What is configured for every 5xx that has no configuration of its own; also the type of a malformed response's 502. */
    DEFAULT_5XX(0, "", null),
    /** An authorizer's policy does not allow the method. */
    ACCESS_DENIED(403, "AccessDeniedException", "User is not authorized to access this resource"),
    /** The API is not set up correctly: a MOCK integration without a status code, say. */
    API_CONFIGURATION_ERROR(500, "InternalServerErrorException", "Internal server error"),
    /** An authorizer's output is malformed, or it could not be invoked. */
    AUTHORIZER_CONFIGURATION_ERROR(500, "AuthorizerConfigurationException", null),
    /** An authorizer failed. */
    AUTHORIZER_FAILURE(500, "AuthorizerFailureException", null),
    /** A request validator refused a body. */
    BAD_REQUEST_BODY(400, "BadRequestException", "Invalid request body"),
    /** A request validator refused parameters. */
    BAD_REQUEST_PARAMETERS(400, "BadRequestException", "Missing required request parameters"),
    /** AWS credentials are past their time. */
    EXPIRED_TOKEN(403, "ExpiredTokenException", "The security token included in the request is expired"),
    /** The integration could not be reached. */
    INTEGRATION_FAILURE(504, "InternalServerErrorException", "Internal server error"),
    /** The integration took too long. */
    INTEGRATION_TIMEOUT(504, "InternalServerErrorException", "Endpoint request timed out"),
    /** The method needs an API key, and there is none or an unknown one. */
    INVALID_API_KEY(403, "ForbiddenException", "Forbidden"),
    /** A signature does not match. */
    INVALID_SIGNATURE(
            403,
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided."),
    /** No such resource or method, or a method with IAM and a request without a signature. */
    MISSING_AUTHENTICATION_TOKEN(403, "MissingAuthenticationTokenException", "Missing Authentication Token"),
    /** A usage plan's quota is used up. */
    QUOTA_EXCEEDED(429, "LimitExceededException", "Limit Exceeded"),
    /** The body is over the limit. It cannot be customised (documented). */
    REQUEST_TOO_LARGE(413, "RequestTooLargeException", "Request Too Long"),
    /** No such resource, past authentication. */
    RESOURCE_NOT_FOUND(404, "NotFoundException", "Not Found"),
    /** Too many requests for a plan, method, stage or account. */
    THROTTLED(429, "TooManyRequestsException", "Too Many Requests"),
    /** An authorizer did not recognise the caller. */
    UNAUTHORIZED(401, "UnauthorizedException", "Unauthorized"),
    /** A body's type has no template, and passing it through is forbidden. */
    UNSUPPORTED_MEDIA_TYPE(415, "BadRequestException", "Unsupported Media Type"),
    /** AWS WAF blocked the request. */
    WAF_FILTERED(403, "ForbiddenException", "Forbidden");

    private final int status;
    private final String errorType;
    private final @Nullable String message;

    RestResponseType(int status, String errorType, @Nullable String message) {
        this.status = status;
        this.errorType = errorType;
        this.message = message;
    }

    /** Returns the status code unless it is configured; 0 for the two defaults, which keep the one that is there. */
    public int status() {
        return status;
    }

    /** Returns the value of {@code x-amzn-ErrorType}. */
    String errorType() {
        return errorType;
    }

    /** Returns the body's message; null is sent as JSON's null (reported). */
    @Nullable
    String message() {
        return message;
    }

    /** Returns which type's configuration applies when this one has none. */
    RestResponseType fallback() {
        return status >= 500 || this == DEFAULT_5XX ? DEFAULT_5XX : DEFAULT_4XX;
    }
}
