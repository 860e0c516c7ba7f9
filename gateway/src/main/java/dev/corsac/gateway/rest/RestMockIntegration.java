package dev.corsac.gateway.rest;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.http.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A MOCK integration at work. Immutable; thread-safe. */
final class RestMockIntegration {

    /** Sent as {@code x-amzn-Remapped-<name>} by integrations that map their headers (recorded for HTTP integrations). */
    private static final Set<String> REMAPPED = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-md5",
            "date",
            "expect",
            "host",
            "max-forwards",
            "proxy-authenticate",
            "server",
            "trailer",
            "upgrade",
            "user-agent",
            "www-authenticate");

    private final RestMock mock;
    private final Component component;
    private final boolean emptyIfMissing;
    private final UnverifiedBehavior.RestMockConversion conversion;
    private final Map<RestMockResponse, Prepared> prepared = new HashMap<>();

    private record Prepared(
            RestMockResponse response,
            List<RestGatewayResponses.Line> lines,
            Map<String, MappingTemplate> templates,
            boolean typed) {}

    RestMockIntegration(RestMock mock, Component component, UnverifiedBehavior questions) {
        this.mock = mock;
        this.component = component;
        this.emptyIfMissing = questions.choice(UnverifiedBehavior.RestMappingMissing.class)
                == UnverifiedBehavior.RestMappingMissing.EMPTY;
        this.conversion = questions.choice(UnverifiedBehavior.RestMockConversion.class);
        for (RestMockResponse response : mock.responses()) {
            List<RestGatewayResponses.Line> lines = new ArrayList<>();
            boolean typed = false;
            for (RestGatewayResponses.Line line : RestGatewayResponses.lines(
                    response.parameters(),
                    "method.response.header.",
                    MappingExpression.Place.INTEGRATION_RESPONSE,
                    questions)) {
                String lower = line.name().toLowerCase(Locale.ROOT);
                typed |= lower.equals("content-type");
                lines.add(
                        REMAPPED.contains(lower)
                                ? new RestGatewayResponses.Line("x-amzn-Remapped-" + lower, line.value())
                                : line);
            }
            Map<String, MappingTemplate> templates = new LinkedHashMap<>();
            response.templates().forEach((type, text) -> templates.put(type, MappingTemplate.parse(text)));
            prepared.put(response, new Prepared(response, List.copyOf(lines), templates, typed));
        }
    }

    AttributedResponse respond(RestCall call) {
        int statusCode = mock.statusCode(call);
        if (statusCode < 0) {
            return call.api.refused(
                    call,
                    RestRefusal.of(
                            RestResponseType.UNSUPPORTED_MEDIA_TYPE,
                            component + " has no request template for " + call.contentType));
        }
        if (statusCode == 0) {
            return misconfigured(
                    call, component + ": statusCode should be an integer which is defined in the request template");
        }
        RestMockResponse response = mock.response(statusCode);
        Prepared chosen = response == null ? null : prepared.get(response);
        if (chosen == null) {
            return misconfigured(
                    call, component + " has no integration response for " + statusCode + " and no default one");
        }
        boolean binary = call.api.isBinaryBody(call.contentType) || call.api.isBinary(call.accept);
        if (binary && !isConverted(chosen.response)) {
            return misconfigured(
                    call,
                    component
                            + ": Unable to transform request: its body is binary by the API's binaryMediaTypes, and no"
                            + " contentHandling is CONVERT_TO_TEXT");
        }
        if (chosen.response.contentHandling() == RestMock.ContentHandling.CONVERT_TO_BINARY
                && !chosen.templates.isEmpty()) {
            return misconfigured(
                    call, component + ": a template cannot be applied to a body that is CONVERT_TO_BINARY");
        }
        return respond(call, chosen);
    }

    private AttributedResponse respond(RestCall call, Prepared chosen) {
        RestGatewayResponses.MappedLines lines = new RestGatewayResponses.MappedLines(call, emptyIfMissing);
        String mediaType = "application/json";
        String body = "";
        Map<String, String> overrides = Map.of();
        if (!chosen.templates.isEmpty()) {
            Map.Entry<String, MappingTemplate> template = MappingExpression.accepted(chosen.templates, call.accept);
            mediaType = template.getKey();
            MappingTemplate.Result result = template.getValue().evaluate(call);
            body = result.body();
            overrides = result.headers();
        }
        if (!chosen.typed && !isOverridden(overrides, "Content-Type")) {
            lines.add("Content-Type", mediaType, RestApi.SERVICE);
        }
        for (RestGatewayResponses.Line line : chosen.lines) {
            if (!isOverridden(overrides, line.name())) {
                lines.add(line.name(), line.value().of(call), component);
            }
        }
        overrides.forEach((name, value) -> lines.add(name, value, component));
        return lines.respond(chosen.response.status(), Body.of(body), component, "");
    }

    private static boolean isOverridden(Map<String, String> overrides, String name) {
        for (String other : overrides.keySet()) {
            if (other.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isConverted(RestMockResponse response) {
        boolean before = mock.contentHandling() == RestMock.ContentHandling.CONVERT_TO_TEXT;
        boolean after = response.contentHandling() == RestMock.ContentHandling.CONVERT_TO_TEXT;
        return switch (conversion) {
            case EITHER -> before || after;
            case INTEGRATION -> before;
            case INTEGRATION_RESPONSE -> after;
        };
    }

    private static AttributedResponse misconfigured(RestCall call, String why) {
        return call.api.refused(call, RestRefusal.of(RestResponseType.API_CONFIGURATION_ERROR, why));
    }
}
