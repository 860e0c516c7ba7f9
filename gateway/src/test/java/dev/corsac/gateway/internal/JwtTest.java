package dev.corsac.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.gateway.TokenSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class JwtTest {

    private static final Instant NOW = Instant.ofEpochSecond(2_000);
    private static final String ISSUER = "https://issuer.example";
    private static final String GOOD_HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";

    private static final TokenSignature SIGNED = token -> token.endsWith(".good");

    public static String token(String header, String claims) {
        return base64(header) + "." + base64(claims) + ".good";
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String claims(String others) {
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"shop\",\"exp\":2001" + others + "}";
    }

    private static void check(String token) throws Jwt.InvalidTokenException {
        Jwt.parse(token).check(SIGNED, ISSUER, Set.of("shop"), NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":2001}",
                "{\"iss\":\"https://issuer.example\",\"aud\":[\"other\",\"shop\"],\"exp\":2000.5}",
                "{\"iss\":\"https://issuer.example\",\"client_id\":\"shop\",\"exp\":2e9}",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"client_id\":\"other\",\"exp\":2001}",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":2001,\"nbf\":2000,\"iat\":2000}",
            })
    void a_token_in_order_is_accepted(String claims) {
        assertThatCode(() -> check(token(GOOD_HEADER, claims))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"iss\":\"https://issuer.example/\",\"aud\":\"shop\",\"exp\":2001}          | issuer",
                "{\"aud\":\"shop\",\"exp\":2001}                                              | issuer",
                "{\"iss\":\"https://issuer.example\",\"exp\":2001}                            | audience",
                "{\"iss\":\"https://issuer.example\",\"aud\":[],\"exp\":2001}                 | audience",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"x\",\"client_id\":\"shop\",\"exp\":2001} | audience",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":2000}           | expired",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\"}                        | expired",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":\"soon\"}       | not a time",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":2001,\"nbf\":2001} | not valid yet",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":2001,\"iat\":2001} | before issued",
            })
    void a_claim_that_is_wrong_is_named(String claims, String named) {
        assertThatThrownBy(() -> check(token(GOOD_HEADER, claims)))
                .isInstanceOf(Jwt.InvalidTokenException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"alg\":\"HS256\",\"kid\":\"k1\"} | signing method HS256",
                "{\"alg\":\"none\",\"kid\":\"k1\"}  | signing method none",
                "{\"kid\":\"k1\"}                   | signing method null",
                "{\"alg\":\"RS256\"}                | key id",
            })
    void an_algorithm_that_is_not_rsa_or_a_missing_key_id_is_refused(String header, String named) {
        assertThatThrownBy(() -> check(token(header, claims("")))).hasMessageContaining(named);
    }

    @Test
    void a_signature_that_is_not_good_is_refused() {
        String token = token(GOOD_HEADER, claims(""));
        assertThatThrownBy(() -> check(token.substring(0, token.length() - 4) + "forged"))
                .hasMessage("signature verification failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a.b", "a.b.c.d", "e30.!.c", "W10.e30.c", "e30.e30e30.c", "e30.ew.c", "..", "Bearer x"})
    void what_is_no_token_is_refused(String text) {
        assertThatThrownBy(() -> Jwt.parse(text)).isInstanceOf(Jwt.InvalidTokenException.class);
    }

    @Test
    void a_token_over_the_limit_of_a_request_is_refused_before_it_is_decoded() {
        assertThatThrownBy(() -> Jwt.parse("a".repeat(Jwt.MAX_LENGTH + 1))).hasMessageContaining("longer");
    }

    @Test
    void deep_nesting_is_refused_not_overflowed() {
        String deep = "{\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}";
        assertThatThrownBy(() -> Jwt.parse(token(GOOD_HEADER, deep))).isInstanceOf(Jwt.InvalidTokenException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",\"scope\":\"read write\"              | true",
                ",\"scope\":\"reader  admin\"           | false",
                ",\"scp\":[\"read\"]                    | true",
                ",\"scope\":\"admin\",\"scp\":\"read\"  | false",
                ",\"x\":1                               | false",
            })
    void one_scope_of_those_asked_for_is_enough(String others, boolean expected) throws Jwt.InvalidTokenException {
        Jwt jwt = Jwt.parse(token(GOOD_HEADER, claims(others)));
        assertThat(jwt.hasScopeOf(List.of("write", "read"))).isEqualTo(expected);
        assertThat(jwt.hasScopeOf(List.of())).isTrue();
    }

    @Test
    void claims_keep_their_order_and_become_text() throws Jwt.InvalidTokenException {
        Jwt jwt = Jwt.parse(token(
                GOOD_HEADER, "{\"sub\":\"é\",\"n\":12,\"t\":true,\"o\":{\"a\":[1]},\"l\":[\"x\",1,{}],\"z\":null}"));
        assertThat(jwt.claims().toString()).isEqualTo("{sub=é, n=12, t=true, o={\"a\":[1]}, l=[x, 1, {}], z=null}");
    }
}
