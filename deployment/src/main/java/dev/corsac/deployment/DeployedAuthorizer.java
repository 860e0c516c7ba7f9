package dev.corsac.deployment;

import dev.corsac.gateway.TokenSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer of a REST or HTTP API.
 *
 * @param name its name in the API
 * @param kind what it looks at
 * @param function the id of the Lambda function that decides; null for a token authorizer of API Gateway itself, or where
 *     the function is not part of the deployment
 * @param identitySources what names the caller
 * @param validation a regular expression that a token must match; null for none
 * @param ttl how long results are kept, in seconds
 * @param issuer the issuer of tokens; null for a Lambda authorizer
 * @param audience the audiences of tokens
 * @param payloadFormat {@code 1.0} or {@code 2.0}; only an HTTP API looks at it
 * @param simpleResponses whether a Lambda authorizer returns {@code isAuthorized}
 * @param signature checks tokens; null where the issuer's keys are not at hand
 * @param place where it is declared
 */
public record DeployedAuthorizer(
        String name,
        Kind kind,
        @Nullable String function,
        List<Value<String>> identitySources,
        @Nullable Value<String> validation,
        Value<Integer> ttl,
        @Nullable Value<String> issuer,
        List<Value<String>> audience,
        Value<String> payloadFormat,
        boolean simpleResponses,
        @Nullable TokenSignature signature,
        Place place) {

    /** The kinds of authorizers. */
    public enum Kind {
        /** A function that is given one token. */
        TOKEN,
        /** A function that is given the request. */
        REQUEST,
        /** A Cognito user pool's tokens, at a REST API. */
        COGNITO_USER_POOLS,
        /** An issuer's JSON Web Tokens, at an HTTP API. */
        JWT
    }

    /** Copies the lists. */
    public DeployedAuthorizer {
        identitySources = List.copyOf(identitySources);
        audience = List.copyOf(audience);
    }
}
