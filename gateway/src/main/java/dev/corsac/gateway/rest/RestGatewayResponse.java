package dev.corsac.gateway.rest;

import dev.corsac.gateway.DeploymentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html">gateway
 * response</a> of a REST API as it is configured: what API Gateway sends when it responds itself.
 *
 * <p>A configured type masks {@code DEFAULT_4XX} and {@code DEFAULT_5XX} altogether: a type without CORS headers has
 * none, whatever the default has (documented).
 *
 * <pre>{@code
 * RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
 *         .parameter("gatewayresponse.header.Access-Control-Allow-Origin", "'https://shop.example.com'")
 * }</pre>
 *
 * <p>Immutable; thread-safe. What AWS refuses is refused when the API is built.
 *
 * @param type what it is for
 * @param status the status code instead of the type's own; null to keep that
 * @param parameters {@code gatewayresponse.header.NAME} with a source: {@code 'text'} in single quotes, {@code
 *     method.request.header.NAME}, {@code method.request.querystring.NAME}, {@code method.request.path.NAME}, {@code
 *     context.NAME} or {@code stageVariables.NAME} (documented)
 * @param templates the body by media type, with {@code $context.NAME}, {@code $stageVariables.NAME} and {@code
 *     $method.request.PLACE.NAME} replaced; no VTL (documented)
 */
public record RestGatewayResponse(
        RestResponseType type,
        @Nullable Integer status,
        Map<String, String> parameters,
        Map<String, String> templates) {

    /** @throws DeploymentException if the status code is not valid */
    public RestGatewayResponse {
        if (status != null && (status < 100 || status > 599)) {
            throw new DeploymentException(
                    "Invalid status code specified",
                    "the gateway response " + type + " has the status code " + status + ": 100 to 599");
        }
        parameters = unmodifiable(parameters);
        templates = unmodifiable(templates);
    }

    /** Returns the type as it is before anything is set. */
    public static RestGatewayResponse of(RestResponseType type) {
        return new RestGatewayResponse(type, null, Map.of(), Map.of());
    }

    /** With another status code. */
    public RestGatewayResponse status(int status) {
        return new RestGatewayResponse(type, status, parameters, templates);
    }

    /** With one more header. */
    public RestGatewayResponse parameter(String parameter, String source) {
        return new RestGatewayResponse(type, status, plus(parameters, parameter, source), templates);
    }

    /** With a body for one more media type. */
    public RestGatewayResponse template(String mediaType, String text) {
        return new RestGatewayResponse(type, status, parameters, plus(templates, mediaType, text));
    }

    static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    /** Returns a copy that keeps the order: headers are sent in it. */
    static Map<String, String> unmodifiable(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
