package dev.corsac.deployment;

import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What responds to a route. Immutable. */
public sealed interface Integration {

    /** Returns where it is declared. */
    Place place();

    /**
     * A Lambda proxy integration.
     *
     * @param function the function's id in the deployment
     * @param payloadFormat {@code 1.0} or {@code 2.0}; only an HTTP API looks at it
     * @param streaming whether the response transfer mode is {@code STREAM}
     * @param timeoutMillis how long the front waits for the function; null for AWS's default
     */
    record Function(
            String function,
            Value<String> payloadFormat,
            boolean streaming,
            @Nullable Value<Integer> timeoutMillis,
            Place place)
            implements Integration {

        /** Makes one with AWS's default timeout. */
        public Function(String function, Value<String> payloadFormat, boolean streaming, Place place) {
            this(function, payloadFormat, streaming, null, place);
        }
    }

    /** A MOCK integration of a REST API. */
    record Mock(Responses responses, Place place) implements Integration {}

    /**
     * Any other integration: its route exists, and what it responds is unknown.
     *
     * @param type AWS's name for it: {@code HTTP_PROXY}, {@code AWS}
     * @param target where it leads, in words
     * @param responses the integration and method responses, which set the headers of an {@code AWS} or {@code HTTP} one
     */
    record Other(String type, String target, Responses responses, Place place) implements Integration {}

    /**
     * Integration and method responses of a REST API's method.
     *
     * @param passthrough what happens to a request without a template
     * @param contentHandling how bodies are converted; null for not at all
     * @param requestTemplates by media type
     * @param methodResponses the names of the headers that each status declares
     * @param responses the integration responses
     */
    record Responses(
            PassthroughBehavior passthrough,
            @Nullable ContentHandling contentHandling,
            Map<String, Value<String>> requestTemplates,
            Map<Integer, List<String>> methodResponses,
            List<Response> responses) {

        /** No responses. */
        public static final Responses NONE =
                new Responses(PassthroughBehavior.WHEN_NO_MATCH, null, Map.of(), Map.of(), List.of());

        /** Copies the collections, whose order is kept. */
        public Responses {
            requestTemplates = Copies.of(requestTemplates);
            methodResponses = Copies.of(methodResponses);
            responses = List.copyOf(responses);
        }
    }

    /**
     * An integration response.
     *
     * @param status the status code
     * @param selectionPattern a regular expression; null for the default response
     * @param parameters {@code method.response.header.NAME} with its source
     * @param templates by media type
     * @param contentHandling how the body is converted; null for not at all
     */
    record Response(
            int status,
            @Nullable String selectionPattern,
            Map<String, Value<String>> parameters,
            Map<String, Value<String>> templates,
            @Nullable ContentHandling contentHandling,
            Place place) {

        /** Copies the maps, whose order is kept. */
        public Response {
            parameters = Copies.of(parameters);
            templates = Copies.of(templates);
        }
    }
}
