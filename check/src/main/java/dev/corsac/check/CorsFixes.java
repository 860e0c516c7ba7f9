package dev.corsac.check;

import dev.corsac.browser.Outcome;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fixes of the component of the template that sends a call's CORS headers: a MOCK integration, an integration response, a CORS
 * configuration. Each names the properties to change only, with what they have already. Immutable.
 */
final class CorsFixes {

    /** What a header's values are called in each language. */
    private enum Header {
        ORIGIN("Access-Control-Allow-Origin", "AllowOrigin", "AllowOrigins", "allow_origins", "allowedOrigins"),
        METHODS("Access-Control-Allow-Methods", "AllowMethods", "AllowMethods", "allow_methods", "allowedMethods"),
        HEADERS("Access-Control-Allow-Headers", "AllowHeaders", "AllowHeaders", "allow_headers", "allowedHeaders"),
        CREDENTIALS(
                "Access-Control-Allow-Credentials",
                "AllowCredentials",
                "AllowCredentials",
                "allow_credentials",
                "allowCredentials");

        private final String header;
        private final String restProperty;
        private final String property;
        private final String argument;
        private final String serverless;

        Header(String header, String restProperty, String property, String argument, String serverless) {
            this.header = header;
            this.restProperty = restProperty;
            this.property = property;
            this.argument = argument;
            this.serverless = serverless;
        }
    }

    private final Resolution resolution;

    CorsFixes(Resolution resolution) {
        this.resolution = resolution;
    }

    /**
     * Returns the fix; null if another component is in charge, or the template's language is not known.
     *
     * @param front the front that was called
     * @param form the language of the component
     */
    @Nullable
    Fix of(FindingCause cause, Outcome.Blocked blocked, @Nullable DeployedFront front, @Nullable FixForm form) {
        if (form == null || front == null) {
            return null;
        }
        if (cause.code() == FindingCode.PREFLIGHT_NO_ROUTE) {
            return optionsInDocument(form, cause, front);
        }
        if (front instanceof DeployedHttpApi api && api.cors() != null) {
            Map<Header, List<String>> changes = changes(cause, blocked, listed(api.cors()));
            return changes.isEmpty() ? null : new Fix(form, block(form, true, changes), false);
        }
        boolean byUrl = cause.made() == null || cause.made().kind() != Component.Kind.FUNCTION;
        if (front instanceof DeployedFunctionUrl url && url.cors() != null && byUrl) {
            Map<Header, List<String>> changes = changes(cause, blocked, listed(url.cors()));
            return changes.isEmpty() ? null : new Fix(form, block(form, false, changes), false);
        }
        Component made = cause.made();
        if (made == null || made.kind() != Component.Kind.MOCK) {
            return null;
        }
        for (DeployedRoute route : Routes.of(front)) {
            if (route.key().equals(made.name()) && route.integration() instanceof Integration.Mock mock) {
                if (cause.code() == FindingCode.MOCK_STATUS) {
                    return new Fix(form, status(form, cause, route), false);
                }
                Map<Header, List<String>> changes = changes(cause, blocked, sent(mock));
                if (!changes.isEmpty() && isText(mock)) {
                    sent(mock).forEach(changes::putIfAbsent);
                }
                return changes.isEmpty() ? null : new Fix(form, mock(form, cause, route, changes), false);
            }
        }
        return null;
    }

    /** Returns the OPTIONS method of an API whose methods are in an OpenAPI definition; null if they are resources. */
    private static @Nullable Fix optionsInDocument(FixForm form, FindingCause cause, DeployedFront front) {
        if (!isDocument(String.valueOf(cause.place().address()))) {
            return null;
        }
        for (DeployedRoute route : Routes.of(front)) {
            if (route.place().equals(cause.place()) && route.integration() instanceof Integration.Function function) {
                return new Fix(
                        form,
                        "# in the definition, next to the other methods of " + route.path()
                                + "; the function responds to OPTIONS\noptions:\n  security: []\n  responses: {}\n"
                                + "  x-amazon-apigateway-integration:\n    type: aws_proxy\n    httpMethod: POST\n"
                                + (front instanceof DeployedHttpApi ? "    payloadFormatVersion: \"2.0\"\n" : "")
                                + "    uri: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/"
                                + "functions/${" + function.function() + ".Arn}/invocations",
                        false);
            }
        }
        return null;
    }

    /** Returns what each header is to have. */
    private static Map<Header, List<String>> changes(
            FindingCause cause, Outcome.Blocked blocked, Map<Header, List<String>> now) {
        String page = blocked.call().origin().toString();
        Map<Header, List<String>> changes = new LinkedHashMap<>();
        switch (cause.code()) {
            case PREFLIGHT_HEADERS -> changes.put(Header.HEADERS, union(now.get(Header.HEADERS), asked(blocked)));
            case PREFLIGHT_METHOD ->
                changes.put(
                        Header.METHODS,
                        union(now.get(Header.METHODS), List.of(blocked.call().method())));
            case PREFLIGHT_NO_CREDENTIALS, RESPONSE_NO_CREDENTIALS -> {
                if (now.getOrDefault(Header.ORIGIN, List.of()).contains("*")) {
                    changes.put(Header.ORIGIN, List.of(page));
                }
                changes.put(Header.CREDENTIALS, List.of("true"));
            }
            case WILDCARD_WITH_CREDENTIALS, SEVERAL_ORIGINS_IN_ONE_HEADER -> changes.put(Header.ORIGIN, List.of(page));
            case ORIGIN_NEVER_MATCHES -> changes.put(Header.ORIGIN, corrected(now.get(Header.ORIGIN), page));
            case PREFLIGHT_WITHOUT_CORS, RESPONSE_WITHOUT_CORS -> {
                changes.put(Header.ORIGIN, List.of(page));
                if (blocked.failure().preflight()) {
                    changes.put(
                            Header.METHODS,
                            union(
                                    now.get(Header.METHODS),
                                    List.of(blocked.call().method())));
                    changes.put(Header.HEADERS, union(now.get(Header.HEADERS), asked(blocked)));
                }
            }
            default -> {}
        }
        changes.values().removeIf(List::isEmpty);
        return changes;
    }

    /** Returns the request headers that the preflight asks for. */
    private static List<String> asked(Outcome.Blocked blocked) {
        String asked = blocked.exchanges().isEmpty()
                ? null
                : blocked.exchanges()
                        .get(blocked.exchanges().size() - 1)
                        .request()
                        .headers()
                        .first("Access-Control-Request-Headers");
        return asked == null ? List.of() : OriginForm.pieces(asked);
    }

    private static List<String> union(@Nullable List<String> now, List<String> more) {
        Set<String> seen = new LinkedHashSet<>();
        List<String> all = new ArrayList<>();
        List<String> both = new ArrayList<>(now == null ? List.of() : now);
        both.addAll(more);
        for (String one : both) {
            if (seen.add(one.toLowerCase(Locale.ROOT))) {
                all.add(one);
            }
        }
        return all;
    }

    /** Returns the origins as browsers send them, the page's own included. */
    private static List<String> corrected(@Nullable List<String> now, String page) {
        List<String> all = new ArrayList<>();
        for (String origin : now == null ? List.<String>of() : now) {
            List<String> meant = OriginForm.meant(origin);
            all.addAll(meant.isEmpty() && OriginForm.isExact(origin) ? List.of(origin) : meant);
        }
        return union(all, List.of(page));
    }

    private Map<Header, List<String>> listed(DeployedCors cors) {
        Map<Header, List<String>> now = new LinkedHashMap<>();
        now.put(Header.ORIGIN, texts(cors.allowOrigins()));
        now.put(Header.METHODS, texts(cors.allowMethods()));
        now.put(Header.HEADERS, texts(cors.allowHeaders()));
        return now;
    }

    private List<String> texts(List<Value<String>> values) {
        List<String> texts = new ArrayList<>();
        for (Value<String> value : values) {
            String text = resolution.text(value);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private Map<Header, List<String>> sent(Integration.Mock mock) {
        Map<Header, List<String>> now = new LinkedHashMap<>();
        for (Integration.Response response : mock.responses().responses()) {
            response.parameters().forEach((name, value) -> {
                String text = resolution.text(value);
                for (Header header : Header.values()) {
                    if (text != null
                            && name.toLowerCase(Locale.ROOT).endsWith(header.header.toLowerCase(Locale.ROOT))) {
                        now.putIfAbsent(header, OriginForm.pieces(AllowedOrigins.unquoted(text)));
                    }
                }
            });
        }
        return now;
    }

    private static String mock(
            FixForm form, FindingCause cause, DeployedRoute route, Map<Header, List<String>> changes) {
        String address = String.valueOf(cause.place().address());
        StringBuilder text = new StringBuilder();
        if (form == FixForm.SAM && address.contains(".Cors") && !isDocument(address)) {
            text.append("# in the Properties of the AWS::Serverless::Api\nCors:\n");
            changes.forEach((header, values) -> text.append("  ")
                    .append(header.restProperty)
                    .append(": ")
                    .append(header == Header.CREDENTIALS ? "true" : source(values))
                    .append('\n'));
        } else if (form == FixForm.TERRAFORM) {
            text.append("# in the aws_api_gateway_integration_response of " + route.key()
                    + "; in the response_parameters of its\n# aws_api_gateway_method_response each of them is true\n"
                    + "response_parameters = {\n");
            changes.forEach((header, values) -> text.append("  \"method.response.header.")
                    .append(header.header)
                    .append("\" = ")
                    .append(source(values))
                    .append('\n'));
            text.append("}");
        } else if (form == FixForm.SERVERLESS) {
            text.append("# in the http event\ncors:\n");
            changes.forEach((header, values) -> {
                boolean single = header == Header.ORIGIN || header == Header.CREDENTIALS;
                text.append("  ")
                        .append(
                                header == Header.ORIGIN
                                        ? "origin"
                                        : header == Header.CREDENTIALS
                                                ? "allowCredentials"
                                                : header == Header.METHODS ? "methods" : "headers")
                        .append(": ")
                        .append(single ? single(header, values) : flow(values))
                        .append('\n');
            });
        } else if (form == FixForm.CDK) {
            text.append("resource.addCorsPreflight(CorsOptions.builder()\n")
                    .append(cdk(changes))
                    .append("    .build());");
        } else {
            boolean document = isDocument(address);
            text.append(
                    document
                            ? "# in x-amazon-apigateway-integration of " + route.key()
                                    + "; the method's own response lists each of them in headers\nresponses:\n  default:\n"
                                    + "    responseParameters:\n"
                            : "# in the Integration of the AWS::ApiGateway::Method of " + route.key()
                                    + "; in the ResponseParameters of its\n# MethodResponses each of them is true\n"
                                    + "IntegrationResponses:\n  - StatusCode: 200\n    ResponseParameters:\n");
            changes.forEach((header, values) -> text.append("      method.response.header.")
                    .append(header.header)
                    .append(": ")
                    .append(source(values))
                    .append('\n'));
        }
        return text.toString().stripTrailing();
    }

    /** Whether SAM's Cors is a text with the origin, which a mapping with what it has replaces. */
    private static boolean isText(Integration.Mock mock) {
        return mock.responses().responses().stream()
                .flatMap(response -> response.parameters().entrySet().stream())
                .anyMatch(each -> each.getKey().endsWith(Header.ORIGIN.header)
                        && String.valueOf(each.getValue().place().address()).endsWith(".Cors"));
    }

    /** Returns what lets a MOCK integration respond with 200. */
    private static String status(FixForm form, FindingCause cause, DeployedRoute route) {
        String template = "'{\"statusCode\": 200}'";
        if (form == FixForm.TERRAFORM) {
            return "# in the aws_api_gateway_integration of " + route.key() + "\nrequest_templates = {\n"
                    + "  \"application/json\" = jsonencode({ statusCode = 200 })\n}\n"
                    + "# and an aws_api_gateway_integration_response for the status 200";
        }
        boolean document = isDocument(String.valueOf(cause.place().address()));
        return document
                ? "# in x-amazon-apigateway-integration of " + route.key() + "\nrequestTemplates:\n  application/json: "
                        + template + "\nresponses:\n  default:\n    statusCode: \"200\""
                : "# in the Integration of the AWS::ApiGateway::Method of " + route.key() + "\nRequestTemplates:\n"
                        + "  application/json: " + template + "\nIntegrationResponses:\n  - StatusCode: 200";
    }

    /** Whether an address is within an OpenAPI document. */
    private static boolean isDocument(String address) {
        return address.contains("DefinitionBody") || address.contains(".Body");
    }

    /** @param http whether it is an HTTP API's configuration, rather than a Function URL's */
    private static String block(FixForm form, boolean http, Map<Header, List<String>> changes) {
        StringBuilder text = new StringBuilder();
        String indent = "  ";
        switch (form) {
            case TERRAFORM ->
                text.append(
                        http
                                ? "# in the aws_apigatewayv2_api\ncors_configuration {\n"
                                : "# in the aws_lambda_function_url\ncors {\n");
            case CDK ->
                text.append(
                        http
                                ? ".corsPreflight(CorsPreflightOptions.builder()\n"
                                : ".cors(FunctionUrlCorsOptions.builder()\n");
            case SERVERLESS -> {
                text.append(http ? "provider:\n  httpApi:\n    cors:\n" : "# in the function\nurl:\n  cors:\n");
                indent = http ? "      " : "    ";
            }
            case SAM -> {
                text.append(
                        http
                                ? "# in the Properties of the AWS::Serverless::HttpApi\nCorsConfiguration:\n"
                                : "# in the Properties of the AWS::Serverless::Function\nFunctionUrlConfig:\n  Cors:\n");
                indent = http ? "  " : "    ";
            }
            default ->
                text.append(
                        http
                                ? "# in the Properties of the AWS::ApiGatewayV2::Api\nCorsConfiguration:\n"
                                : "# in the Properties of the AWS::Lambda::Url\nCors:\n");
        }
        if (form == FixForm.CDK) {
            return text.append(cdk(changes)).append("    .build())").toString();
        }
        for (Map.Entry<Header, List<String>> change : changes.entrySet()) {
            Header header = change.getKey();
            boolean flag = header == Header.CREDENTIALS;
            text.append(indent)
                    .append(
                            form == FixForm.TERRAFORM
                                    ? header.argument + " = "
                                    : (form == FixForm.SERVERLESS ? header.serverless : header.property) + ": ")
                    .append(flag ? "true" : flow(change.getValue()))
                    .append('\n');
        }
        return text.append(form == FixForm.TERRAFORM ? "}" : "").toString().stripTrailing();
    }

    private static String cdk(Map<Header, List<String>> changes) {
        StringBuilder text = new StringBuilder();
        changes.forEach((header, values) -> text.append("    .")
                .append(Character.toLowerCase(header.property.charAt(0)))
                .append(header.property.substring(1))
                .append('(')
                .append(header == Header.CREDENTIALS ? "true" : "List.of(" + String.join(", ", quoted(values)) + ")")
                .append(")\n"));
        return text.toString();
    }

    private static String single(Header header, List<String> values) {
        return header == Header.CREDENTIALS ? "true" : "\"" + values.get(0) + "\"";
    }

    /** Returns a static value of a mapping, in quotes of its own. */
    private static String source(List<String> values) {
        return "\"'" + String.join(",", values) + "'\"";
    }

    private static String flow(List<String> values) {
        return "[" + String.join(", ", quoted(values)) + "]";
    }

    private static List<String> quoted(List<String> values) {
        return values.stream()
                .map(value -> "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList();
    }
}
