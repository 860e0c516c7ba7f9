package dev.corsac.gateway.alb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.sun.management.ThreadMXBean;
import dev.corsac.gateway.FakeFunction;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.Glob;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadBalancerTest {

    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2026-11-22T10:00:00Z"), "0a1b2c3d-4e5f-4000-8000-000000000000", "203.0.113.7");

    private static final String ROOT = "1-6b02bd20-0a1b2c3d4e5f400080000000";

    private final FakeFunction function = FakeFunction.returning("{\"statusCode\":200}");

    private String event(Request request, boolean multi) {
        LoadBalancerTarget target = LoadBalancerTarget.of(function);
        LoadBalancer.builder()
                .defaultTarget(multi ? target.withMultiValueHeaders() : target)
                .build()
                .respond(request, ARRIVAL);
        return Objects.requireNonNull(function.event, "the function was not asked");
    }

    private static Request post(String target, String body, String... headers) {
        return new Request("POST", Url.parse("http://lb.example.com" + target), Headers.of(headers), Body.of(body));
    }

    private static ApplicationLoadBalancerRequestEvent read(String json) {
        return JacksonFactory.getInstance()
                .getSerializer(ApplicationLoadBalancerRequestEvent.class)
                .fromJson(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_event_with_single_values_is_that_of_the_guide() {
        Request request = post(
                "/a%20b?q=a%20b&q=c&r",
                "{}",
                "Host",
                "lb.example.com",
                "X-Two",
                "1",
                "x-two",
                "2",
                "Content-Type",
                "application/json",
                "Connection",
                "keep-alive");
        assertThat(event(request, false))
                .isEqualTo("{\"requestContext\":{\"elb\":{\"targetGroupArn\":\""
                        + LoadBalancerTarget.of(function).arn()
                        + "\"}},\"httpMethod\":\"POST\",\"path\":\"/a%20b\",\"queryStringParameters\":{\"q\":\"c\",\"r\":\"\"},"
                        + "\"headers\":{\"host\":\"lb.example.com\",\"x-two\":\"2\",\"content-type\":\"application/json\","
                        + "\"connection\":\"keep-alive\","
                        + "\"x-amzn-trace-id\":\"Root=" + ROOT + "\",\"x-forwarded-for\":\"203.0.113.7\","
                        + "\"x-forwarded-port\":\"80\",\"x-forwarded-proto\":\"http\"},"
                        + "\"body\":\"{}\",\"isBase64Encoded\":false}");
    }

    @Test
    void an_event_with_multiple_values_has_no_single_ones() {
        Request request = post("/?q=1&r=2&q=3", "", "X-Two", "1", "X-One", "x", "x-two", "2");
        assertThat(event(request, true))
                .contains("\"multiValueQueryStringParameters\":{\"q\":[\"1\",\"3\"],\"r\":[\"2\"]}")
                .contains("\"multiValueHeaders\":{\"x-two\":[\"1\",\"2\"],\"x-one\":[\"x\"],")
                .contains("\"body\":\"\",\"isBase64Encoded\":false")
                .doesNotContain("\"headers\"", "\"queryStringParameters\"");
    }

    @Test
    void aws_event_class_reads_both_modes() {
        Request request = post("/orders?a=1", "text", "Content-Type", "text/plain", "Origin", "https://a.example");
        ApplicationLoadBalancerRequestEvent single = read(event(request, false));
        assertThat(single.getRequestContext().getElb().getTargetGroupArn())
                .matches("arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fake/[0-9a-f]{16}");
        assertThat(single.getHttpMethod()).isEqualTo("POST");
        assertThat(single.getPath()).isEqualTo("/orders");
        assertThat(single.getQueryStringParameters()).isEqualTo(Map.of("a", "1"));
        assertThat(single.getHeaders()).containsEntry("origin", "https://a.example");
        assertThat(single.getMultiValueHeaders()).isNull();
        assertThat(single.getBody()).isEqualTo("text");
        assertThat(single.getIsBase64Encoded()).isFalse();
        ApplicationLoadBalancerRequestEvent multi = read(event(request, true));
        assertThat(multi.getHeaders()).isNull();
        assertThat(multi.getMultiValueHeaders()).containsEntry("origin", List.of("https://a.example"));
        assertThat(multi.getMultiValueQueryStringParameters()).isEqualTo(Map.of("a", List.of("1")));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=utf-8,      , false",
        "application/json,              , false",
        "Application/JavaScript,        , false",
        "application/xml,               , false",
        "application/json,          gzip, true",
        "image/png,                     , true",
        "application/problem+json,      , true",
        ",                              , true",
    })
    void a_body_is_base64_unless_it_is_plain_text(String type, String encoding, boolean base64) {
        Headers headers = type == null ? Headers.EMPTY : Headers.of("Content-Type", type);
        headers = encoding == null ? headers : headers.plus("Content-Encoding", encoding);
        String event = event(post("/", "abc").withHeaders(headers), false);
        assertThat(event)
                .endsWith(
                        base64
                                ? "\"body\":\"YWJj\",\"isBase64Encoded\":true}"
                                : "\"body\":\"abc\",\"isBase64Encoded\":false}");
    }

    @ParameterizedTest
    @CsvSource({
        "Root=1-a-b,               'Self=%s;Root=1-a-b'",
        "Self=1-x-y;Root=1-a-b;K=v, 'Self=%s;Root=1-a-b;K=v'",
    })
    void a_trace_that_was_there_is_kept_behind_our_own(String sent, String expected) {
        assertThat(event(post("/", "", "X-Amzn-Trace-Id", sent), false))
                .contains("\"x-amzn-trace-id\":\"" + expected.replace("%s", ROOT) + "\"");
    }

    @Test
    void forwarded_headers_are_extended_or_replaced() {
        Request request =
                post("/", "", "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Port", "1", "X-Forwarded-Proto", "gopher");
        assertThat(event(request, false))
                .contains("\"x-forwarded-for\":\"192.0.2.1, 203.0.113.7\"")
                .contains("\"x-forwarded-port\":\"80\",\"x-forwarded-proto\":\"http\"");
    }

    @Test
    void head_has_no_body_and_framing_stays_with_the_load_balancer() {
        FakeFunction responding = FakeFunction.returning(
                "{\"statusCode\":200,\"headers\":{\"Content-Length\":\"9\",\"Server\":\"mine\"},\"body\":\"x\"}");
        var response = LoadBalancer.builder()
                .defaultTarget(LoadBalancerTarget.of(responding))
                .build()
                .respond(Request.of("HEAD", "http://lb.example.com/", Headers.EMPTY), ARRIVAL)
                .response();
        assertThat(response.body().isEmpty()).isTrue();
        assertThat(response.headers()).isEqualTo(Headers.of("Server", "mine"));
    }

    @ParameterizedTest
    @CsvSource({
        "*,       /,          true",
        "/a*c,    /abc,       true",
        "/a*c,    /ac,        true",
        "/a*c,    /abcd,      false",
        "/a?c,    /abc,       true",
        "/a?c,    /ac,        false",
        "/*/b/*,  /a/b/b/c,   true",
        "/*a*b,   /xaxbxaxb,  true",
        "/a,      /A,         false",
        "/a,      /a/,        false",
    })
    void patterns_have_wildcards(String pattern, String path, boolean matches) {
        assertThat(Glob.matches(pattern, path)).isEqualTo(matches);
    }

    @Test
    void a_request_allocates_at_most_10_kb() {
        InvocationResult result = InvocationResult.Payload.of(
                "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"},\"body\":\"ok\"}");
        LambdaFunction canned = LambdaFunction.of("canned", event -> result);
        LoadBalancer balancer = LoadBalancer.builder()
                .defaultTarget(LoadBalancerTarget.of(canned))
                .build();
        Request request = post(
                "/orders?a=1&b=2",
                "{\"x\":1}",
                "Host",
                "lb.example.com",
                "Origin",
                "https://a.example",
                "Content-Type",
                "application/json",
                "Accept",
                "*/*",
                "User-Agent",
                "a browser's long name ".repeat(6));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int status = 0;
        for (int i = 0; i < 200; i++) {
            status += balancer.respond(request, ARRIVAL).response().status();
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            status += balancer.respond(request, ARRIVAL).response().status();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(status).isEqualTo(220 * 200);
        assertThat(least).isLessThanOrEqualTo(10 * 1024);
    }
}
