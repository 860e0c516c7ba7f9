package dev.corsac.gateway;

/**
 * Tells whether the signature of a JSON Web Token is good: with the keys of an issuer's {@code jwks_uri}, say, or with a
 * key of a test. Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSignature {

    /**
     * Returns whether one of the issuer's keys signed this token. The token has the form of one, an RSA algorithm and a {@code
     * kid}; its claims are checked elsewhere.
     *
     * @param token the three parts in Base64URL with dots between, as the client sent them
     */
    boolean isValid(String token);
}
