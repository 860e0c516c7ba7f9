package dev.corsac.gateway.alb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to a <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer">load
 * balancer</a>. Stricter than API Gateway about values, null included, and laxer about members: unknown ones are ignored
 * (reported).
 *
 * @param status the status code
 * @param headers the lines, names spelled as the function did: two spellings of one name are two lines
 * @param body the body, decoded
 */
record LoadBalancerResponse(int status, List<Header> headers, Body body) {

    private static final String WHAT = "the function's response";

    /**
     * Reads a response.
     *
     * @param multi whether the target group is in multi-value mode, so that {@code multiValueHeaders} is read and
     *     {@code headers} is not; otherwise the reverse
     * @param ignoresOtherMap whether single-value mode ignores {@code multiValueHeaders} where {@code headers} is missing
     */
    static LoadBalancerResponse parse(byte[] bytes, boolean multi, boolean ignoresOtherMap)
            throws MalformedResponseException {
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
            Reading reading = new Reading(json, multi, ignoresOtherMap);
            FunctionOutput.readObject(json, WHAT, reading::member);
            return reading.result();
        } catch (IOException e) {
            throw FunctionOutput.notJson(WHAT, e);
        }
    }

    private static final class Reading {
        private final JsonParser json;
        private final boolean multi;
        private final boolean ignoresOtherMap;
        private int status = -1;
        private Map<String, List<String>> headers = Map.of();
        private boolean hasOwnMap;
        private boolean hasOtherMap;
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json, boolean multi, boolean ignoresOtherMap) {
            this.json = json;
            this.multi = multi;
            this.ignoresOtherMap = ignoresOtherMap;
        }

        void member(String name, JsonToken value) throws IOException, MalformedResponseException {
            switch (name) {
                case "statusCode" -> status = FunctionOutput.status(json, false, 599);
                case "statusDescription" -> {
                    notNull(name, value);
                    if (value != JsonToken.VALUE_STRING) {
                        throw new MalformedResponseException(
                                "the function returned a statusDescription that is not a string");
                    }
                }
                case "headers" -> map(name, value, !multi);
                case "multiValueHeaders" -> map(name, value, multi);
                case "body" -> {
                    notNull(name, value);
                    body = FunctionOutput.body(json);
                }
                case "isBase64Encoded" -> {
                    notNull(name, value);
                    base64 = FunctionOutput.flag(json);
                }
                default -> json.skipChildren();
            }
        }

        /** A member may be left out, and may not be null: aws-lambda-go#438 for {@code body}, inferred for the others. */
        private static void notNull(String name, JsonToken value) throws MalformedResponseException {
            if (value == JsonToken.VALUE_NULL) {
                throw new MalformedResponseException(
                        "the function returned " + name + ": null, which a load balancer refuses: leave it out");
            }
        }

        LoadBalancerResponse result() throws MalformedResponseException {
            if (status < 0) {
                throw new MalformedResponseException(
                        "the function returned no statusCode, which a load balancer needs");
            }
            if (!multi && hasOtherMap && !hasOwnMap && !ignoresOtherMap) {
                throw new MalformedResponseException(
                        "the function returned only multiValueHeaders, and the target group has single values");
            }
            List<Header> lines = new ArrayList<>(headers.size());
            for (Map.Entry<String, List<String>> entry : headers.entrySet()) {
                // The order of one name's lines is not kept (documented); reversed is what was seen (reported).
                for (int i = entry.getValue().size() - 1; i >= 0; i--) {
                    lines.add(FunctionOutput.header(
                            entry.getKey(), entry.getValue().get(i)));
                }
            }
            return new LoadBalancerResponse(status, lines, FunctionOutput.decoded(body, base64));
        }

        /** Strings, or arrays of strings; a map that is null is malformed, one that is left out is not (reported). */
        private void map(String key, JsonToken value, boolean own) throws IOException, MalformedResponseException {
            hasOwnMap |= own;
            hasOtherMap |= !own;
            if (!own) {
                json.skipChildren();
                return;
            }
            FunctionOutput.expect(value, JsonToken.START_OBJECT, key);
            Map<String, List<String>> entries = new LinkedHashMap<>();
            FunctionOutput.readMembers(json, (name, item) -> {
                if (multi) {
                    FunctionOutput.expect(item, JsonToken.START_ARRAY, key + "[\"" + name + "\"]");
                    List<String> values = new ArrayList<>(1);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        values.add(text(name));
                    }
                    entries.put(name, values);
                } else {
                    entries.put(name, List.of(text(name)));
                }
            });
            headers = entries;
        }

        private String text(String name) throws IOException, MalformedResponseException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedResponseException("the function returned " + json.getText()
                        + " as the value of the header \"" + name + "\": a load balancer accepts only strings");
            }
            return json.getText();
        }
    }
}
