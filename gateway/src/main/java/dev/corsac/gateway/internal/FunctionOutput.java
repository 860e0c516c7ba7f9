package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned, read member by member: what the formats of the fronts have in common. What a front accepts besides
 * is in its own reader.
 */
public final class FunctionOutput {

    /** The least final status: 1XX ends no exchange. What AWS does with one is unverified; here it is malformed. */
    private static final int LEAST_STATUS = 200;

    /**
     * The most bytes that a function's header lines may have together. AWS documents no limit of API Gateway and Function URLs
     * for responses; one above what servers and browsers accept could not be delivered here either.
     */
    private static final int MAX_HEADER = 60 * 1024;

    private FunctionOutput() {}

    /**
     * Checks the size of header lines, before they go into a response.
     *
     * @throws MalformedResponseException if they are too long to be sent
     */
    public static void checkSize(List<Header> headers, List<String> cookies) throws MalformedResponseException {
        int length = 0;
        for (Header line : headers) {
            length += line.name().length() + line.value().length() + ": \r\n".length();
        }
        for (String cookie : cookies) {
            length += "set-cookie: \r\n".length() + cookie.length();
        }
        if (length > MAX_HEADER) {
            throw new MalformedResponseException(
                    "the function returned headers of " + length + " bytes, over the limit of " + MAX_HEADER);
        }
    }

    /** Reads the members of an object; called with the parser at each member's value. */
    public interface Members {
        void read(String name, JsonToken value) throws IOException, MalformedResponseException;
    }

    /**
     * Reads a JSON object and nothing after it.
     *
     * @param what what the bytes are, for messages: {@code the function's response}
     */
    public static void readObject(JsonParser json, String what, Members members)
            throws IOException, MalformedResponseException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedResponseException(what + " is not a JSON object");
        }
        readMembers(json, members);
        expectEnd(json, what);
    }

    /** Reads the members of the object that the parser is in, up to its end. */
    public static void readMembers(JsonParser json, Members members) throws IOException, MalformedResponseException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            members.read(name, json.nextToken());
        }
    }

    /**
     * Checks that the JSON has ended.
     *
     * @throws MalformedResponseException if something follows
     */
    public static void expectEnd(JsonParser json, String what) throws IOException, MalformedResponseException {
        if (json.nextToken() != null) {
            throw new MalformedResponseException("something follows the JSON of " + what);
        }
    }

    /** Returns the exception for bytes that are not JSON. */
    public static MalformedResponseException notJson(String what, IOException cause) {
        return new MalformedResponseException(what + " is not JSON: " + firstLine(cause));
    }

    /** Returns a parser's message without the place that it adds in further lines. */
    public static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /**
     * Returns a final status code of three digits.
     *
     * @param text whether a string of digits is accepted
     * @param most the greatest accepted status
     */
    public static int status(JsonParser json, boolean text, int most) throws IOException, MalformedResponseException {
        int status = -1;
        try {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                status = json.getIntValue();
            } else if (json.currentToken() == JsonToken.VALUE_STRING && text) {
                status = Integer.parseInt(json.getText());
            }
        } catch (IOException | NumberFormatException e) {
            status = -1; // a number that is not an int, or a text that is not a number
        }
        if (status < LEAST_STATUS || status > most) {
            throw new MalformedResponseException("the function returned a statusCode that is not a number from "
                    + LEAST_STATUS + " to " + most + ": " + json.getText());
        }
        return status;
    }

    /** Returns {@code isBase64Encoded}; null is false. */
    public static boolean flag(JsonParser json) throws IOException, MalformedResponseException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default ->
                throw new MalformedResponseException(
                        "the function returned an isBase64Encoded that is neither true nor false: " + json.getText());
        };
    }

    /** Returns {@code body}, a string or null. */
    public static @Nullable String body(JsonParser json) throws IOException, MalformedResponseException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default ->
                throw new MalformedResponseException(
                        "the function returned a body that is not a string: put JSON into it as text");
        };
    }

    /** Returns the body's bytes; none for null. */
    public static Body decoded(@Nullable String body, boolean base64) throws MalformedResponseException {
        if (body == null) {
            return Body.EMPTY;
        }
        if (!base64) {
            return Body.of(body);
        }
        try {
            return Body.wrap(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            throw new MalformedResponseException("isBase64Encoded is true and the body is not Base64");
        }
    }

    /** Returns a header line. */
    public static Header header(String name, String value) throws MalformedResponseException {
        try {
            return new Header(name, value);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponseException("the function returned an invalid header: " + e.getMessage());
        }
    }

    /** Returns how an object or array as a header's value is refused. */
    public static MalformedResponseException structured(String name) {
        return new MalformedResponseException(
                "the function returned an object or array as the value of the header \"" + name + "\"");
    }

    /** Requires the start of an object or array. */
    public static void expect(JsonToken value, JsonToken expected, String member) throws MalformedResponseException {
        if (value != expected) {
            throw new MalformedResponseException("the function returned " + member + " that "
                    + (member.endsWith("s") ? "are" : "is") + " not an "
                    + (expected == JsonToken.START_ARRAY ? "array" : "object"));
        }
    }

    /** Adds the components of {@code cookies}: strings that can be values of {@code Set-Cookie}. */
    public static void addCookies(JsonParser json, List<String> cookies)
            throws IOException, MalformedResponseException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "cookies");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedResponseException(
                        "the function returned a cookie that is not a string: " + json.getText());
            }
            cookies.add(header("Set-Cookie", json.getText()).value());
        }
    }
}
