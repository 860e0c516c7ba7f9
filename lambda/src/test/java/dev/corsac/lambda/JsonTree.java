package dev.corsac.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Jackson reads it: null, Boolean, String, {@link Num}, {@link List} for an array, {@link Obj} for an object with
 * its members in order, repeats included.
 */
final class JsonTree {

    record Num(String text) {}

    record Member(String name, @Nullable Object value) {}

    record Obj(List<Member> members) {

        /** The value of the last member of that name. */
        @Nullable
        Object get(String name) {
            Object value = null;
            for (Member member : members) {
                if (member.name().equals(name)) {
                    value = member.value();
                }
            }
            return value;
        }

        boolean has(String name) {
            return members.stream().anyMatch(member -> member.name().equals(name));
        }

        Obj object(String name) {
            return (Obj) Objects.requireNonNull(get(name), name);
        }
    }

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonTree() {}

    static @Nullable Object parse(byte[] json) throws IOException {
        return parse(new String(json, StandardCharsets.UTF_8));
    }

    /** The one value in a text; anything else, and anything after it, is an exception. */
    static @Nullable Object parse(String json) throws IOException {
        // From bytes: Jackson's parser of characters takes any for a hexadecimal digit whose low byte is one.
        try (JsonParser parser = FACTORY.createParser(json.getBytes(StandardCharsets.UTF_8))) {
            if (parser.nextToken() == null) {
                throw new IOException("nothing");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return value;
        }
    }

    static Obj parseObject(String json) throws IOException {
        return (Obj) Objects.requireNonNull(parse(json));
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                List<Member> members = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.add(new Member(name, value(parser)));
                }
                yield new Obj(members);
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }
}
