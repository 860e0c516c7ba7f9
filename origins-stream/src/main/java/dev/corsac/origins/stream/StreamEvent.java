package dev.corsac.origins.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.origins.dynamodb.OriginsTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event of the function: records of the table's stream, or a command.
 *
 * @param command null for records
 * @param version of the command; -1 if it has none
 * @param keys of the items that have changed, each once
 * @param poison a line for each record that does not have such a key
 */
record StreamEvent(@Nullable String command, long version, Set<OriginsTable.Key> keys, List<String> poison) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IOException if it is not JSON */
    static StreamEvent read(byte[] event) throws IOException {
        try (JsonParser json = JSON.createParser(event)) {
            String command = null;
            long version = -1;
            Set<OriginsTable.Key> keys = new LinkedHashSet<>();
            List<String> poison = new ArrayList<>();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new StreamEvent(null, -1, keys, List.of("the event is not a JSON object"));
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("corsac") && value == JsonToken.VALUE_STRING) {
                    command = json.getText();
                } else if (name.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
                    version = json.getLongValue();
                } else if (name.equals("Records") && value == JsonToken.START_ARRAY) {
                    for (int number = 0; json.nextToken() != JsonToken.END_ARRAY; number++) {
                        readRecord(json, number, keys, poison);
                    }
                } else {
                    json.skipChildren();
                }
            }
            return new StreamEvent(command, version, keys, poison);
        }
    }

    private static void readRecord(JsonParser json, int number, Set<OriginsTable.Key> keys, List<String> poison)
            throws IOException {
        String id = null;
        @Nullable String[] key = new @Nullable String[2];
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("eventID") && value == JsonToken.VALUE_STRING) {
                    id = json.getText();
                } else if (name.equals("dynamodb") && value == JsonToken.START_OBJECT) {
                    readChange(json, key);
                } else {
                    json.skipChildren();
                }
            }
        } else {
            json.skipChildren();
        }
        String tenant = key[0];
        String origin = key[1];
        if (tenant == null || origin == null || tenant.isEmpty() || origin.isEmpty()) {
            poison.add("record " + number + (id == null ? "" : " (" + id + ")") + " has no key with the strings "
                    + OriginsTable.TENANT + " and " + OriginsTable.ORIGIN);
        } else {
            keys.add(new OriginsTable.Key(tenant, origin));
        }
    }

    private static void readChange(JsonParser json, @Nullable String[] key) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_OBJECT || !name.equals("Keys")) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String attribute = json.currentName();
                json.nextToken();
                if (attribute.equals(OriginsTable.TENANT)) {
                    key[0] = string(json);
                } else if (attribute.equals(OriginsTable.ORIGIN)) {
                    key[1] = string(json);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** Returns the value of an attribute of the type S; null if it has another. */
    private static @Nullable String string(JsonParser json) throws IOException {
        String text = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String type = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && type.equals("S")) {
                text = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return text;
    }
}
