package dev.corsac.deployment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway response of a REST API.
 *
 * @param type the response type as it is written; one that API Gateway does not have never acts
 * @param status the status code; null to keep the type's own
 * @param parameters {@code gatewayresponse.header.NAME} with its source
 * @param templates bodies by media type
 * @param place where it is declared
 */
public record DeployedGatewayResponse(
        String type,
        @Nullable Value<Integer> status,
        Map<String, Value<String>> parameters,
        Map<String, Value<String>> templates,
        Place place) {

    /** Copies the maps, whose order is kept. */
    public DeployedGatewayResponse {
        parameters = Copies.of(parameters);
        templates = Copies.of(templates);
    }
}
