package dev.corsac.gateway.rest;

import dev.corsac.gateway.DeploymentException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html">integration
 * response</a> of a {@link RestMock}. Immutable; thread-safe.
 *
 * @param status the status code that the client gets; a method response must declare it
 * @param selectionPattern a regular expression for the whole status code of the request template; null for the default
 * @param parameters {@code method.response.header.NAME} with a source: {@code 'text'} in single quotes, {@code
 *     stageVariables.NAME}, {@code context.NAME} (documented)
 * @param templates the body by media type
 * @param contentHandling what is done with the body before the template; null for nothing
 */
public record RestMockResponse(
        int status,
        @Nullable String selectionPattern,
        Map<String, String> parameters,
        Map<String, String> templates,
        RestMock.@Nullable ContentHandling contentHandling) {

    /** @throws DeploymentException if the status code or the pattern is not valid */
    public RestMockResponse {
        if (status < 100 || status > 599) {
            throw new DeploymentException(
                    "Invalid status code specified", "an integration response has " + status + ": 100 to 599");
        }
        if (selectionPattern != null) {
            try {
                Pattern.compile(selectionPattern);
            } catch (PatternSyntaxException e) {
                throw new DeploymentException(
                        "Invalid selection pattern specified",
                        "\"" + selectionPattern + "\" is not a regular expression: " + e.getDescription());
            }
        }
        parameters = RestGatewayResponse.unmodifiable(parameters);
        templates = RestGatewayResponse.unmodifiable(templates);
    }

    /** Returns the default response with this status code and nothing else. */
    public static RestMockResponse of(int status) {
        return new RestMockResponse(status, null, Map.of(), Map.of(), null);
    }

    /** For the status codes that this regular expression matches as a whole. */
    public RestMockResponse selectionPattern(String pattern) {
        return new RestMockResponse(status, pattern, parameters, templates, contentHandling);
    }

    /** With one more header. */
    public RestMockResponse parameter(String parameter, String source) {
        return new RestMockResponse(
                status,
                selectionPattern,
                RestGatewayResponse.plus(parameters, parameter, source),
                templates,
                contentHandling);
    }

    /** With a body for one more media type. */
    public RestMockResponse template(String mediaType, String text) {
        return new RestMockResponse(
                status,
                selectionPattern,
                parameters,
                RestGatewayResponse.plus(templates, mediaType, text),
                contentHandling);
    }

    /** With {@code contentHandling}. */
    public RestMockResponse contentHandling(RestMock.ContentHandling contentHandling) {
        return new RestMockResponse(status, selectionPattern, parameters, templates, contentHandling);
    }
}
