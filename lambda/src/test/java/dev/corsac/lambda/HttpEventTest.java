package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.JsonTree.Member;
import dev.corsac.lambda.JsonTree.Obj;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEventTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "null",
                "[]",
                "\"GET\"",
                "{}",
                "{\"key1\":\"value1\"}",
                "{\"Records\":[{\"s3\":{\"object\":{\"key\":\"a\"}}}]}",
                // A Lambda authorizer, of a REST API and of an HTTP API: its response is a policy document.
                "{\"type\":\"REQUEST\",\"methodArn\":\"arn:aws:x\",\"httpMethod\":\"GET\",\"headers\":{\"Origin\":\"https://a.example\"},\"requestContext\":{}}",
                "{\"version\":\"2.0\",\"type\":\"REQUEST\",\"routeArn\":\"arn:aws:x\",\"headers\":{},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
                // A WebSocket API's $connect.
                "{\"headers\":{\"Origin\":\"https://a.example\"},\"multiValueHeaders\":{},\"requestContext\":{\"eventType\":\"CONNECT\",\"connectionId\":\"x\"},\"isBase64Encoded\":false}",
                // The same as in AWS's own samples.
                "{\"httpMethod\":\"GET\",\"path\":\"/p\",\"headers\":{\"Origin\":\"https://a.example\"},\"requestContext\":{\"routeKey\":\"$connect\",\"connectionId\":\"x\",\"apiId\":\"a\"}}",
                "{\"httpMethod\":\"GET\",\"headers\":null,\"multiValueHeaders\":null}",
                // VPC Lattice.
                "{\"version\":\"2.0\",\"path\":\"/\",\"method\":\"GET\",\"headers\":{\"origin\":[\"https://a.example\"]},\"requestContext\":{\"serviceArn\":\"x\"}}",
                // An agent of Bedrock.
                "{\"messageVersion\":\"1.0\",\"actionGroup\":\"a\",\"apiPath\":\"/\",\"httpMethod\":\"GET\",\"parameters\":[]}",
                // Cut off, and with something behind.
                "{\"httpMethod\":\"GET\",\"headers\":{\"Origin\":\"https://a.example\"},\"requestContext\":{}",
                "{\"httpMethod\":\"GET\",\"headers\":{},\"requestContext\":{}} x"
            })
    void an_event_of_something_else_is_none(String event) {
        assertThat(HttpEvent.read(event.getBytes(UTF_8))).isNull();
    }

    @Test
    void the_front_is_recognised() {
        assertThat(front("{'httpMethod':'GET','headers':null,'requestContext':{}}"))
                .isSameAs(Front.REST_API);
        assertThat(front("{'httpMethod':'GET','headers':{}}")).isSameAs(Front.REST_API);
        assertThat(front(
                        "{'version':'1.0','httpMethod':'GET','headers':{},'multiValueHeaders':{},'requestContext':{}}"))
                .isSameAs(Front.PAYLOAD_V1);
        assertThat(front("{'version':'2.0','headers':{},'requestContext':{'http':{'method':'GET'}}}"))
                .isSameAs(Front.HTTP_API);
        assertThat(front("{'httpMethod':'GET','headers':{},'requestContext':{'elb':{'targetGroupArn':'x'}}}"))
                .isSameAs(Front.LOAD_BALANCER);
        assertThat(front("{'httpMethod':'GET','multiValueHeaders':{},'requestContext':{'elb':{'targetGroupArn':'x'}}}"))
                .isSameAs(Front.LOAD_BALANCER_MULTI_VALUE);
    }

    @Test
    void a_null_member_decides_nothing() {
        assertThat(front("{'httpMethod':'GET','headers':{},'requestContext':{'elb':null}}"))
                .isSameAs(Front.REST_API);
        assertThat(front("{'httpMethod':'GET','headers':{},'methodArn':null,'routeArn':null,'requestContext':{}}"))
                .isSameAs(Front.REST_API);
        assertThat(front("{'httpMethod':'GET','headers':{},'requestContext':{'connectionId':null}}"))
                .isSameAs(Front.REST_API);
        assertThat(front("{'version':null,'httpMethod':'GET','headers':{},'requestContext':{'http':null}}"))
                .isSameAs(Front.REST_API);
        assertThat(front("{'httpMethod':'GET','headers':{},'multiValueHeaders':null,'requestContext':{'elb':{}}}"))
                .isSameAs(Front.LOAD_BALANCER);
    }

    @Test
    void a_function_url_is_known_by_its_domain_or_its_anonymous_caller() {
        String event = "{'version':'2.0','headers':{},'requestContext':{?,'http':{'method':'GET'}}}";
        for (String sign : List.of(
                "'accountId':'anonymous'",
                "'domainName':'abc.lambda-url.eu-central-1.on.aws'",
                "'accountId':'123456789012','domainName':'abc.lambda-url.eu-central-1.on.aws'")) {
            assertThat(front(event.replace("?", sign))).isSameAs(Front.FUNCTION_URL);
        }
        for (String sign : List.of(
                "'accountId':'123456789012'",
                "'domainName':'abc.execute-api.eu-central-1.amazonaws.com'",
                "'domainName':null")) {
            assertThat(front(event.replace("?", sign))).isSameAs(Front.HTTP_API);
        }
    }

    /** Quadratic, this would allocate gigabytes. */
    @Test
    void many_lines_of_a_name_cost_what_they_weigh() {
        StringBuilder event =
                new StringBuilder("{\"httpMethod\":\"GET\",\"requestContext\":{},\"headers\":{\"x\":\"y\"");
        event.append(",\"Origin\":\"https://a.example\"".repeat(50_000)).append("}}");
        byte[] bytes = event.toString().getBytes(UTF_8);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        HttpEvent read = Objects.requireNonNull(HttpEvent.read(bytes));
        assertThat(read.request().origin()).hasSize(50_000 * "https://a.example, ".length() - 2);
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
    }

    @Test
    void header_names_are_found_whatever_their_case() {
        assertThat(
                        request(
                                "{'httpMethod':'OPTIONS','headers':{'Host':'x','origin':'https://a.example',"
                                        + "'ACCESS-CONTROL-REQUEST-METHOD':'PUT','Access-Control-Request-Headers':'x-a'},'requestContext':{}}"))
                .isEqualTo(CorsRequest.of("OPTIONS", "https://a.example", "PUT", "x-a"));
    }

    @Test
    void all_lines_count_where_the_front_hands_them_over() {
        assertThat(request(
                        "{'httpMethod':'OPTIONS','headers':{'origin':'https://b.example','access-control-request-headers':'x-b'},"
                                + "'multiValueHeaders':{'origin':['https://a.example','https://b.example'],"
                                + "'access-control-request-headers':['x-a','x-b']},'requestContext':{}}"))
                .isEqualTo(CorsRequest.of("OPTIONS", "https://a.example, https://b.example", null, "x-a, x-b"));
    }

    @Test
    void two_spellings_of_origin_are_two_origins() {
        assertThat(
                        request(
                                "{'httpMethod':'GET','headers':{'Origin':'https://a.example','origin':'https://b.example'},'requestContext':{}}"))
                .isEqualTo(CorsRequest.of("GET", "https://a.example, https://b.example", null, null));
    }

    @Test
    void escapes_are_undone() {
        assertThat(
                        request(
                                "{'httpM\\u0065thod':'G\\u0045T','headers':{'\\u006frigin':'https:\\/\\/a.example'},'requestContext':{}}"))
                .isEqualTo(CorsRequest.of("GET", "https://a.example", null, null));
    }

    @Test
    void what_lies_deeper_or_in_the_body_is_not_taken_for_the_request() {
        assertThat(
                        request(
                                "{'body':'{\\\"headers\\\":{\\\"origin\\\":\\\"https://evil.example\\\"}}','stageVariables':{'headers':{'origin':'x'},"
                                        + "'httpMethod':'PUT'},'httpMethod':'GET','headers':{'x':{'origin':'y'}},'requestContext':{'httpMethod':'POST'}}"))
                .isEqualTo(CorsRequest.of("GET", null, null, null));
    }

    @Tag("random")
    @Test
    void it_agrees_with_jackson() throws IOException {
        long seed = Differential.seed();
        Random source = new Random(seed);
        RandomJson random = new RandomJson(source);
        int events = 0;
        for (int i = 0; i < Differential.ROUNDS; i++) {
            byte[] json = random.document();
            Meaning expected = byJackson(JsonTree.parse(json));
            Meaning read = meaning(HttpEvent.read(json));
            if (!Objects.equals(read, expected)) {
                assertThat(read)
                        .as("seed %d, round %d: %s", seed, i, new String(json, UTF_8))
                        .isEqualTo(expected);
            }
            if (expected != null) {
                events++;
            }
        }
        assertThat(events).isGreaterThan(Differential.ROUNDS / 20);
    }

    private record Meaning(Front front, CorsRequest request) {}

    private static @Nullable Meaning meaning(@Nullable HttpEvent event) {
        return event == null ? null : new Meaning(event.front(), event.request());
    }

    private static @Nullable Meaning byJackson(@Nullable Object tree) {
        if (!(tree instanceof Obj event) || hasValue(event, "methodArn") || hasValue(event, "routeArn")) {
            return null;
        }
        Object httpMethod = lastOrNull(event, "httpMethod");
        List<Obj> contexts = objects(event, "requestContext");
        Object contextMethod = null;
        boolean elb = false;
        boolean functionUrl = false;
        for (Obj context : contexts) {
            if (hasValue(context, "connectionId")) {
                return null;
            }
            elb |= hasValue(context, "elb");
            functionUrl |= context.members().stream()
                    .anyMatch(member -> member.name().equals("accountId") && "anonymous".equals(member.value()));
            for (Obj http : objects(context, "http")) {
                if (http.has("method")) {
                    contextMethod = lastOrNull(http, "method");
                }
            }
        }
        Object headers = event.get("headers");
        Object multiValueHeaders = event.get("multiValueHeaders");
        Front front;
        String method;
        if (contextMethod instanceof String inContext) {
            front = functionUrl ? Front.FUNCTION_URL : Front.HTTP_API;
            method = inContext;
        } else if (httpMethod instanceof String onTop
                && (!contexts.isEmpty() || headers instanceof Obj || multiValueHeaders instanceof Obj)) {
            method = onTop;
            if (elb) {
                front = multiValueHeaders instanceof Obj ? Front.LOAD_BALANCER_MULTI_VALUE : Front.LOAD_BALANCER;
            } else {
                front = lastOrNull(event, "version") instanceof String ? Front.PAYLOAD_V1 : Front.REST_API;
            }
        } else {
            return null;
        }
        return new Meaning(
                front,
                CorsRequest.of(
                        method,
                        line("origin", multiValueHeaders, headers),
                        line("access-control-request-method", multiValueHeaders, headers),
                        line("access-control-request-headers", multiValueHeaders, headers)));
    }

    private static boolean hasValue(Obj object, String name) {
        return object.members().stream().anyMatch(member -> member.name().equals(name) && member.value() != null);
    }

    private static @Nullable Object lastOrNull(Obj object, String name) {
        return object.get(name);
    }

    private static List<Obj> objects(Obj in, String name) {
        List<Obj> objects = new ArrayList<>();
        for (Member member : in.members()) {
            if (member.name().equals(name) && member.value() instanceof Obj object) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static @Nullable String line(String name, @Nullable Object... maps) {
        for (Object map : maps) {
            if (map instanceof Obj object) {
                List<String> lines = new ArrayList<>();
                for (Member member : object.members()) {
                    if (member.name().toLowerCase(Locale.ROOT).equals(name)) {
                        List<?> values = member.value() instanceof List<?> list ? list : asList(member.value());
                        for (Object value : values) {
                            if (value instanceof String line) {
                                lines.add(line);
                            }
                        }
                    }
                }
                if (!lines.isEmpty()) {
                    return String.join(", ", lines);
                }
            }
        }
        return null;
    }

    private static List<?> asList(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static @Nullable Front front(String event) {
        HttpEvent read = HttpEvent.read(event.replace('\'', '"').getBytes(UTF_8));
        return read == null ? null : read.front();
    }

    private static @Nullable CorsRequest request(String event) {
        HttpEvent read = HttpEvent.read(event.replace('\'', '"').getBytes(UTF_8));
        return read == null ? null : read.request();
    }
}
