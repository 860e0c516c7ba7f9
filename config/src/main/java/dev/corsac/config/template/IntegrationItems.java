package dev.corsac.config.template;

import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads integrations of a REST API's methods, and gateway responses. */
final class IntegrationItems {

    private static final String GATEWAY_HEADER = "gatewayresponse.header.";

    private final FunctionNames functions;
    private final TemplateMessages findings;

    IntegrationItems(FunctionNames functions, TemplateMessages findings) {
        this.functions = functions;
        this.findings = findings;
    }

    /**
     * What describes an integration, whatever the format.
     *
     * @param type in upper case
     * @param responses the integration responses
     * @param methodResponses the names of the headers that each status declares
     */
    record Description(
            String type,
            @Nullable Value<String> uri,
            @Nullable String passthrough,
            @Nullable String contentHandling,
            Map<String, Value<String>> requestTemplates,
            List<Integration.Response> responses,
            Map<Integer, List<String>> methodResponses,
            boolean streaming,
            @Nullable Value<Integer> timeout,
            Place place) {}

    /** Returns the integration; one that is not modelled is reported. */
    Integration integration(String route, Description described) {
        Integration.Responses responses = new Integration.Responses(
                described.passthrough() == null
                        ? PassthroughBehavior.WHEN_NO_MATCH
                        : constant(
                                PassthroughBehavior.class, described.passthrough(), PassthroughBehavior.WHEN_NO_MATCH),
                handling(described.contentHandling()),
                described.requestTemplates(),
                described.methodResponses(),
                described.responses());
        if (described.type().equals("MOCK")) {
            return new Integration.Mock(responses, described.place());
        }
        if (described.type().equals("AWS_PROXY")) {
            String function = functions.of(described.uri());
            if (function != null) {
                return new Integration.Function(
                        function,
                        Value.byDefault("1.0"),
                        described.streaming(),
                        described.timeout(),
                        described.place());
            }
        }
        String target = described.uri() == null ? "" : "to " + described.uri();
        findings.notice(
                NoticeCode.INTEGRATION_NOT_MODELLED,
                described.type().equals("AWS_PROXY")
                        ? route + " leads " + (target.isEmpty() ? "nowhere" : target)
                                + ", which is not a function of this template: its response is unknown"
                        : "the " + described.type() + " integration of " + route
                                + " is not modelled: its response is unknown",
                described.place());
        return new Integration.Other(described.type(), target, responses, described.place());
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name, E byDefault) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        return byDefault;
    }

    static @Nullable ContentHandling handling(@Nullable String name) {
        for (ContentHandling handling : ContentHandling.values()) {
            if (handling.name().equalsIgnoreCase(name)) {
                return handling;
            }
        }
        return null;
    }

    /** Returns a status code; null, with a mistake, if it is not one. */
    @Nullable
    Integer status(@Nullable Item status, Place place) {
        String text = status == null ? null : status.text().known();
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            findings.mistake(place, "\"" + text + "\" is not a status code. Write a number, such as 200");
            return null;
        }
    }

    /** Reads {@code x-amazon-apigateway-integration} of a method in an OpenAPI document. */
    Integration openApi(String route, Item method, Item integration) {
        Item small = CorsItems.small(integration);
        List<Integration.Response> responses = new ArrayList<>();
        Item listed = small.get("responses");
        if (listed != null) {
            listed.fields().forEach((pattern, response) -> {
                Integer status = status(response.get("statusCode"), response.place());
                if (status != null) {
                    responses.add(new Integration.Response(
                            status,
                            pattern.equals("default") ? null : pattern,
                            response.valueMap("responseParameters"),
                            response.valueMap("responseTemplates"),
                            handling(response.string("contentHandling")),
                            response.place()));
                }
            });
        }
        Map<Integer, List<String>> declared = new LinkedHashMap<>();
        Item methodResponses = method.get("responses");
        if (methodResponses != null) {
            methodResponses.fields().forEach((status, response) -> {
                Item headers = response.get("headers");
                try {
                    declared.put(
                            Integer.valueOf(status.strip()),
                            headers == null
                                    ? List.of()
                                    : List.copyOf(headers.fields().keySet()));
                } catch (NumberFormatException e) {
                    // "default" and "2XX" declare nothing for a status of their own.
                }
            });
        }
        String type = small.string("type");
        return integration(
                route,
                new Description(
                        type == null ? "MOCK" : type.toUpperCase(Locale.ROOT).replace('-', '_'),
                        small.value("uri"),
                        small.string("passthroughbehavior"),
                        small.string("contenthandling"),
                        small.valueMap("requesttemplates"),
                        responses,
                        declared,
                        "STREAM".equalsIgnoreCase(small.string("responsetransfermode")),
                        small.number("timeoutinmillis"),
                        integration.place()));
    }

    /** Reads a gateway response whose members have a small or capital first letter. */
    DeployedGatewayResponse gatewayResponse(String type, Item response) {
        Item small = CorsItems.small(response);
        Map<String, Value<String>> parameters = new LinkedHashMap<>();
        Item given = small.get("responseparameters");
        if (given != null) {
            given.fields().forEach((name, value) -> {
                if (value.isMap() && name.equals("Headers")) {
                    value.valueMap().forEach((header, source) -> parameters.put(GATEWAY_HEADER + header, source));
                } else if (value.isText()) {
                    parameters.put(name, value.text());
                }
            });
        }
        return new DeployedGatewayResponse(
                type, small.number("statuscode"), parameters, small.valueMap("responsetemplates"), response.place());
    }
}
