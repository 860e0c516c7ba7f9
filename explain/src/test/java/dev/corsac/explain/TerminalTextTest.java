package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7f | \\u007f",
                "1b | \\u001b",
                "9b | \\u009b",
                "85 | \\u0085",
                "0 | \\u0000",
                "a | \\n",
                "d | \\r",
                "9 | \\t",
                "202e | \\u202e",
                "2066 | \\u2066",
                "200b | \\u200b",
                "ad | \\u00ad",
                "feff | \\ufeff",
                "2028 | \\u2028",
                "2029 | \\u2029",
                "e0001 | \\u{e0001}",
                "d800 | \\ud800",
                "ffff | \\uffff"
            })
    void what_a_terminal_obeys_or_hides_is_escaped(String codePoint, String escaped) {
        String hostile = new StringBuilder("a")
                .appendCodePoint(Integer.parseInt(codePoint, 16))
                .append('b')
                .toString();
        assertThat(TerminalText.of(hostile)).isEqualTo("a" + escaped + "b");
    }

    @Test
    void what_people_read_stays() {
        String text = "GET /caf\u00e9/\u65e5\u672c?a=\ud83e\udd8a \u20ac \\ \"'";
        assertThat(TerminalText.of(text)).isSameAs(text);
    }

    @Test
    void no_text_whatever_it_is_reaches_the_terminal_with_a_control() {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x300 : 0x10000));
            }
            assertThat(TerminalText.of(text.toString()).codePoints())
                    .as("-Dcorsac.seed=" + seed)
                    .noneMatch(c -> Character.getType(c) == Character.CONTROL
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE);
        }
    }

    @Test
    void what_is_long_is_cut_between_characters_and_its_length_stated() {
        assertThat(TerminalText.of("x".repeat(9_000), 5)).isEqualTo("xxxxx\u2026 (9,000 characters)");
        assertThat(TerminalText.of("abcd\ud83e\udd8a" + "x".repeat(1_234_567), 5))
                .isEqualTo("abcd\u2026 (1,234,573 characters)");
        assertThat(TerminalText.of("x".repeat(TerminalText.MOST))).hasSize(TerminalText.MOST);
    }

    @Test
    void lines_of_a_message_stay_lines() {
        assertThat(TerminalText.ofLines("one\n\u001b[2Jtwo\r\n")).isEqualTo("one\n\\u001b[2Jtwo\\r\n");
    }
}
