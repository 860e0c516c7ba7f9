package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check accepts what the JDK's decoder accepts, at every length and with every byte at every place of a block. */
@Tag("random")
class Base64TextTest {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    @Test
    void every_byte_is_a_digit_or_not_wherever_it_is() {
        for (int length : List.of(4, 8, 32, 4096 + 64)) {
            byte[] text = ('"' + "AbZz".repeat(length / 4) + '"').getBytes(ISO_8859_1);
            for (int place : List.of(1, 2, length / 2, length - 2)) {
                byte before = text[place];
                for (int b = 0; b < 256; b++) {
                    if (b != '\\') { // the start of an escape
                        text[place] = (byte) b;
                        assertThat(Base64Text.isValid(text, 0, text.length, 0))
                                .as("byte %d at %d of %d", b, place, length)
                                .isEqualTo(DIGITS.indexOf(b) >= 0);
                    }
                }
                text[place] = before;
            }
        }
    }

    @Test
    void it_agrees_with_the_decoder_of_the_jdk() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Boolean> results = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] content = new byte[random.nextInt(i % 100 == 0 ? 20_000 : 60)];
            random.nextBytes(content);
            StringBuilder text = new StringBuilder(Base64.getEncoder().encodeToString(content));
            if (random.nextBoolean()) {
                text.insert(random.nextInt(text.length() + 1), (char) (32 + random.nextInt(95)));
            }
            if (random.nextInt(3) == 0 && !text.isEmpty()) {
                text.setLength(text.length() - 1);
            }
            byte[] json = text.toString().replaceAll("[\"\\\\]", "!").getBytes(ISO_8859_1);
            boolean valid = isBase64(json);
            byte[] quoted = new byte[json.length + 2];
            quoted[0] = '"';
            quoted[json.length + 1] = '"';
            System.arraycopy(json, 0, quoted, 1, json.length);
            assertThat(Base64Text.isValid(quoted, 0, quoted.length, 0))
                    .as("seed %d, %s", seed, text)
                    .isEqualTo(valid);
            results.add(valid);
        }
        assertThat(results).contains(true, false);
    }

    private static boolean isBase64(byte[] text) {
        try {
            return Base64.getDecoder().decode(text).length <= text.length;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
