package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads REST APIs that are written as resources and methods, or with an OpenAPI body. */
final class RestTree {

    private static final String ROOT = "RootResourceId";
    private static final String HEADER = "method.response.header.";

    private final Stack stack;
    private final IntegrationItems integrations;
    private final AuthorizerItems authorizers;

    private RestTree(Stack stack) {
        this.stack = stack;
        this.integrations = new IntegrationItems(stack.functionNames(), stack.findings());
        this.authorizers = new AuthorizerItems(stack.functionNames(), stack.findings());
    }

    static void read(Stack stack) {
        new RestTree(stack).read();
    }

    private void read() {
        for (Resource resource : stack.ofType("AWS::ApiGateway::RestApi")) {
            RestDraft api = new RestDraft(resource.id(), resource.place());
            stack.restApis().put(resource.id(), api);
            Item properties = resource.properties();
            api.binaryMediaTypes.addAll(properties.values("BinaryMediaTypes"));
            api.apiKeyFromAuthorizer = "AUTHORIZER".equals(properties.string("ApiKeySourceType"));
            api.executeApiDisabled = properties.flag("DisableExecuteApiEndpoint");
            Item body = properties.get("Body");
            if (body != null) {
                new OpenApi(body, stack.functionNames(), stack.findings()).rest(api);
            } else if (properties.get("BodyS3Location") != null) {
                stack.findings()
                        .notice(
                                NoticeCode.FILE_NOT_READ,
                                "the body of " + resource.id() + " is in S3: its routes are not read",
                                resource.place());
            }
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::Authorizer")) {
            RestDraft api = api(resource);
            if (api != null) {
                api.authorizers.put(resource.id(), authorizer(resource));
            }
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::Method")) {
            RestDraft api = api(resource);
            if (api != null) {
                method(api, resource);
            }
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::GatewayResponse")) {
            RestDraft api = api(resource);
            Value<String> type = resource.properties().value("ResponseType");
            if (api != null && type != null) {
                Item properties = resource.properties();
                api.add(integrations.gatewayResponse(type.or(type.toString()), properties), stack.findings());
            }
        }
    }

    /** Reads stages and base paths, once all APIs are known. */
    static void readStages(Stack stack) {
        Map<String, Value<String>> seen = new LinkedHashMap<>();
        for (Resource resource : stack.ofType("AWS::ApiGateway::Stage")) {
            stage(stack, resource, seen);
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::Deployment")) {
            if (resource.properties().get("StageName") != null) {
                stage(stack, resource, seen);
            }
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::BasePathMapping")) {
            RestDraft api = stack.restApis()
                    .get(String.valueOf(Stack.component(resource.properties().value("RestApiId"))));
            Value<String> domain = resource.properties().value("DomainName");
            if (api != null && domain != null) {
                api.domains.add(
                        new Endpoint(domain, basePath(resource.properties().string("BasePath")), true));
            }
        }
    }

    static String basePath(@Nullable String path) {
        return path == null || path.isEmpty() || path.equals("(none)") || path.equals("/")
                ? ""
                : path.startsWith("/") ? path : "/" + path;
    }

    private static void stage(Stack stack, Resource resource, Map<String, Value<String>> seen) {
        String id = String.valueOf(Stack.component(resource.properties().value("RestApiId")));
        RestDraft api = stack.restApis().get(id);
        Value<String> name = resource.properties().value("StageName");
        if (api == null || name == null) {
            return;
        }
        Value<String> before = seen.putIfAbsent(id, name);
        if (before == null) {
            api.stage = name;
            api.stageVariables = resource.properties().valueMap("Variables");
        } else if (!before.same(name)) {
            stack.findings()
                    .notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            "the stage " + name + " of " + id + " is not read: its stage " + before + " is",
                            resource.place());
        }
    }

    private @Nullable RestDraft api(Resource resource) {
        Value<String> id = resource.properties().value("RestApiId");
        RestDraft api = stack.restApis().get(String.valueOf(Stack.component(id)));
        if (api == null) {
            stack.findings()
                    .notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            resource.id() + " belongs to the API " + id
                                    + ", which is not in this template: it is not read",
                            resource.place());
        }
        return api;
    }

    private @Nullable String path(RestDraft api, Resource method) {
        Value<String> at = method.properties().value("ResourceId");
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String id = Stack.component(at);
            if (id == null) {
                break;
            }
            if (id.equals(api.id) && at != null && at.toString().contains(ROOT)) {
                Collections.reverse(parts);
                return "/" + String.join("/", parts);
            }
            Resource resource = stack.resource(id);
            if (resource == null || !resource.type().equals("AWS::ApiGateway::Resource")) {
                break;
            }
            String part = resource.properties().string("PathPart");
            if (part == null) {
                break;
            }
            parts.add(part);
            at = resource.properties().value("ParentId");
        }
        stack.findings()
                .notice(
                        NoticeCode.RESOURCE_NOT_READ,
                        "the path of the method " + method.id()
                                + " is unknown, because a resource above it is not in this template: it is not read",
                        method.place());
        return null;
    }

    private void method(RestDraft api, Resource resource) {
        Item properties = resource.properties();
        String path = path(api, resource);
        String method = properties.string("HttpMethod");
        if (path == null || method == null) {
            return;
        }
        String name = method.toUpperCase(Locale.ROOT);
        Item integration = properties.get("Integration");
        api.add(new DeployedRoute(
                name,
                path,
                integration == null
                        ? new Integration.Other("NONE", "", Integration.Responses.NONE, resource.place())
                        : integration(name + " " + path, properties, integration),
                authorization(resource),
                properties.flag("ApiKeyRequired"),
                List.of(),
                resource.place()));
    }

    private Integration integration(String route, Item method, Item integration) {
        Map<Integer, List<String>> declared = new LinkedHashMap<>();
        Item methodResponses = method.get("MethodResponses");
        if (methodResponses != null) {
            for (Item response : methodResponses.items()) {
                Integer status = integrations.status(response.get("StatusCode"), response.place());
                Item parameters = response.get("ResponseParameters");
                if (status != null) {
                    declared.put(status, headers(parameters));
                }
            }
        }
        List<Integration.Response> responses = new ArrayList<>();
        Item listed = integration.get("IntegrationResponses");
        if (listed != null) {
            for (Item response : listed.items()) {
                Integer status = integrations.status(response.get("StatusCode"), response.place());
                if (status != null) {
                    String pattern = response.string("SelectionPattern");
                    responses.add(new Integration.Response(
                            status,
                            pattern == null || pattern.isEmpty() ? null : pattern,
                            response.valueMap("ResponseParameters"),
                            response.valueMap("ResponseTemplates"),
                            IntegrationItems.handling(response.string("ContentHandling")),
                            response.place()));
                }
            }
        }
        String type = integration.string("Type");
        return integrations.integration(
                route,
                new IntegrationItems.Description(
                        type == null ? "MOCK" : type.toUpperCase(Locale.ROOT),
                        integration.value("Uri"),
                        integration.string("PassthroughBehavior"),
                        integration.string("ContentHandling"),
                        integration.valueMap("RequestTemplates"),
                        responses,
                        declared,
                        "STREAM".equals(integration.string("ResponseTransferMode")),
                        integration.place()));
    }

    private static List<String> headers(@Nullable Item parameters) {
        List<String> headers = new ArrayList<>();
        if (parameters != null) {
            parameters.fields().keySet().forEach(name -> {
                if (name.startsWith(HEADER)) {
                    headers.add(name.substring(HEADER.length()));
                }
            });
        }
        return headers;
    }

    private static Authorization authorization(Resource method) {
        Item properties = method.properties();
        String type = properties.string("AuthorizationType");
        Place place = method.place();
        if ("AWS_IAM".equals(type)) {
            return new Authorization(Authorization.Kind.IAM, null, List.of(), place);
        }
        Value<String> authorizer = properties.value("AuthorizerId");
        if (type == null || type.equals("NONE") || authorizer == null) {
            return Authorization.NONE;
        }
        String id = Stack.component(authorizer);
        return new Authorization(
                Authorization.Kind.AUTHORIZER,
                id == null ? authorizer.toString() : id,
                properties.values("AuthorizationScopes"),
                place);
    }

    private DeployedAuthorizer authorizer(Resource resource) {
        Item properties = resource.properties();
        List<Value<String>> sources = AuthorizerItems.commaSeparated(properties.values("IdentitySource"));
        String type = String.valueOf(properties.string("Type"));
        if (type.equals("COGNITO_USER_POOLS")) {
            return authorizers.cognito(
                    resource.id(),
                    properties.values("ProviderARNs"),
                    sources,
                    properties.value("IdentityValidationExpression"),
                    resource.place());
        }
        return authorizers.restLambda(
                resource.id(),
                type.equals("TOKEN"),
                properties.value("AuthorizerUri"),
                sources,
                properties.value("IdentityValidationExpression"),
                properties.number("AuthorizerResultTtlInSeconds"),
                resource.place());
    }
}
