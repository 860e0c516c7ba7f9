package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void what_could_steer_the_terminal_is_escaped() {
        assertThat(TerminalText.of("a\u001B[2Jb")).isEqualTo("a\\u001b[2Jb");
        assertThat(TerminalText.of("\u009B31m")).isEqualTo("\\u009b31m");
        assertThat(TerminalText.of("a\u202Eb\u200Bc\uFEFF")).isEqualTo("a\\u202eb\\u200bc\\ufeff");
        assertThat(TerminalText.of("a\r\nb\0\u2028")).isEqualTo("a\\u000d\\u000ab\\u0000\\u2028");
        assertThat(TerminalText.of("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
        assertThat(TerminalText.of("\uD83D")).isEqualTo("\\ud83d");
    }

    @Test
    void everything_else_stays() {
        assertThat(TerminalText.of("GET /a?b=ü日本\uD83D\uDE00 ‘x’")).isEqualTo("GET /a?b=ü日本\uD83D\uDE00 ‘x’");
    }

    @Test
    void what_is_long_is_cut_but_no_character_in_two() {
        assertThat(TerminalText.of("x".repeat(9_000)))
                .hasSize(TerminalText.LONGEST + 1)
                .endsWith("…");
        assertThat(TerminalText.of("ab\uD83D\uDE00cd", 3)).isEqualTo("ab…");
        assertThat(TerminalText.of("abc", 3)).isEqualTo("abc");
    }
}
