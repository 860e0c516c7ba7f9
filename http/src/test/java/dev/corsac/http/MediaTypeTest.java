package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "text/html                               # text/html",
                "TEXT/HTML;CHARSET=UTF-8                 # text/html;charset=UTF-8",
                "'\ttext/html ; charset=\"utf-8\" '      # text/html;charset=utf-8",
                "text/html;charset=a;charset=b           # text/html;charset=a",
                "text/html;charset=                      # text/html",
                "text/html;charset=\"\"                  # text/html;charset=\"\"",
                "text/html;charset                       # text/html",
                "text/html;;;x=1                         # text/html;x=1",
                "text/html;x=\"a;b\";y=2                 # text/html;x=\"a;b\";y=2",
                "text/html;x=\"a\\\"b\"c;y=2             # text/html;x=\"a\\\"b\";y=2",
                "text/html;x=\"a                         # text/html;x=a",
                "text/html;x = 1;y= 2                    # text/html;y=2",
                "text/html;x=é                           # text/html;x=\"é\"",
                "text/html;x=☕                           # text/html",
                "application/problem+json                # application/problem+json",
                "*/*                                     # */*",
            })
    void a_media_type_is_read_and_written_as_the_standard_does(String text, String expected) {
        MediaType type = MediaType.parse(text);
        assertThat(type).isNotNull();
        assertThat(type).hasToString(expected);
        assertThat(MediaType.parse(expected)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "text/",
                "/html",
                "text html/x",
                "text/ht ml",
                "text /html",
                "text/ html",
                ";",
                "a/b,c/d",
                "a/b/c"
            })
    void what_is_not_a_media_type_has_no_parts_but_an_essence(String text) {
        assertThat(MediaType.parse(text)).isNull();
        assertThat(MediaType.essence(text)).isEqualTo(text.replace(";", "").trim());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {"Text/Plain ; x  # text/plain", "application/JSON  # application/json"})
    void the_essence_has_no_parameters_and_no_case(String text, String essence) {
        assertThat(MediaType.essence(text)).isEqualTo(essence);
    }
}
