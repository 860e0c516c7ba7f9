package dev.corsac.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small JSON values as Java's: objects are maps in order, arrays lists, numbers {@link Number}s. */
public final class Json {

    /** Reads strings of any length: a HAR file holds whole images in one. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws IOException if this is not one JSON value
     */
    public static @Nullable Object read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            JsonToken more = parser.nextToken();
            if (more != null) {
                throw new IOException("there is more after the value: " + more);
            }
            return value;
        }
    }

    /**
     * Reads a file whose strings may be large: those of HAR files are bodies, and a file's size in memory does not depend on
     * them.
     *
     * @param longest the number of characters that is kept of a string
     * @throws IllegalArgumentException if this is not one JSON value; the message states the line
     * @throws IOException if the file cannot be read
     */
    public static @Nullable Object read(InputStream in, int longest) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            parser.nextToken();
            Object value = parser.currentToken() == null ? null : value(parser, longest);
            if (parser.currentToken() == null) {
                throw new IllegalArgumentException(line(parser.currentLocation()) + "the JSON document ends too early");
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        line(parser.currentLocation()) + "something follows the end of the JSON document");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line(e.getLocation()) + "this is not valid JSON", e);
        }
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ": ";
    }

    /** Returns the value that begins at the current token, and leaves the parser at its last token. */
    public static @Nullable Object value(JsonParser parser) throws IOException {
        return value(parser, Integer.MAX_VALUE);
    }

    private static @Nullable Object value(JsonParser parser, int longest) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("there is no JSON value");
        }
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser, longest));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser, longest));
                }
                return array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getNumberValue();
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
                return parser.getTextLength() > longest ? parser.getText().substring(0, longest) : parser.getText();
            }
        }
    }
}
