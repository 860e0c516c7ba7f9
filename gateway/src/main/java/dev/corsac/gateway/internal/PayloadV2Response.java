package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to an HTTP API in <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">payload
 * 2.0</a>, or to a Function URL. A result without {@code statusCode} is the body itself, whatever JSON it is (documented).
 * Unknown members, {@code multiValueHeaders} among them, are ignored.
 *
 * @param status the status code; 200 if the function named none
 * @param headers the lines of {@code headers}, in order
 * @param cookies the values of {@code Set-Cookie} lines
 * @param body the body, decoded if {@code isBase64Encoded}
 * @param inferred whether the whole result is the body, so that its type is JSON
 */
public record PayloadV2Response(int status, List<Header> headers, List<String> cookies, Body body, boolean inferred) {

    private static final String WHAT = "the function's response";
    private static final String METADATA = "the metadata of the function's stream";

    /**
     * Reads a result.
     *
     * @param jsonBody whether {@code body} may be JSON that is not a string, then sent as its text (recorded of Function
     *     URLs); malformed otherwise
     */
    public static PayloadV2Response parse(byte[] bytes, boolean jsonBody) throws MalformedResponseException {
        try {
            try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    Reading reading = new Reading(json, jsonBody);
                    FunctionOutput.readMembers(json, reading::member);
                    FunctionOutput.expectEnd(json, WHAT);
                    if (reading.status >= 0) {
                        return new PayloadV2Response(
                                reading.status,
                                reading.headers,
                                reading.cookies,
                                FunctionOutput.decoded(reading.body, reading.base64),
                                false);
                    }
                }
            } catch (MalformedResponseException e) {
                // Without a statusCode the other keys are any JSON's, and cannot be malformed.
                if (hasStatusCode(bytes)) {
                    throw e;
                }
            }
            return inferred(bytes);
        } catch (IOException e) {
            throw FunctionOutput.notJson(WHAT, e);
        }
    }

    private static boolean hasStatusCode(byte[] bytes) throws IOException {
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
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

    private static PayloadV2Response inferred(byte[] bytes) throws IOException, MalformedResponseException {
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
            if (json.nextToken() == null) {
                throw new MalformedResponseException("the function returned nothing, which is not JSON");
            }
            Body body = Body.of(text(json));
            FunctionOutput.expectEnd(json, WHAT);
            return new PayloadV2Response(200, List.of(), List.of(), body, true);
        }
    }

    /**
     * Reads what goes before a streamed body.
     *
     * @param metadata JSON with {@code statusCode}, {@code headers} and {@code cookies}, none of which must be there
     */
    public static PayloadV2Response ofStream(byte[] metadata, byte[] body) throws MalformedResponseException {
        try (JsonParser json = FrontJson.FACTORY.createParser(metadata)) {
            Reading reading = new Reading(json, true);
            FunctionOutput.readObject(json, METADATA, reading::member);
            return new PayloadV2Response(
                    reading.status < 0 ? 200 : reading.status,
                    reading.headers,
                    reading.cookies,
                    Body.wrap(body),
                    false);
        } catch (IOException e) {
            throw FunctionOutput.notJson(METADATA, e);
        }
    }

    /** Returns a string as it is, without its quotes (documented and recorded); anything else as JSON without white space. */
    private static String text(JsonParser json) throws IOException {
        return json.currentToken().isStructStart() ? Body.wrap(compact(json)).text() : json.getText();
    }

    private static byte[] compact(JsonParser json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator copy = FrontJson.FACTORY.createGenerator(bytes)) {
            copy.copyCurrentStructureExact(json);
        }
        return bytes.toByteArray();
    }

    /**
     * Adds a header whose value is a string, a boolean or a number. What happens to the latter two is unverified, text here; so
     * is null, left out here.
     */
    public static void addHeader(List<Header> headers, String name, JsonParser json)
            throws IOException, MalformedResponseException {
        if (json.currentToken().isStructStart()) {
            throw FunctionOutput.structured(name);
        }
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            headers.add(FunctionOutput.header(name, json.getText()));
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

        void member(String name, JsonToken value) throws IOException, MalformedResponseException {
            switch (name) {
                case "statusCode" ->
                    status = value == JsonToken.VALUE_NULL ? status : FunctionOutput.status(json, true, 999);
                case "headers" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        FunctionOutput.expect(value, JsonToken.START_OBJECT, name);
                        FunctionOutput.readMembers(json, (header, item) -> addHeader(headers, header, json));
                    }
                }
                case "cookies" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        cookies = new ArrayList<>(2);
                        FunctionOutput.addCookies(json, cookies);
                    }
                }
                case "body" -> readBody(value);
                case "isBase64Encoded" -> base64 = FunctionOutput.flag(json);
                default -> json.skipChildren();
            }
        }

        private void readBody(JsonToken value) throws IOException, MalformedResponseException {
            boolean plain = value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL;
            body = plain || !jsonBody ? FunctionOutput.body(json) : text(json);
        }
    }
}
