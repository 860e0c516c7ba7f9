package dev.corsac.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsProblem;
import dev.corsac.CorsRefusal;
import dev.corsac.CorsRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy with a request as a line of JSON, and the decision as another: what {@code corsac decide} reads and writes. */
public final class DecisionLine {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private CorsPolicy.@Nullable Builder policy;
    private @Nullable CorsRequest request;

    private DecisionLine(JsonParser parser) {
        this.parser = parser;
    }

    /** A line is not a policy with a request; the message says what was expected where. */
    public static final class UnreadableException extends Exception {
        private UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Returns the decision about a request, or the problems of the policy.
     *
     * @throws UnreadableException if the line does not hold a policy and a request
     */
    public static String respond(String line) throws UnreadableException {
        try (JsonParser parser = JSON.createParser(line)) {
            DecisionLine json = new DecisionLine(parser);
            json.read();
            if (json.policy == null || json.request == null) {
                throw new UnreadableException("an object with \"policy\" and \"request\" is expected");
            }
            try {
                return write(json.policy.build().decide(json.request));
            } catch (CorsPolicyException e) {
                return write(e.problems());
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableException(
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("") + ", column "
                            + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the line for input that is not a request. */
    public static String error(String message) {
        return written(json -> json.writeStringField("error", message));
    }

    private void read() throws IOException, UnreadableException {
        parser.nextToken();
        expect(JsonToken.START_OBJECT, "a JSON object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "policy" -> readPolicy();
                case "request" -> readRequest();
                default -> throw unknown(name, "policy, request");
            }
        }
        if (parser.nextToken() != null) {
            throw new UnreadableException("there is more after the object");
        }
    }

    private void readPolicy() throws IOException, UnreadableException {
        expect(JsonToken.START_OBJECT, "an object as \"policy\"");
        CorsPolicy.Builder builder = CorsPolicy.builder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "allowOrigins" -> builder.allowOrigins(strings(name));
                case "allowMethods" -> builder.allowMethods(strings(name));
                case "allowHeaders" -> builder.allowHeaders(strings(name));
                case "exposeHeaders" -> builder.exposeHeaders(strings(name));
                case "maxAgeSeconds" -> {
                    if (parser.currentToken() != JsonToken.VALUE_NULL) {
                        builder.maxAge(Duration.ofSeconds(number(name)));
                    }
                }
                case "allowCredentials" -> {
                    if (flag(name)) {
                        builder.allowCredentials();
                    }
                }
                case "rejectDisallowedOrigins" -> {
                    if (flag(name)) {
                        builder.rejectDisallowedOrigins();
                    }
                }
                case "explain" -> {
                    if (flag(name)) {
                        builder.explain();
                    }
                }
                case "dangerouslyAllowInsecureOrigins" -> {
                    if (flag(name)) {
                        builder.dangerouslyAllowInsecureOrigins();
                    }
                }
                case "dangerouslyAllowPublicSuffixes" -> {
                    if (flag(name)) {
                        builder.dangerouslyAllowPublicSuffixes();
                    }
                }
                default ->
                    throw unknown(
                            name,
                            "allowOrigins, allowCredentials, allowMethods, allowHeaders, exposeHeaders, maxAgeSeconds,"
                                    + " rejectDisallowedOrigins, explain, dangerouslyAllowInsecureOrigins,"
                                    + " dangerouslyAllowPublicSuffixes");
            }
        }
        policy = builder;
    }

    private void readRequest() throws IOException, UnreadableException {
        expect(JsonToken.START_OBJECT, "an object as \"request\"");
        String method = null;
        String origin = null;
        String requestMethod = null;
        List<String> requestHeaders = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "method" -> method = string(name);
                case "origin" -> origin = string(name);
                case "requestMethod" -> requestMethod = string(name);
                case "requestHeaders" -> requestHeaders = strings(name);
                default -> throw unknown(name, "method, origin, requestMethod, requestHeaders");
            }
        }
        if (method == null) {
            throw new UnreadableException("the request has no \"method\"");
        }
        request = CorsRequest.ofLines(method, origin, requestMethod, requestHeaders);
    }

    private void expect(JsonToken token, String what) throws UnreadableException {
        if (parser.currentToken() != token) {
            throw new UnreadableException(what + " is expected");
        }
    }

    private static UnreadableException unknown(String name, String known) {
        return new UnreadableException("there is no \"" + name + "\"; known are " + known);
    }

    private @Nullable String string(String name) throws IOException, UnreadableException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, "a string as \"" + name + "\"");
        return parser.getText();
    }

    private List<String> strings(String name) throws IOException, UnreadableException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        String what = "a list of strings as \"" + name + "\"";
        expect(JsonToken.START_ARRAY, what);
        List<String> strings = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.VALUE_STRING, what);
            strings.add(parser.getText());
        }
        return strings;
    }

    private boolean flag(String name) throws UnreadableException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE && token != JsonToken.VALUE_NULL) {
            throw new UnreadableException("true or false as \"" + name + "\" is expected");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private long number(String name) throws IOException, UnreadableException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number as \"" + name + "\"");
        return parser.getLongValue();
    }

    private static String write(CorsDecision decision) {
        return written(json -> {
            json.writeStringField("kind", decision.kind().code());
            json.writeBooleanField("allowed", decision.allowed());
            if (decision.status().isPresent()) {
                json.writeNumberField("status", decision.status().getAsInt());
            } else {
                json.writeNullField("status");
            }
            json.writeArrayFieldStart("headers");
            for (CorsHeader header : decision.headers()) {
                json.writeStartArray();
                json.writeString(header.name());
                json.writeString(header.value());
                json.writeEndArray();
            }
            json.writeEndArray();
            CorsRefusal refusal = decision.refusal();
            if (refusal == null) {
                json.writeNullField("refusal");
            } else {
                json.writeObjectFieldStart("refusal");
                writeReason(json, refusal.code(), refusal.value(), refusal.message());
                json.writeEndObject();
            }
        });
    }

    private static String write(List<CorsProblem> problems) {
        return written(json -> {
            json.writeArrayFieldStart("problems");
            for (CorsProblem problem : problems) {
                json.writeStartObject();
                writeReason(json, problem.code(), problem.value(), problem.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void writeReason(JsonGenerator json, String code, String value, String message) throws IOException {
        json.writeStringField("code", code);
        json.writeStringField("value", value);
        json.writeStringField("message", message);
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String written(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
