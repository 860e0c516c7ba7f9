package dev.corsac.gateway.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.gateway.internal.PayloadV2Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadResponseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                      | nothing",
                "{                                                       | not JSON",
                "{}{}                                                    | follows",
                "{\"statusCode\":200}[]                                  | follows",
                "\"text                                                  | not JSON",
                "{\"statusCode\":0}                                      | 200 to 999: 0",
                "{\"statusCode\":99999999999}                            | 200 to 999: 99999999999",
                "{\"statusCode\":\"abc\"}                                | 200 to 999: abc",
                "{\"statusCode\":{}}                                     | statusCode that is not a number",
                "{\"statusCode\":200,\"headers\":[]}                     | headers that are not an object",
                "{\"statusCode\":200,\"headers\":{\"a\":[\"b\"]}}        | value of the header \"a\"",
                "{\"headers\":{\"a\":{}},\"statusCode\":200}             | value of the header \"a\"",
                "{\"statusCode\":200,\"headers\":{\"a\":\"b\\r\\nc: d\"}} | invalid header",
                "{\"statusCode\":200,\"cookies\":\"a=1\"}                | cookies that are not an array",
                "{\"statusCode\":200,\"cookies\":[1]}                    | cookie that is not a string",
                "{\"statusCode\":200,\"cookies\":[\"a=1\\r\\nb: c\"]}    | invalid header",
                "{\"statusCode\":199}                                    | 200 to 999: 199",
                "{\"statusCode\":200,\"body\":[1]}                       | body that is not a string",
                "{\"statusCode\":200,\"isBase64Encoded\":\"true\"}       | isBase64Encoded",
                "{\"statusCode\":200,\"body\":\"é\",\"isBase64Encoded\":true} | not Base64",
            })
    void what_payload_2_does_not_take_is_named(String json, String named) {
        assertThatThrownBy(() -> PayloadV2Response.parse(json.getBytes(UTF_8), false))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null                                        | null",
                "{}                                          | {}",
                "{\"statusCode\":null,\"body\" : \"x\"}      | {\"statusCode\":null,\"body\":\"x\"}",
                "{\"headers\":[1.50],\"é\":{\"statusCode\":200}} | {\"headers\":[1.50],\"é\":{\"statusCode\":200}}",
                "\"\"                                        | ``",
                "true                                        | true",
            })
    void without_a_status_code_all_of_it_is_the_body(String json, String body) throws MalformedResponseException {
        PayloadV2Response response = PayloadV2Response.parse(json.getBytes(UTF_8), false);
        assertThat(response.body().text()).isEqualTo(body);
        assertThat(response.inferred()).isTrue();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).isEmpty();
    }

    @Test
    void headers_keep_their_order_and_spelling_and_become_text() throws MalformedResponseException {
        PayloadV2Response response = PayloadV2Response.parse(
                "{\"headers\":{\"B\":\"2\",\"a\":true,\"A\":3,\"z\":null},\"statusCode\":200}".getBytes(UTF_8), false);
        assertThat(response.headers()).extracting(Object::toString).containsExactly("B: 2", "a: true", "A: 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                    | not a JSON object",
                "{\"body\":\"x\"}                                      | no statusCode",
                "{\"statusCode\":200,\"headers\":\"x\"}                | headers that are not an object",
                "{\"statusCode\":200,\"multiValueHeaders\":[]}         | multiValueHeaders that are not an object",
                "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"b\"}} | not an array",
                "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":[[]]}} | value of the header \"a\"",
                "{\"statusCode\":200,\"body\":{}}                      | body that is not a string",
                "{\"statusCode\":200} x                                | not JSON",
            })
    void what_payload_1_does_not_take_is_named(String json, String named) {
        assertThatThrownBy(() -> PayloadV1Response.parse(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining(named);
    }

    @Test
    void metadata_of_a_stream_need_not_say_anything() throws MalformedResponseException {
        PayloadV2Response response = PayloadV2Response.ofStream("{}".getBytes(UTF_8), "x".getBytes(UTF_8));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().text()).isEqualTo("x");
        assertThatThrownBy(() -> PayloadV2Response.ofStream("[]".getBytes(UTF_8), new byte[0]))
                .hasMessageContaining("not a JSON object");
    }
}
