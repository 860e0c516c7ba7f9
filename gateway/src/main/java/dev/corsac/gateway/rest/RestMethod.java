package dev.corsac.gateway.rest;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.LambdaFunction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method of a REST API's resource: who may call it and what responses. A method with an authorizer, IAM or an API key asks
 * {@code OPTIONS} for it too if it is {@code ANY} or {@code OPTIONS}, and a browser sends none of them with a preflight.
 *
 * <p>Lambda proxy and MOCK integrations are modelled; HTTP, HTTP proxy and AWS integrations, request validators and
 * request parameters are not modelled.
 *
 * <p>Immutable; thread-safe if its function is.
 */
public final class RestMethod {

    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final @Nullable LambdaFunction function;
    private final @Nullable RestMock mock;
    private final boolean streaming;
    private final @Nullable RestAuthorizer authorizer;
    private final List<String> scopes;
    private final boolean iam;
    private final boolean apiKeyRequired;

    private RestMethod(
            @Nullable LambdaFunction function,
            @Nullable RestMock mock,
            boolean streaming,
            @Nullable RestAuthorizer authorizer,
            List<String> scopes,
            boolean iam,
            boolean apiKeyRequired) {
        this.function = function;
        this.mock = mock;
        this.streaming = streaming;
        this.authorizer = authorizer;
        this.scopes = scopes;
        this.iam = iam;
        this.apiKeyRequired = apiKeyRequired;
    }

    /** Returns a method with a Lambda proxy integration ({@code AWS_PROXY}), open to all. */
    public static RestMethod lambda(LambdaFunction function) {
        return new RestMethod(function, null, false, null, List.of(), false, false);
    }

    /** Returns a method with a MOCK integration, open to all. */
    public static RestMethod mock(RestMock mock) {
        return new RestMethod(null, mock, false, null, List.of(), false, false);
    }

    /**
     * Returns the same with {@code responseTransferMode} {@code STREAM}: the function must write JSON, eight NUL bytes and the
     * body (documented).
     *
     * @throws DeploymentException if the method has a MOCK integration
     */
    public RestMethod streaming() {
        if (function == null) {
            throw new DeploymentException(
                    "Response transfer mode STREAM is only supported for proxy integrations",
                    "leave it out, or give the method a function");
        }
        return new RestMethod(function, null, true, authorizer, scopes, iam, apiKeyRequired);
    }

    /**
     * Returns the same behind an authorizer.
     *
     * @param scopes of which a Cognito authorizer's token must have one; none to take an identity token
     */
    public RestMethod authorizer(RestAuthorizer authorizer, String... scopes) {
        return new RestMethod(function, mock, streaming, authorizer, List.of(scopes), false, apiKeyRequired);
    }

    /** Returns the same with {@code AWS_IAM}: a request without a signature is refused; the signature itself is not checked here. */
    public RestMethod iam() {
        return new RestMethod(function, mock, streaming, null, List.of(), true, apiKeyRequired);
    }

    /** Returns the same with {@code apiKeyRequired}. */
    public RestMethod apiKeyRequired() {
        return new RestMethod(function, mock, streaming, authorizer, scopes, iam, true);
    }

    @Nullable
    LambdaFunction function() {
        return function;
    }

    @Nullable
    RestMock mock() {
        return mock;
    }

    boolean isStreaming() {
        return streaming;
    }

    @Nullable
    RestAuthorizer authorizer() {
        return authorizer;
    }

    List<String> scopes() {
        return scopes;
    }

    boolean isIam() {
        return iam;
    }

    boolean isApiKeyRequired() {
        return apiKeyRequired;
    }

    /** Returns whether it is one of the seven that API Gateway has resources' methods for. */
    static boolean isMethod(String name) {
        return METHODS.contains(name);
    }
}
