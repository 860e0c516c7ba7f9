package dev.corsac.example.shop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says and learns who somebody is by a JSON Web Token (RFC 7519) with HMAC-SHA256. Safe for use by several threads.
 * Cryptography is first touched at the first token, not at start-up.
 */
final class Tokens {

    private static final String ISSUER = "corsac-example-shop";

    private final byte[] key;
    private final String audience;
    private final Duration lifetime;
    private final Clock clock;

    /** @param audience whom the tokens are for; one made for others is not valid here, even under the same key */
    Tokens(byte[] key, String audience, Duration lifetime, Clock clock) {
        this.key = key.clone();
        this.audience = audience;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    String issue(String user) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(audience)
                        .subject(user)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .build());
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot sign with HMAC-SHA256", e);
        }
        return token.serialize();
    }

    /** The user whom the token names, or null if it is not one of ours, not for this audience, or no longer good. */
    @Nullable
    String userOf(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            // The token does not choose how it is checked.
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(new MACVerifier(key))) {
                return null;
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expiry = claims.getExpirationTime();
            boolean good = ISSUER.equals(claims.getIssuer())
                    && List.of(audience).equals(claims.getAudience())
                    && expiry != null
                    && clock.instant().isBefore(expiry.toInstant());
            return good ? claims.getSubject() : null;
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }
}
