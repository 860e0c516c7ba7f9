package dev.corsac.config;

import dev.corsac.gateway.TokenSignature;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The RSA keys of a <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">JSON Web Key Set</a>, by key id: API Gateway's
 * JWT authorizers accept RSA algorithms only (documented). Immutable; safe to share between threads.
 */
final class JsonWebKeys implements TokenSignature {

    private final Map<String, PublicKey> keys;

    private JsonWebKeys(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    /** As the authorizer says: the keys of a file, or any signature. */
    static TokenSignature of(Document document, Setting authorizer) {
        Setting file = authorizer.find("jwks");
        if (authorizer.flag("dangerouslyAcceptAnySignature")) {
            if (file != null) {
                throw file.wrong(
                        file.where() + " cannot be combined with dangerouslyAcceptAnySignature. Remove one of the two");
            }
            return token -> true;
        }
        if (file == null) {
            throw authorizer.wrong(
                    authorizer.where() + " needs \"jwks\": a file with the issuer's keys, which its jwks_uri"
                            + " has; or \"dangerouslyAcceptAnySignature: true\", which lets everybody in");
        }
        Path path = document.readPath(file.text());
        try {
            return parse(document.files().text(path));
        } catch (IOException e) {
            throw file.wrong(file.where() + ": " + path + " cannot be read as a JSON Web Key Set: "
                    + (document.files().isFile(path) ? e.getMessage() : "there is no such file"));
        }
    }

    /** @throws IOException if the text is not a key set that has an RSA key with an id */
    static JsonWebKeys parse(String json) throws IOException {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        if (Json.read(json) instanceof Map<?, ?> set && set.get("keys") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> key
                        && "RSA".equals(key.get("kty"))
                        && key.get("kid") instanceof String kid
                        && key.get("n") instanceof String modulus
                        && key.get("e") instanceof String exponent) {
                    keys.put(kid, key(modulus, exponent));
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("it has no RSA key with a \"kid\" among its \"keys\"");
        }
        return new JsonWebKeys(keys);
    }

    private static PublicKey key(String modulus, String exponent) throws IOException {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(modulus), number(exponent)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("a key is not an RSA key: " + e.getMessage(), e);
        }
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }

    @Override
    public boolean isValid(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        try {
            String header =
                    new String(Base64.getUrlDecoder().decode(token.substring(0, first)), StandardCharsets.UTF_8);
            if (!(Json.read(header) instanceof Map<?, ?> fields) || !(fields.get("alg") instanceof String algorithm)) {
                return false;
            }
            PublicKey key = keys.get(String.valueOf(fields.get("kid")));
            Signature signature = signature(algorithm);
            if (key == null || signature == null) {
                return false;
            }
            signature.initVerify(key);
            signature.update(token.substring(0, last).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(last + 1)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /** Returns the algorithm of RFC 7518, section 3.1; null if it is not an RSA algorithm. */
    private static @Nullable Signature signature(String algorithm) throws GeneralSecurityException {
        if (algorithm.length() != 5 || !List.of("256", "384", "512").contains(algorithm.substring(2))) {
            return null;
        }
        int bits = Integer.parseInt(algorithm.substring(2));
        if (algorithm.startsWith("RS")) {
            return Signature.getInstance("SHA" + bits + "withRSA");
        }
        if (!algorithm.startsWith("PS")) {
            return null;
        }
        Signature signature = Signature.getInstance("RSASSA-PSS");
        String hash = "SHA-" + bits;
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
        return signature;
    }
}
