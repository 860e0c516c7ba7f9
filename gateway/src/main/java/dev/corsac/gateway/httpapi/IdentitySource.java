package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.QueryString;
import dev.corsac.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an HTTP API's authorizer finds what it decides by: a <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources">selection
 * expression</a> such as {@code $request.header.Authorization}.
 *
 * @param expression as it was written
 * @param kind of what
 * @param name what comes after the kind's prefix
 */
record IdentitySource(String expression, Kind kind, String name) {

    /** What a source is of. */
    enum Kind {
        HEADER("$request.header."),
        QUERY("$request.querystring."),
        STAGE_VARIABLE("$stageVariables."),
        CONTEXT("$context.");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final List<String> CONTEXT = List.of(
            "routeKey",
            "httpMethod",
            "path",
            "stage",
            "apiId",
            "accountId",
            "domainName",
            "requestId",
            "identity.sourceIp");

    static IdentitySource parse(String expression) {
        for (Kind kind : Kind.values()) {
            if (expression.startsWith(kind.prefix) && expression.length() > kind.prefix.length()) {
                String name = expression.substring(kind.prefix.length());
                if (kind == Kind.CONTEXT && !CONTEXT.contains(name)) {
                    throw new DeploymentException(
                            "Invalid identity source specified: " + expression,
                            "of the context variables there are here " + String.join(", ", CONTEXT));
                }
                return new IdentitySource(expression, kind, name);
            }
        }
        throw new DeploymentException(
                "Invalid identity source specified: " + expression,
                "write $request.header.NAME, $request.querystring.NAME, $stageVariables.NAME or $context.NAME");
    }

    /** Returns what the request has there; null if it has nothing, or an empty value. */
    @Nullable
    String value(PayloadV2Event.Target target, Request request, RequestMetadata arrival) {
        String value = switch (kind) {
            case HEADER -> request.headers().combined(name);
            case QUERY -> query(request);
            case STAGE_VARIABLE -> target.stageVariables().get(name);
            case CONTEXT -> context(target, request, arrival);
        };
        return value == null || value.isEmpty() ? null : value;
    }

    private @Nullable String query(Request request) {
        List<String> values = QueryString.decode(request.url().query()).get(name);
        return values == null ? null : String.join(",", values);
    }

    private String context(PayloadV2Event.Target target, Request request, RequestMetadata arrival) {
        return switch (name) {
            case "routeKey" -> target.routeKey();
            case "httpMethod" -> request.method();
            case "path" -> target.rawPath();
            case "stage" -> target.stage();
            case "apiId" -> target.apiId();
            case "accountId" -> target.accountId();
            case "domainName" -> request.url().host();
            case "requestId" -> target.requestId();
            default -> arrival.sourceIp();
        };
    }
}
