package dev.corsac.config.generate;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.generate.CorsLayout.Route;
import dev.corsac.config.generate.Fields.Lines;
import dev.corsac.config.generate.Fields.OneLine;
import dev.corsac.config.generate.PlannedAuthorizer.Kind;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.FrontKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes an API as an OpenAPI document with API Gateway's extensions. Not thread-safe. */
final class OpenApiText {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}+]+)\\+?\\}");
    private static final String KEY = "ApiKey";
    private static final String SIGNATURE = "Signature";

    /** What a form has for the addresses of functions and user pools. */
    interface Addresses {

        /** Returns the URI by which API Gateway invokes a function. */
        Object invocation(String function);

        /** Returns the ARN of a user pool. */
        Object userPool(PlannedAuthorizer authorizer);
    }

    private final CorsLayout layout;
    private final InfrastructurePlan plan;
    private final Addresses addresses;
    private final boolean rest;

    OpenApiText(CorsLayout layout, Addresses addresses) {
        this.layout = layout;
        this.plan = layout.plan();
        this.addresses = addresses;
        this.rest = plan.front() == FrontKind.REST_API;
        if (plan.front() == FrontKind.FUNCTION_URL) {
            throw new ConfigurationException(
                    "a Function URL has no OpenAPI document. Generate sam, cloudformation, terraform or cdk");
        }
    }

    Fields document() {
        Fields document = new Fields()
                .put("openapi", "3.0.1")
                .put("info", new Fields().put("title", plan.name()).put("version", "1.0"));
        PlannedPolicy cors = layout.cors();
        if (cors != null) {
            document.apart()
                    .comment(
                            "The API responds to preflights, and its own errors have these headers too. Those that functions"
                                    + " send are ignored.")
                    .put("x-amazon-apigateway-cors", cors(cors));
        }
        if (!layout.errorComment().isEmpty()) {
            errors(document);
        }
        if (!plan.binaryMediaTypes().isEmpty()) {
            document.apart().put("x-amazon-apigateway-binary-media-types", plan.binaryMediaTypes());
        }
        document.apart().put("paths", paths());
        Fields schemes = schemes();
        if (!schemes.isEmpty()) {
            document.apart().put("components", new Fields().put("securitySchemes", schemes));
        }
        return document;
    }

    private void errors(Fields document) {
        Fields types = errorTypes(
                layout,
                lines -> new Fields()
                        .put("responseParameters", Fields.of(Fields.around(lines, "gatewayresponse.header.", "'"))));
        document.apart().comment(layout.errorComment()).put("x-amazon-apigateway-gateway-responses", types);
    }

    /**
     * Returns the gateway responses of the errors that a REST API makes itself, by type; empty if they get no headers.
     *
     * @param response makes one of the header lines
     */
    static Fields errorTypes(CorsLayout layout, Function<Map<String, String>, Fields> response) {
        Fields types = new Fields();
        if (!layout.errorLines().isEmpty()) {
            for (String type : List.of("DEFAULT_4XX", "DEFAULT_5XX")) {
                types.put(type, response.apply(layout.errorLines()));
            }
        }
        return types;
    }

    static Fields cors(PlannedPolicy policy) {
        Fields cors = new Fields().put("allowOrigins", policy.origins());
        if (policy.hasCredentials()) {
            cors.put("allowCredentials", true);
        }
        cors.put("allowMethods", policy.methods());
        if (!policy.requestHeaders().isEmpty()) {
            cors.put("allowHeaders", policy.requestHeaders());
        }
        if (!policy.exposedHeaders().isEmpty()) {
            cors.put("exposeHeaders", policy.exposedHeaders());
        }
        Integer maxAge = CorsLayout.maxAge(policy);
        if (maxAge != null) {
            cors.put("maxAge", maxAge);
        }
        return cors;
    }

    private Fields paths() {
        Map<String, Fields> byPath = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            String path =
                    route.route().path().isEmpty() ? "/$default" : route.route().path();
            Fields methods = byPath.computeIfAbsent(path, key -> new Fields());
            if (layout.isFirstPreflight(route)) {
                methods.comment(
                        "Browsers send preflights without token, cookie and key: nothing may ask for them here.");
            }
            methods.put(method(route.route().method()), operation(route));
        }
        Fields paths = new Fields();
        byPath.forEach(paths::put);
        return paths;
    }

    private static String method(String method) {
        return method.equals("ANY") || method.equals("$default")
                ? "x-amazon-apigateway-any-method"
                : method.toLowerCase(Locale.ROOT);
    }

    private Fields operation(Route route) {
        Fields operation = new Fields();
        List<Fields> parameters = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(route.route().path());
        while (variables.find()) {
            parameters.add(new Fields()
                    .put("name", variables.group(1))
                    .put("in", "path")
                    .put("required", true)
                    .put("schema", new OneLine(new Fields().put("type", "string"))));
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        Access access = route.route().access();
        if (!access.isOpen()) {
            Fields asked = new Fields();
            if (access.iam()) {
                asked.put(SIGNATURE, List.of());
            }
            if (access.authorizer() != null) {
                asked.put(access.authorizer(), access.scopes());
            }
            if (access.apiKey()) {
                asked.put(KEY, List.of());
            }
            operation.put("security", List.of(asked));
        }
        PlannedPolicy mock = route.mock();
        if (mock != null) {
            mock(operation, new PreflightTemplate(mock));
            return operation;
        }
        operation.put("responses", new Fields());
        Fields integration = new Fields()
                .put("type", "aws_proxy")
                .put("httpMethod", "POST")
                .put("uri", addresses.invocation(route.route().function()));
        if (!rest) {
            integration.put("payloadFormatVersion", route.route().payloadFormat());
        }
        operation.put("x-amazon-apigateway-integration", integration);
        return operation;
    }

    private void mock(Fields operation, PreflightTemplate template) {
        Fields declared = new Fields();
        for (String name : template.names()) {
            declared.put(name, new OneLine(new Fields().put("schema", new Fields().put("type", "string"))));
        }
        operation.put(
                "responses",
                new Fields()
                        .put("204", new Fields().put("description", "Preflight").put("headers", declared)));
        boolean binary = !plan.binaryMediaTypes().isEmpty();
        Fields response = new Fields()
                .put("statusCode", "204")
                .put("responseParameters", Fields.of(Fields.around(template.lines(), "method.response.header.", "'")));
        String velocity = template.velocity();
        if (velocity != null) {
            response.put("responseTemplates", new Fields().put("application/json", new Lines(velocity)));
        }
        if (binary) {
            response.put("contentHandling", "CONVERT_TO_TEXT");
        }
        Fields integration = new Fields()
                .put("type", "mock")
                .put("requestTemplates", new Fields().put("application/json", "{\"statusCode\": 204}"));
        if (binary) {
            integration
                    .comment("Without it a MOCK integration fails where media types are binary.")
                    .put("contentHandling", "CONVERT_TO_TEXT");
        }
        operation.put(
                "x-amazon-apigateway-integration", integration.put("responses", new Fields().put("default", response)));
    }

    private Fields schemes() {
        Fields schemes = new Fields();
        for (PlannedAuthorizer authorizer : plan.authorizers()) {
            schemes.put(authorizer.name(), rest ? restScheme(authorizer) : httpScheme(authorizer));
        }
        if (layout.routes().stream().anyMatch(route -> route.route().access().apiKey())) {
            schemes.put(KEY, header("x-api-key"));
        }
        if (layout.routes().stream().anyMatch(route -> route.route().access().iam())) {
            schemes.put(SIGNATURE, header("Authorization").put("x-amazon-apigateway-authtype", "awsSigv4"));
        }
        return schemes;
    }

    private static Fields header(String name) {
        return new Fields().put("type", "apiKey").put("name", name).put("in", "header");
    }

    private Fields restScheme(PlannedAuthorizer authorizer) {
        String prefix = "method.request.header.";
        boolean request = authorizer.kind() == Kind.REQUEST;
        String source = authorizer.identitySources().isEmpty()
                ? prefix + "Authorization"
                : authorizer.identitySources().get(0);
        Fields made = new Fields();
        if (authorizer.kind() == Kind.USER_POOL) {
            made.put("type", "cognito_user_pools").put("providerARNs", List.of(addresses.userPool(authorizer)));
        } else {
            made.put("type", request ? "request" : "token")
                    .put("authorizerUri", addresses.invocation(String.valueOf(authorizer.function())))
                    .put("authorizerResultTtlInSeconds", authorizer.ttl());
        }
        if (request && !authorizer.identitySources().isEmpty()) {
            made.put("identitySource", String.join(", ", authorizer.identitySources()));
        }
        if (!request && authorizer.validation() != null) {
            made.put("identityValidationExpression", authorizer.validation());
        }
        boolean header = !request && source.startsWith(prefix);
        return header(header ? source.substring(prefix.length()) : "Unused")
                .put(
                        "x-amazon-apigateway-authtype",
                        authorizer.kind() == Kind.USER_POOL ? "cognito_user_pools" : "custom")
                .put("x-amazon-apigateway-authorizer", made);
    }

    private Fields httpScheme(PlannedAuthorizer authorizer) {
        String sources = String.join(",", authorizer.identitySources());
        if (authorizer.kind() == Kind.JWT) {
            Fields jwt = new Fields().put("issuer", String.valueOf(authorizer.issuer()));
            if (!authorizer.audience().isEmpty()) {
                jwt.put("audience", authorizer.audience());
            }
            return new Fields()
                    .put("type", "oauth2")
                    .put(
                            "x-amazon-apigateway-authorizer",
                            new Fields()
                                    .put("type", "jwt")
                                    .put(
                                            "identitySource",
                                            sources.isEmpty() ? "$request.header.Authorization" : sources)
                                    .put("jwtConfiguration", jwt));
        }
        Fields made = new Fields()
                .put("type", "request")
                .put("authorizerUri", addresses.invocation(String.valueOf(authorizer.function())))
                .put("authorizerPayloadFormatVersion", authorizer.payloadFormat());
        if (authorizer.simpleResponses()) {
            made.put("enableSimpleResponses", true);
        }
        if (!sources.isEmpty()) {
            made.put("identitySource", sources).put("authorizerResultTtlInSeconds", authorizer.ttl());
        }
        return header("Authorization")
                .put("x-amazon-apigateway-authtype", "custom")
                .put("x-amazon-apigateway-authorizer", made);
    }
}
