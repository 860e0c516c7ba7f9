package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("random")
class JsonCursorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"b\"",
                "\"ab\"",
                "\"abc\"",
                "\"xab\"",
                "\"xabx\"",
                "\"xa\"",
                "\"abxab\"",
                "\"\\u0061b\"",
                "\"x\\u0061b\"",
                "\"\u00e9ab\"",
                "null",
                "7",
                "[\"ab\"]",
                "\"xab",
                ""
            })
    void a_value_is_compared_in_place_as_its_decoded_text_would_be(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        JsonCursor decoding = new JsonCursor(bytes, 0, bytes.length);
        String text = decoding.peek() == '"' ? decoding.string() : "";
        JsonCursor whole = new JsonCursor(bytes, 0, bytes.length);
        assertThat(whole.valueIs("ab")).isEqualTo(text.equals("ab"));
        JsonCursor part = new JsonCursor(bytes, 0, bytes.length);
        assertThat(part.valueContains("ab")).isEqualTo(text.indexOf("ab") > 0);
        assertThat(part.position()).isEqualTo(whole.position()).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @MethodSource("dev.corsac.lambda.JsonTexts#all")
    void a_text_is_accepted_or_refused_as_rfc_8259_has_it(JsonTexts.Text text) {
        assertThat(isJson(text.bytes())).isEqualTo(text.accepted());
        // Jackson takes a text with NUL for UTF-16.
        if (!text.optional() && !text.escaped().contains("\\x00")) {
            assertThat(isJsonForJackson(text.bytes())).as("Jackson").isEqualTo(text.accepted());
        }
    }

    /** Strings are read in two ways, depending on their length and on the length of what follows. */
    @ParameterizedTest
    @MethodSource("dev.corsac.lambda.JsonTexts#all")
    void a_text_is_accepted_or_refused_wherever_it_is(JsonTexts.Text text) {
        String longText = "a\\n".repeat(3000);
        for (String around :
                List.of("[?]", "{\"a\":?}", "[0,?,0]", "[\"" + longText + "\",?]", "[?,\"" + longText + "\"]")) {
            if (!text.isSequence() && !text.isEmpty()) {
                assertThat(isJson(text.within(around)))
                        .as(around.substring(0, 3))
                        .isEqualTo(text.accepted());
            }
        }
        if (text.isString()) {
            for (int length : List.of(100, 127, 128, 129, 4090, 5000, 9000)) {
                assertThat(isJson(text.longer(length))).as("%d more", length).isEqualTo(text.accepted());
            }
        }
    }

    /** One of them, 0xFF, is -1 as a byte, as which it was once taken for the end. */
    @Test
    void no_byte_stands_for_the_end() {
        for (int b = 0; b < 256; b++) {
            boolean space = " \n\r\t".indexOf(b) >= 0;
            assertThat(isJson(new byte[] {'{', '}', (byte) b})).as("%d", b).isEqualTo(space);
            assertThat(isJson(new byte[] {(byte) b, '{', '}'})).as("%d", b).isEqualTo(space);
            assertThat(isJson(new byte[] {'{', (byte) b, '}'})).as("%d", b).isEqualTo(space);
        }
    }

    @Test
    void a_special_byte_is_seen_at_every_place_of_a_long_string() {
        for (int length = 0; length < 100; length++) {
            for (int at = 0; at < length; at++) {
                String before = "a".repeat(at);
                String behind = "\u00e9".repeat(length - at);
                assertThat(isJson(("\"" + before + "\\n" + behind + "\"").getBytes(UTF_8)))
                        .isTrue();
                assertThat(isJson(("\"" + before + "\"" + behind + "\"").getBytes(UTF_8)))
                        .isFalse();
                assertThat(isJson(("\"" + before + "\u0001" + behind + "\"").getBytes(UTF_8)))
                        .isFalse();
                assertThat(isJson(("\"" + before + "\\" + behind + "\"").getBytes(UTF_8)))
                        .isFalse();
            }
        }
    }

    /** Strings are searched in stretches of 4,096 bytes; an escape may cross from one to the next. */
    @Test
    void a_special_byte_is_seen_around_the_end_of_a_stretch() throws Exception {
        for (String special : List.of(
                "\\n", "\\\"", "\\\\", "\\\\\\\"", "\\u0061", "\\t\\\"\\n", "\"", "\\", "\\u00", "\u0001", "\u00e9")) {
            for (int before = 4096 - 24; before < 4096 + 16; before++) {
                for (String text : List.of(
                        "[\"" + "a".repeat(before) + special + "\",0]",
                        "[\"" + "a".repeat(before - 8) + "\",\"" + special + "\"]",
                        "[" + "\"\\n\",".repeat(before / 5) + " ".repeat(before % 5) + "\"" + special + "b\"]")) {
                    byte[] bytes = text.getBytes(UTF_8);
                    assertThat(isJson(bytes))
                            .as("%s behind %d", special, before)
                            .isEqualTo(isJsonForJackson(bytes));
                }
            }
        }
    }

    @Test
    void nesting_is_limited_by_memory_alone() {
        int depth = 1_000_000;
        String deep = "[{\"a\":".repeat(depth) + "1" + "}]".repeat(depth);
        assertThat(isJson(deep.getBytes(UTF_8))).isTrue();
        assertThat(isJson(deep.substring(0, deep.length() - 1).getBytes(UTF_8))).isFalse();
    }

    @Test
    void names_are_compared_with_their_escapes_undone() throws Exception {
        byte[] bytes = "{\"H\\u0065aders\":1,\"headers \":2,\"\\u0130origin\":3}".getBytes(UTF_8);
        JsonCursor json = new JsonCursor(bytes, 0, bytes.length);
        json.openObject();
        assertThat(json.nameIs("Headers")).isTrue();
        assertThat(json.nameIs("headers")).isFalse();
        assertThat(json.nameIsIgnoringCase("headers")).isTrue();
        assertThat(json.nameIsIgnoringCase("header")).isFalse();
        assertThat(json.nameStartsWithIgnoringCase("header")).isTrue();
        json.skipValue();
        json.nextMember();
        assertThat(json.nameIsIgnoringCase("headers")).isFalse();
        json.skipValue();
        json.nextMember();
        assertThat(json.nameStartsWithIgnoringCase("i")).isFalse();
    }

    @Test
    void what_is_wrong_is_told_with_its_place() {
        byte[] bytes = "{\"a\":1,\"b\":tru}".getBytes(UTF_8);
        assertThat(problem(bytes, 0, bytes.length)).isEqualTo("expected true at byte 11 of 15");
        assertThat(problem(bytes, 0, 7)).isEqualTo("expected a name in quotes, but it ends after 7 bytes");
        assertThat(problem(bytes, 5, bytes.length)).isEqualTo("expected nothing more at byte 1 of 10");
    }

    private static String problem(byte[] bytes, int from, int to) {
        JsonCursor json = new JsonCursor(bytes, from, to);
        json.skipValue();
        assertThat(json.finish()).isFalse();
        return json.problem();
    }

    @Test
    void nothing_more_is_found_behind_what_is_not_json() {
        byte[] bytes = "{\"a\":[1,x,2],\"b\":{\"c\":\"\"},\"d\":\"e\"}".getBytes(UTF_8);
        JsonCursor json = new JsonCursor(bytes, 0, bytes.length);
        assertThat(json.openObject()).isTrue();
        assertThat(json.openArray()).isTrue();
        json.skipValue();
        assertThat(json.nextElement()).isTrue();
        json.skipValue();
        assertThat(json.nextElement()).isFalse();
        assertThat(json.nextMember()).isFalse();
        assertThat(json.openObject()).isFalse();
        assertThat(json.openArray()).isFalse();
        assertThat(json.string()).isEmpty();
        json.skipValue();
        assertThat(json.peek()).isEqualTo(-1);
        assertThat(json.finish()).isFalse();
        assertThat(json.problem()).isEqualTo("expected a value at byte 8 of 34");
    }

    @Test
    void it_agrees_with_jackson_on_what_is_json() {
        long seed = Differential.seed();
        RandomJson random = new RandomJson(new Random(seed));
        int valid = 0;
        int invalid = 0;
        for (int i = 0; i < Differential.ROUNDS; i++) {
            byte[] document = random.document();
            byte[] json = i % 2 == 0 ? document : random.mutated(document);
            boolean expected = isJsonForJackson(json);
            if (isJson(json) != expected && !isTooMuchForJackson(json)) {
                fail("seed %d, round %d: %s", seed, i, new String(json, UTF_8));
            }
            if (expected) {
                valid++;
            } else {
                invalid++;
            }
        }
        assertThat(valid).isGreaterThan(Differential.ROUNDS / 3);
        assertThat(invalid).isGreaterThan(Differential.ROUNDS / 5);
    }

    @Test
    void a_special_byte_is_seen_at_every_place_of_a_string_of_many_blocks() {
        int length = 9000;
        for (String escape : List.of("\\n", "\\\"", "\\\\", "\\u00e9", "\u00e9", "\\\"#")) {
            for (int at = 4080; at < 4300; at++) {
                String text = "\"" + "a".repeat(at) + escape + "a".repeat(length - at);
                assertThat(isJson((text + "\"").getBytes(UTF_8))).isTrue();
                assertThat(isJson(text.getBytes(UTF_8))).isFalse();
                assertThat(isJson((text + "\\\"").getBytes(UTF_8))).isFalse();
                assertThat(isJson((text + "\\").getBytes(UTF_8))).isFalse();
            }
        }
        for (String flaw : List.of("\"", "\n", "\\x", "\\u12g4", "\\\n", "\\\\\"", "\u0000", "\\]", "\\\"#\"")) {
            for (int at = 4080; at < 4300; at++) {
                String text = "\"" + "a".repeat(at) + flaw + "a".repeat(length - at) + "\"";
                assertThat(isJson(text.getBytes(UTF_8)))
                        .as("%s at %d", flaw, at)
                        .isFalse();
            }
        }
    }

    @Test
    void a_byte_outside_ascii_is_not_an_escape_wherever_it_is() {
        for (int at = 4080; at < 4300; at++) {
            String text = "\"" + "a".repeat(at) + "\\\u0080\"" + "a".repeat(9000 - at) + "\"";
            assertThat(isJson(text.getBytes(ISO_8859_1))).as("at %d", at).isFalse();
        }
    }

    @Test
    void it_agrees_with_jackson_on_long_strings() {
        long seed = Differential.seed();
        Random source = new Random(seed);
        RandomJson random = new RandomJson(source);
        int valid = 0;
        int rounds = Differential.ROUNDS / 100;
        for (int i = 0; i < rounds; i++) {
            byte[] string = random.longString();
            byte[] json = i % 4 == 0 ? random.mutated(string) : string;
            boolean expected = isJsonForJackson(json);
            if (isJson(json) != expected || (expected && !Objects.equals(decoded(json), decodedByJackson(json)))) {
                fail("seed %d, round %d: %s", seed, i, new String(json, UTF_8));
            }
            if (expected) {
                valid++;
            }
        }
        assertThat(valid).isGreaterThan(rounds / 2);
    }

    /** The bytes that a comparison of eight at a time could confuse, mostly as JSON inside a string has them. */
    @Test
    void it_agrees_with_jackson_on_json_inside_a_string() {
        long seed = Differential.seed();
        Random random = new Random(seed);
        String[] pieces = {"\\\"", "#", "]", "\\", "\"", "\u0001", "\u00e9", "\\n", "\\\\", "a", " "};
        int[] counts = new int[2];
        for (int i = 0; i < Differential.ROUNDS / 50; i++) {
            StringBuilder text = new StringBuilder("\"").append("a".repeat(4200 + random.nextInt(8)));
            int count = i % 20 == 0 ? 8000 : 20;
            for (int piece = 0; piece < count; piece++) {
                if (random.nextInt(count * 2) == 0) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                } else {
                    text.append(random.nextBoolean() ? "\\\"" : "a#".repeat(piece % 4));
                }
            }
            byte[] json = text.append("a".repeat(random.nextInt(40)))
                    .append('"')
                    .toString()
                    .getBytes(UTF_8);
            boolean expected = isJsonForJackson(json);
            assertThat(isJson(json)).as("seed %d, round %d: %s", seed, i, text).isEqualTo(expected);
            counts[expected ? 1 : 0]++;
        }
        assertThat(counts[0]).isGreaterThan(Differential.ROUNDS / 500);
        assertThat(counts[1]).isGreaterThan(Differential.ROUNDS / 500);
    }

    /** They share an array, one after the other. */
    @Test
    void cursors_of_many_threads_do_not_disturb_each_other() {
        byte[] valid = ("{\"a\":\"" + "b".repeat(500) + "\\n\",\"c\":[\"d\"]}").getBytes(UTF_8);
        byte[] invalid = ("{\"abc\":\"d\",\"" + "e".repeat(300) + "\":\"f").getBytes(UTF_8);
        long right = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> isJson(i % 3 == 0 ? invalid : valid) == (i % 3 != 0))
                .count();
        assertThat(right).isEqualTo(20_000);
    }

    private static @Nullable String decoded(byte[] json) {
        return json[0] == '"' ? new JsonCursor(json, 0, json.length).string() : null;
    }

    private static @Nullable Object decodedByJackson(byte[] json) {
        try {
            return json[0] == '"' ? JsonTree.parse(json) : null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isJson(byte[] bytes) {
        JsonCursor json = new JsonCursor(bytes, 0, bytes.length);
        json.skipValue();
        return json.finish();
    }

    /** Half a surrogate pair as the escape of a name, which the grammar has and Jackson 2.22 refuses; in a value it does not. */
    private static boolean isTooMuchForJackson(byte[] json) {
        try {
            JsonTree.parse(json);
            return false;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("surrogate");
        }
    }

    @Test
    void half_a_surrogate_pair_is_taken_in_a_name_as_in_a_value() {
        assertThat(isJson("{\"A\\ud83e\":\"\\udd8a\"}".getBytes(UTF_8))).isTrue();
    }

    private static boolean isJsonForJackson(byte[] bytes) {
        try {
            JsonTree.parse(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
