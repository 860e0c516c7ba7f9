package dev.corsac.config;

import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MOCK integrations with one response. */
final class Mocks {

    private static final String METHOD_HEADER = "method.response.header.";

    private Mocks() {}

    /**
     * Returns one response with these headers.
     *
     * @param headers plain values by name
     */
    static Integration.Responses simple(
            int status,
            Map<String, String> headers,
            PassthroughBehavior passthrough,
            @Nullable ContentHandling handling,
            Place place) {
        Map<String, Value<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, Value.of("'" + value + "'", place)));
        return withSources(status, values, passthrough, handling, place);
    }

    /**
     * Returns one response with these headers.
     *
     * @param headers sources by name, static ones in single quotes
     */
    static Integration.Responses withSources(
            int status,
            Map<String, Value<String>> headers,
            PassthroughBehavior passthrough,
            @Nullable ContentHandling handling,
            Place place) {
        Map<String, Value<String>> parameters = new LinkedHashMap<>();
        headers.forEach((name, value) -> parameters.put(METHOD_HEADER + name, value));
        return new Integration.Responses(
                passthrough,
                handling,
                Map.of("application/json", Value.of("{\"statusCode\": " + status + "}", place)),
                Map.of(status, List.copyOf(headers.keySet())),
                List.of(new Integration.Response(status, null, parameters, Map.of(), null, place)));
    }
}
