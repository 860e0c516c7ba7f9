package dev.corsac.config.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer that a plan has.
 *
 * @param name its name
 * @param kind what it looks at
 * @param function the id of the function that decides; null for a user pool's and an issuer's tokens
 * @param identitySources what names the caller, as API Gateway writes it
 * @param validation a regular expression that a token must match; null for none
 * @param ttl how long results are cached, in seconds
 * @param issuer the issuer of tokens; null for a function
 * @param audience the audiences of tokens
 * @param payloadFormat {@code 1.0} or {@code 2.0}; only an HTTP API looks at it
 * @param simpleResponses whether a function returns {@code isAuthorized}
 */
public record PlannedAuthorizer(
        String name,
        Kind kind,
        @Nullable String function,
        List<String> identitySources,
        @Nullable String validation,
        int ttl,
        @Nullable String issuer,
        List<String> audience,
        String payloadFormat,
        boolean simpleResponses) {

    /** The kinds of authorizers. */
    public enum Kind {
        /** A function that is given one token. */
        TOKEN,
        /** A function that is given the request. */
        REQUEST,
        /** A Cognito user pool's tokens, at a REST API. */
        USER_POOL,
        /** An issuer's JSON Web Tokens, at an HTTP API. */
        JWT
    }

    /** Copies the lists. */
    public PlannedAuthorizer {
        identitySources = List.copyOf(identitySources);
        audience = List.copyOf(audience);
    }

    /**
     * Returns the part of a user pool's issuer that is its region or its id.
     *
     * @throws IllegalArgumentException if the issuer is not a user pool's
     */
    String pool(boolean region) {
        String text = String.valueOf(issuer);
        String prefix = "https://cognito-idp.";
        int slash = text.lastIndexOf('/');
        int dot = text.indexOf('.', prefix.length());
        if (!text.startsWith(prefix) || dot < 0 || slash < dot) {
            throw new IllegalArgumentException("the issuer " + text + " is not that of a user pool,"
                    + " https://cognito-idp.REGION.amazonaws.com/POOL");
        }
        return region ? text.substring(prefix.length(), dot) : text.substring(slash + 1);
    }
}
