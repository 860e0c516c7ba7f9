package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.JsonTree.Member;
import dev.corsac.lambda.JsonTree.Num;
import dev.corsac.lambda.JsonTree.Obj;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerResponseTest {

    private static final CorsPolicy LIST = CorsPolicy.builder()
            .allowOrigins("https://shop.example")
            .allowCredentials()
            .exposeHeaders("ETag")
            .build();
    private static final CorsDecision ALLOWED = LIST.decide(CorsRequest.of("GET", "https://shop.example", null, null));
    private static final CorsDecision REFUSED = LIST.decide(CorsRequest.of("GET", "https://evil.example", null, null));
    private static final CorsDecision ANYONE = CorsPolicy.builder()
            .allowOrigins("*")
            .build()
            .decide(CorsRequest.of("GET", "https://shop.example", null, null));
    private static final List<CorsDecision> DECISIONS = List.of(ALLOWED, REFUSED, ANYONE);
    private static final List<Front> FRONTS = List.of(
            Front.REST_API, Front.PAYLOAD_V1, Front.HTTP_API, Front.LOAD_BALANCER, Front.LOAD_BALANCER_MULTI_VALUE);

    /** What the policy adds, as AWS's formats write it, for {@link #ANYONE}. */
    private static final String ADDED = "'Access-Control-Allow-Origin':'*'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'statusCode':200} | {'statusCode':200,'headers':{+}}",
                "{} | {'headers':{+}}",
                " { } | { 'headers':{+}}",
                "{'headers':{},'body':'x'} | {'headers':{+},'body':'x'}",
                "{'headers':{ }} | {'headers':{ +}}",
                "{'headers':null,'body':null} | {'headers':{+},'body':null}",
                "{'headers':{'A':'1'}} | {'headers':{'A':'1',+}}",
                "{'headers':{'A':'1' , 'B' : '2' }} | {'headers':{'A':'1' , 'B' : '2' ,+}}",
                "{'headers':{'access-control-allow-origin':'x'}} | {'headers':{+}}",
                "{'headers':{'ACCESS-CONTROL-MAX-AGE':5,'A':'1'}} | {'headers':{'A':'1',+}}",
                "{'headers':{'A':'1','Access-Control-Allow-Origin':'x','B':'2'}} | {'headers':{'A':'1','B':'2',+}}",
                "{'headers':{'A':'1' , 'Access-Control-Allow-Origin' : 'x' }} | {'headers':{'A':'1',+}}",
                "{'headers':{ 'Access-Control-Allow-Origin':'x' , 'Access-Control-Allow-Headers':'y' , 'B':'2'}} | {'headers':{'B':'2',+}}",
                "{'headers':{'\\u0041ccess-Control-Allow-Origin':'x'}} | {'headers':{+}}",
                "{'headers':{'Access-Control-Allow-Origin':{'a':[1,{'b':null}]}},'body':'x'} | {'headers':{+},'body':'x'}",
                "{'headers':{'A':'1'},'multiValueHeaders':{'access-control-allow-origin':['x'],'B':['2']}} | {'headers':{'A':'1',+},'multiValueHeaders':{'B':['2']}}",
                "{'multiValueHeaders':{'access-control-allow-origin':['x']}} | {'multiValueHeaders':{},'headers':{+}}",
                "{'headers':{'Access-Control-Allow-Origin':'x'},'headers':{'A':'1'}} | {'headers':{},'headers':{'A':'1',+}}",
                "{'headers':{'A':'1'},'headers':null} | {'headers':{'A':'1'},'headers':{+}}",
                "{'headers':null,'multiValueHeaders':{'Access-Control-Allow-Origin':['x']},'headers':{'A':'1'}} | {'headers':null,'multiValueHeaders':{},'headers':{'A':'1',+}}",
                "{'headers':{'Vary':'Accept'}} | {'headers':{'Vary':'Accept',+}}"
            })
    void header_lines_are_spliced_in_and_everything_else_is_copied(String response, String expected) throws Exception {
        assertThat(spliced(quoted(response), Front.REST_API, ANYONE)).isEqualTo(quoted(expected.replace("+", ADDED)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'headers':{}} | Origin",
                "{'headers':{'Vary':'Accept-Encoding'}} | Accept-Encoding, Origin",
                "{'headers':{'vary':' accept-encoding ,origin '}} | accept-encoding ,origin",
                "{'headers':{'vary':'ORIGIN'}} | ORIGIN",
                "{'headers':{'vary':'*'}} | *",
                "{'headers':{'vary':''}} | Origin",
                "{'headers':{'vary':null}} | Origin",
                "{'headers':{'vary':'Originator'}} | Originator, Origin",
                "{'headers':{'Vary':'A','vary':'B'}} | A, B, Origin",
                "{'multiValueHeaders':{'Vary':['A','B']},'headers':{'VARY':'C'}} | A, B, C, Origin",
                "{'multiValueHeaders':{'Vary':['A','Origin']},'headers':{'Vary':'origin, a'}} | A, Origin",
                "{'multiValueHeaders':{'Vary':['A']},'headers':{'Vary':'A, B'}} | A, A, B, Origin",
            })
    void vary_is_merged_into_one_line(String response, String expected) throws Exception {
        for (Front front : FRONTS) {
            Obj tree = JsonTree.parseObject(spliced(
                    quoted(response.replace("{'headers", "{'statusCode':200,'headers")
                            .replace("{'multi", "{'statusCode':200,'multi")),
                    front,
                    ALLOWED));
            assertThat(lines(tree, front, "vary")).containsExactly(expected);
            assertThat(lines(tree, front, "access-control-allow-origin")).containsExactly("https://shop.example");
        }
    }

    @Test
    void a_body_is_copied_byte_for_byte_even_if_it_looks_like_a_response() throws Exception {
        String body = "'body':'{\\\"headers\\\":{\\\"Access-Control-Allow-Origin\\\":\\\"x\\\"}}\\u00e9\\/€'";
        assertThat(spliced(quoted("{" + body + "}"), Front.REST_API, ANYONE))
                .isEqualTo(quoted("{" + body + ",'headers':{" + ADDED + "}}"));
    }

    @Test
    void a_refused_origin_gets_no_cors_header_and_keeps_none() throws Exception {
        String response =
                quoted("{'statusCode':200,'headers':{'access-control-allow-origin':'*','Vary':'Origin','A':'1'}}");
        assertThat(spliced(response, Front.REST_API, REFUSED))
                .isEqualTo(quoted("{'statusCode':200,'headers':{'A':'1','Vary':'Origin'}}"));
    }

    @Test
    void a_load_balancer_with_multi_value_headers_gets_lists() throws Exception {
        assertThat(spliced(quoted("{'statusCode':200,'headers':{'A':'1'}}"), Front.LOAD_BALANCER_MULTI_VALUE, ANYONE))
                .isEqualTo(
                        quoted(
                                "{'statusCode':200,'headers':{'A':'1'},'multiValueHeaders':{'Access-Control-Allow-Origin':['*']}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'hello' | 'hello'",
                "'a\\u20ac\\n' | 'a\\u20ac\\n'",
                "3 | '3'",
                "true | 'true'",
                "[ 1, 'a b' ] | '[1,\\\"a b\\\"]'",
                "{ 'a' : 'b\\\\\\\" c' , 'headers' : { 'A' : 1 } } | '{\\\"a\\\":\\\"b\\\\\\\\\\\\\\\" c\\\",\\\"headers\\\":{\\\"A\\\":1}}'",
                "{'headers':[],'statusCode':null} | '{\\\"headers\\\":[],\\\"statusCode\\\":null}'",
                "{'statusCode':null} | '{\\\"statusCode\\\":null}'"
            })
    void a_response_without_status_is_a_body_for_an_http_api_and_a_function_url(String response, String body)
            throws Exception {
        assertThat(spliced(quoted(response), Front.HTTP_API, ANYONE))
                .isEqualTo(quoted("{'statusCode':200,'headers':{'Content-Type':'application/json'," + ADDED
                        + "},'body':" + body + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                //                                 REST API | HTTP API 1.0 | HTTP API 2.0 | load balancer | with lists
                "null                             | null    | null   | null   | null   | null",
                "'x'                              | object  | object | -      | object | object",
                "[]                               | object  | object | -      | object | object",
                "{'body':'x'}                     | -       | status | -      | status | status",
                "{'statusCode':200}               | -       | -      | -      | -      | -",
                "{'statusCode':'200'}             | -       | -      | -      | JSON   | JSON",
                "{'statusCode':200,'cookies':[]}  | cookies | -      | -      | -      | -",
            })
    void what_a_front_would_refuse_is_refused_first(
            String response,
            @Nullable String rest,
            @Nullable String http1,
            @Nullable String http2,
            @Nullable String balancer,
            @Nullable String multiValue)
            throws Exception {
        List<@Nullable String> expected = new ArrayList<>();
        expected.add(rest);
        expected.add(http1);
        expected.add(http2);
        expected.add(balancer);
        expected.add(multiValue);
        for (int i = 0; i < FRONTS.size(); i++) {
            byte[] bytes = quoted(response).getBytes(UTF_8);
            String problem = HandlerResponse.read(bytes, 0, bytes.length, FRONTS.get(i), ANYONE)
                    .problem();
            String word = expected.get(i);
            if (word == null) {
                assertThat(problem).as(FRONTS.get(i).title()).isNull();
            } else {
                assertThat(problem).as(FRONTS.get(i).title()).containsIgnoringCase(word);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "x", "\\/", "\\u003d", "\\\"", "-", "\u00e9", "\\x", "\""})
    void a_long_body_is_checked_whatever_the_order_of_members(String inside) throws Exception {
        for (int before : List.of(0, 4, 40_000)) {
            String body = "\"body\":\"" + "Ab1+".repeat(before / 4) + inside + "/9zZ".repeat(10_000) + '"';
            for (boolean base64 : List.of(true, false)) {
                String flag = "\"isBase64Encoded\":" + base64;
                for (String json : List.of(
                        "{\"statusCode\":200," + flag + "," + body + "}",
                        "{" + body + "," + flag + ",\"statusCode\":200}")) {
                    byte[] bytes = json.getBytes(UTF_8);
                    boolean accepted = HandlerResponse.read(bytes, 0, bytes.length, Front.PAYLOAD_V1, ANYONE)
                                    .problem()
                            == null;
                    assertThat(accepted)
                            .as("%s behind %d, %s", inside, before, base64)
                            .isEqualTo(isAcceptedByJackson(bytes));
                }
            }
        }
    }

    private static boolean isAcceptedByJackson(byte[] json) {
        try {
            return isAccepted(JsonTree.parse(json), Front.PAYLOAD_V1, ANYONE);
        } catch (IOException e) {
            return false;
        }
    }

    @Tag("random")
    @Test
    void it_agrees_with_jackson() throws Exception {
        long seed = Differential.seed();
        Random source = new Random(seed);
        RandomJson random = new RandomJson(source);
        int sent = 0;
        for (int i = 0; i < Differential.ROUNDS; i++) {
            byte[] json = random.document();
            Front front = source.nextInt(6) == 0 ? Front.FUNCTION_URL : FRONTS.get(source.nextInt(FRONTS.size()));
            CorsDecision decision = DECISIONS.get(source.nextInt(DECISIONS.size()));
            // With room for header lines around it, with too little and with none.
            int from = source.nextInt(3) * source.nextInt(400);
            byte[] room = new byte[from + json.length + source.nextInt(3) * source.nextInt(400)];
            Arrays.fill(room, (byte) '"');
            System.arraycopy(json, 0, room, from, json.length);
            HandlerResponse response = HandlerResponse.read(room, from, from + json.length, front, decision);
            Object tree = JsonTree.parse(json);
            boolean accepted = response.problem() == null;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Object expected = null;
            if (accepted) {
                sent++;
                response.writeTo(out);
                expected = expected(tree, json, front, decision);
            }
            if (accepted != isAccepted(tree, front, decision)
                    || (accepted && !Objects.equals(JsonTree.parse(out.toByteArray()), expected))) {
                fail(
                        "seed %d, round %d, %s, %s: of %s came %s",
                        seed,
                        i,
                        front.title(),
                        decision,
                        new String(json, UTF_8),
                        accepted ? out.toString(UTF_8) : response.problem());
            }
        }
        assertThat(sent).isGreaterThan(Differential.ROUNDS / 10);
    }

    /** What the fronts' model accepts, as rules on the tree. */
    private static boolean isAccepted(@Nullable Object tree, Front front, CorsDecision decision) {
        boolean version2 = front.title().contains("2.0") || front.equals(Front.FUNCTION_URL);
        boolean balancer = !front.acceptsTextStatus();
        if (tree == null) {
            return false;
        }
        if (!(tree instanceof Obj response)) {
            return version2;
        }
        Object status = response.get("statusCode");
        if (version2 && status == null) {
            return true;
        }
        for (Member member : response.members()) {
            Object value = member.value();
            boolean accepted = switch (member.name()) {
                case "statusCode" ->
                    value == null
                            || (value instanceof Num number && isStatus(number.text(), balancer))
                            || (value instanceof String text && !balancer && isStatus(text, false));
                case "headers" ->
                    isMap(value, decision, front.equals(Front.LOAD_BALANCER_MULTI_VALUE), false, balancer);
                case "multiValueHeaders" ->
                    isMap(value, decision, version2 || front.equals(Front.LOAD_BALANCER), true, balancer);
                case "body" ->
                    value instanceof String || (value == null ? !balancer : front.equals(Front.FUNCTION_URL));
                case "isBase64Encoded" -> value == null || value instanceof Boolean;
                case "cookies" ->
                    version2
                            ? value == null
                                    || (value instanceof List<?> list
                                            && list.stream().allMatch(String.class::isInstance))
                            : !front.equals(Front.REST_API);
                case "statusDescription" ->
                    balancer ? value == null || value instanceof String : !front.equals(Front.REST_API);
                default -> !front.equals(Front.REST_API);
            };
            if (!accepted) {
                return false;
            }
        }
        if (status == null && !front.equals(Front.REST_API)) {
            return false;
        }
        Object body = response.get("body");
        return body == null || !Boolean.TRUE.equals(response.get("isBase64Encoded")) || isBase64(body);
    }

    private static boolean isStatus(String text, boolean balancer) {
        return text.matches("0*[2-9][0-9][0-9]") && (!balancer || text.matches("[2-5].."));
    }

    private static boolean isBase64(Object body) {
        try {
            String text = body instanceof Num number ? number.text() : String.valueOf(body);
            Base64.getDecoder().decode(text.getBytes(UTF_8));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isMap(
            @Nullable Object value, CorsDecision decision, boolean ignored, boolean lists, boolean stringsOnly) {
        if (value == null || !(value instanceof Obj map)) {
            return value == null || ignored;
        }
        for (Member header : map.members()) {
            boolean ours = isOurs(header.name(), decision);
            if (ours && header.name().equalsIgnoreCase("vary")) {
                List<?> lines = header.value() instanceof List<?> list ? list : Arrays.asList(header.value());
                if (lines.stream()
                        .anyMatch(line -> line instanceof String text && text.matches("(?s).*[\\r\\n\0].*"))) {
                    return false;
                }
            }
            if (ours || ignored) {
                continue;
            }
            List<@Nullable Object> values = new ArrayList<>();
            if (!lists) {
                values.add(header.value());
            } else if (header.value() instanceof List<?> list) {
                values.addAll(list);
            } else {
                return false;
            }
            if (!header.name().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                    || !values.stream().allMatch(line -> isLine(line, stringsOnly))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLine(@Nullable Object value, boolean stringsOnly) {
        if (value instanceof String text) {
            return !text.matches("(?s).*[\\r\\n\0].*");
        }
        return !stringsOnly && !(value instanceof Obj) && !(value instanceof List<?>);
    }

    private static Object expected(@Nullable Object tree, byte[] json, Front front, CorsDecision decision)
            throws IOException {
        List<String> vary = new ArrayList<>();
        if (!(tree instanceof Obj response) || (front.infersStatus() && response.get("statusCode") == null)) {
            List<Member> headers = new ArrayList<>();
            headers.add(new Member("Content-Type", "application/json"));
            headers.addAll(added(front, decision, vary));
            return new Obj(List.of(
                    new Member("statusCode", new Num("200")),
                    new Member("headers", new Obj(headers)),
                    new Member("body", tree instanceof String text ? text : compact(json))));
        }
        int target = -1;
        List<Member> members = new ArrayList<>();
        for (Member member : response.members()) {
            if (member.name().equals(front.headers())) {
                target = members.size();
            }
            boolean isMap = member.name().equals("headers") || member.name().equals("multiValueHeaders");
            members.add(isMap ? new Member(member.name(), withoutOurs(member.value(), decision, vary)) : member);
        }
        List<Member> added = added(front, decision, vary);
        if (!added.isEmpty()) {
            if (target < 0) {
                members.add(new Member(front.headers(), new Obj(added)));
            } else {
                List<Member> headers = new ArrayList<>();
                if (members.get(target).value() instanceof Obj map) {
                    headers.addAll(map.members());
                }
                headers.addAll(added);
                members.set(target, new Member(front.headers(), new Obj(headers)));
            }
        }
        return new Obj(members);
    }

    private static @Nullable Object withoutOurs(@Nullable Object map, CorsDecision decision, List<String> vary) {
        if (!(map instanceof Obj headers)) {
            return map;
        }
        List<Member> kept = new ArrayList<>();
        for (Member header : headers.members()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("vary") && !decision.vary().isEmpty()) {
                List<?> values = header.value() instanceof List<?> list
                        ? list
                        : header.value() == null ? List.of() : List.of(header.value());
                values.stream()
                        .filter(value -> value instanceof String line && !line.isBlank())
                        .map(value -> ((String) value).trim())
                        .filter(line -> !names(vary).containsAll(names(List.of(line))))
                        .forEach(vary::add);
            } else if (!name.startsWith("access-control-")) {
                kept.add(header);
            }
        }
        return new Obj(kept);
    }

    private static Set<String> names(List<String> vary) {
        Set<String> names = new HashSet<>();
        if (!vary.isEmpty()) {
            for (String name : String.join(",", vary).split(",", -1)) {
                names.add(name.trim().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static boolean isOurs(String name, CorsDecision decision) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("access-control-")
                || (lowerCase.equals("vary") && !decision.vary().isEmpty());
    }

    private static List<Member> added(Front front, CorsDecision decision, List<String> vary) {
        List<Member> added = new ArrayList<>();
        for (CorsHeader header : decision.headers()) {
            if (!header.name().equals("Vary")) {
                added.add(member(front, header.name(), header.value()));
            }
        }
        Set<String> names = names(vary);
        for (String name : decision.vary()) {
            if (!names.contains("*") && names.add(name.toLowerCase(Locale.ROOT))) {
                vary.add(name);
            }
        }
        if (!vary.isEmpty()) {
            added.add(member(front, "Vary", String.join(", ", vary)));
        }
        return added;
    }

    private static Member member(Front front, String name, String value) {
        return new Member(name, front.equals(Front.LOAD_BALANCER_MULTI_VALUE) ? List.of(value) : value);
    }

    /** Without the white space between tokens, by the plainest means. */
    private static String compact(byte[] json) {
        StringBuilder compact = new StringBuilder();
        boolean inString = false;
        String text = new String(json, UTF_8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                compact.append(c).append(text.charAt(++i));
            } else if (inString || " \t\r\n".indexOf(c) < 0) {
                compact.append(c);
                inString ^= c == '"';
            }
        }
        return compact.toString();
    }

    private static List<String> lines(Obj response, Front front, String name) {
        List<String> lines = new ArrayList<>();
        for (Member header : response.object(front.headers()).members()) {
            if (header.name().equalsIgnoreCase(name)) {
                if (header.value() instanceof List<?> list) {
                    list.forEach(value -> lines.add((String) value));
                } else {
                    lines.add((String) header.value());
                }
            }
        }
        return lines;
    }

    private static String spliced(String response, Front front, CorsDecision decision) throws Exception {
        byte[] bytes = response.getBytes(UTF_8);
        HandlerResponse read = HandlerResponse.read(bytes, 0, bytes.length, front, decision);
        assertThat(read.problem()).isNull();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        read.writeTo(out);
        return out.toString(UTF_8);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
