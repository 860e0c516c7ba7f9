package dev.corsac.gateway.rest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text that a request, the stage or the circumstances give: the right-hand side of a <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html">parameter
 * mapping</a>, taken apart when the API is built. Implementations are immutable and thread-safe.
 */
interface MappingExpression {

    /** Returns the text, or null if there is none. */
    @Nullable
    String of(RestCall call);

    /** Where a mapping is used: what it may read depends on it. */
    enum Place {
        /** A gateway response: the request may be read (documented). */
        GATEWAY_RESPONSE,
        /** A MOCK integration's response: the request may not be read (documented). */
        INTEGRATION_RESPONSE,
        /** An authorizer's identity source: no fixed text. */
        IDENTITY_SOURCE
    }

    /**
     * Takes a mapping's source apart.
     *
     * @throws DeploymentException as AWS refuses it
     * @throws IllegalArgumentException if AWS would take it and this model has no such value
     */
    static MappingExpression parse(String source, Place place, UnverifiedBehavior questions) {
        if (source.startsWith("'")) {
            if (place == Place.IDENTITY_SOURCE || source.length() < 2 || !source.endsWith("'")) {
                throw invalid(source, "put a fixed value between two single quotes: \"'*'\"");
            }
            String text = source.substring(1, source.length() - 1);
            return call -> text;
        }
        if (source.startsWith("stageVariables.")) {
            String name = source.substring("stageVariables.".length());
            return call -> call.api.stageVariables().get(name);
        }
        if (source.startsWith("context.")) {
            return context(source.substring("context.".length()));
        }
        if (source.startsWith("method.request.")) {
            if (place == Place.INTEGRATION_RESPONSE) {
                throw invalid(
                        source,
                        "an integration response cannot read the request: write a fixed origin in single quotes, or let a"
                                + " function respond");
            }
            return request(source, place, questions);
        }
        if (source.startsWith("integration.response.")) {
            if (place != Place.INTEGRATION_RESPONSE) {
                throw invalid(source, "there is no integration response here");
            }
            if (source.startsWith("integration.response.header.")) {
                return call -> null; // a MOCK integration has no response headers
            }
            throw new IllegalArgumentException("\"" + source
                    + "\" maps a body: AWS takes that, this model of a MOCK integration does not evaluate it");
        }
        throw invalid(
                source, "put a fixed value in single quotes inside the string, as \"'*'\"; anything else is a source");
    }

    private static MappingExpression request(String source, Place place, UnverifiedBehavior questions) {
        String rest = source.substring("method.request.".length());
        int dot = rest.indexOf('.');
        String name = dot < 0 ? "" : rest.substring(dot + 1);
        if (!name.isEmpty()) {
            switch (rest.substring(0, dot)) {
                case "header", "multivalueheader" -> {
                    boolean sensitive = place == Place.GATEWAY_RESPONSE
                            && questions.choice(UnverifiedBehavior.RestMappingCase.class)
                                    == UnverifiedBehavior.RestMappingCase.SENSITIVE;
                    return call -> call.header(name, sensitive);
                }
                case "querystring", "multivaluequerystring" -> {
                    return call -> call.queryParameter(name);
                }
                case "path" -> {
                    if (place == Place.GATEWAY_RESPONSE) {
                        return call -> call.pathVariables.get(name);
                    }
                }
                default -> {}
            }
        }
        throw invalid(
                source,
                "method.request.header.NAME, method.request.querystring.NAME and method.request.path.NAME exist");
    }

    private static DeploymentException invalid(String source, String fix) {
        return new DeploymentException("Invalid mapping expression specified: " + source, fix);
    }

    /**
     * Returns a <a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference">context
     * variable</a>.
     *
     * @throws IllegalArgumentException if this model has none of that name
     */
    static MappingExpression context(String name) {
        if (name.startsWith("authorizer.")) {
            String value = name.substring("authorizer.".length());
            return call -> call.caller == null ? null : call.caller.value(value);
        }
        return switch (name) {
            case "accountId" -> call -> call.api.identity().accountId();
            case "apiId" -> call -> call.api.identity().id();
            case "awsEndpointRequestId", "requestId" -> call -> call.arrival.requestId();
            case "deploymentId" -> call -> call.api.deploymentId();
            case "domainName" -> call -> call.request.url().host();
            case "domainPrefix" -> call -> RestProxyEvent.domainPrefix(call.request);
            case "error.message" -> call -> call.errorMessage;
            case "error.messageString" -> call -> quoted(call.errorMessage);
            case "error.responseType" -> call -> call.errorType.name();
            case "extendedRequestId" -> RestCall::extendedRequestId;
            case "httpMethod" -> call -> call.method;
            case "identity.apiKey" -> call -> call.apiKey;
            case "identity.sourceIp" -> call -> call.arrival.sourceIp();
            case "identity.userAgent" -> call -> call.header("User-Agent", false);
            case "path" -> call -> call.api.contextPath(call);
            case "protocol" -> call -> "HTTP/1.1";
            case "requestTime" -> call -> LogTime.of(call.arrival);
            case "requestTimeEpoch" -> call -> Long.toString(call.arrival.time().toEpochMilli());
            case "resourceId" -> call -> call.resource == null ? null : call.api.resourceId(call.resource);
            case "resourcePath" -> call -> call.resource == null ? null : call.resource.path();
            case "stage" -> call -> call.api.stage();
            case "xrayTraceId" -> RestCall::traceId;
            default ->
                throw new IllegalArgumentException(
                        "this model of API Gateway has no $context." + name + ": leave it out to run here");
        };
    }

    private static String quoted(@Nullable String message) {
        return message == null
                ? "null"
                : "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(message)) + "\"";
    }

    /**
     * Returns a gateway response's body: text in which variables are replaced and nothing else happens (documented). What begins
     * with a dollar sign and is not a variable stays as it is.
     */
    static MappingExpression template(String text, UnverifiedBehavior questions) {
        List<MappingExpression> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            int end = text.charAt(i) == '$' ? variableEnd(text, i + 1) : i;
            String name = end > i + 1 ? text.substring(i + 1, end) : "";
            MappingExpression value = name.startsWith("context.")
                            || name.startsWith("stageVariables.")
                            || name.startsWith("method.request.")
                    ? parse(name, Place.GATEWAY_RESPONSE, questions)
                    : null;
            if (value == null) {
                plain.append(text.charAt(i++));
            } else {
                String before = plain.toString();
                plain.setLength(0);
                parts.add(call -> before);
                parts.add(value);
                i = end;
            }
        }
        String after = plain.toString();
        parts.add(call -> after);
        List<MappingExpression> all = List.copyOf(parts);
        return call -> {
            StringBuilder made = new StringBuilder();
            for (MappingExpression part : all) {
                String value = part.of(call);
                made.append(value == null ? "" : value);
            }
            return made.toString();
        };
    }

    private static int variableEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "._-".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        while (end > from && ".-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** Returns a template for what the request accepts: the exact media type, else JSON, else the first. */
    static <T> Map.Entry<String, T> accepted(Map<String, T> byMediaType, @Nullable String accept) {
        T json = byMediaType.get("application/json");
        if (accept != null) {
            for (Map.Entry<String, T> entry : byMediaType.entrySet()) {
                if (accept.equals(entry.getKey())) {
                    return entry;
                }
            }
        }
        return json != null
                ? Map.entry("application/json", json)
                : byMediaType.entrySet().iterator().next();
    }
}
