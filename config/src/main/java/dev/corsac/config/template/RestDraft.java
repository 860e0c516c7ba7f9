package dev.corsac.config.template;

import dev.corsac.config.Nearest;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.rest.RestResponseType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A REST API while it is read. Not safe to share between threads. */
final class RestDraft extends ApiDraft {

    final List<Value<String>> binaryMediaTypes = new ArrayList<>();
    boolean apiKeyFromAuthorizer;
    final Map<String, DeployedGatewayResponse> gatewayResponses = new LinkedHashMap<>();

    RestDraft(String id, Place place) {
        super(id, place, new Stages(""));
    }

    /** Adds a gateway response; a type that API Gateway does not have never acts, which is reported. */
    void add(DeployedGatewayResponse response, TemplateMessages findings) {
        List<String> types =
                Arrays.stream(RestResponseType.values()).map(Enum::name).toList();
        if (!types.contains(response.type())) {
            findings.notice(
                    NoticeCode.GATEWAY_RESPONSE_UNKNOWN_TYPE,
                    "API Gateway has no gateway response \"" + response.type() + "\", so that it never acts"
                            + Nearest.meant(response.type(), types),
                    response.place());
        }
        gatewayResponses.put(response.type(), response);
    }

    /** Returns the API once for each of its stages. */
    List<DeployedRestApi> build(TemplateMessages findings) {
        List<DeployedRestApi> built = new ArrayList<>();
        for (Stages.Reached reached : stages.reached(id, place, findings)) {
            Value<String> stage = reached.stage().name();
            built.add(new DeployedRestApi(
                    reached.id(),
                    reached.endpoints(),
                    "".equals(stage.known()) ? Value.byDefault("stage") : stage,
                    reached.stage().variables(),
                    binaryMediaTypes,
                    List.of(),
                    apiKeyFromAuthorizer,
                    null,
                    List.copyOf(routes.values()),
                    List.copyOf(authorizers.values()),
                    List.copyOf(gatewayResponses.values()),
                    place));
        }
        return built;
    }

    /** Returns a proxy integration with the function, or one that is not modelled where it is not in the deployment. */
    static Integration proxy(
            FunctionNames functions,
            @Nullable Value<String> uri,
            Value<String> format,
            @Nullable Value<Integer> timeout,
            Place place) {
        String function = functions.of(uri);
        return function == null
                ? new Integration.Other(
                        "AWS_PROXY",
                        "to " + (uri == null ? "nothing" : uri) + ", which is not a function of this template",
                        Integration.Responses.NONE,
                        place)
                : new Integration.Function(function, format, false, timeout, place);
    }
}
