package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a, b,c                   # [a][b][c]",
                "' a\t,\tb '              # [a][b]",
                "',, a,,b,'               # [a][b]",
                "''                       # ''",
                "','                      # ''",
                "a b, c                   # [a b][c]",
                "no-cache=\"a, b\", c     # [no-cache=\"a, b\"][c]",
                "\"a\\\", b\", c          # [\"a\\\", b\"][c]",
                "\"a, b                   # [\"a][b]",
                "a\", b, \"c, d\"         # [a\", b, \"c][d\"]",
            })
    void a_comma_separated_list_is_split_as_http_has_it(String value, String elements) {
        assertThat(bracketed(HeaderValues.commaSeparated(value))).isEqualTo(elements);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a=1; b=2;c                # [a=1][b=2][c]",
                "a=\"1;2\"                 # [a=\"1][2\"]",
                "';; a ;'                  # [a]",
                "''                        # ''"
            })
    void a_semicolon_separated_list_has_no_quotes(String value, String elements) {
        assertThat(bracketed(HeaderValues.semicolonSeparated(value))).isEqualTo(elements);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a, B          # [a][B]       # ",
                "',a,, b ,'    # [a][b]       # ",
                "''            # ''           # ",
                "a, b c, d     # ''           # b c",
                "a, \"b\"      # ''           # \"b\"",
                "a;b           # ''           # a;b",
                "'é'           # ''           # é",
                "*             # [*]          # ",
            })
    void one_element_that_is_not_a_token_makes_a_token_list_invalid(String value, String tokens, String invalid) {
        TokenList list = TokenList.of(Headers.of("Vary", value), "vary");
        assertThat(bracketed(list.tokens())).isEqualTo(tokens);
        assertThat(list.invalid()).isEqualTo(invalid);
    }

    @Test
    void the_lines_of_a_token_list_count_as_one() {
        Headers headers = Headers.of("Vary", "A, b", "X", "c", "vary", "D");
        TokenList list = TokenList.of(headers, "Vary");
        assertThat(list.tokens()).containsExactly("A", "b", "D");
        assertThat(list.lowerCase()).containsExactly("a", "b", "d");
        assertThat(list.contains("a")).isFalse();
        assertThat(list.containsIgnoringCase("a")).isTrue();
    }

    @Test
    void a_long_token_list_behaves_like_a_short_one() {
        StringBuilder value = new StringBuilder("Aa");
        for (int i = 0; i < 20; i++) {
            value.append(", x").append(i);
        }
        TokenList list = TokenList.of(Headers.of("Vary", value.toString()), "Vary");
        assertThat(list.contains("Aa")).isTrue();
        assertThat(list.contains("aa")).isFalse();
        assertThat(list.containsIgnoringCase("aA")).isTrue();
        assertThat(list.contains("X19")).isFalse();
        assertThat(list.containsIgnoringCase("X19")).isTrue();
        assertThat(list.containsIgnoringCase("x20")).isFalse();
    }

    /** Ten times as long as in the report; quadratic time would take minutes, so the bound does not depend on the machine. */
    @Test
    void long_lists_take_linear_time() {
        int count = 200_000;
        List<Header> lines = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.add(new Header("Vary", "x-" + i));
            value.append("\"x-").append(i).append(", ");
        }
        Headers headers = Headers.of(lines);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(headers.combined("vary")).hasSizeGreaterThan(count);
            TokenList list = TokenList.of(headers, "Vary");
            int found = 0;
            for (int i = 0; i < count; i++) {
                found += list.containsIgnoringCase("X-" + i) ? 1 : 0;
            }
            assertThat(found).isEqualTo(count);
            assertThat(HeaderValues.commaSeparated(value.toString())).hasSizeGreaterThan(count / 4);
        });
    }

    private static String bracketed(List<String> elements) {
        StringBuilder text = new StringBuilder();
        elements.forEach(element -> text.append('[').append(element).append(']'));
        return text.toString();
    }
}
