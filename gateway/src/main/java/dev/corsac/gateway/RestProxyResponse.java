package dev.corsac.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to a REST API's proxy integration, in the <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">output
 * format</a>. API Gateway is strict about it: one key that it does not know and the whole answer is a 502 (recorded).
 *
 * @param status the status code; 200 if the function named none (recorded)
 * @param headers the lines: those of {@code multiValueHeaders} first, then those of {@code headers} that are not there
 *     yet with the same value; names that differ in case alone become one, spelled as in {@code multiValueHeaders}
 *     (recorded)
 * @param body the body as text, still encoded if {@code base64}; null if there is none
 * @param base64 the function's {@code isBase64Encoded}
 */
record RestProxyResponse(
        int status, List<Header> headers, @Nullable String body, boolean base64) {

    /** The answer is none in the eyes of API Gateway, which says no more than that to anybody but the log. */
    static final class MalformedException extends Exception {
        MalformedException(String message) {
            super(message);
        }
    }

    static RestProxyResponse parse(byte[] bytes) throws MalformedException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("the function returned no JSON object");
            }
            Reading reading = new Reading(json);
            reading.object();
            if (json.nextToken() != null) {
                throw new MalformedException("something follows the function's JSON object");
            }
            return reading.result();
        } catch (IOException e) {
            throw new MalformedException("the function returned no JSON: " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static final class Reading {
        private final JsonParser json;
        private int status = 200;
        private Map<String, String> single = Map.of();
        private Map<String, List<String>> multi = Map.of();
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json) {
            this.json = json;
        }

        void object() throws IOException, MalformedException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                switch (key) {
                    case "statusCode" -> status = status(value);
                    case "headers" -> single = singleValues(value);
                    case "multiValueHeaders" -> multi = multiValues(value);
                    case "body" -> body = body(value);
                    case "isBase64Encoded" -> base64 = flag(value);
                    default ->
                        throw new MalformedException("the function returned the key \"" + key
                                + "\", which a REST API does not know: statusCode, headers, multiValueHeaders, body and"
                                + " isBase64Encoded are all there is");
                }
            }
        }

        RestProxyResponse result() throws MalformedException {
            Map<String, List<String>> merged = new LinkedHashMap<>();
            Map<String, String> spelling = new LinkedHashMap<>();
            multi.forEach((name, values) -> merged.computeIfAbsent(spelled(spelling, name), key -> new ArrayList<>())
                    .addAll(values));
            single.forEach((name, value) -> {
                List<String> values = merged.computeIfAbsent(spelled(spelling, name), key -> new ArrayList<>());
                if (!values.contains(value)) {
                    values.add(value);
                }
            });
            List<Header> lines = new ArrayList<>();
            for (Map.Entry<String, List<String>> entry : merged.entrySet()) {
                for (String value : entry.getValue()) {
                    try {
                        lines.add(new Header(entry.getKey(), value));
                    } catch (IllegalArgumentException e) {
                        throw new MalformedException("the function returned a header that is none: " + e.getMessage());
                    }
                }
            }
            return new RestProxyResponse(status, lines, body, base64);
        }

        private static String spelled(Map<String, String> spelling, String name) {
            return spelling.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> name);
        }

        /** A number, or a string that is one (recorded). */
        private int status(JsonToken value) throws IOException, MalformedException {
            int code = -1;
            try {
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    code = json.getIntValue();
                } else if (value == JsonToken.VALUE_STRING) {
                    code = Integer.parseInt(json.getText());
                } else if (value == JsonToken.VALUE_NULL) {
                    code = 200;
                }
            } catch (NumberFormatException e) {
                code = -1;
            }
            if (code < 100 || code > 999) {
                throw new MalformedException("the function returned a statusCode that is none: " + json.getText());
            }
            return code;
        }

        private Map<String, String> singleValues(JsonToken value) throws IOException, MalformedException {
            Map<String, String> entries = new LinkedHashMap<>();
            if (value == JsonToken.VALUE_NULL) {
                return entries;
            }
            expect(value, JsonToken.START_OBJECT, "headers");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                String text = scalar(json.nextToken(), name);
                if (text != null) {
                    entries.put(name, text);
                }
            }
            return entries;
        }

        private Map<String, List<String>> multiValues(JsonToken value) throws IOException, MalformedException {
            Map<String, List<String>> entries = new LinkedHashMap<>();
            if (value == JsonToken.VALUE_NULL) {
                return entries;
            }
            expect(value, JsonToken.START_OBJECT, "multiValueHeaders");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.START_ARRAY, "multiValueHeaders[\"" + name + "\"]");
                List<String> values = new ArrayList<>(1);
                for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                    String text = scalar(item, name);
                    if (text != null) {
                        values.add(text);
                    }
                }
                entries.put(name, values);
            }
            return entries;
        }

        /**
         * Strings and booleans are recorded. Open: numbers (taken as text here, as users of AWS report who failed with
         * emulators alone) and null (left out here).
         */
        private @Nullable String scalar(JsonToken value, String name) throws IOException, MalformedException {
            return switch (value) {
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
                case VALUE_NULL -> null;
                default ->
                    throw new MalformedException(
                            "the function returned an object or array as the value of the header \"" + name + "\"");
            };
        }

        private @Nullable String body(JsonToken value) throws IOException, MalformedException {
            return switch (value) {
                case VALUE_NULL -> null;
                case VALUE_STRING -> json.getText();
                default ->
                    throw new MalformedException(
                            "the function returned a body that is no string: JSON goes into it as text");
            };
        }

        private boolean flag(JsonToken value) throws IOException, MalformedException {
            return switch (value) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE, VALUE_NULL -> false;
                default ->
                    throw new MalformedException(
                            "the function returned an isBase64Encoded that is neither true nor false: "
                                    + json.getText());
            };
        }

        private static void expect(JsonToken value, JsonToken expected, String what) throws MalformedException {
            if (value != expected) {
                throw new MalformedException("the function returned " + what + " that is no "
                        + (expected == JsonToken.START_ARRAY ? "array" : "object"));
            }
        }
    }
}
