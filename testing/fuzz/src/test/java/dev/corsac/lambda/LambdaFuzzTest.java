package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/**
 * The two texts that come from outside a function and from inside it: the event, and the handler's response. To look for new
 * inputs: {@code mvn test -pl testing/fuzz -am -Dfuzz=1 -Dtest=LambdaFuzzTest#a_response -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("slow")
class LambdaFuzzTest {

    private static final JsonFactory JACKSON = new JsonFactory();

    private static final CorsPolicy POLICY = CorsPolicy.builder()
            .allowOrigins("https://a.example")
            .allowCredentials()
            .exposeHeaders("ETag")
            .build();

    private static final List<CorsDecision> DECISIONS = List.of(
            POLICY.decide(CorsRequest.of("GET", "https://a.example", null, null)),
            POLICY.decide(CorsRequest.of("GET", "https://b.example", null, null)),
            CorsPolicy.builder()
                    .allowOrigins("*")
                    .build()
                    .decide(CorsRequest.of("GET", "https://b.example", null, null)));

    private static final List<Front> FRONTS = List.of(
            Front.REST_API,
            Front.PAYLOAD_V1,
            Front.HTTP_API,
            Front.FUNCTION_URL,
            Front.LOAD_BALANCER,
            Front.LOAD_BALANCER_MULTI_VALUE);

    /** A member of an object, in order and with its repeats. */
    private record Member(String name, @Nullable Object value) {}

    private record Elements(List<@Nullable Object> values) {}

    @FuzzTest(maxDuration = "5m")
    void an_event(FuzzedDataProvider data) throws IOException {
        byte[] event = data.consumeRemainingAsString().getBytes(UTF_8);
        if (isTooMuchForJackson(event)) {
            return;
        }
        HttpEvent read = HttpEvent.read(event);
        if (!isJson(event)) {
            assertThat(read).isNull();
            assertThat(isJsonHere(event)).isFalse();
            return;
        }
        assertThat(isJsonHere(event)).isTrue();
        HttpEvent again = HttpEvent.read(rewritten(event));
        assertThat(again == null).isEqualTo(read == null);
        if (read != null && again != null) {
            assertThat(again.front()).isSameAs(read.front());
            assertThat(again.request()).isEqualTo(read.request());
        }
    }

    @FuzzTest(maxDuration = "5m")
    void a_long_string(FuzzedDataProvider data) throws IOException {
        int shift = data.consumeInt(0, 600);
        String part = data.consumeRemainingAsString();
        if (part.isEmpty()) {
            return;
        }
        String text = "a".repeat(shift) + part.repeat(1 + 5000 / part.length());
        byte[] json = ("[\"" + text + "\",0]").getBytes(UTF_8);
        assertThat(isJsonHere(json)).isEqualTo(isJson(json));
        byte[] once = ("[\"" + text + part + "\\\"]").getBytes(UTF_8);
        assertThat(isJsonHere(once)).isEqualTo(isJson(once));
    }

    @FuzzTest(maxDuration = "5m")
    void a_response(FuzzedDataProvider data) throws IOException {
        Front front = FRONTS.get(data.consumeInt(0, FRONTS.size() - 1));
        CorsDecision decision = DECISIONS.get(data.consumeInt(0, DECISIONS.size() - 1));
        int room = data.consumeBoolean() ? CorsStreamHandler.ROOM : 0;
        byte[] json = data.consumeRemainingAsString().getBytes(UTF_8);
        if (isTooMuchForJackson(json)) {
            return;
        }
        byte[] bytes = new byte[json.length + 2 * room];
        System.arraycopy(json, 0, bytes, room, json.length);
        HandlerResponse response = HandlerResponse.read(bytes, room, room + json.length, front, decision);
        assertThat(isMalformed(response)).as(new String(json, UTF_8)).isEqualTo(!isJson(json));
        if (response.problem() != null) {
            return;
        }
        boolean isBody = front.infersStatus() && !response.hasStatus();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.writeTo(out);
        Object sent = tree(out.toByteArray());
        assertThat(sent).isInstanceOf(List.class);
        if (isBody) {
            assertThat(members(sent)).extracting(Member::name).containsExactly("statusCode", "headers", "body");
        } else {
            assertThat(withoutOurs(sent)).isEqualTo(withoutOurs(tree(json)));
        }
        for (CorsHeader header : decision.headers()) {
            if (!header.name().equals("Vary")) {
                assertThat(lines(sent, front, header.name())).containsExactly(header.value());
            }
        }
        for (String name : List.of("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials")) {
            if (decision.headers().stream().noneMatch(header -> header.name().equals(name))) {
                assertThat(lines(sent, front, name)).isEmpty();
            }
        }
        if (!decision.vary().isEmpty()) {
            assertThat(lines(sent, front, "Vary")).hasSize(1);
            assertThat(lines(sent, front, "Vary").get(0).toLowerCase(Locale.ROOT))
                    .containsAnyOf("origin", "*");
        }
    }

    /** The values of a header line in all maps of the response, of which only the last of a name counts where it matters. */
    private static List<String> lines(@Nullable Object response, Front front, String name) {
        List<String> lines = new ArrayList<>();
        for (Member member : members(response)) {
            if ((member.name().equals("headers") || member.name().equals("multiValueHeaders"))
                    && isObject(member.value())) {
                for (Member header : members(member.value())) {
                    if (header.name().equalsIgnoreCase(name)) {
                        assertThat(member.name()).isEqualTo(front.headers());
                        if (header.value() instanceof Elements list) {
                            list.values().forEach(value -> lines.add(String.valueOf(value)));
                        } else {
                            lines.add(String.valueOf(header.value()));
                        }
                    }
                }
            }
        }
        return lines;
    }

    /** The response without what the policy owns, and less a map of header lines that has nothing else in it. */
    private static List<Member> withoutOurs(@Nullable Object response) {
        List<Member> kept = new ArrayList<>();
        for (Member member : members(response)) {
            boolean isMap = member.name().equals("headers") || member.name().equals("multiValueHeaders");
            if (!isMap || !(member.value() == null || isObject(member.value()))) {
                kept.add(member);
                continue;
            }
            List<Member> headers = new ArrayList<>();
            if (member.value() != null) {
                for (Member header : members(member.value())) {
                    String name = header.name().toLowerCase(Locale.ROOT);
                    if (!name.startsWith("access-control-") && !name.equals("vary")) {
                        headers.add(header);
                    }
                }
            }
            if (!headers.isEmpty()) {
                kept.add(new Member(member.name(), headers));
            }
        }
        return kept;
    }

    private static boolean isJsonHere(byte[] json) {
        JsonCursor cursor = new JsonCursor(json, 0, json.length);
        cursor.skipValue();
        return cursor.finish();
    }

    private static boolean isMalformed(HandlerResponse response) {
        String problem = response.problem();
        return problem != null && problem.startsWith("it is not JSON:");
    }

    /** Half a surrogate pair as the escape of a name, which the grammar has. */
    private static boolean isTooMuchForJackson(byte[] json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            return false;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("surrogate");
        }
    }

    private static boolean isJson(byte[] json) {
        for (byte b : json) {
            if (b == 0) {
                return false; // Jackson might take the text for UTF-16 or UTF-32
            }
        }
        try (JsonParser parser = JACKSON.createParser(json)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            // Jackson decodes lazily: what is wrong inside a string that nobody asked for is seen when it is left.
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same document in Jackson's spelling. */
    private static byte[] rewritten(byte[] json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonParser parser = JACKSON.createParser(json);
                JsonGenerator generator = JACKSON.createGenerator(out)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        }
        return out.toByteArray();
    }

    private static @Nullable Object tree(byte[] json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            parser.nextToken();
            Object tree = tree(parser);
            assertThat(parser.nextToken()).isNull();
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(new String(json, UTF_8), e);
        }
    }

    /** An object as a list of members, an array as {@link Elements}, anything else as its text. */
    private static @Nullable Object tree(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                List<Member> members = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.add(new Member(name, tree(parser)));
                }
                return members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(tree(parser));
                }
                return new Elements(elements);
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getText();
            }
        }
    }

    private static boolean isObject(@Nullable Object value) {
        return value instanceof List<?>;
    }

    @SuppressWarnings("unchecked")
    private static List<Member> members(@Nullable Object object) {
        return (List<Member>) Objects.requireNonNull(object);
    }
}
