package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWebKeysTest {

    private static KeyPair pair;

    private static KeyPair another;

    @BeforeAll
    static void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        another = generator.generateKeyPair();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(BigInteger number) {
        return base64(number.toByteArray());
    }

    private static String set() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"keys\": [{\"kty\": \"EC\", \"kid\": \"e\"}, {\"kty\": \"RSA\", \"kid\": \"k1\", \"n\": \""
                + base64(key.getModulus()) + "\", \"e\": \"" + base64(key.getPublicExponent()) + "\"}]}";
    }

    private static String token(String algorithm, String kid, String claims, KeyPair signer) throws Exception {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"}";
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        int bits = Integer.parseInt(algorithm.substring(2));
        Signature signature;
        if (algorithm.startsWith("PS")) {
            signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(
                    new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
        } else {
            signature = Signature.getInstance("SHA" + bits + "withRSA");
        }
        signature.initSign(signer.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void a_signature_counts_with_its_own_key_and_no_other(String algorithm) throws Exception {
        JsonWebKeys keys = JsonWebKeys.parse(set());
        String token = token(algorithm, "k1", "{}", pair);
        assertThat(keys.isValid(token)).isTrue();
        assertThat(keys.isValid(token(algorithm, "k2", "{}", pair))).isFalse();
        assertThat(keys.isValid(token(algorithm, "k1", "{}", another))).isFalse();
        assertThat(keys.isValid(token.replace(".e30.", ".e31."))).isFalse();
        assertThat(keys.isValid(token.substring(0, token.lastIndexOf('.') + 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "ES256", "RS1", "RSA", "XX256", ""})
    void other_algorithms_are_none(String algorithm) throws Exception {
        String token = token("RS256", "k1", "{}", pair);
        String header = base64(("{\"alg\":\"" + algorithm + "\",\"kid\":\"k1\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(JsonWebKeys.parse(set()).isValid(header + token.substring(token.indexOf('.'))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "%.%.%"})
    void what_is_no_token_is_not_valid(String token) throws Exception {
        assertThat(JsonWebKeys.parse(set()).isValid(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\": []}", "{\"keys\": [{\"kty\": \"EC\", \"kid\": \"a\"}]}"})
    void a_set_without_an_rsa_key_is_refused(String json) {
        assertThatThrownBy(() -> JsonWebKeys.parse(json)).isInstanceOf(IOException.class);
    }

    @Test
    void an_authorizer_lets_in_whom_the_file_s_keys_have_signed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("keys.json"), set());
        Path file = Files.writeString(folder.resolve("corsac.yaml"), """
                apis:
                  shop:
                    type: http
                    hosts: api.localhost
                    port: 8081
                    routes:
                      GET /orders: {function: orders, authorizer: jwt, authorizationScopes: [read, write]}
                      GET /any: {function: orders, authorizer: any}
                    authorizers:
                      jwt: {type: JWT, issuer: "https://login.example.com", audience: [shop], jwks: keys.json}
                      any: {type: JWT, issuer: "https://login.example.com", audience: [shop],
                            identitySource: $request.querystring.token, dangerouslyAcceptAnySignature: true}
                functions:
                  orders: {command: ./orders}
                """);
        Configuration configuration = ConfigurationReader.read(DiskFiles.ALL, file, null);
        assertThat(configuration.files()).contains(folder.resolve("keys.json"));
        Assembled api = Assembled.of(configuration);
        String claims =
                "{\"iss\":\"https://login.example.com\",\"aud\":\"shop\",\"exp\":4102444800,\"scope\":\"read\"}";
        String good = token("RS256", "k1", claims, pair);
        String forged = token("RS256", "k1", claims, another);
        assertThat(api.get("apis.shop", "/orders", "authorization", "Bearer " + good)
                        .status())
                .isEqualTo(200);
        assertThat(api.get("apis.shop", "/orders", "authorization", "Bearer " + forged)
                        .status())
                .isEqualTo(401);
        assertThat(api.get("apis.shop", "/any?token=" + forged).status()).isEqualTo(200);
    }
}
