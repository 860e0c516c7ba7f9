package dev.corsac.gateway.alb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.internal.Json;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to a <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer">load
 * balancer</a>. Stricter than API Gateway about values, laxer about keys: those that it does not know are passed over
 * (reported).
 *
 * @param status the status code
 * @param headers the lines, names spelled as the function did: two spellings of one name are two lines
 * @param body the body, decoded
 */
record LoadBalancerResponse(int status, List<Header> headers, Body body) {

    /** The answer is none in the eyes of the load balancer. */
    static final class MalformedException extends Exception {
        public MalformedException(String message) {
            super(message);
        }
    }

    /**
     * @param multi whether the target group is in multi-value mode, so that {@code multiValueHeaders} is read and
     *     {@code headers} is not; otherwise the reverse
     * @param statusText whether a status code may be text
     * @param otherMap whether single-value mode passes over an answer that has {@code multiValueHeaders} alone
     */
    static LoadBalancerResponse parse(byte[] bytes, boolean multi, boolean statusText, boolean otherMap)
            throws MalformedException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("the function returned no JSON object");
            }
            Reading reading = new Reading(json, multi, statusText, otherMap);
            reading.object();
            if (json.nextToken() != null) {
                throw new MalformedException("something follows the function's JSON object");
            }
            return reading.result();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            int end = message.indexOf('\n');
            throw new MalformedException(
                    "the function returned no JSON: " + (end < 0 ? message : message.substring(0, end)));
        }
    }

    private static final class Reading {
        private final JsonParser json;
        private final boolean multi;
        private final boolean statusText;
        private final boolean otherMap;
        private int status = -1;
        private Map<String, List<String>> headers = Map.of();
        private boolean own;
        private boolean other;
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json, boolean multi, boolean statusText, boolean otherMap) {
            this.json = json;
            this.multi = multi;
            this.statusText = statusText;
            this.otherMap = otherMap;
        }

        void object() throws IOException, MalformedException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                switch (key) {
                    case "statusCode" -> status = status(value);
                    case "statusDescription" -> {
                        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
                            throw new MalformedException("the function returned a statusDescription that is no string");
                        }
                    }
                    case "headers" -> {
                        if (multi) {
                            other = true;
                            json.skipChildren();
                        } else {
                            own = true;
                            headers = map(value, key);
                        }
                    }
                    case "multiValueHeaders" -> {
                        if (multi) {
                            own = true;
                            headers = map(value, key);
                        } else {
                            other = true;
                            json.skipChildren();
                        }
                    }
                    case "body" -> body = body(value);
                    case "isBase64Encoded" -> base64 = flag(value);
                    default -> json.skipChildren();
                }
            }
        }

        LoadBalancerResponse result() throws MalformedException {
            if (status < 0) {
                throw new MalformedException("the function returned no statusCode, which a load balancer needs");
            }
            if (!multi && other && !own && !otherMap) {
                throw new MalformedException(
                        "the function returned multiValueHeaders alone, and the target group has single values");
            }
            List<Header> lines = new ArrayList<>(headers.size());
            for (Map.Entry<String, List<String>> entry : headers.entrySet()) {
                // The order of one name's lines is not kept; reversed is what was seen (reported).
                for (int i = entry.getValue().size() - 1; i >= 0; i--) {
                    try {
                        lines.add(new Header(entry.getKey(), entry.getValue().get(i)));
                    } catch (IllegalArgumentException e) {
                        throw new MalformedException("the function returned a header that is none: " + e.getMessage());
                    }
                }
            }
            return new LoadBalancerResponse(status, lines, decoded());
        }

        private Body decoded() throws MalformedException {
            if (body == null) {
                return Body.EMPTY;
            }
            if (!base64) {
                return Body.of(body);
            }
            try {
                return Body.wrap(Base64.getDecoder().decode(body));
            } catch (IllegalArgumentException e) {
                throw new MalformedException("isBase64Encoded is true and the body is no Base64");
            }
        }

        private int status(JsonToken value) throws IOException, MalformedException {
            int code = -1;
            try {
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    code = json.getIntValue();
                } else if (value == JsonToken.VALUE_STRING && statusText) {
                    code = Integer.parseInt(json.getText());
                }
            } catch (NumberFormatException e) {
                code = -1;
            }
            if (code < 100 || code > 599) {
                throw new MalformedException("the function returned a statusCode that is none: " + json.getText());
            }
            return code;
        }

        /** Of strings, or of arrays of strings; a null map is a 502, a map left out is none (reported). */
        private Map<String, List<String>> map(JsonToken value, String key) throws IOException, MalformedException {
            if (value != JsonToken.START_OBJECT) {
                throw new MalformedException("the function returned " + key + " that is no object");
            }
            Map<String, List<String>> entries = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken item = json.nextToken();
                if (!multi) {
                    entries.put(name, List.of(text(item, name)));
                    continue;
                }
                if (item != JsonToken.START_ARRAY) {
                    throw new MalformedException(
                            "the function returned " + key + "[\"" + name + "\"] that is no array");
                }
                List<String> values = new ArrayList<>(1);
                while ((item = json.nextToken()) != JsonToken.END_ARRAY) {
                    values.add(text(item, name));
                }
                entries.put(name, values);
            }
            return entries;
        }

        private String text(JsonToken value, String name) throws IOException, MalformedException {
            if (value != JsonToken.VALUE_STRING) {
                throw new MalformedException("the function returned " + json.getText()
                        + " as the value of the header \"" + name + "\", where a load balancer takes strings alone");
            }
            return json.getText();
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
    }
}
