package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parser next to Jackson's. */
class PlainJsonParserTest {

    private static final String[] PARTS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        " ",
        "\n",
        "\"a\"",
        "\"\\u00e9\\n\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "0",
        "-1",
        "01",
        "1.5",
        "-0.25e3",
        "1E+2",
        "1.",
        "true",
        "false",
        "null",
        "nul",
        "\"",
        "\\",
        "\u0001",
        "12345678901234567890",
        "é"
    };

    @Test
    void it_accepts_what_jackson_accepts_and_gives_the_same_values() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String text = i % 2 == 0 ? scraps(random) : damaged(document(random, 3), random);
            assertThat(mine(text)).as("seed %s: %s", seed, text).isEqualTo(jacksons(text));
        }
    }

    private static String scraps(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length >= 0; length--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    private static String document(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 6);
        if (kind < 4) {
            return PARTS[8 + random.nextInt(14)];
        }
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add((kind == 4 ? "\"k" + i + "\" : " : "") + document(random, depth - 1));
        }
        return kind == 4 ? "{" + String.join(" ,", parts) + "}" : "[ " + String.join(",", parts) + "]";
    }

    private static String damaged(String text, Random random) {
        if (random.nextInt(3) > 0) {
            return text;
        }
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + PARTS[random.nextInt(PARTS.length)] + text.substring(at);
    }

    /** The value as text, or "refused". */
    private static String mine(String text) {
        try {
            return comparable(PlainJsonParser.parse(text));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("line \\d+, column \\d+: .+");
            return "refused";
        }
    }

    private static String jacksons(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            return parser.nextToken() == null ? comparable(value) : "refused";
        } catch (IOException e) {
            return "refused";
        }
    }

    private static String comparable(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("nothing");
        }
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getText();
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getText();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1,\\n \"b\" 2}|line 2, column 6: : is missing before \"2\"",
                "{\"log\": {|line 1, column 10: a name in double quotes is missing: the text ends here",
                "[1 2]|line 1, column 4: a comma or ] is missing before \"2\"",
                "[1] x|line 1, column 5: there is more text after the value",
                "\"abc|line 1, column 5: a string is not closed: the text ends here",
            })
    void an_error_states_line_and_column_and_what_is_missing(String text, String message) {
        assertThatThrownBy(() -> PlainJsonParser.parse(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_document_that_is_too_deep_is_refused() {
        assertThatThrownBy(() -> PlainJsonParser.parse("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within each other");
        int deepest = PlainJsonParser.DEEPEST;
        assertThat(PlainJsonParser.parse("[".repeat(deepest) + "]".repeat(deepest)))
                .isInstanceOf(List.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1234.5, 1234.5",
        "-0.001, -0.001",
        "12e3, 12000",
        "1.5E-2, 0.015",
        "1e400, Infinity",
        "12345678901, 12345678901"
    })
    void a_number_has_its_value(String literal, double value) {
        Number number = (Number) Objects.requireNonNull(PlainJsonParser.parse(literal));
        assertThat(number.doubleValue()).isEqualTo(value);
        assertThat(number).hasToString(literal);
    }
}
