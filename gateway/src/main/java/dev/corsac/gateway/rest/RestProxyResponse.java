package dev.corsac.gateway.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.Json;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
        public MalformedException(String message) {
            super(message);
        }
    }

    /** What a function returned. */
    static RestProxyResponse parse(byte[] bytes, UnverifiedBehavior questions) throws MalformedException {
        return parse(bytes, false, questions);
    }

    /** The JSON before a streamed body: {@code cookies} may stand in it, a body may not (documented). */
    static RestProxyResponse parseMetadata(byte[] bytes, UnverifiedBehavior questions) throws MalformedException {
        return parse(bytes, true, questions);
    }

    private static RestProxyResponse parse(byte[] bytes, boolean metadata, UnverifiedBehavior questions)
            throws MalformedException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("the function returned no JSON object");
            }
            Reading reading = new Reading(json, metadata, questions);
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
        private final boolean metadata;
        private final UnverifiedBehavior questions;
        private int status = 200;

        /** Names and values in turn. */
        private final List<String> single = new ArrayList<>(16);

        private final List<String> multi = new ArrayList<>(0);
        private List<String> cookies = List.of();
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json, boolean metadata, UnverifiedBehavior questions) {
            this.json = json;
            this.metadata = metadata;
            this.questions = questions;
        }

        void object() throws IOException, MalformedException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                switch (key) {
                    case "statusCode" -> status = status(value);
                    case "headers" -> singleValues(value);
                    case "multiValueHeaders" -> multiValues(value);
                    case "body" -> body = metadata ? unknown(key) : body(value);
                    case "isBase64Encoded" -> base64 = metadata ? unknown(key) != null : flag(value);
                    case "cookies" -> cookies = metadata ? cookies(value) : List.of(unknown(key));
                    default -> unknown(key);
                }
            }
        }

        private String unknown(String key) throws MalformedException {
            throw new MalformedException("the function returned the key \"" + key
                    + "\", which a REST API does not know: statusCode, headers, multiValueHeaders"
                    + (metadata ? " and cookies" : ", body and isBase64Encoded") + " are all there is");
        }

        RestProxyResponse result() throws MalformedException {
            List<Header> lines = new ArrayList<>((single.size() + multi.size()) / 2 + cookies.size());
            for (int i = 0; i < multi.size(); i += 2) {
                merge(lines, multi.get(i), multi.get(i + 1), false);
            }
            for (int i = 0; i < single.size(); i += 2) {
                merge(lines, single.get(i), single.get(i + 1), true);
            }
            for (String cookie : cookies) {
                lines.add(line("Set-Cookie", cookie));
            }
            return new RestProxyResponse(status, lines, body, base64);
        }

        /** A line after those of the same name, whatever its case, in the spelling of the first. */
        private static void merge(List<Header> lines, String name, String value, boolean once)
                throws MalformedException {
            for (int i = lines.size() - 1; i >= 0; i--) {
                Header there = lines.get(i);
                if (there.is(name)) {
                    if (!once || !isThere(lines, there.name(), value)) {
                        lines.add(i + 1, line(there.name(), value));
                    }
                    return;
                }
            }
            lines.add(line(name, value));
        }

        private static boolean isThere(List<Header> lines, String name, String value) {
            for (Header line : lines) {
                if (line.name().equals(name) && line.value().equals(value)) {
                    return true;
                }
            }
            return false;
        }

        private static Header line(String name, String value) throws MalformedException {
            try {
                return new Header(name, value);
            } catch (IllegalArgumentException e) {
                throw new MalformedException("the function returned a header that is none: " + e.getMessage());
            }
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

        private void singleValues(JsonToken value) throws IOException, MalformedException {
            single.clear(); // the last of two keys counts, as in JSON readers everywhere
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            expect(value, JsonToken.START_OBJECT, "headers");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                String text = scalar(json.nextToken(), name);
                int there = indexOfName(single, name);
                if (there >= 0 && text != null) {
                    single.set(there + 1, text);
                } else if (text != null) {
                    single.add(name);
                    single.add(text);
                }
            }
        }

        private static int indexOfName(List<String> namesAndValues, String name) {
            for (int i = 0; i < namesAndValues.size(); i += 2) {
                if (namesAndValues.get(i).equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private void multiValues(JsonToken value) throws IOException, MalformedException {
            multi.clear();
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            expect(value, JsonToken.START_OBJECT, "multiValueHeaders");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.START_ARRAY, "multiValueHeaders[\"" + name + "\"]");
                for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                    String text = scalar(item, name);
                    if (text != null) {
                        multi.add(name);
                        multi.add(text);
                    }
                }
            }
        }

        private List<String> cookies(JsonToken value) throws IOException, MalformedException {
            expect(value, JsonToken.START_ARRAY, "cookies");
            List<String> texts = new ArrayList<>(2);
            for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                if (item != JsonToken.VALUE_STRING) {
                    throw new MalformedException("the function returned a cookie that is no string");
                }
                texts.add(json.getText());
            }
            return texts;
        }

        /** Strings and booleans are recorded; numbers and null are open questions. */
        private @Nullable String scalar(JsonToken value, String name) throws IOException, MalformedException {
            return switch (value) {
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> json.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    if (questions.choice(UnverifiedBehavior.RestHeaderNumber.class)
                            == UnverifiedBehavior.RestHeaderNumber.MALFORMED) {
                        throw new MalformedException(
                                "the function returned a number as the value of the header \"" + name + "\"");
                    }
                    yield json.getText();
                }
                case VALUE_NULL -> {
                    if (questions.choice(UnverifiedBehavior.RestHeaderNull.class)
                            == UnverifiedBehavior.RestHeaderNull.MALFORMED) {
                        throw new MalformedException(
                                "the function returned null as the value of the header \"" + name + "\"");
                    }
                    yield null;
                }
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
