package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code corsac schema predict} describes every line that {@code corsac predict} prints, and nothing more. */
class PredictSchemaTest {

    private static final String ORIGIN = "https://shop.example.com";
    private static final String URL = "https://api.example.com/orders";

    /** A call that is blocked, one that is allowed, one without a server, and a line that is not a case. */
    private static final String CASES = """
            {"id": "put", "request": {"origin": "%1$s", "url": "%2$s", "method": "PUT"}, "server": {"%2$s": {"preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "%1$s"]]}}}}
            {"id": 7, "request": {"origin": "%1$s", "url": "%2$s", "method": "GET"}, "server": {"%2$s": {"actual": {"status": 200, "headers": [["Access-Control-Allow-Origin", "*"]]}}}}
            {"request": {"origin": "%1$s", "url": "%2$s", "method": "GET"}}
            {"id": 8}
            """.formatted(ORIGIN, URL);

    private final Map<?, ?> schema = (Map<?, ?>) Objects.requireNonNull(
            Json.read(CommandLineRun.of("", "schema", "predict").out()));

    PredictSchemaTest() throws IOException {}

    @Test
    void every_line_is_as_the_schema_says() throws IOException {
        List<String> lines = CommandLineRun.of(CASES, "predict").out().lines().toList();
        assertThat(lines)
                .hasSize(4)
                .anyMatch(line -> line.contains("\"allowed\""))
                .anyMatch(line -> line.contains("\"error\""));
        for (String line : lines) {
            assertThat(problems(schema, Json.read(line), "")).as(line).isEmpty();
        }
    }

    @Test
    void what_no_line_has_is_refused() throws IOException {
        String line =
                CommandLineRun.of(CASES, "predict").out().lines().findFirst().orElseThrow();
        assertThat(problems(schema, Json.read(line.replace("\"blocked\"", "\"maybe\"")), ""))
                .isNotEmpty();
        assertThat(problems(schema, Json.read(line.replace("\"assumed\"", "\"guessed\"")), ""))
                .isNotEmpty();
    }

    /** Returns what is wrong with a value, by the words of JSON Schema that this one has. */
    private List<String> problems(Map<?, ?> words, @Nullable Object value, String where) {
        if (words.get("$ref") instanceof String reference) {
            String name = reference.substring("#/$defs/".length());
            return problems(
                    (Map<?, ?>)
                            Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(schema.get("$defs"))).get(name)),
                    value,
                    where);
        }
        List<String> found = new ArrayList<>();
        if (words.get("oneOf") instanceof List<?> choices) {
            long fitting = choices.stream()
                    .filter(choice -> problems((Map<?, ?>) Objects.requireNonNull(choice), value, where)
                            .isEmpty())
                    .count();
            if (fitting != 1) {
                found.add(where + " fits " + fitting + " of the choices");
            }
        }
        if (words.containsKey("const") && !Objects.equals(words.get("const"), value)) {
            found.add(where + " is not " + words.get("const"));
        }
        if (words.get("enum") instanceof List<?> names && !names.contains(value)) {
            found.add(where + " is not one of " + names);
        }
        if (words.get("properties") instanceof Map<?, ?> properties) {
            if (!(value instanceof Map<?, ?> fields)) {
                found.add(where + " is not an object");
                return found;
            }
            fields.forEach((name, field) -> {
                if (properties.get(name) instanceof Map<?, ?> its) {
                    found.addAll(problems(its, field, where + "/" + name));
                } else {
                    found.add(where + " has " + name);
                }
            });
            (words.get("required") instanceof List<?> required ? required : List.of()).forEach(name -> {
                if (!fields.containsKey(name)) {
                    found.add(where + " has no " + name);
                }
            });
        }
        if (words.get("items") instanceof Map<?, ?> items && value instanceof List<?> elements) {
            elements.forEach(element -> found.addAll(problems(items, element, where + "[]")));
        }
        return found;
    }
}
