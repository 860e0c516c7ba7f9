package dev.corsac.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.CallTarget;
import dev.corsac.CorsPolicy;
import dev.corsac.PolicySelector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy for each tenant: chosen by the host, path, stage or a field of the event. */
class EventTargetTest {

    private static final String REST =
            "{\"httpMethod\":\"GET\",\"path\":\"/t/acme/x\",\"headers\":{\"Host\":\"spoofed.example\",\"Origin\":\"https://a.example\"},"
                    + "\"stageVariables\":{\"tenant\":\"acme\",\"number\":1},"
                    + "\"requestContext\":{\"domainName\":\"API.A.example\",\"stage\":\"prod\",\"elb\":null}}";
    private static final String HTTP_API =
            "{\"version\":\"2.0\",\"rawPath\":\"/t/b%2Fc\",\"headers\":{\"origin\":\"https://a.example\"},"
                    + "\"requestContext\":{\"domainName\":\"api.a.example.\",\"stage\":\"$default\",\"http\":{\"method\":\"GET\",\"path\":\"/no\"}}}";
    private static final String BALANCER =
            "{\"httpMethod\":\"GET\",\"path\":\"/\",\"headers\":{\"HOST\":\"api.a.example:8443\",\"origin\":\"https://a.example\"},"
                    + "\"requestContext\":{\"elb\":{\"targetGroupArn\":\"arn:one\"}}}";
    private static final String TWO_HOSTS =
            "{\"httpMethod\":\"GET\",\"path\":\"/\",\"multiValueHeaders\":{\"host\":[\"api.a.example\",\"api.b.example\"]},"
                    + "\"requestContext\":{\"elb\":{\"targetGroupArn\":\"arn:one\"}}}";
    private static final String NO_CONTEXT =
            "{\"httpMethod\":\"GET\",\"headers\":{\"a\":\"b\"},\"requestContext\":null}";

    private static CallTarget target(String event) {
        return new EventTarget(event.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void names_the_host_that_the_front_states() {
        assertThat(target(REST).host()).isEqualTo("api.a.example");
        assertThat(target(HTTP_API).host()).isEqualTo("api.a.example");
        assertThat(target(BALANCER).host()).isEqualTo("api.a.example");
        assertThat(target(TWO_HOSTS).host()).isNull();
        assertThat(target(NO_CONTEXT).host()).isNull();
    }

    @Test
    void names_path_and_stage() {
        assertThat(target(REST).path()).isEqualTo("/t/acme/x");
        assertThat(target(HTTP_API).path()).isEqualTo("/t/b%2Fc");
        assertThat(target(NO_CONTEXT).path()).isNull();
        assertThat(target(REST).stage()).isEqualTo("prod");
        assertThat(target(BALANCER).stage()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "stageVariables.tenant, acme",
                "stageVariables.number, none",
                "stageVariables.other, none",
                "stageVariables, none",
                "stageVariables.tenant.more, none",
                "requestContext.elb.targetGroupArn, none",
                "httpMethod, GET",
                "'', none",
            })
    void reads_fields_that_are_strings(String field, @Nullable String value) {
        assertThat(target(REST).field(field)).isEqualTo(value);
        assertThat(target(BALANCER).field("requestContext.elb.targetGroupArn")).isEqualTo("arn:one");
    }

    @Test
    void applies_the_policy_that_is_chosen_for_each_request() throws Exception {
        CorsPolicy a = CorsPolicy.builder().allowOrigins("https://a.example").build();
        CorsPolicy b = CorsPolicy.builder().allowOrigins("https://b.example").build();
        List<@Nullable String> hosts = new ArrayList<>();
        PolicySelector byHost = target -> {
            hosts.add(target.host());
            return "api.a.example".equals(target.host()) ? a : b;
        };
        CorsStreamHandler handler = new CorsStreamHandler(
                byHost,
                (in, out, context) -> out.write("{\"statusCode\":200,\"body\":\"\"}".getBytes(StandardCharsets.UTF_8)),
                HandlerOptions.DEFAULTS);
        assertThat(response(handler, REST)).contains("\"Access-Control-Allow-Origin\":\"https://a.example\"");
        assertThat(response(handler, REST.replace("API.A.example", "api.b.example")))
                .doesNotContain("Access-Control-Allow-Origin")
                .contains("\"Vary\":\"Origin\"");
        assertThat(hosts).containsExactly("api.a.example", "api.b.example");
    }

    private static String response(CorsStreamHandler handler, String event) throws Exception {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), response, new FakeContext());
        return response.toString(StandardCharsets.UTF_8);
    }
}
