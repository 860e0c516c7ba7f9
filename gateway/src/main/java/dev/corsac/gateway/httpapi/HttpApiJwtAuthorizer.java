package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.TokenSignature;
import dev.corsac.gateway.internal.Jwt;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT authorizer</a> of
 * an HTTP API. A token that is missing or wrong is a 401 with {@code www-authenticate}, one without the route's scopes a
 * 403; both carry CORS headers for an allowed origin.
 *
 * <p>Immutable; thread-safe.
 */
public final class HttpApiJwtAuthorizer extends HttpApiAuthorizer {

    private final String name;
    private final String issuer;
    private final List<String> audience;
    private final TokenSignature signature;
    private final IdentitySource identitySource;

    private HttpApiJwtAuthorizer(
            String name,
            String issuer,
            List<String> audience,
            TokenSignature signature,
            IdentitySource identitySource) {
        this.name = name;
        this.issuer = issuer;
        this.audience = audience;
        this.signature = signature;
        this.identitySource = identitySource;
    }

    /**
     * Returns an authorizer that finds the token in the header {@code Authorization}, with or without {@code Bearer} before it.
     *
     * @param name its name
     * @param issuer what {@code iss} must be, to the letter
     * @param audience of which {@code aud} must name one, or {@code client_id} where there is no {@code aud}
     * @param signature tells whether the issuer signed a token
     * @throws DeploymentException if there is no issuer or no audience
     */
    public static HttpApiJwtAuthorizer of(String name, String issuer, List<String> audience, TokenSignature signature) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signature, "signature");
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw new DeploymentException(
                    "JWT Configuration cannot be empty for JWT authorizer",
                    "the authorizer \"" + name + "\" needs an issuer and at least one audience");
        }
        return new HttpApiJwtAuthorizer(
                name, issuer, List.copyOf(audience), signature, IdentitySource.parse("$request.header.Authorization"));
    }

    /**
     * Returns the same authorizer, finding the token elsewhere.
     *
     * @param expression {@code $request.header.NAME} or {@code $request.querystring.NAME}
     * @throws DeploymentException if it is neither
     */
    public HttpApiJwtAuthorizer withIdentitySource(String expression) {
        IdentitySource source = IdentitySource.parse(expression);
        if (source.kind() != IdentitySource.Kind.HEADER && source.kind() != IdentitySource.Kind.QUERY) {
            throw new DeploymentException(
                    "Invalid identity source specified: " + expression,
                    "a token is in a header or in the query: $request.header.NAME or $request.querystring.NAME");
        }
        return new HttpApiJwtAuthorizer(name, issuer, audience, signature, source);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    HttpApiAuthorization authorize(
            HttpApi api,
            HttpApiRoute route,
            String path,
            PayloadV2Event.Target target,
            Request request,
            RequestMetadata arrival) {
        String token = identitySource.value(target, request, arrival);
        if (token == null) {
            return HttpApiAuthorization.challenged("Bearer", "there is no token in " + identitySource.expression());
        }
        try {
            Jwt jwt = Jwt.parse(token.regionMatches(true, 0, "Bearer ", 0, 7) ? token.substring(7) : token);
            jwt.check(signature, issuer, audience, arrival.time());
            if (!jwt.hasScopeOf(route.scopes())) {
                return HttpApiAuthorization.refused(
                        403,
                        "Forbidden",
                        "the token has none of the scopes " + String.join(" ", route.scopes()) + " of " + route.key());
            }
            return HttpApiAuthorization.granted(new RequestAuthorization.ByToken(
                    jwt.claims(), route.scopes().isEmpty() ? null : common(route, jwt)));
        } catch (Jwt.InvalidTokenException e) {
            // The form is documented; of the descriptions, only the audience's.
            String description = String.valueOf(e.getMessage());
            return HttpApiAuthorization.challenged(
                    "Bearer scope=\"" + String.join(" ", route.scopes())
                            + "\" error=\"invalid_token\" error_description=\"" + printable(description) + "\"",
                    description);
        }
    }

    private static List<String> common(HttpApiRoute route, Jwt jwt) {
        List<String> common = new ArrayList<>(jwt.scopes());
        common.retainAll(route.scopes());
        return common;
    }

    /** Returns the text without what would end the header line or its quoted string. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '?' : c);
        }
        return printable.toString();
    }
}
