package dev.corsac.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRequestTest {

    @Test
    void a_load_balancer_or_an_old_test_event_may_have_single_values_only() {
        ProxyRequest request = parse("""
                {"httpMethod":"GET","path":"/catalog","headers":{"cookie":"a=1"},"queryStringParameters":{"token":"t"}}
                """);

        assertThat(request.header("Cookie")).isEqualTo("a=1");
        assertThat(request.cookies("a")).containsExactly("1");
        assertThat(request.parameter("token")).isEqualTo("t");
    }

    @Test
    void the_map_with_all_values_counts_where_there_are_both() {
        ProxyRequest request = parse("""
                {"httpMethod":"GET","path":"/","headers":{"Cookie":"b=2"},"multiValueHeaders":{"Cookie":["a=1","b=2"]},
                 "queryStringParameters":{"x":"2"},"multiValueQueryStringParameters":{"x":["1","2"]}}
                """);

        assertThat(request.cookies("a")).containsExactly("1");
        assertThat(request.parameter("x")).isNull();
    }

    @Test
    void spellings_of_one_header_name_are_one_header() {
        ProxyRequest request = parse("""
                {"httpMethod":"GET","path":"/","multiValueHeaders":{"Cookie":["a=1"],"cookie":["a=2"]}}
                """);

        assertThat(request.cookies("a")).containsExactly("1", "2");
    }

    @Test
    void nothing_is_as_good_as_null() {
        ProxyRequest request = parse("""
                {"httpMethod":"GET","path":"/","headers":null,"multiValueHeaders":null,"queryStringParameters":null,
                 "multiValueQueryStringParameters":null,"body":null}
                """);

        assertThat(request).isEqualTo(parse("{\"httpMethod\":\"GET\",\"path\":\"/\"}"));
        assertThat(request.body()).isEmpty();
        assertThat(request.header("Origin")).isNull();
        assertThat(request.cookies("a")).isEmpty();
    }

    @Test
    void null_values_are_no_values() {
        ProxyRequest request = parse("""
                {"httpMethod":"GET","path":"/","headers":{"Cookie":null},"queryStringParameters":{"x":null}}
                """);

        assertThat(request.header("Cookie")).isNull();
        assertThat(request.parameter("x")).isNull();
    }

    @Test
    void a_body_may_come_in_base64() {
        String json = "{\"name\":\"Zoë\"}";
        ProxyRequest request = parse("""
                {"httpMethod":"PUT","path":"/","headers":{"Content-Type":"application/json"},"isBase64Encoded":true,"body":"%s"}
                """.formatted(Base64.getEncoder().encodeToString(json.getBytes(UTF_8))));

        assertThat(request.json()).containsEntry("name", "Zoë");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"httpMethod\":\"GET\"}",
                "{\"path\":\"/\"}",
                "{\"httpMethod\":7,\"path\":\"/\"}",
                "{\"version\":\"2.0\",\"rawPath\":\"/\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}"
            })
    void another_event_is_refused_by_what_it_lacks(String event) {
        assertThatThrownBy(() -> parse(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The event ");
    }

    private static ProxyRequest parse(String event) {
        return ProxyRequest.parse(event.getBytes(UTF_8));
    }
}
