package dev.corsac.config.template;

import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The MOCK integrations that SAM and the Serverless Framework write for preflights. */
final class SamMocks {

    private SamMocks() {}

    /**
     * Returns SAM's.
     *
     * @param headers sources by name
     */
    static Integration.Responses preflight(Map<String, Value<String>> headers, Place place) {
        Map<String, Value<String>> parameters = new LinkedHashMap<>();
        headers.forEach((name, value) -> parameters.put("method.response.header." + name, value));
        return new Integration.Responses(
                PassthroughBehavior.WHEN_NO_MATCH,
                null,
                Map.of("application/json", Value.of("{\n  \"statusCode\" : 200\n}\n", place)),
                Map.of(200, List.copyOf(headers.keySet())),
                List.of(new Integration.Response(
                        200, null, parameters, Map.of("application/json", Value.of("{}\n", place)), null, place)));
    }
}
