package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlReferenceTest {

    private static final Url BASE = Url.parse("https://shop.example:8443/a/b/c?d=e");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "refused",
            value = {
                "x                        | https://shop.example:8443/a/b/x",
                "x?y=1#z                  | https://shop.example:8443/a/b/x?y=1",
                "./x                      | https://shop.example:8443/a/b/x",
                "../x                     | https://shop.example:8443/a/x",
                "../../../../x            | https://shop.example:8443/x",
                ".                        | https://shop.example:8443/a/b/",
                "..                       | https://shop.example:8443/a/",
                "x/..                     | https://shop.example:8443/a/b/",
                "x/%2e%2E/y               | https://shop.example:8443/a/b/y",
                "x/.%2e/y                 | https://shop.example:8443/a/b/y",
                "/x//y/                   | https://shop.example:8443/x//y/",
                "\\x                      | https://shop.example:8443/x",
                "/x\\y                    | https://shop.example:8443/x/y",
                "''                       | https://shop.example:8443/a/b/c?d=e",
                "#f                       | https://shop.example:8443/a/b/c?d=e",
                "?                        | https://shop.example:8443/a/b/c?",
                "?f                       | https://shop.example:8443/a/b/c?f",
                "//other.example          | https://other.example/",
                "//other.example:443/x    | https://other.example/x",
                "\\\\other.example/x      | https://other.example/x",
                "/\\other.example/x       | https://other.example/x",
                "///other.example/x       | https://other.example/x",
                "https:x                  | https://shop.example:8443/a/b/x",
                "https:/x                 | https://shop.example:8443/x",
                "https:\\\\other.example  | https://other.example/",
                "https:///other.example/x | https://other.example/x",
                "http:x                   | http://x/",
                "http:/x                  | http://x/",
                "http:\\\\x\\y            | http://x/y",
                "HTTPS://OTHER.example    | https://other.example/",
                "x:80/                    | none x",
                "1:80/                    | https://shop.example:8443/a/b/1:80/",
                "é?é                      | https://shop.example:8443/a/b/%C3%A9?%C3%A9",
                "%zz%2f                   | https://shop.example:8443/a/b/%zz%2f",
                "//[::1]:80/              | https://[::1]:80/",
                "//other.example:         | https://other.example/",
                "//other.example:0/       | https://other.example:0/",
                "//other.example:00443/   | https://other.example/",
                "//other.example:65536/   | refused",
                "//other.example:-1/      | refused",
                "//other.example:+80/     | refused",
                "//other.example:8x/      | refused",
                "//other.example:80:80/   | refused",
                "//                       | refused",
                "https://                 | refused",
                "http://:80/              | refused",
                "http://u@/               | refused",
                "http://a b/              | refused",
                "http://[::1/             | refused",
                "http://1.2.3.4.5/        | refused",
                "file:///etc/passwd       | none file",
                "data:text/html,x         | none data",
                "mailto:a@b.example       | none mailto",
                "custom:/x                | none custom",
                "custom://                | none custom",
                "custom://Host/x          | custom://Host/x",
                "custom://:80/            | refused",
                "custom://a b/            | refused",
                "ftp://h/                 | ftp://h/",
                "wss://h:443/             | wss://h/",
            })
    void a_reference_resolves_as_in_browsers(String text, @Nullable String expected) {
        UrlReference reference = UrlReference.resolve(BASE, text);
        String actual = reference == null
                ? null
                : reference.url() == null
                        ? "none " + reference.scheme()
                        : reference.url().toString();
        assertThat(actual).isEqualTo(expected);
        if (reference != null && reference.url() != null) {
            assertThat(reference.scheme()).isEqualTo(reference.url().scheme());
            assertThat(UrlReference.parse(reference.url().toString()))
                    .isEqualTo(new UrlReference(reference.scheme(), false, reference.url()));
        }
    }

    @Test
    void path_and_query_are_encoded_each_by_its_own_set() {
        UrlReference reference = UrlReference.resolve(BASE, "/a b\"<>`{}^|'~?a b\"<>`{}^|'~");
        assertThat(String.valueOf(reference == null ? null : reference.url()))
                .isEqualTo("https://shop.example:8443/a%20b%22%3C%3E%60%7B%7D%5E|'~?a%20b%22%3C%3E`{}^|%27~");
    }

    @ParameterizedTest
    @CsvSource({
        "https://u@h/, true", "https://u:p@h/, true", "https://:p@h/, true", "https://@h/, false",
                "https://:@h/, false",
        "https://h/@, false", "//u@h, true", "https://a@b@h/, true", "https://h/?u@h, false", "x@y, false"
    })
    void credentials_are_noticed_and_left_out(String text, boolean credentials) {
        UrlReference reference = Objects.requireNonNull(UrlReference.resolve(BASE, text));
        assertThat(reference.hasCredentials()).isEqualTo(credentials);
        assertThat(String.valueOf(reference.url())).doesNotContain("u@h/").doesNotContain("p@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " https://h/x ",
                "\thttps://h/x\n",
                "ht\ntps://h\t/x",
                "https://h/x\r\n",
                "\u0000https://h/x\u001F"
            })
    void white_space_around_a_url_and_line_breaks_within_do_not_count(String text) {
        assertThat(UrlReference.parse(text)).isEqualTo(new UrlReference("https", false, Url.parse("https://h/x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "/x", "//h/x", "?x", "#x", ":", "1http://h", "http", "http:", "http:?", "ht tp://h"})
    void without_a_base_what_is_relative_is_refused(String text) {
        assertThat(UrlReference.parse(text)).isNull();
        assertThat(UrlReference.isAbsoluteUrl(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/\uD800", "https://h/?\uDC00x"})
    void half_a_surrogate_pair_is_replaced(String text) {
        UrlReference reference = Objects.requireNonNull(UrlReference.parse(text));
        assertThat(String.valueOf(reference.url())).contains("%EF%BF%BD").doesNotContain("/?%3F");
    }
}
