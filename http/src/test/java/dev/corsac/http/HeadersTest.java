package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private final Headers headers = Headers.of("vary", "Accept", "X-A", "1", "Vary", " Origin\t");

    @Test
    void lines_keep_their_order_case_and_repeats() {
        assertThat(headers.lines())
                .containsExactly(new Header("vary", "Accept"), new Header("X-A", "1"), new Header("Vary", "Origin"));
        assertThat(headers).hasToString("vary: Accept\nX-A: 1\nVary: Origin\n");
    }

    @Test
    void look_ups_ignore_case() {
        assertThat(headers.first("VARY")).isEqualTo("Accept");
        assertThat(headers.last("VARY")).isEqualTo("Origin");
        assertThat(headers.combined("VARY")).isEqualTo("Accept, Origin");
        assertThat(headers.all("VARY")).containsExactly("Accept", "Origin");
        assertThat(headers.names()).containsExactly("vary", "x-a");
        assertThat(headers.first("X-B")).isNull();
        assertThat(headers.combined("X-B")).isNull();
    }

    @Test
    void changes_make_new_values() {
        assertThat(headers.without("vary")).isEqualTo(Headers.of("X-A", "1"));
        assertThat(headers.with("VARY", "*")).isEqualTo(Headers.of("X-A", "1", "VARY", "*"));
        assertThat(headers.plus("X-A", "2").all("x-a")).containsExactly("1", "2");
        assertThat(headers.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "é", "a\r\nb", "(x)"})
    void a_name_that_is_not_a_token_is_refused(String name) {
        assertThatThrownBy(() -> new Header(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\0b", "a\rb"})
    void a_value_cannot_end_its_line(String value) {
        assertThatThrownBy(() -> new Header("X-A", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-A")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_name_without_a_value_is_refused() {
        assertThatThrownBy(() -> Headers.of("A", "1", "B")).hasMessageContaining("\"B\"");
    }

    /** What {@link Header#is} compares is what {@code equalsIgnoreCase} does, which takes the Kelvin sign for a k. */
    @Test
    void names_are_compared_as_java_compares_texts_without_case() {
        StringBuilder names = new StringBuilder();
        for (char own = '!'; own <= '~'; own++) {
            if (Header.isToken(String.valueOf(own))) {
                names.append(own);
                Header header = new Header("x" + own + "-a", "");
                for (int other = 0; other <= Character.MAX_VALUE; other++) {
                    String name = "X" + (char) other + "-A";
                    if (header.is(name) != header.name().equalsIgnoreCase(name)) {
                        assertThat(header.is(name))
                                .as("%s, %s", header.name(), name)
                                .isEqualTo(header.name().equalsIgnoreCase(name));
                    }
                }
            }
        }
        assertThat(new Header("k", "").is("\u212A")).isTrue();
        assertThat(new Header("kk", "").is("k")).isFalse();
        assertThat(new Header("k", "").is("")).isFalse();
        assertThat(names).hasToString("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
    }

    @Test
    void a_token_has_no_other_characters() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (c < '!' || c > '~') {
                assertThat(Header.isToken("a" + (char) c)).as("U+%04X", c).isFalse();
            }
        }
        assertThat(Header.isToken("")).isFalse();
    }
}
