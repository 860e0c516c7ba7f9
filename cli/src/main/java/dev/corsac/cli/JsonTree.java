package dev.corsac.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.config.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON into plain values with Jackson. Long strings are cut, because those of HAR files are bodies: a file's size in
 * memory does not depend on them.
 */
final class JsonTree {

    private static final int LONGEST_STRING = 16 * 1024;
    private static final int DEEPEST = 500;

    private JsonTree() {}

    /** @throws IllegalArgumentException if it is not well-formed; the message states the line */
    static @Nullable Object parse(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            return document(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException(message(e), e);
        }
    }

    /**
     * Parses a file.
     *
     * @throws IllegalArgumentException if it is not well-formed; the message states the line
     * @throws IOException if it cannot be read
     */
    static @Nullable Object parse(InputStream in) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(in)) {
            return document(parser);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message(e), e);
        }
    }

    private static @Nullable Object document(JsonParser parser) throws IOException {
        parser.nextToken();
        Object value = value(parser, 0);
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("line "
                    + parser.currentLocation().getLineNr() + ": something follows the end of the JSON document");
        }
        return value;
    }

    private static String message(IOException failure) {
        return failure instanceof JsonProcessingException json && json.getLocation() != null
                ? "line " + json.getLocation().getLineNr() + ": this is not valid JSON"
                : "this is not valid JSON";
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException(
                    "line " + parser.currentLocation().getLineNr() + ": the JSON document ends too early");
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "line " + parser.currentLocation().getLineNr() + ": the JSON document is nested too deeply");
        }
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser, depth + 1));
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser, depth + 1));
                }
                return list;
            }
            case VALUE_STRING -> {
                return parser.getTextLength() > LONGEST_STRING
                        ? parser.getText().substring(0, LONGEST_STRING)
                        : parser.getText();
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
                return parser.getDoubleValue();
            }
        }
    }
}
