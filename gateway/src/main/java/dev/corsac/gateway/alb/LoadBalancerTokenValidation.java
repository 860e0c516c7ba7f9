package dev.corsac.gateway.alb;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.TokenSignature;
import dev.corsac.gateway.internal.Jwt;
import dev.corsac.http.Header;
import dev.corsac.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The action {@code jwt-validation} of a rule: since November 2025 a load balancer <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html">verifies JSON Web
 * Tokens</a> before it forwards a request. A preflight carries no {@code Authorization} header, so it is a 401 unless an
 * earlier rule takes {@code OPTIONS}.
 *
 * <p>AWS accepts the action on HTTPS listeners only; this model has no listener protocol. Fetching the keys, and
 * so the statuses 500 and 562 of a key set that cannot be read, is not modelled.
 *
 * <p>Immutable; thread-safe if the signature is.
 *
 * @param issuer the value that the claim {@code iss} must have
 * @param signature tells whether one of the issuer's keys signed a token
 * @param claims further claims that a token must have; at most 10
 */
public record LoadBalancerTokenValidation(String issuer, TokenSignature signature, List<Claim> claims) {

    private static final int MAX_CLAIMS = 10;

    /** How a claim's value is compared with the configured values (documented). */
    public enum Format {
        /** The claim is the configured value. */
        SINGLE_STRING,
        /** The claim is an array that has one of the configured values. */
        STRING_ARRAY,
        /** The claim is a text of words, all configured values among them. */
        SPACE_SEPARATED_VALUES
    }

    /**
     * A claim that a token must have.
     *
     * @param name the claim
     * @param format how its value is compared
     * @param values the values, 1 to 10
     */
    public record Claim(String name, Format format, List<String> values) {

        /** @throws DeploymentException if there are no values, or more than AWS accepts */
        public Claim {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(format, "format");
            values = List.copyOf(values);
            int most = format == Format.SINGLE_STRING ? 1 : 10;
            if (values.isEmpty() || values.size() > most) {
                throw new DeploymentException(
                        "The values of an additional claim are not valid",
                        "the claim " + name + " has " + values.size() + " values: " + format + " takes 1"
                                + (most == 1 ? "" : " to " + most));
            }
        }

        boolean covers(@Nullable Object claimed) {
            return switch (format) {
                case SINGLE_STRING -> values.get(0).equals(claimed);
                case STRING_ARRAY ->
                    claimed instanceof List<?> several && values.stream().anyMatch(several::contains);
                case SPACE_SEPARATED_VALUES ->
                    claimed instanceof String text
                            && Set.copyOf(Arrays.asList(text.split(" "))).containsAll(values);
            };
        }
    }

    /** @throws DeploymentException if there are more than 10 claims (documented) */
    public LoadBalancerTokenValidation {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(signature, "signature");
        claims = List.copyOf(claims);
        if (claims.size() > MAX_CLAIMS) {
            throw new DeploymentException(
                    "The number of additional claims is limited to " + MAX_CLAIMS, "there are " + claims.size());
        }
    }

    /** Returns a validation that checks the signature, {@code iss} and the times, and no further claim. */
    public static LoadBalancerTokenValidation of(String issuer, TokenSignature signature) {
        return new LoadBalancerTokenValidation(issuer, signature, List.of());
    }

    /** Returns the same validation with one more claim. */
    public LoadBalancerTokenValidation withClaim(String name, Format format, String... values) {
        List<Claim> more = new ArrayList<>(claims);
        more.add(new Claim(name, format, List.of(values)));
        return new LoadBalancerTokenValidation(issuer, signature, more);
    }

    /** Returns why the request is a 401, with AWS's reason code in parentheses; null if its token is valid. */
    @Nullable
    String refusal(Request request, Instant now) {
        String authorization = null;
        for (Header line : request.headers()) {
            if (line.is("Authorization")) {
                if (authorization != null) {
                    return "the request has more than one Authorization header (JWTRequestFormatInvalid)";
                }
                authorization = line.value();
            }
        }
        if (authorization == null) {
            return "the request has no Authorization header (JWTHeaderNotPresent)";
        }
        if (!authorization.startsWith("Bearer ")) {
            return "the Authorization header does not begin with \"Bearer \" (JWTRequestFormatInvalid)";
        }
        try {
            Jwt jwt = Jwt.parse(authorization.substring("Bearer ".length()).trim());
            if (!"RS256".equals(jwt.algorithm())) {
                return "the token is signed with " + jwt.algorithm()
                        + ", and only RS256 is supported (JWTSignatureValidationFailed)";
            }
            jwt.check(signature, issuer, List.of(), now);
            for (Claim claim : claims) {
                Object claimed = jwt.claims().get(claim.name());
                if (!claim.covers(claimed)) {
                    return claimed == null
                            ? "the token has no claim " + claim.name() + " (JWTClaimNotPresent)"
                            : "the token's claim " + claim.name() + " is not " + claim.values() + " as "
                                    + claim.format();
                }
            }
            return null;
        } catch (Jwt.InvalidTokenException e) {
            return e.getMessage();
        }
    }
}
