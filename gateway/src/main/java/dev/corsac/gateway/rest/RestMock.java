package dev.corsac.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.http.Header;
import dev.corsac.http.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html">MOCK integration</a> with
 * its method responses: how most REST APIs respond to preflights. The request template names a status code, an integration
 * response is chosen by it, and that is what the client gets.
 *
 * <pre>{@code
 * RestMock.builder()
 *         .requestTemplate("application/json", "{\"statusCode\": 200}")
 *         .methodResponse(200, "Access-Control-Allow-Origin")
 *         .response(RestMockResponse.of(200)
 *                 .parameter("method.response.header.Access-Control-Allow-Origin", "'*'"))
 *         .build()
 * }</pre>
 *
 * <p>A request template is text here: one with {@code $} or {@code #}, which AWS evaluates as VTL, is refused when built. A
 * response template may have the VTL that allows a preflight by its origin, as CDK and others write it ({@code #set}, {@code
 * #if}, {@code $input.params}, {@code $context.responseOverride.header}); any other is refused too.
 *
 * <p>Immutable; thread-safe.
 */
public final class RestMock {

    /** What is done with a body between client, template and integration. */
    public enum ContentHandling {
        /** Bytes become Base64. */
        CONVERT_TO_TEXT,
        /** Base64 becomes bytes. */
        CONVERT_TO_BINARY
    }

    /** What happens to a body whose type has no request template. */
    public enum PassthroughBehavior {
        /** It is passed on as it is; the default. */
        WHEN_NO_MATCH,
        /** It is passed on if there is no template at all, else it is a 415. */
        WHEN_NO_TEMPLATES,
        /** It is a 415. */
        NEVER
    }

    /** AWS reads the request template's result with a parser of its own: CDK's {@code { statusCode: 200 }} passes (reported). */
    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    /** The status code by media type; 0 where the template names none, which is a 500 when called (reported). */
    private final Map<String, Integer> statusCodes;

    private final PassthroughBehavior passthrough;
    private final @Nullable ContentHandling contentHandling;
    private final List<RestMockResponse> responses;

    /** The response for each status code that a request template names. */
    private final Map<Integer, RestMockResponse> chosen = new LinkedHashMap<>();

    private RestMock(Builder builder) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        builder.requestTemplates.forEach((mediaType, text) -> {
            if (text.indexOf('$') >= 0 || text.indexOf('#') >= 0) {
                throw new IllegalArgumentException(
                        "the request template for " + mediaType
                                + " is VTL, which this model of a MOCK integration does not evaluate: write {\"statusCode\": 200}");
            }
            codes.put(mediaType.toLowerCase(Locale.ROOT), statusCode(text));
        });
        this.statusCodes = codes;
        this.passthrough = builder.passthrough;
        this.contentHandling = builder.contentHandling;
        this.responses = List.copyOf(builder.responses);
        for (RestMockResponse response : responses) {
            List<String> declared = builder.methodResponses.get(response.status());
            if (declared == null) {
                throw new DeploymentException(
                        "No method response exists for method",
                        "the integration response " + response.status() + " needs a method response "
                                + response.status());
            }
            response.parameters().keySet().forEach(parameter -> checkDeclared(parameter, declared, response.status()));
        }
        for (int code : statusCodes.values()) {
            RestMockResponse response = select(code);
            if (response != null) {
                chosen.put(code, response);
            }
        }
    }

    private static void checkDeclared(String parameter, List<String> declared, int status) {
        String name = parameterName(parameter, "method.response.header.");
        for (String header : declared) {
            if (header.equalsIgnoreCase(name)) {
                return;
            }
        }
        throw new DeploymentException(
                "Invalid mapping expression parameter specified: " + parameter,
                "the method response " + status + " does not declare " + name + ": add it to its responseParameters");
    }

    /**
     * Returns the header of a parameter mapping's left-hand side.
     *
     * @throws DeploymentException if there is none
     */
    static String parameterName(String parameter, String prefix) {
        String name = parameter.startsWith(prefix) ? parameter.substring(prefix.length()) : "";
        if (!Header.isToken(name)) {
            throw new DeploymentException(
                    "Invalid mapping expression parameter specified: " + parameter, "write " + prefix + "NAME");
        }
        return name;
    }

    /** Returns a builder without templates and responses. */
    public static Builder builder() {
        return new Builder();
    }

    List<RestMockResponse> responses() {
        return responses;
    }

    @Nullable
    ContentHandling contentHandling() {
        return contentHandling;
    }

    /** Returns the status code that the request leads to; 0 for none, -1 if its type is refused. */
    int statusCode(RestCall call) {
        String type = call.contentType == null ? "application/json" : MediaType.essence(call.contentType);
        Integer code = statusCodes.get(type);
        if (code != null) {
            return code;
        }
        boolean passes = passthrough == PassthroughBehavior.WHEN_NO_MATCH
                || (passthrough == PassthroughBehavior.WHEN_NO_TEMPLATES && statusCodes.isEmpty());
        return passes ? statusCode(call.request.body().text()) : -1;
    }

    /** Returns the response for a status code: the first whose pattern matches it, else the first without a pattern (documented). */
    @Nullable
    RestMockResponse response(int statusCode) {
        RestMockResponse known = chosen.get(statusCode);
        return known != null ? known : select(statusCode); // a body that was passed through names any status code
    }

    private @Nullable RestMockResponse select(int statusCode) {
        RestMockResponse byDefault = null;
        String text = Integer.toString(statusCode);
        for (RestMockResponse response : responses) {
            String pattern = response.selectionPattern();
            if (pattern == null || pattern.isEmpty()) {
                byDefault = byDefault == null ? response : byDefault;
            } else if (text.matches(pattern)) {
                return response;
            }
        }
        return byDefault;
    }

    /** Returns the number that the object has as {@code statusCode}, 0 if there is none: a string is not one (reported). */
    private static int statusCode(String text) {
        int code = 0;
        try (JsonParser json = LENIENT.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("statusCode")) {
                    code = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : 0;
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return code >= 100 && code <= 599 ? code : 0;
    }

    /** Builds a {@link RestMock}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> requestTemplates = new LinkedHashMap<>();
        private final Map<Integer, List<String>> methodResponses = new LinkedHashMap<>();
        private final List<RestMockResponse> responses = new ArrayList<>();
        private PassthroughBehavior passthrough = PassthroughBehavior.WHEN_NO_MATCH;
        private @Nullable ContentHandling contentHandling;

        private Builder() {}

        /**
         * Adds a request template: an object with a {@code statusCode}, an integer. A request without {@code Content-Type} takes
         * the one for {@code application/json}.
         */
        public Builder requestTemplate(String mediaType, String text) {
            requestTemplates.put(mediaType, text);
            return this;
        }

        /** Sets what happens to a body whose type has no template. */
        public Builder passthroughBehavior(PassthroughBehavior passthrough) {
            this.passthrough = passthrough;
            return this;
        }

        /** Sets what is done with the request's body; {@code CONVERT_TO_TEXT} where every type is binary. */
        public Builder contentHandling(ContentHandling contentHandling) {
            this.contentHandling = contentHandling;
            return this;
        }

        /** Adds a method response, with the headers that integration responses may set. */
        public Builder methodResponse(int status, String... headers) {
            methodResponses.put(status, List.of(headers));
            return this;
        }

        /** Adds an integration response. */
        public Builder response(RestMockResponse response) {
            responses.add(response);
            return this;
        }

        /**
         * Builds the integration.
         *
         * @throws DeploymentException if AWS refuses it: an undeclared header, an integration response without method
         *     response
         * @throws IllegalArgumentException if a template is VTL
         */
        public RestMock build() {
            return new RestMock(this);
        }
    }
}
