package dev.corsac.lambda.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fronts as a test sees them: the event that they make of a request, and the header lines that they send of a response. */
enum FrontEvent {
    REST_API {
        @Override
        void members(JsonGenerator json, String method, String path, Map<String, String> headers) throws IOException {
            json.writeStringField("resource", "/{proxy+}");
            json.writeStringField("path", path);
            json.writeStringField("httpMethod", method);
            lines(json, headers);
            lists(json, headers);
            json.writeNullField("queryStringParameters");
            json.writeNullField("multiValueQueryStringParameters");
            json.writeObjectFieldStart("pathParameters");
            json.writeStringField("proxy", path.substring(1));
            json.writeEndObject();
            json.writeNullField("stageVariables");
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("apiId", "abcdefghij");
            json.writeStringField("stage", "prod");
            json.writeStringField("resourceId", "2gxmpl");
            json.writeStringField("resourcePath", "/{proxy+}");
            json.writeStringField("httpMethod", method);
            json.writeStringField("path", "/prod" + path);
            json.writeNumberField("requestTimeEpoch", 1583349317135L);
            json.writeObjectFieldStart("identity");
            json.writeNullField("cognitoIdentityPoolId");
            json.writeStringField("sourceIp", "203.0.113.7");
            json.writeEndObject();
            json.writeEndObject();
            json.writeNullField("body");
            json.writeBooleanField("isBase64Encoded", false);
        }

        @Override
        Map<String, List<String>> sent(Map<String, Object> response) {
            return merged(response.get("multiValueHeaders"), response.get("headers"));
        }
    },

    HTTP_API_1 {
        @Override
        void members(JsonGenerator json, String method, String path, Map<String, String> headers) throws IOException {
            json.writeStringField("version", "1.0");
            json.writeStringField("resource", "$default");
            json.writeStringField("path", path);
            json.writeStringField("httpMethod", method);
            lines(json, headers);
            lists(json, headers);
            json.writeNullField("queryStringParameters");
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("httpMethod", method);
            json.writeStringField("path", path);
            json.writeStringField("protocol", "HTTP/1.1");
            json.writeEndObject();
            json.writeNullField("body");
            json.writeBooleanField("isBase64Encoded", false);
        }

        @Override
        Map<String, List<String>> sent(Map<String, Object> response) {
            return merged(response.get("multiValueHeaders"), response.get("headers"));
        }
    },

    HTTP_API_2 {
        @Override
        void members(JsonGenerator json, String method, String path, Map<String, String> headers) throws IOException {
            json.writeStringField("version", "2.0");
            json.writeStringField("routeKey", "$default");
            json.writeStringField("rawPath", path);
            json.writeStringField("rawQueryString", "");
            json.writeArrayFieldStart("cookies");
            json.writeString("session=1");
            json.writeEndArray();
            lines(json, headers);
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("accountId", "123456789012");
            json.writeObjectFieldStart("http");
            json.writeStringField("method", method);
            json.writeStringField("path", path);
            json.writeEndObject();
            json.writeStringField("stage", "$default");
            json.writeEndObject();
            json.writeBooleanField("isBase64Encoded", false);
        }

        @Override
        Map<String, List<String>> sent(Map<String, Object> response) {
            return merged(response.get("headers"));
        }
    },

    FUNCTION_URL {
        @Override
        void members(JsonGenerator json, String method, String path, Map<String, String> headers) throws IOException {
            json.writeStringField("version", "2.0");
            json.writeStringField("routeKey", "$default");
            json.writeStringField("rawPath", path);
            json.writeStringField("rawQueryString", "");
            lines(json, headers);
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("accountId", "anonymous");
            json.writeStringField("apiId", "abcdefghij");
            json.writeStringField("domainName", "abcdefghij.lambda-url.eu-central-1.on.aws");
            json.writeObjectFieldStart("http");
            json.writeStringField("method", method);
            json.writeStringField("path", path);
            json.writeStringField("protocol", "HTTP/1.1");
            json.writeStringField("sourceIp", "203.0.113.7");
            json.writeStringField("userAgent", "agent");
            json.writeEndObject();
            json.writeEndObject();
            json.writeBooleanField("isBase64Encoded", false);
        }

        @Override
        Map<String, List<String>> sent(Map<String, Object> response) {
            return merged(response.get("headers"));
        }
    },

    LOAD_BALANCER {
        @Override
        void members(JsonGenerator json, String method, String path, Map<String, String> headers) throws IOException {
            balancer(json, method, path);
            lines(json, headers);
        }

        @Override
        Map<String, List<String>> sent(Map<String, Object> response) {
            return merged(response.get("headers"));
        }
    },

    LOAD_BALANCER_MULTI_VALUE {
        @Override
        void members(JsonGenerator json, String method, String path, Map<String, String> headers) throws IOException {
            balancer(json, method, path);
            lists(json, headers);
        }

        @Override
        Map<String, List<String>> sent(Map<String, Object> response) {
            return merged(response.get("multiValueHeaders"));
        }
    };

    private static final JsonFactory FACTORY = new JsonFactory();

    abstract void members(JsonGenerator json, String method, String path, Map<String, String> headers)
            throws IOException;

    /** The header lines that this front sends, by lower-case name; a name twice in what it reads is two lines. */
    abstract Map<String, List<String>> sent(Map<String, Object> response);

    byte[] event(String method, String path, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            members(json, method, path, headers);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** An object as maps, lists, strings, numbers, booleans. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> parse(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return (Map<String, Object>) Objects.requireNonNull(value(parser));
        }
    }

    /** Returns the value at which the parser is; a member that is there twice is refused. */
    static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (object.containsKey(name)) {
                        throw new IOException("twice: " + name);
                    }
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getNumberValue();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getText();
            }
        }
    }

    private static void lines(JsonGenerator json, Map<String, String> headers) throws IOException {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
    }

    private static void lists(JsonGenerator json, Map<String, String> headers) throws IOException {
        json.writeObjectFieldStart("multiValueHeaders");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeArrayFieldStart(header.getKey());
            json.writeString(header.getValue());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void balancer(JsonGenerator json, String method, String path) throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeObjectFieldStart("elb");
        json.writeStringField(
                "targetGroupArn", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/f/1");
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("httpMethod", method);
        json.writeStringField("path", path);
        json.writeObjectFieldStart("queryStringParameters");
        json.writeEndObject();
        json.writeStringField("body", "");
        json.writeBooleanField("isBase64Encoded", false);
    }

    private static Map<String, List<String>> merged(@Nullable Object... maps) {
        Map<String, List<String>> sent = new TreeMap<>();
        for (Object map : maps) {
            if (map instanceof Map<?, ?> lines) {
                lines.forEach((name, value) -> {
                    List<String> all = sent.computeIfAbsent(
                            String.valueOf(name).toLowerCase(Locale.ROOT), key -> new ArrayList<>());
                    if (value instanceof List<?> list) {
                        list.forEach(line -> all.add(String.valueOf(line)));
                    } else {
                        all.add(String.valueOf(value));
                    }
                });
            }
        }
        return sent;
    }
}
