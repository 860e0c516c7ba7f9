package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads HTTP APIs that are written as routes and integrations, or with an OpenAPI body. */
final class HttpTree {

    private final Stack stack;
    private final AuthorizerItems authorizers;

    private HttpTree(Stack stack) {
        this.stack = stack;
        this.authorizers = new AuthorizerItems(stack.functionNames(), stack.findings());
    }

    static void read(Stack stack) {
        new HttpTree(stack).read();
    }

    private void read() {
        for (Resource resource : stack.ofType("AWS::ApiGatewayV2::Api")) {
            api(resource);
        }
        for (Resource resource : stack.ofType("AWS::ApiGatewayV2::Authorizer")) {
            HttpDraft api = api(resource.properties());
            if (api != null) {
                api.authorizers.put(resource.id(), authorizer(resource));
            }
        }
        for (Resource resource : stack.ofType("AWS::ApiGatewayV2::Route")) {
            HttpDraft api = api(resource.properties());
            if (api != null) {
                route(api, resource);
            } else if (!isWebSocket(resource.properties().value("ApiId"))) {
                stack.findings()
                        .notice(
                                NoticeCode.RESOURCE_NOT_READ,
                                resource.id() + " belongs to an API that is not in this template: it is not read",
                                resource.place());
            }
        }
    }

    private boolean isWebSocket(@Nullable Value<String> id) {
        String component = Stack.component(id);
        Resource api = component == null ? null : stack.resource(component);
        return api != null && "WEBSOCKET".equals(api.properties().string("ProtocolType"));
    }

    private void api(Resource resource) {
        Item properties = resource.properties();
        if ("WEBSOCKET".equals(properties.string("ProtocolType"))) {
            stack.findings()
                    .notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            resource.id() + " is a WebSocket API, which is not modelled: browsers apply no CORS to it",
                            resource.place());
            return;
        }
        HttpDraft api = new HttpDraft(resource.id(), resource.place());
        stack.httpApis().put(resource.id(), api);
        if (properties.flag("DisableExecuteApiEndpoint")) {
            api.stages.disableExecuteApi();
        }
        Item body = properties.get("Body");
        if (body != null) {
            new OpenApi(body, stack.functionNames(), stack.findings()).http(api);
        } else if (properties.get("BodyS3Location") != null) {
            RestTree.bodyInS3(stack, resource);
        }
        Item cors = properties.get("CorsConfiguration");
        if (cors != null && cors.isMap()) {
            api.cors = CorsItems.read(cors);
        } else if (cors != null) {
            unknown(stack, "CorsConfiguration of " + resource.id(), cors);
        }
        Value<String> target = properties.value("Target");
        if (target != null) {
            String key = properties.string("RouteKey");
            add(
                    api,
                    key == null ? "$default" : key,
                    RestDraft.proxy(stack.functionNames(), target, Value.byDefault("2.0"), null, resource.place()),
                    Authorization.NONE,
                    List.of(),
                    resource.place());
        }
    }

    /** Reports a setting that is unknown as a whole, so that it is taken as absent. */
    static void unknown(Stack stack, String what, Item item) {
        stack.findings()
                .notice(
                        NoticeCode.VALUE_UNKNOWN,
                        what + " is " + item.text() + ": it is taken as absent. Give it with "
                                + String.join(
                                        " or ",
                                        item.text().missing().stream()
                                                .map(missing -> missing.how())
                                                .distinct()
                                                .toList()),
                        item.place());
    }

    static void add(
            HttpDraft api,
            String key,
            Integration integration,
            Authorization authorization,
            List<DeployedRoute.ResponseParameter> parameters,
            Place place) {
        int space = key.indexOf(' ');
        api.add(new DeployedRoute(
                space < 0 ? key : key.substring(0, space),
                space < 0 ? "" : key.substring(space + 1).strip(),
                integration,
                authorization,
                false,
                parameters,
                place));
    }

    private @Nullable HttpDraft api(Item properties) {
        String id = Stack.component(properties.value("ApiId"));
        return id == null ? null : stack.httpApis().get(id);
    }

    private void route(HttpDraft api, Resource resource) {
        Item properties = resource.properties();
        String key = properties.string("RouteKey");
        if (key == null) {
            return;
        }
        Value<String> target = properties.value("Target");
        String id = Stack.component(target);
        Resource integration = id == null ? null : stack.resource(id);
        Integration made;
        List<DeployedRoute.ResponseParameter> parameters = List.of();
        if (integration == null) {
            made = notModelled(key, "its integration is not in this template", resource.place());
        } else {
            Item its = integration.properties();
            parameters = OpenApi.parameters(its.get("ResponseParameters"));
            Value<String> uri = its.value("IntegrationUri");
            boolean proxy = "AWS_PROXY".equals(its.string("IntegrationType"))
                    && its.get("IntegrationSubtype") == null
                    && stack.functionNames().of(uri) != null;
            made = proxy
                    ? RestDraft.proxy(
                            stack.functionNames(),
                            uri,
                            its.valueOr("PayloadFormatVersion", "1.0"),
                            RestTree.timeout(its),
                            integration.place())
                    : notModelled(
                            key,
                            "its " + its.string("IntegrationType") + " integration "
                                    + (uri == null ? "" : "to " + uri + " ") + "is not modelled",
                            integration.place());
        }
        add(api, key, made, AuthorizerItems.authorization(resource), parameters, resource.place());
    }

    private Integration notModelled(String route, String reason, Place place) {
        stack.findings()
                .notice(
                        NoticeCode.INTEGRATION_NOT_MODELLED,
                        "the route " + route + " has an unknown response: " + reason,
                        place);
        return new Integration.Other("HTTP_PROXY", "of " + route, Integration.Responses.NONE, place);
    }

    private DeployedAuthorizer authorizer(Resource resource) {
        Item properties = resource.properties();
        List<Value<String>> sources = properties.values("IdentitySource");
        if ("JWT".equals(properties.string("AuthorizerType"))) {
            return authorizers.jwt(
                    resource.id(),
                    properties.value("JwtConfiguration", "Issuer"),
                    properties.values("JwtConfiguration", "Audience"),
                    sources,
                    resource.place());
        }
        return authorizers.httpLambda(
                resource.id(),
                properties.value("AuthorizerUri"),
                sources,
                properties.number("AuthorizerResultTtlInSeconds"),
                properties.valueOr("AuthorizerPayloadFormatVersion", "1.0"),
                properties.flag("EnableSimpleResponses"),
                resource.place());
    }

    /** Reads stages and domain names, once all APIs are known. */
    static void readStages(Stack stack) {
        for (Resource resource : stack.ofType("AWS::ApiGatewayV2::Stage")) {
            HttpDraft api = stack.httpApis()
                    .get(String.valueOf(Stack.component(resource.properties().value("ApiId"))));
            Value<String> name = resource.properties().value("StageName");
            if (api != null && name != null) {
                api.stages.add(name, resource.properties().valueMap("StageVariables"));
            }
        }
        for (Resource resource : stack.ofType("AWS::ApiGatewayV2::ApiMapping")) {
            Item properties = resource.properties();
            String id = String.valueOf(Stack.component(properties.value("ApiId")));
            Value<String> domain = properties.value("DomainName");
            HttpDraft http = stack.httpApis().get(id);
            RestDraft rest = stack.restApis().get(id);
            Stages stages = http != null ? http.stages : rest != null ? rest.stages : null;
            if (domain != null && stages != null) {
                stages.map(domain, properties.string("ApiMappingKey"), properties.value("Stage"));
            } else if (stages == null) {
                RestTree.notMapped(stack, resource, properties.value("ApiId"));
            }
        }
    }
}
