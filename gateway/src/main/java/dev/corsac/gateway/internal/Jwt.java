package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.TokenSignature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token as far as API Gateway's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT authorizers</a>
 * look at it: header and claims, not the signature.
 *
 * <p>Immutable; thread-safe.
 */
public final class Jwt {

    /** No token is longer, since the headers of a request together are not (documented). */
    static final int MAX_LENGTH = 10_240;

    private final String token;
    private final Map<String, Object> header;
    private final Map<String, Object> claims;

    private Jwt(String token, Map<String, Object> header, Map<String, Object> claims) {
        this.token = token;
        this.header = header;
        this.claims = Collections.unmodifiableMap(claims);
    }

    /** The text is not a token, or one that is refused; the message is fit for an {@code error_description}. */
    public static final class InvalidTokenException extends Exception {
        InvalidTokenException(String message) {
            super(message);
        }
    }

    /** Takes a token apart; its signature and claims are not yet looked at. */
    public static Jwt parse(String token) throws InvalidTokenException {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidTokenException("token is longer than " + MAX_LENGTH + " characters");
        }
        int first = token.indexOf('.');
        int second = first < 0 ? -1 : token.indexOf('.', first + 1);
        if (second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new InvalidTokenException("token contains an invalid number of segments");
        }
        return new Jwt(
                token,
                object(token.substring(0, first), "header"),
                object(token.substring(first + 1, second), "claims"));
    }

    /**
     * Checks what a JWT authorizer checks, in the order that the documentation gives.
     *
     * @param audience the audience entries, of which {@code aud} must name one, or {@code client_id} where there is no
     *     {@code aud} (documented); empty to check neither
     * @throws InvalidTokenException with the first thing that is wrong; the words for the audience are documented, the
     *     others are unverified
     */
    public void check(TokenSignature signature, String issuer, Collection<String> audience, Instant now)
            throws InvalidTokenException {
        Object algorithm = header.get("alg");
        if (!(algorithm instanceof String name) || !(name.startsWith("RS") || name.startsWith("PS"))) {
            throw new InvalidTokenException("signing method " + algorithm + " is invalid");
        }
        if (!(header.get("kid") instanceof String)) {
            throw new InvalidTokenException("the token has no key id");
        }
        if (!signature.isValid(token)) {
            throw new InvalidTokenException("signature verification failed");
        }
        if (!issuer.equals(claims.get("iss"))) {
            throw new InvalidTokenException("the token does not have a valid issuer");
        }
        if (!audience.isEmpty() && !isFor(audience)) {
            throw new InvalidTokenException("the token does not have a valid audience");
        }
        // Unverified: a token without exp. Refused here, since the documentation says that exp must be in the future.
        Double expires = seconds("exp");
        if (expires == null || expires <= now.getEpochSecond()) {
            throw new InvalidTokenException("the token has expired");
        }
        Double notBefore = seconds("nbf");
        if (notBefore != null && notBefore > now.getEpochSecond()) {
            throw new InvalidTokenException("the token is not valid yet");
        }
        Double issued = seconds("iat");
        if (issued != null && issued > now.getEpochSecond()) {
            throw new InvalidTokenException("the token is used before issued");
        }
    }

    private boolean isFor(Collection<String> audience) {
        Object claimed = claims.containsKey("aud") ? claims.get("aud") : claims.get("client_id");
        if (claimed instanceof List<?> several) {
            for (Object one : several) {
                if (audience.contains(String.valueOf(one))) {
                    return true;
                }
            }
            return false;
        }
        return claimed instanceof String one && audience.contains(one);
    }

    /** Returns the claim's number of seconds since 1970, null if it is not there. */
    private @Nullable Double seconds(String claim) throws InvalidTokenException {
        Object value = claims.get(claim);
        if (value == null) {
            return null;
        }
        try {
            return Double.valueOf(value.toString());
        } catch (NumberFormatException e) {
            throw new InvalidTokenException("the claim " + claim + " is not a time");
        }
    }

    /** Returns the header's {@code alg}; null if there is none. */
    public @Nullable String algorithm() {
        return header.get("alg") instanceof String name ? name : null;
    }

    /** Returns the token's own scopes: those of {@code scope}, else of {@code scp}; either may be a list or a text with spaces. */
    public List<String> scopes() {
        Object scope = claims.containsKey("scope") ? claims.get("scope") : claims.get("scp");
        List<String> scopes = new ArrayList<>();
        if (scope instanceof List<?> several) {
            several.forEach(one -> scopes.add(String.valueOf(one)));
        } else if (scope instanceof String text) {
            int from = 0;
            while (from < text.length()) {
                int space = text.indexOf(' ', from);
                int to = space < 0 ? text.length() : space;
                if (to > from) {
                    scopes.add(text.substring(from, to));
                }
                from = to + 1;
            }
        }
        return scopes;
    }

    /** Returns whether the token has at least one of these scopes (documented: one is enough), or none is asked for. */
    public boolean hasScopeOf(Collection<String> authorizationScopes) {
        return authorizationScopes.isEmpty() || !Collections.disjoint(scopes(), authorizationScopes);
    }

    /**
     * Returns the claims in the token's order. A value is a {@code String} (of a number, a boolean or {@code null} its JSON, of
     * an object all of its JSON) or a {@code List<String>} of such.
     */
    public Map<String, Object> claims() {
        return claims;
    }

    private static Map<String, Object> object(String base64, String what) throws InvalidTokenException {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("the token's " + what + " is not Base64URL");
        }
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidTokenException("the token's " + what + " is not a JSON object");
            }
            Map<String, Object> entries = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    List<String> values = new ArrayList<>();
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        values.add(text(json));
                    }
                    entries.put(name, Collections.unmodifiableList(values));
                } else {
                    entries.put(name, text(json));
                }
            }
            if (json.nextToken() != null) {
                throw new InvalidTokenException("something follows the JSON object of the token's " + what);
            }
            return entries;
        } catch (IOException e) {
            throw new InvalidTokenException("the token's " + what + " is not a JSON object");
        }
    }

    private static String text(JsonParser json) throws IOException {
        if (!json.currentToken().isStructStart()) {
            return wellFormed(json.getText());
        }
        StringWriter copy = new StringWriter();
        try (var generator = FrontJson.FACTORY.createGenerator(copy)) {
            generator.copyCurrentStructure(json);
        }
        return wellFormed(copy.toString());
    }

    /** Returns the text with half characters replaced, which JSON may escape and UTF-8 does not have. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
