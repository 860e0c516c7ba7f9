package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.Header;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Cookie        | a=1; b=2                            | a=•••; b=•••",
                "Cookie        | novalue                             | •••",
                "Set-Cookie    | sid=1; Path=/; Secure; SameSite=Lax | sid=•••; Path=/; Secure; SameSite=Lax",
                "Set-Cookie    | sid=a=b                             | sid=•••",
                "Authorization | Basic abc                           | •••",
                "X-Api-Key     | 12                                  | •••",
                "Origin        | https://a.example                   | https://a.example",
            })
    void headers_keep_what_is_no_secret(String name, String value, String shown) {
        assertThat(Masking.shown(new Header(name, value))).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\": \"a\\\"b\", \"name\": \"Ada\"} | {\"password\": \"•••\", \"name\": \"Ada\"}",
                "{\"accessToken\":\"x\"}                       | {\"accessToken\":\"•••\"}",
                "user=ada&password=lovelace                    | user=ada&password=•••",
                "password=lovelace                             | password=•••",
                "plain words                                   | plain words",
            })
    void bodies_keep_what_is_no_secret(String body, String shown) {
        assertThat(Masking.body(body)).isEqualTo(shown);
    }

    /** What took a time that grows with the square of the length, or recursed, would not end within the limit. */
    @ParameterizedTest(name = "{0} …")
    @ValueSource(
            strings = {
                "\"",
                "\"a\":\"",
                "\\",
                "\"\\\"",
                "a=",
                "x",
                "?",
                "?a",
                "eyJ",
                "-eyJ",
                "eyJ.",
                "Bearer ",
                "a://",
                "a:",
                "&",
                " ",
                "\"a\" "
            })
    @Timeout(10)
    void a_long_body_takes_no_long_time(String part) {
        assertThat(Masking.body(part.repeat(300_000 / part.length()))).isNotEmpty();
        assertThat(Masking.body("{\"password\":\"" + part.repeat(300_000 / part.length())))
                .isNotEmpty();
    }
}
