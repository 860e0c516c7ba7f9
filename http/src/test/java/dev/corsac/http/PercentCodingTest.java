package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentCodingTest {

    @ParameterizedTest
    @CsvSource({
        "a%20b, a b, a b",
        "a+b, a+b, a b",
        "%2B, +, +",
        "%C3%A9, é, é",
        "%c3%a9, é, é",
        "é, é, é",
        "%, %, %",
        "%2, %2, %2",
        "%zz, %zz, %zz",
        "%%41, %A, %A",
        "%2541, %41, %41",
        "%FF, \uFFFD, \uFFFD",
        "%２1, %２1, %２1"
    })
    void percent_signs_with_two_digits_are_decoded_and_others_stay(String text, String decoded, String form) {
        assertThat(PercentCoding.decode(text)).isEqualTo(decoded);
        assertThat(PercentCoding.decodeForm(text)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({"a b, '', a%20b", "a/b, /, a/b", "a/b, '', a%2Fb", "é%, '', %C3%A9%25", "-._~, -._~, -._~"})
    void all_but_what_is_kept_is_encoded(String text, String keep, String encoded) {
        assertThat(PercentCoding.encode(text, keep)).isEqualTo(encoded);
    }

    @Test
    void encoding_and_decoding_forms_agree_with_the_jdk() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder any = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                any.appendCodePoint(
                        random.nextInt(4) == 0 ? 0xE000 - 1 - 0x800 - random.nextInt(0x4000) : random.nextInt(0x80));
            }
            String text = any.toString();
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertThat(PercentCoding.decodeForm(encoded)).as("seed %d", seed).isEqualTo(text);
            assertThat(PercentCoding.encode(text, "*-._").replace("%20", "+"))
                    .as("seed %d", seed)
                    .isEqualTo(encoded);
            assertThat(URLDecoder.decode(PercentCoding.encode(text, ""), StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(text);
        }
    }
}
