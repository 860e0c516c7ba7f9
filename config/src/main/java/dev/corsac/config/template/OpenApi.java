package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.DeployedRoute.ResponseParameter;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads OpenAPI 2 and 3 documents with API Gateway's extensions. */
final class OpenApi {

    private static final String INTEGRATION = "x-amazon-apigateway-integration";
    private static final String ANY = "x-amazon-apigateway-any-method";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", ANY);

    private final Item document;
    private final FunctionNames functions;
    private final TemplateMessages findings;
    private final IntegrationItems integrations;
    private final AuthorizerItems authorizers;

    OpenApi(Item document, FunctionNames functions, TemplateMessages findings) {
        this.document = document;
        this.functions = functions;
        this.findings = findings;
        this.integrations = new IntegrationItems(functions, findings);
        this.authorizers = new AuthorizerItems(functions, findings);
    }

    /** Adds what the document says to a REST API. */
    void rest(RestDraft api) {
        schemes().forEach((name, scheme) -> {
            DeployedAuthorizer made = authorizers.openApi(name, scheme, false);
            if (made != null) {
                api.authorizers.put(name, made);
            }
        });
        operations((path, method, operation) -> {
            Item integration = integration(operation);
            String route = method + " " + path;
            if (integration == null) {
                return; // A method without an integration cannot be deployed.
            }
            api.add(new DeployedRoute(
                    method,
                    path,
                    integrations.openApi(route, operation, integration),
                    authorization(operation, api.authorizers),
                    asksForKey(operation),
                    List.of(),
                    operation.place()));
        });
        Item responses = document.get("x-amazon-apigateway-gateway-responses");
        if (responses != null) {
            responses
                    .fields()
                    .forEach((type, response) -> api.add(integrations.gatewayResponse(type, response), findings));
        }
        api.binaryMediaTypes.addAll(document.values("x-amazon-apigateway-binary-media-types"));
        if ("AUTHORIZER".equalsIgnoreCase(document.string("x-amazon-apigateway-api-key-source"))) {
            api.apiKeyFromAuthorizer = true;
        }
        Item endpoint = document.get("x-amazon-apigateway-endpoint-configuration");
        if (endpoint != null && endpoint.flag("disableExecuteApiEndpoint")) {
            api.stages.disableExecuteApi();
        }
        if (document.get("x-amazon-apigateway-policy") != null) {
            findings.notice(
                    NoticeCode.PROPERTY_NOT_MODELLED,
                    "the resource policy of " + api.id + " is not modelled: what it refuses is not refused here",
                    document.place());
        }
    }

    /** Adds what the document says to an HTTP API. */
    void http(HttpDraft api) {
        schemes().forEach((name, scheme) -> {
            DeployedAuthorizer made = authorizers.openApi(name, scheme, true);
            if (made != null) {
                api.authorizers.put(name, made);
            }
        });
        Item cors = document.get("x-amazon-apigateway-cors");
        if (cors != null) {
            api.cors = CorsItems.read(cors);
        }
        operations((path, method, operation) -> {
            boolean all = path.equals("/$default") || path.equals("$default");
            Item integration = integration(operation);
            if (integration != null) {
                api.add(new DeployedRoute(
                        all ? "$default" : method,
                        all ? "" : path,
                        http(integration, all ? "$default" : method + " " + path),
                        authorization(operation, api.authorizers),
                        false,
                        parameters(integration.get("responseParameters")),
                        operation.place()));
            }
        });
    }

    private Integration http(Item integration, String route) {
        String type = integration.string("type");
        Value<String> uri = integration.value("uri");
        if ("aws_proxy".equalsIgnoreCase(type) && functions.of(uri) != null) {
            return RestDraft.proxy(
                    functions,
                    uri,
                    integration.valueOr("payloadFormatVersion", "1.0"),
                    integration.number("timeoutInMillis"),
                    integration.place());
        }
        findings.notice(
                NoticeCode.INTEGRATION_NOT_MODELLED,
                "the " + type + " integration of " + route
                        + " is not modelled, or its function is not part of this template: its response is unknown",
                integration.place());
        return new Integration.Other(
                String.valueOf(type).toUpperCase(Locale.ROOT),
                uri == null ? "" : "to " + uri,
                Integration.Responses.NONE,
                integration.place());
    }

    /** Reads an HTTP API's changes of responses' headers, by status. */
    static List<ResponseParameter> parameters(@Nullable Item byStatus) {
        List<ResponseParameter> parameters = new ArrayList<>();
        if (byStatus == null) {
            return parameters;
        }
        byStatus.fields().forEach((status, changes) -> {
            if (!status.matches("[1-5][0-9]{2}")) {
                return;
            }
            Item listed = changes.get("ResponseParameters");
            if (listed != null && listed.isList()) {
                for (Item change : listed.items()) {
                    String destination = change.string("Destination");
                    Value<String> source = change.value("Source");
                    if (destination != null && source != null) {
                        parameter(status, destination, source, change.place(), parameters);
                    }
                }
                return;
            }
            changes.valueMap()
                    .forEach((change, value) -> parameter(status, change, value, changes.place(), parameters));
        });
        return parameters;
    }

    private static void parameter(
            String status, String change, Value<String> value, Place place, List<ResponseParameter> parameters) {
        int header = change.indexOf(":header.");
        if (header > 0) {
            parameters.add(new ResponseParameter(
                    Integer.parseInt(status),
                    change.substring(0, header),
                    change.substring(header + ":header.".length()),
                    value,
                    place));
        }
    }

    private Map<String, Item> schemes() {
        Item old = document.get("securityDefinitions");
        Item schemes = old == null ? document.get("components", "securitySchemes") : old;
        return schemes == null ? Map.of() : schemes.fields();
    }

    private @Nullable Item integration(Item operation) {
        Item integration = operation.get(INTEGRATION);
        String reference = integration == null ? null : integration.string("$ref");
        if (reference == null) {
            return integration;
        }
        Item at = document;
        for (String name : reference.replaceFirst("^#/", "").split("/", -1)) {
            at = at == null ? null : at.get(name);
        }
        return at;
    }

    /** Takes an operation of a path. */
    private interface Operations {
        void take(String path, String method, Item operation);
    }

    private void operations(Operations taker) {
        Item paths = document.get("paths");
        if (paths == null) {
            return;
        }
        paths.fields()
                .forEach((path, methods) -> methods.fields().forEach((name, operation) -> {
                    String method = name.toLowerCase(Locale.ROOT);
                    if (METHODS.contains(method) && operation.isMap()) {
                        taker.take(path, method.equals(ANY) ? "ANY" : method.toUpperCase(Locale.ROOT), operation);
                    }
                }));
    }

    private List<Item> security(Item operation) {
        Item own = operation.get("security");
        Item all = own == null ? document.get("security") : own;
        return all == null ? List.of() : all.items();
    }

    private boolean asksForKey(Item operation) {
        for (Item security : security(operation)) {
            for (String name : security.fields().keySet()) {
                Item scheme = schemes().get(name);
                if (scheme != null
                        && "apiKey".equalsIgnoreCase(scheme.string("type"))
                        && "x-api-key".equalsIgnoreCase(scheme.string("name"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Authorization authorization(Item operation, Map<String, DeployedAuthorizer> known) {
        String type = operation.string("x-amazon-apigateway-auth", "type");
        if ("AWS_IAM".equalsIgnoreCase(type)) {
            return new Authorization(Authorization.Kind.IAM, null, List.of(), operation.place());
        }
        for (Item security : security(operation)) {
            for (Map.Entry<String, Item> one : security.fields().entrySet()) {
                Item scheme = schemes().get(one.getKey());
                if (known.containsKey(one.getKey())) {
                    List<Value<String>> scopes = new ArrayList<>();
                    one.getValue().items().forEach(scope -> scopes.add(scope.text()));
                    return new Authorization(Authorization.Kind.AUTHORIZER, one.getKey(), scopes, security.place());
                }
                if (scheme != null && "awsSigv4".equalsIgnoreCase(scheme.string("x-amazon-apigateway-authtype"))) {
                    return new Authorization(Authorization.Kind.IAM, null, List.of(), security.place());
                }
            }
        }
        return Authorization.NONE;
    }
}
