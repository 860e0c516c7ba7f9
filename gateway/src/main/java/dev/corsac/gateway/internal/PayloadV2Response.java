package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to an HTTP API in <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">payload
 * 2.0</a>, or to a Function URL. A result without {@code statusCode} is the body itself, whatever JSON it is (documented).
 * Keys that the format does not have, {@code multiValueHeaders} among them, are ignored.
 *
 * @param status the status code; 200 if the function named none
 * @param headers the lines of {@code headers}, in order
 * @param cookies the values of {@code Set-Cookie} lines
 * @param body the body, decoded if {@code isBase64Encoded}
 * @param inferred whether the whole result is the body, so that its type is JSON
 */
public record PayloadV2Response(int status, List<Header> headers, List<String> cookies, Body body, boolean inferred) {

    /** The result is none in the eyes of the front, which says no more than that to anybody but the log. */
    public static final class MalformedException extends Exception {
        public MalformedException(String message) {
            super(message);
        }
    }

    /**
     * Reads a result.
     *
     * @param jsonBody whether {@code body} may be JSON that is no string, then sent as its text (recorded of Function
     *     URLs); malformed otherwise
     */
    public static PayloadV2Response parse(byte[] bytes, boolean jsonBody) throws MalformedException {
        try {
            try (JsonParser json = Json.FACTORY.createParser(bytes)) {
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    Reading reading = new Reading(json, jsonBody);
                    reading.object();
                    expectEnd(json);
                    if (reading.status >= 0) {
                        return new PayloadV2Response(
                                reading.status,
                                reading.headers,
                                reading.cookies,
                                body(reading.body, reading.base64),
                                false);
                    }
                }
            } catch (MalformedException e) {
                // Without a statusCode the other keys are any JSON's, and cannot be malformed.
                if (hasStatusCode(bytes)) {
                    throw e;
                }
            }
            return inferred(bytes);
        } catch (IOException e) {
            throw new MalformedException("the function returned no JSON: " + firstLine(e));
        }
    }

    private static boolean hasStatusCode(byte[] bytes) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                if (key.equals("statusCode") && value != JsonToken.VALUE_NULL) {
                    return true;
                }
                json.skipChildren();
            }
            return false;
        }
    }

    private static PayloadV2Response inferred(byte[] bytes) throws IOException, MalformedException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() == null) {
                throw new MalformedException("the function returned nothing, which is no JSON");
            }
            Body body = Body.of(text(json));
            expectEnd(json);
            return new PayloadV2Response(200, List.of(), List.of(), body, true);
        }
    }

    private static void expectEnd(JsonParser json) throws IOException, MalformedException {
        if (json.nextToken() != null) {
            throw new MalformedException("something follows the function's JSON");
        }
    }

    /**
     * Reads what goes before a streamed body.
     *
     * @param metadata JSON with {@code statusCode}, {@code headers} and {@code cookies}, none of which must be there
     */
    public static PayloadV2Response ofStream(byte[] metadata, byte[] body) throws MalformedException {
        try (JsonParser json = Json.FACTORY.createParser(metadata)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("the metadata of the function's stream is no JSON object");
            }
            Reading reading = new Reading(json, true);
            reading.object();
            expectEnd(json);
            return new PayloadV2Response(
                    reading.status < 0 ? 200 : reading.status,
                    reading.headers,
                    reading.cookies,
                    Body.wrap(body),
                    false);
        } catch (IOException e) {
            throw new MalformedException("the metadata of the function's stream is no JSON: " + firstLine(e));
        }
    }

    /** A string as it is, without its quotes (documented and recorded); anything else as JSON without white space. */
    private static String text(JsonParser json) throws IOException {
        return json.currentToken().isStructStart() ? Body.wrap(compact(json)).text() : json.getText();
    }

    private static byte[] compact(JsonParser json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator copy = Json.FACTORY.createGenerator(bytes)) {
            copy.copyCurrentStructureExact(json);
        }
        return bytes.toByteArray();
    }

    public static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** A number, or a string that is one (recorded of Function URLs), of three digits. */
    public static int status(JsonParser json) throws IOException, MalformedException {
        int code = -1;
        try {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                code = json.getIntValue();
            } else if (json.currentToken() == JsonToken.VALUE_STRING) {
                code = Integer.parseInt(json.getText());
            }
        } catch (NumberFormatException e) {
            code = -1;
        }
        if (code < 100 || code > 999) {
            throw new MalformedException("the function returned a statusCode that is none: " + json.getText());
        }
        return code;
    }

    /**
     * Adds a header whose value is a string, a boolean or a number. Open: what becomes of the latter two, text here, and
     * of null, left out here.
     */
    public static void addHeader(List<Header> headers, String name, JsonParser json)
            throws IOException, MalformedException {
        if (json.currentToken().isStructStart()) {
            throw new MalformedException(
                    "the function returned an object or array as the value of the header \"" + name + "\"");
        }
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            try {
                headers.add(new Header(name, json.getText()));
            } catch (IllegalArgumentException e) {
                throw new MalformedException("the function returned a header that is none: " + e.getMessage());
            }
        }
    }

    public static boolean flag(JsonParser json) throws IOException, MalformedException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default ->
                throw new MalformedException(
                        "the function returned an isBase64Encoded that is neither true nor false: " + json.getText());
        };
    }

    public static Body body(@Nullable String text, boolean base64) throws MalformedException {
        if (text == null) {
            return Body.EMPTY;
        }
        if (!base64) {
            return Body.of(text);
        }
        try {
            return Body.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("isBase64Encoded is true and the body is no Base64");
        }
    }

    private static final class Reading {
        private final JsonParser json;
        private final boolean jsonBody;
        private final List<Header> headers = new ArrayList<>();
        private List<String> cookies = List.of();
        private int status = -1;
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json, boolean jsonBody) {
            this.json = json;
            this.jsonBody = jsonBody;
        }

        void object() throws IOException, MalformedException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                switch (key) {
                    case "statusCode" -> status = value == JsonToken.VALUE_NULL ? status : status(json);
                    case "headers" -> readHeaders(value);
                    case "cookies" -> readCookies(value);
                    case "body" -> readBody(value);
                    case "isBase64Encoded" -> base64 = flag(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void readHeaders(JsonToken value) throws IOException, MalformedException {
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            if (value != JsonToken.START_OBJECT) {
                throw new MalformedException("the function returned headers that are no object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                addHeader(headers, name, json);
            }
        }

        private void readCookies(JsonToken value) throws IOException, MalformedException {
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            if (value != JsonToken.START_ARRAY) {
                throw new MalformedException("the function returned cookies that are no array");
            }
            cookies = new ArrayList<>(2);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    throw new MalformedException("the function returned a cookie that is no string");
                }
                cookies.add(json.getText());
            }
        }

        private void readBody(JsonToken value) throws IOException, MalformedException {
            if (value == JsonToken.VALUE_STRING) {
                body = json.getText();
            } else if (value != JsonToken.VALUE_NULL) {
                if (!jsonBody) {
                    throw new MalformedException(
                            "the function returned a body that is no string: JSON goes into it as text");
                }
                body = text(json);
            }
        }
    }
}
