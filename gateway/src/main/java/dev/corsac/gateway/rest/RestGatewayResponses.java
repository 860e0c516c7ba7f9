package dev.corsac.gateway.rest;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Body;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gateway responses of one API, ready to be sent. Immutable; thread-safe. */
final class RestGatewayResponses {

    private final Map<RestResponseType, Prepared> configured = new EnumMap<>(RestResponseType.class);
    private final boolean emptyIfMissing;

    /**
     * @throws DeploymentException as AWS refuses a mapping
     * @throws IllegalArgumentException if one type is there twice
     */
    RestGatewayResponses(Collection<RestGatewayResponse> responses, UnverifiedBehavior questions) {
        this.emptyIfMissing = questions.choice(UnverifiedBehavior.RestMappingMissing.class)
                == UnverifiedBehavior.RestMappingMissing.EMPTY;
        for (RestGatewayResponse response : responses) {
            if (configured.put(response.type(), new Prepared(response, questions)) != null) {
                throw new IllegalArgumentException("the gateway response " + response.type() + " is there twice");
            }
        }
    }

    /** One header of a response: its name, and where the value comes from. */
    record Line(String name, MappingExpression value) {}

    /** Returns the mapped headers of a configuration, in order. */
    static List<Line> lines(
            Map<String, String> parameters,
            String prefix,
            MappingExpression.Place place,
            UnverifiedBehavior questions) {
        List<Line> lines = new ArrayList<>();
        parameters.forEach((parameter, source) -> lines.add(new Line(
                RestMock.parameterName(parameter, prefix), MappingExpression.parse(source, place, questions))));
        return List.copyOf(lines);
    }

    private static final class Prepared {
        final Component component;
        final @Nullable Integer status;
        final List<Line> lines;
        final Map<String, MappingExpression> templates = new LinkedHashMap<>();

        Prepared(RestGatewayResponse response, UnverifiedBehavior questions) {
            this.component = Component.of(
                    Component.Kind.GATEWAY_RESPONSE, response.type().name());
            this.status = response.status();
            this.lines = lines(
                    response.parameters(),
                    "gatewayresponse.header.",
                    MappingExpression.Place.GATEWAY_RESPONSE,
                    questions);
            response.templates()
                    .forEach((type, text) -> templates.put(type, MappingExpression.template(text, questions)));
            if (templates.isEmpty()) {
                templates.put(
                        "application/json",
                        MappingExpression.template("{\"message\":$context.error.messageString}", questions));
            }
        }
    }

    /** Returns what is configured for the type, else for the default, else API Gateway's own response. */
    AttributedResponse respond(RestCall call, RestRefusal refusal) {
        call.errorType = refusal.type();
        call.errorMessage = refusal.message();
        Prepared prepared = prepared(refusal.type());
        if (prepared == null) {
            Component component =
                    Component.of(Component.Kind.GATEWAY_RESPONSE, refusal.type().name());
            MappedLines lines = new MappedLines(call, emptyIfMissing);
            lines.add("Content-Type", "application/json", component);
            lines.add("x-amzn-ErrorType", refusal.errorType(), RestApi.SERVICE);
            return lines.respond(refusal.status(), Body.of(refusal.defaultBody()), component, refusal.why());
        }
        MappedLines lines = new MappedLines(call, emptyIfMissing);
        Map.Entry<String, MappingExpression> template = MappingExpression.accepted(prepared.templates, call.accept);
        boolean typed = false;
        boolean named = false;
        for (Line line : prepared.lines) {
            typed |= line.name().equalsIgnoreCase("Content-Type");
            named |= line.name().equalsIgnoreCase("x-amzn-ErrorType");
        }
        if (!typed) {
            lines.add("Content-Type", template.getKey(), prepared.component);
        }
        if (!named) {
            lines.add("x-amzn-ErrorType", refusal.errorType(), RestApi.SERVICE);
        }
        for (Line line : prepared.lines) {
            lines.add(line.name(), line.value().of(call), prepared.component);
        }
        int status = prepared.status == null ? refusal.status() : prepared.status;
        String body = template.getValue().of(call);
        return lines.respond(status, Body.of(body == null ? "" : body), prepared.component, refusal.why());
    }

    private @Nullable Prepared prepared(RestResponseType type) {
        if (type == RestResponseType.REQUEST_TOO_LARGE) {
            return null;
        }
        Prepared own = configured.get(type);
        return own != null ? own : configured.get(type.fallback());
    }

    /** The header lines of a response that API Gateway makes; those that identify the request come first. */
    static final class MappedLines {
        private final ResponseLines lines = new ResponseLines();
        private final boolean emptyIfMissing;

        MappedLines(RestCall call, boolean emptyIfMissing) {
            this.emptyIfMissing = emptyIfMissing;
            add("x-amzn-RequestId", call.arrival.requestId(), RestApi.SERVICE);
            add("x-amz-apigw-id", call.extendedRequestId(), RestApi.SERVICE);
        }

        /** Adds a line, unless the value could end it, as a query parameter's can. */
        void add(String name, @Nullable String value, Component source) {
            String text = value == null && emptyIfMissing ? "" : value;
            if (text != null && text.indexOf('\r') < 0 && text.indexOf('\n') < 0 && text.indexOf(0) < 0) {
                lines.add(name, text, source);
            }
        }

        AttributedResponse respond(int status, Body body, Component source, String why) {
            return lines.respond(status, body, source, why);
        }
    }
}
