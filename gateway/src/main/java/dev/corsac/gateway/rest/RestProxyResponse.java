package dev.corsac.gateway.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.RestBase64Key;
import dev.corsac.gateway.UnverifiedBehavior.RestHeaderNull;
import dev.corsac.gateway.UnverifiedBehavior.RestHeaderNumber;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to a REST API's proxy integration, in the <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">output
 * format</a>. API Gateway is strict about it: one unknown member makes the whole response a 502 (recorded).
 *
 * @param status the status code; 200 if the function named none (recorded)
 * @param headers the lines: those of {@code multiValueHeaders} first, then those of {@code headers} that are not there
 *     yet with the same value; names that differ only in case become one, spelled as in {@code multiValueHeaders}
 *     (recorded)
 * @param body the body as text, still encoded if {@code base64}; null if there is none
 * @param base64 the function's {@code isBase64Encoded}
 */
record RestProxyResponse(
        int status, List<Header> headers, @Nullable String body, boolean base64) {

    /**
     * What is assumed of unverified behaviour.
     *
     * @param ignoresBase64Key whether a member {@code base64Encoded} is ignored
     * @param refusesNumbers whether a number as a header's value is malformed
     * @param refusesNull whether null as a header's value is malformed
     */
    record Rules(boolean ignoresBase64Key, boolean refusesNumbers, boolean refusesNull) {

        static Rules of(UnverifiedBehavior unverified) {
            return new Rules(
                    unverified.choice(RestBase64Key.class) == RestBase64Key.IGNORED,
                    unverified.choice(RestHeaderNumber.class) == RestHeaderNumber.MALFORMED,
                    unverified.choice(RestHeaderNull.class) == RestHeaderNull.MALFORMED);
        }
    }

    /** Reads what a function returned. */
    static RestProxyResponse parse(byte[] bytes, Rules rules) throws MalformedResponseException {
        return parse(bytes, false, rules);
    }

    /** Reads the JSON before a streamed body: {@code cookies} may be in it, a body may not (documented). */
    static RestProxyResponse parseMetadata(byte[] bytes, Rules rules) throws MalformedResponseException {
        return parse(bytes, true, rules);
    }

    private static RestProxyResponse parse(byte[] bytes, boolean metadata, Rules rules)
            throws MalformedResponseException {
        String what = metadata ? "the metadata of the function's stream" : "the function's response";
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
            Reading reading = new Reading(json, metadata, rules);
            FunctionOutput.readObject(json, what, reading::member);
            return reading.result();
        } catch (IOException e) {
            throw FunctionOutput.notJson(what, e);
        }
    }

    private static final class Reading {
        private final JsonParser json;
        private final boolean metadata;
        private final Rules rules;
        private int status = 200;

        /** Names and values in turn. */
        private final List<String> single = new ArrayList<>(16);

        private final List<String> multi = new ArrayList<>(0);
        private List<String> cookies = List.of();
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json, boolean metadata, Rules rules) {
            this.json = json;
            this.metadata = metadata;
            this.rules = rules;
        }

        void member(String name, JsonToken value) throws IOException, MalformedResponseException {
            switch (name) {
                case "statusCode" ->
                    status = value == JsonToken.VALUE_NULL ? 200 : FunctionOutput.status(json, true, 999);
                case "headers" -> singleValues(value);
                case "multiValueHeaders" -> multiValues(value);
                case "body" -> {
                    if (metadata) {
                        throw unknown(name);
                    }
                    body = FunctionOutput.body(json);
                }
                case "isBase64Encoded" -> {
                    if (metadata) {
                        throw unknown(name);
                    }
                    base64 = FunctionOutput.flag(json);
                }
                case "cookies" -> {
                    if (!metadata) {
                        throw unknown(name);
                    }
                    cookies = new ArrayList<>(2);
                    FunctionOutput.addCookies(json, cookies);
                }
                case "base64Encoded" -> {
                    if (metadata || !rules.ignoresBase64Key()) {
                        throw unknown(name);
                    }
                    json.skipChildren();
                }
                default -> throw unknown(name);
            }
        }

        private MalformedResponseException unknown(String member) {
            return new MalformedResponseException("the function returned the unknown member \"" + member
                    + "\": a REST API accepts only statusCode, headers, multiValueHeaders"
                    + (metadata ? " and cookies" : ", body and isBase64Encoded"));
        }

        RestProxyResponse result() throws MalformedResponseException {
            List<Header> lines = new ArrayList<>((single.size() + multi.size()) / 2 + cookies.size());
            for (int i = 0; i < multi.size(); i += 2) {
                merge(lines, multi.get(i), multi.get(i + 1), false);
            }
            for (int i = 0; i < single.size(); i += 2) {
                merge(lines, single.get(i), single.get(i + 1), true);
            }
            for (String cookie : cookies) {
                lines.add(FunctionOutput.header("Set-Cookie", cookie));
            }
            return new RestProxyResponse(status, lines, body, base64);
        }

        /** A line after those of the same name, whatever its case, in the spelling of the first. */
        private static void merge(List<Header> lines, String name, String value, boolean once)
                throws MalformedResponseException {
            for (int i = lines.size() - 1; i >= 0; i--) {
                Header there = lines.get(i);
                if (there.is(name)) {
                    if (!once || !isThere(lines, there.name(), value)) {
                        lines.add(i + 1, FunctionOutput.header(there.name(), value));
                    }
                    return;
                }
            }
            lines.add(FunctionOutput.header(name, value));
        }

        private static boolean isThere(List<Header> lines, String name, String value) {
            for (Header line : lines) {
                if (line.name().equals(name) && line.value().equals(value)) {
                    return true;
                }
            }
            return false;
        }

        private void singleValues(JsonToken value) throws IOException, MalformedResponseException {
            single.clear(); // the last of two keys counts, as in JSON readers everywhere
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            FunctionOutput.expect(value, JsonToken.START_OBJECT, "headers");
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

        private void multiValues(JsonToken value) throws IOException, MalformedResponseException {
            multi.clear();
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            FunctionOutput.expect(value, JsonToken.START_OBJECT, "multiValueHeaders");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                FunctionOutput.expect(json.nextToken(), JsonToken.START_ARRAY, "multiValueHeaders[\"" + name + "\"]");
                for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                    String text = scalar(item, name);
                    if (text != null) {
                        multi.add(name);
                        multi.add(text);
                    }
                }
            }
        }

        /** Strings and booleans are recorded; numbers and null are unverified questions. */
        private @Nullable String scalar(JsonToken value, String name) throws IOException, MalformedResponseException {
            return switch (value) {
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> json.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    if (rules.refusesNumbers()) {
                        throw new MalformedResponseException(
                                "the function returned a number as the value of the header \"" + name + "\"");
                    }
                    yield json.getText();
                }
                case VALUE_NULL -> {
                    if (rules.refusesNull()) {
                        throw new MalformedResponseException(
                                "the function returned null as the value of the header \"" + name + "\"");
                    }
                    yield null;
                }
                default -> throw FunctionOutput.structured(name);
            };
        }
    }
}
