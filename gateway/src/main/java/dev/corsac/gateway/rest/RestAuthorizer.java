package dev.corsac.gateway.rest;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.TokenSignature;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer of a REST API: a <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html">Lambda
 * authorizer</a> or a Cognito user pool. Immutable; thread-safe if its function is.
 *
 * @param name its name
 * @param kind what it looks at
 * @param function the Lambda function; null for a user pool
 * @param identitySources what names the caller: {@code method.request.header.NAME}, {@code
 *     method.request.querystring.NAME}, {@code context.NAME}, {@code stageVariables.NAME}. If one is missing the response is a
 *     401 and the function is not invoked; but a {@code REQUEST} authorizer without caching is asked all the same (<a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html">documented</a>)
 * @param validation a regular expression that a token must match as a whole, else it is a 401; null for none
 * @param ttl how long a policy is kept for the same identity, to the second; zero not to keep it. A kept policy holds for
 *     every method behind the authorizer (documented), so one that names only the first method refuses the second.
 * @param signature tells whether the user pool signed a token; null for a Lambda authorizer
 * @param issuer the user pool's issuer, as {@code iss} has it; null for a Lambda authorizer
 */
public record RestAuthorizer(
        String name,
        Kind kind,
        @Nullable LambdaFunction function,
        List<String> identitySources,
        @Nullable String validation,
        Duration ttl,
        @Nullable TokenSignature signature,
        @Nullable String issuer) {

    /** The kinds of authorizers. */
    public enum Kind {
        /** A function that is given one token. */
        TOKEN,
        /** A function that is given the request. */
        REQUEST,
        /** A Cognito user pool's tokens. */
        COGNITO_USER_POOLS
    }

    /** Five minutes unless set (documented). */
    private static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

    private static final Duration MAX_TTL = Duration.ofHours(1);

    /** @throws DeploymentException if AWS refuses it */
    public RestAuthorizer {
        identitySources = List.copyOf(identitySources);
        if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
            throw new DeploymentException(
                    "Invalid Authorizer TTL specified",
                    "the authorizer " + name + " keeps results " + ttl.toSeconds() + " s: 0 to 3600");
        }
        if (kind == Kind.REQUEST && identitySources.isEmpty() && !ttl.isZero()) {
            throw new DeploymentException(
                    "Identity source is required when caching is enabled",
                    "give the authorizer " + name + " an identity source, or the ttl 0");
        }
        if (kind == Kind.TOKEN
                && (identitySources.size() != 1 || !identitySources.get(0).startsWith("method.request.header."))) {
            throw new DeploymentException(
                    "Invalid identity source specified",
                    "the token of the authorizer " + name
                            + " comes in one header: method.request.header.Authorization");
        }
        if (validation != null) {
            try {
                Pattern.compile(validation);
            } catch (PatternSyntaxException e) {
                throw new DeploymentException(
                        "Invalid identity validation expression specified",
                        "\"" + validation + "\" is not a regular expression: " + e.getDescription());
            }
        }
    }

    /** Returns a Lambda authorizer for the token in {@code Authorization}, results kept for five minutes. */
    public static RestAuthorizer token(String name, LambdaFunction function) {
        List<String> source = List.of("method.request.header.Authorization");
        return new RestAuthorizer(name, Kind.TOKEN, function, source, null, DEFAULT_TTL, null, null);
    }

    /** Returns a Lambda authorizer for the request, results kept for five minutes. */
    public static RestAuthorizer request(String name, LambdaFunction function, String... identitySources) {
        Duration ttl = identitySources.length == 0 ? Duration.ZERO : DEFAULT_TTL;
        return new RestAuthorizer(name, Kind.REQUEST, function, List.of(identitySources), null, ttl, null, null);
    }

    /**
     * Returns a Cognito user pool, its token in {@code Authorization} with or without {@code Bearer}.
     *
     * @param issuer {@code https://cognito-idp.REGION.amazonaws.com/POOL}
     */
    public static RestAuthorizer cognito(String name, TokenSignature signature, String issuer) {
        List<String> source = List.of("method.request.header.Authorization");
        return new RestAuthorizer(name, Kind.COGNITO_USER_POOLS, null, source, null, Duration.ZERO, signature, issuer);
    }

    /** Returns the same with another source of the token. */
    public RestAuthorizer identitySource(String source) {
        return new RestAuthorizer(name, kind, function, List.of(source), validation, ttl, signature, issuer);
    }

    /** Returns the same with a regular expression that the token must match as a whole. */
    public RestAuthorizer validation(String regularExpression) {
        return new RestAuthorizer(name, kind, function, identitySources, regularExpression, ttl, signature, issuer);
    }

    /** Returns the same with another time that results are kept. */
    public RestAuthorizer ttl(Duration ttl) {
        return new RestAuthorizer(name, kind, function, identitySources, validation, ttl, signature, issuer);
    }
}
