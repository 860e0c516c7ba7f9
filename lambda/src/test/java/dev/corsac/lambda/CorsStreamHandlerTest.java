package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The article's two policies on the event of a REST API. */
class CorsStreamHandlerTest {

    private static final CorsPolicy LIST = CorsPolicy.builder()
            .allowOrigins("https://shop.example", "https://www.shop.example")
            .allowCredentials()
            .allowMethods("GET", "PUT")
            .allowHeaders("Content-Type")
            .build();
    private static final CorsPolicy ANYONE =
            CorsPolicy.builder().allowOrigins("*").build();
    private static final String RESPONSE = "{'statusCode':201,'headers':{'Content-Type':'text/plain'},'body':'made'}";

    private final FakeContext context = new FakeContext();

    @Test
    void an_allowed_origin_may_read_the_response() throws Exception {
        assertThat(responseOf(LIST, returning(RESPONSE), event("GET", "'oRiGiN':'https://shop.example'")))
                .isEqualTo("{'statusCode':201,'headers':{'Content-Type':'text/plain',"
                        + "'Access-Control-Allow-Origin':'https://shop.example',"
                        + "'Access-Control-Allow-Credentials':'true','Vary':'Origin'},'body':'made'}");
    }

    @Test
    void any_other_origin_is_told_nothing() throws Exception {
        assertThat(responseOf(LIST, returning(RESPONSE), event("GET", "'origin':'https://evil.example'")))
                .isEqualTo("{'statusCode':201,'headers':{'Content-Type':'text/plain','Vary':'Origin'},'body':'made'}");
    }

    @Test
    void the_response_to_a_request_without_an_origin_has_vary_too() throws Exception {
        assertThat(responseOf(LIST, returning(RESPONSE), event("GET", "'Host':'api.example'")))
                .isEqualTo("{'statusCode':201,'headers':{'Content-Type':'text/plain','Vary':'Origin'},'body':'made'}");
    }

    @Test
    void anyone_may_read_where_the_policy_says_so() throws Exception {
        assertThat(responseOf(ANYONE, returning(RESPONSE), event("GET", "'origin':'https://any.example'")))
                .isEqualTo(
                        "{'statusCode':201,'headers':{'Content-Type':'text/plain','Access-Control-Allow-Origin':'*'},'body':'made'}");
    }

    @Test
    void a_granted_preflight_gets_its_response_without_the_handler() throws Exception {
        assertThat(
                        responseOf(
                                LIST,
                                never(),
                                event(
                                        "OPTIONS",
                                        "'origin':'https://shop.example','access-control-request-method':'PUT','access-control-request-headers':'content-type'")))
                .startsWith("{'statusCode':204,'headers':{'Access-Control-Allow-Origin':'https://shop.example'")
                .contains(
                        "'Access-Control-Allow-Credentials':'true'",
                        "'Access-Control-Allow-Methods':'",
                        "'Access-Control-Allow-Headers':'",
                        "'Vary':'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'")
                .endsWith("},'body':'','isBase64Encoded':false}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'origin':'https://evil.example','access-control-request-method':'PUT'",
                "'origin':'https://shop.example','access-control-request-method':'DELETE'",
                "'origin':'https://shop.example','access-control-request-method':'PUT','access-control-request-headers':'x-own'"
            })
    void a_refused_preflight_is_403_without_cors_headers(String headers) throws Exception {
        assertThat(responseOf(LIST, never(), event("OPTIONS", headers)))
                .isEqualTo("{'statusCode':403,'headers':{"
                        + "'Vary':'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'},"
                        + "'body':'','isBase64Encoded':false}");
    }

    @Test
    void any_other_options_request_is_the_handlers() throws Exception {
        assertThat(responseOf(LIST, returning(RESPONSE), event("OPTIONS", "'origin':'https://shop.example'")))
                .startsWith("{'statusCode':201,");
        assertThat(responseOf(LIST, returning(RESPONSE), event("OPTIONS", "'access-control-request-method':'PUT'")))
                .startsWith("{'statusCode':201,");
    }

    @Test
    void what_the_handler_says_of_cors_is_replaced() throws Exception {
        String careless = "{'statusCode':200,'headers':{'access-control-allow-origin':'*','vary':'Accept'},"
                + "'multiValueHeaders':{'Access-Control-Allow-Origin':['*'],'Vary':['Accept-Language'],'X':['1']}}";
        assertThat(responseOf(LIST, returning(careless), event("GET", "'origin':'https://shop.example'")))
                .isEqualTo("{'statusCode':200,'headers':{'Access-Control-Allow-Origin':'https://shop.example',"
                        + "'Access-Control-Allow-Credentials':'true','Vary':'Accept, Accept-Language, Origin'},"
                        + "'multiValueHeaders':{'X':['1']}}");
    }

    @Test
    void an_exception_is_a_500_that_the_page_can_read_and_its_cause_stays_in_the_log() throws Exception {
        RequestStreamHandler failing = (in, out, ctx) -> {
            out.write("{\"statusCode\":200".getBytes(UTF_8));
            throw new UncheckedIOException("password=secret", new IOException("db.internal"));
        };
        assertThat(responseOf(LIST, failing, event("GET", "'origin':'https://shop.example'")))
                .isEqualTo(
                        "{'statusCode':500,'headers':{'Content-Type':'application/json',"
                                + "'Access-Control-Allow-Origin':'https://shop.example','Access-Control-Allow-Credentials':'true',"
                                + "'Vary':'Origin'},'body':'{\\'message\\':\\'Internal Server Error\\'}','isBase64Encoded':false}");
        assertThat(context.log())
                .contains(
                        "UncheckedIOException: password=secret",
                        "\tat dev.corsac.lambda",
                        "Caused by: java.io.IOException: db.internal");
    }

    @Test
    void an_error_is_a_500_too() throws Exception {
        RequestStreamHandler failing = (in, out, ctx) -> {
            throw new NoClassDefFoundError("a/B");
        };
        assertThat(responseOf(ANYONE, failing, event("GET", "'origin':'https://a.example'")))
                .startsWith("{'statusCode':500,")
                .contains("'Access-Control-Allow-Origin':'*'");
        assertThat(context.log()).contains("NoClassDefFoundError: a/B");
    }

    @Test
    void a_broken_virtual_machine_is_left_to_lambda() {
        RequestStreamHandler failing = (in, out, ctx) -> {
            throw new OutOfMemoryError("no more");
        };
        assertThatThrownBy(() -> responseOf(ANYONE, failing, event("GET", "'origin':'https://a.example'")))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void errors_are_rethrown_on_request() {
        IOException failure = new IOException("disk full");
        RequestStreamHandler failing = (in, out, ctx) -> {
            throw failure;
        };
        HandlerOptions options = HandlerOptions.DEFAULTS.withErrorsRethrown();
        assertThatThrownBy(() -> responseOf(new CorsStreamHandler(ANYONE, failing, options), event("GET", "")))
                .isSameAs(failure);
        assertThatThrownBy(
                        () -> responseOf(new CorsStreamHandler(ANYONE, returning("null"), options), event("GET", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The handler's response is not valid for a REST API: it is null.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "hello", "[]", "'ok'", "{'statusCode':200", "{'statusCode':'ok'}", "{'cookies':[]}"})
    void a_malformed_response_becomes_a_500_that_the_page_can_read(String rubbish) throws Exception {
        assertThat(responseOf(LIST, returning(rubbish), event("GET", "'origin':'https://shop.example'")))
                .startsWith("{'statusCode':500,")
                .contains("'Access-Control-Allow-Origin':'https://shop.example'");
        assertThat(context.log()).startsWith("The handler's response is not valid for a REST API: it");
    }

    /** The index counts from the handler's first byte, not from the start of the buffer. */
    @Test
    void the_log_has_the_byte_at_which_a_response_is_not_json() throws Exception {
        responseOf(LIST, returning("{'statusCode':200,}"), event("GET", ""));
        assertThat(context.log())
                .startsWith(
                        "The handler's response is not valid for a REST API: it is not JSON: expected a name in quotes"
                                + " at byte 18 of 19. Responded with 500.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Records':[]}", "{'key1':'value1'}", "hello", ""})
    void an_event_of_something_else_passes_through_with_its_response(String event) throws Exception {
        RequestStreamHandler echo = (in, out, ctx) -> in.transferTo(out);
        assertThat(responseOf(LIST, echo, event)).isEqualTo(event);
        RequestStreamHandler failing = (in, out, ctx) -> {
            throw new IOException("as it is");
        };
        assertThatThrownBy(() -> responseOf(LIST, failing, event)).hasMessage("as it is");
    }

    @Test
    void the_handler_sees_the_event_as_it_came() throws Exception {
        String event = event("PUT", "'origin':'https://shop.example'");
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        responseOf(
                LIST,
                (in, out, ctx) -> {
                    assertThat(ctx).isSameAs(context);
                    in.transferTo(seen);
                    out.write('{');
                    out.write('}');
                    out.close();
                },
                event);
        assertThat(seen.toString(UTF_8)).isEqualTo(event.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'statusCode':200,'headers':{'A':'1'},'body':'?'}",
                "{'body':'?','headers':{'Access-Control-Allow-Origin':'x','A':'1'}}",
                "{'multiValueHeaders':{'Access-Control-Allow-Origin':['x']},'body':'?','headers':{}}",
                "{'headers':{'X':'?','Access-Control-Allow-Origin':'x','Y':'?'}}"
            })
    void a_large_response_is_sent_in_one_piece_whether_it_came_so_or_not(String form) throws Exception {
        String body = "<p class=\\'a\\'>\u20ac</p>\\n".repeat(60_000);
        // No header may have a line break.
        byte[] response = form.replace("?", form.contains("'X'") ? body.replace("\\n", "") : body)
                .replace('\'', '"')
                .getBytes(UTF_8);
        String spliced = null;
        for (int chunk : new int[] {response.length, 8000, 1}) {
            List<String> written = new ArrayList<>();
            OutputStream output = new OutputStream() {
                @Override
                public void write(int b) {
                    throw new AssertionError("one byte");
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    written.add(new String(bytes, from, length, UTF_8));
                }
            };
            RequestStreamHandler handler = (in, out, ctx) -> {
                for (int i = 0; i < response.length; i += chunk) {
                    if (chunk == 1) {
                        out.write(response[i]);
                    } else {
                        out.write(response, i, Math.min(chunk, response.length - i));
                    }
                }
            };
            new CorsStreamHandler(ANYONE, handler)
                    .handleRequest(
                            new ByteArrayInputStream(
                                    event("GET", "").replace('\'', '"').getBytes(UTF_8)),
                            output,
                            context);
            assertThat(written).hasSize(1);
            if (spliced == null) {
                spliced = written.get(0);
                assertThat(spliced.replace(",\"Access-Control-Allow-Origin\":\"*\"", "")
                                .replace("\"Access-Control-Allow-Origin\":\"*\"", ""))
                        .isEqualTo(new String(response, UTF_8)
                                .replace("\"Access-Control-Allow-Origin\":\"x\",", "")
                                .replace("\"Access-Control-Allow-Origin\":[\"x\"]", ""));
                assertThat(spliced).containsOnlyOnce("\"Access-Control-Allow-Origin\":\"*\"");
            } else {
                assertThat(written.get(0)).isEqualTo(spliced);
            }
        }
    }

    @Test
    void it_serves_as_a_base_class() throws Exception {
        assertThat(responseOf(new PublicFunction(), event("GET", "'origin':'https://a.example'")))
                .contains("'Access-Control-Allow-Origin':'*'");
    }

    static final class PublicFunction extends CorsStreamHandler {
        PublicFunction() {
            super(ANYONE, returning("{}"));
        }
    }

    private static RequestStreamHandler returning(String response) {
        return (in, out, ctx) -> out.write(response.replace('\'', '"').getBytes(UTF_8));
    }

    private static RequestStreamHandler never() {
        return (in, out, ctx) -> {
            throw new AssertionError("the handler was called");
        };
    }

    /** As a REST API sends it; {@code headers} are members of the object, with single quotes. */
    private static String event(String method, String headers) {
        return "{'resource':'/{proxy+}','path':'/orders','httpMethod':'" + method + "','headers':{" + headers
                + "},'multiValueHeaders':null,'queryStringParameters':null,'requestContext':{'resourcePath':'/{proxy+}','httpMethod':'"
                + method + "','identity':{'sourceIp':'127.0.0.1'}},'body':null,'isBase64Encoded':false}";
    }

    private String responseOf(CorsPolicy policy, RequestStreamHandler handler, String event) throws IOException {
        return responseOf(new CorsStreamHandler(policy, handler), event);
    }

    private String responseOf(CorsStreamHandler handler, String event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.replace('\'', '"').getBytes(UTF_8)), out, context);
        return out.toString(UTF_8).replace('"', '\'');
    }
}
