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
        "http://127.1:8080/,               http://127.0.0.1:8080,   /,        ",
        "http://bücher.example/,           http://xn--bcher-kva.example, /,   ",
        "http://h:/,                       http://h,                /,        ",
        "http://h:080/,                    http://h,                /,        ",
        "custom://Host:1/,                 custom://Host:1,         /,        ",
        "http://h//a/..%2Fb?c?d,           http://h,                 //a/..%2Fb, c?d",
    })
    void parts_are_as_sent(String text, String origin, String path, String query) {
        Url url = Url.parse(text);
        assertThat(url.origin()).isEqualTo(origin);
        assertThat(url.path()).isEqualTo(path);
        assertThat(url.query()).isEqualTo(query);
        assertThat(Url.parse(url.toString())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+80", "", " 80", "80 ", "65536", "99999999999", "8_0", "0x50", "٨٠"})
    void a_port_is_ascii_digits_within_its_range(String text) {
        assertThatThrownBy(() -> Url.parsePort(text))
                .hasMessage("\"" + text + "\" is not a port: use a number from 0 to 65535");
    }

    @Test
    void a_port_may_have_zeros_in_front() {
        assertThat(Url.parsePort("0")).isZero();
        assertThat(Url.parsePort("00080")).isEqualTo(80);
        assertThat(Url.parsePort("65535")).isEqualTo(65535);
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
                "http://h:x/",
                "http://h:99999/",
                "http://h:-1/",
                "http://h:+80/",
                "http://h: 80/",
                "http://h:٨٠/",
                "http://h:80:80/",
                "http://::1/",
                "http://[::1/",
                "http://a b/",
                "http://256.1.1.1/",
                "1http://h/",
                "h#x://a",
                "ht tp://h/",
                "custom://a b/"
            })
    void what_is_not_an_absolute_url_is_refused(String text) {
        assertThatThrownBy(() -> Url.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/",
                "https://a.example/b?c",
                "https://a.example/b?",
                "http://a.example:443/b",
                "https://[::1]:8443/b?c",
                "foo://a/b"
            })
    void a_url_is_written_as_its_origin_and_its_target(String text) {
        Url url = Url.parse(text);
        assertThat(url).hasToString(text).hasToString(url.origin() + url.target());
    }
}
