package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://Example.com,              https://example.com,      /,        ",
        "https://example.com:443/a?b=c#d,  https://example.com,      /a,       b=c",
        "http://example.com:8080?x,        http://example.com:8080,  /,        x",
        "http://[::1]:81/,                 http://[::1]:81,          /,        ",
        "http://[::1]/,                    http://[::1],             /,        ",
        "http://h//a/..%2Fb?c?d,           http://h,                 //a/..%2Fb, c?d",
    })
    void parts_are_as_sent(String text, String origin, String path, String query) {
        Url url = Url.parse(text);
        assertThat(url.origin()).isEqualTo(origin);
        assertThat(url.path()).isEqualTo(path);
        assertThat(url.query()).isEqualTo(query);
        assertThat(Url.parse(url.toString())).isEqualTo(url);
    }

    @Test
    void an_empty_query_is_not_none() {
        assertThat(Url.parse("http://h/?").query()).isEmpty();
        assertThat(Url.parse("http://h/").query()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/path",
                "example.com",
                "://x",
                "https://",
                "https://u@h/",
                "h#x://a",
                "http://h:x/",
                "http://h:99999/"
            })
    void what_is_no_absolute_url_is_refused(String text) {
        assertThatThrownBy(() -> Url.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
