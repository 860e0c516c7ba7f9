package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.Header;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<Arguments> structures() {
        return Stream.of(
                // JSON: escapes in names, values that are not strings, nested values, JSON in strings.
                Arguments.of(
                        "json", "{\"pass\\u0077ord\": \"x1y\", \"n\": 1}", "{\"pass\\u0077ord\": \"•••\", \"n\": 1}"),
                Arguments.of("json", "{\"token\": 123, \"a\": [true]}", "{\"token\": \"•••\", \"a\": [true]}"),
                Arguments.of(
                        "json",
                        "{\"secrets\": [\"x1y\", {\"a\": \"}\"}], \"b\": 2}",
                        "{\"secrets\": \"•••\", \"b\": 2}"),
                Arguments.of("json", "{\"credentials\": {\"user\": \"x1y\"}}", "{\"credentials\": \"•••\"}"),
                Arguments.of("json", "{\"password\": null}", "{\"password\": null}"),
                Arguments.of("json", "{\"code\": 404, \"otp\": 123456}", "{\"code\": 404, \"otp\": \"•••\"}"),
                Arguments.of(
                        "json",
                        "{\"body\": \"{\\\"pin\\\":\\\"x1y\\\",\\\"a\\\":1}\"}",
                        "{\"body\": \"{\\\"pin\\\":\\\"•••\\\",\\\"a\\\":1}\"}"),
                Arguments.of("json", "{\"cvv\": \"x1y", "{\"cvv\": \"•••"),
                Arguments.of("json", "{\"url\": \"https://a/?token=x1y\"}", "{\"url\": \"https://a/?token=•••\"}"),
                // Forms.
                Arguments.of(
                        "application/x-www-form-urlencoded",
                        "SAMLResponse=x1y&RelayState=x1y&name=Ada+L",
                        "SAMLResponse=•••&RelayState=•••&name=Ada+L"),
                Arguments.of("application/x-www-form-urlencoded", "pass%77ord=x1y&a=b", "pass%77ord=•••&a=b"),
                Arguments.of("", "passphrase=x1y", "passphrase=•••"),
                // Multipart.
                Arguments.of(
                        "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"pin\"\r\n\r\nx1y\r\nx1y\r\n--b\r\nContent-Disposition:"
                                + " form-data; name=\"city\"\r\n\r\nParis\r\n--b--\r\n",
                        "--b\r\nContent-Disposition: form-data; name=\"pin\"\r\n\r\n•••\r\n--b\r\nContent-Disposition:"
                                + " form-data; name=\"city\"\r\n\r\nParis\r\n--b--\r\n"),
                // XML and HTML.
                Arguments.of(
                        "text/xml",
                        "<a><wsse:Password Type=\"t\">x1y</wsse:Password><b>1</b></a>",
                        "<a><wsse:Password Type=\"t\">•••</wsse:Password><b>1</b></a>"),
                Arguments.of("text/xml", "<login password=\"x1y\" user='a'/>", "<login password=\"•••\" user='a'/>"),
                Arguments.of(
                        "text/html",
                        "<input type=\"hidden\" name=\"csrf_token\" value=\"x1y\">",
                        "<input type=\"hidden\" name=\"csrf_token\" value=\"•••\">"),
                // What a stranger tried: other spellings of the same.
                Arguments.of(
                        "json",
                        "{\"a\": {\"name\": \"pin\", \"value\": \"x1y\"}}",
                        "{\"a\": {\"name\": \"pin\", \"value\": \"•••\"}}"),
                Arguments.of(
                        "json",
                        "[{\"name\": \"pin\"}, {\"value\": \"x2\"}]",
                        "[{\"name\": \"pin\"}, {\"value\": \"x2\"}]"),
                Arguments.of("json", "{password: \"x1y\", a: \"b\"}", "{password: \"•••\", a: \"b\"}"),
                Arguments.of(
                        "json",
                        "{\"url\": \"https://a/#access_token=x1y\"}",
                        "{\"url\": \"https://a/#access_token=•••\"}"),
                Arguments.of(
                        "json",
                        "{\"query\": \"login(password: \\\"x1y\\\")\"}",
                        "{\"query\": \"login(password: \\\"•••\\\")\"}"),
                Arguments.of(
                        "multipart/form-data; boundary=b",
                        "--b\ncontent-disposition: form-data;name=pin\n\nx1y\n--b\nContent-Disposition: form-data;"
                                + " name*=UTF-8''pass%77ord\n\nx1y\n--b\nContent-Disposition: form-data; name=\"a\"\n"
                                + "Content-Type: application/json\n\n{\"pin\":\n\"x1y\"}\n--b--",
                        "--b\ncontent-disposition: form-data;name=pin\n\n•••\n--b\nContent-Disposition: form-data;"
                                + " name*=UTF-8''pass%77ord\n\n•••\n--b\nContent-Disposition: form-data; name=\"a\"\n"
                                + "Content-Type: application/json\n\n{\"pin\":\n\"•••\"}\n--b--"),
                Arguments.of(
                        "text/xml",
                        "<a><pin><pin>1</pin>x1y</pin><![CDATA[pin=x1y>]]><!-- token: x1y --><b>pin: x1y</b></a>",
                        "<a><pin>•••</pin><![CDATA[pin=•••>]]><!-- token: ••• --><b>pin: •••</b></a>"),
                Arguments.of(
                        "text/xml",
                        "<entry key=\"password\">x1y</entry><add key='ApiKey' value='x1y'/><entry name=\"city\">Paris</entry>",
                        "<entry key=\"password\">•••</entry><add key='ApiKey' value='•••'/><entry name=\"city\">Paris</entry>"),
                Arguments.of(
                        "text/html",
                        "<meta name=csrf-token content=x1y><script>var token = \"x1y\";</script>",
                        "<meta name=csrf-token content=•••><script>var token = \"•••\";</script>"),
                Arguments.of("text/event-stream", "data: token=x1y\n\n", "data: token=•••\n\n"),
                Arguments.of(
                        "application/x-www-form-urlencoded",
                        "user[password]=x1y&otp[]=x1y&msg=token=x1y",
                        "user[password]=•••&otp[]=•••&msg=token=•••"),
                Arguments.of("text/plain", "msg=token=x1y ok", "msg=token=••• ok"),
                Arguments.of("text/plain", "password  =  \"x1y x1y\" ok", "password  =  \"•••\" ok"),
                Arguments.of("text/plain", "cmd --password x1y --token=x1y -v", "cmd --password ••• --token=••• -v"),
                Arguments.of("text/plain", "authorization: bearer x1y\nok", "authorization: •••\nok"),
                Arguments.of(
                        "text/plain", "Authorization: Digest username=\"a\", response=\"x1y\"", "Authorization: •••"),
                Arguments.of("text/plain", "> Cookie: a=x1y; b=x1y\n> Accept: a/b", "> Cookie: •••\n> Accept: a/b"),
                // Lines of logs.
                Arguments.of("text/plain", "login user=ada password=x1y ok", "login user=ada password=••• ok"),
                Arguments.of("text/plain", "apiKey: x1y", "apiKey: •••"),
                Arguments.of("text/plain", "Authorization: Bearer x1y", "Authorization: •••"),
                Arguments.of("text/plain", "credentials: include, code: 404", "credentials: include, code: 404"),
                Arguments.of(
                        "text/plain", "Access-Control-Allow-Credentials: yes", "Access-Control-Allow-Credentials: yes"),
                Arguments.of("text/plain", "key AKIAIOSFODNN7EXAMPLE", "key •••"),
                Arguments.of("text/plain", "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x1y", "jwt •••"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("structures")
    void bodies_are_masked_by_their_structure(String type, String body, String shown) {
        String masked = Masking.body(body, type.equals("json") ? "application/json" : type);
        assertThat(masked).isEqualTo(shown).doesNotContain("x1y");
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
                "\"a\" ",
                "<",
                "<password>",
                "<a b=",
                "{\"token\":[",
                "--",
                "password:",
                "token=",
                "token=\"",
                "a=a ",
                "--pin ",
                "<pin>",
                "<pin></pin>",
                "<!--",
                "<a key=pin>",
                "{pin:\"",
                "{\"name\":\"pin\",",
                "name=pin;"
            })
    @Timeout(300)
    void a_long_body_takes_no_long_time(String part) {
        assertThat(Masking.body(part.repeat(300_000 / part.length()))).isNotEmpty();
        assertThat(Masking.body("{\"password\":\"" + part.repeat(300_000 / part.length())))
                .isNotEmpty();
        for (String type : new String[] {
            "application/json", "text/xml", "multipart/form-data", "text/plain", "a/x-www-form-urlencoded"
        }) {
            assertThat(Masking.body(part.repeat(300_000 / part.length()), type)).isNotEmpty();
        }
    }
}
