package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
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
            if (properties.flag("DisableExecuteApiEndpoint")) {
                api.stages.disableExecuteApi();
            }
            limits(stack, resource.id(), properties, resource.place());
            if (properties.get("Policy") != null) {
                policy(stack, resource.id(), resource.place());
            }
            Item body = properties.get("Body");
            if (body != null) {
                new OpenApi(body, stack.functionNames(), stack.findings()).rest(api);
            } else if (properties.get("BodyS3Location") != null) {
                bodyInS3(stack, resource);
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

    /** Reads stages and domain names, once all APIs are known. */
    static void readStages(Stack stack) {
        for (Resource resource : stack.ofType("AWS::ApiGateway::Stage")) {
            stage(stack, resource, false);
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::Deployment")) {
            stage(stack, resource, true);
        }
        for (String type : List.of("AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName")) {
            stack.ofType(type).forEach(domain -> mutualTls(stack, domain.properties(), domain.place()));
        }
        for (Resource resource : stack.ofType("AWS::ApiGateway::BasePathMapping")) {
            Item properties = resource.properties();
            RestDraft api = stack.restApis().get(String.valueOf(Stack.component(properties.value("RestApiId"))));
            Value<String> domain = properties.value("DomainName");
            if (api == null) {
                notMapped(stack, resource, properties.value("RestApiId"));
            } else if (domain != null) {
                Value<String> stage = properties.value("Stage");
                api.stages.map(
                        domain,
                        properties.string("BasePath"),
                        stage == null || "".equals(stage.known()) ? null : stage);
            }
        }
    }

    /** Reports a domain name that leads to an API of another template. */
    static void notMapped(Stack stack, Resource mapping, @Nullable Value<String> api) {
        stack.findings()
                .notice(
                        NoticeCode.RESOURCE_NOT_READ,
                        mapping.id() + " leads to the API " + api + ", which is not in this template: it is not read",
                        mapping.place());
    }

    private static void stage(Stack stack, Resource resource, boolean deployment) {
        RestDraft api = stack.restApis()
                .get(String.valueOf(Stack.component(resource.properties().value("RestApiId"))));
        Value<String> name = resource.properties().value("StageName");
        if (api == null || name == null || "".equals(name.known())) {
            return;
        }
        // SAM's output has a second stage of this name in its deployment, which nobody asked for.
        if (!deployment || !"Stage".equals(name.known()) || api.stages.isEmpty()) {
            api.stages.add(name, resource.properties().valueMap("Variables"));
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
                AuthorizerItems.authorization(resource),
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
                        timeout(integration),
                        integration.place()));
    }

    /** Reports what keeps browsers away from an API and is not modelled. */
    static void limits(Stack stack, String api, Item properties, Place place) {
        Item endpoint = properties.get("EndpointConfiguration");
        if (endpoint == null) {
            return;
        }
        List<Value<String>> types = new ArrayList<>(endpoint.isText() ? List.of(endpoint.text()) : List.of());
        types.addAll(endpoint.values("Types"));
        types.addAll(endpoint.values("Type"));
        if (types.stream().anyMatch(type -> "PRIVATE".equals(type.known()))) {
            stack.findings()
                    .notice(
                            NoticeCode.PROPERTY_NOT_MODELLED,
                            api
                                    + " is a private API: AWS accepts calls through a VPC endpoint only, and here every call is"
                                    + " accepted",
                            place);
        }
    }

    /** Reports an OpenAPI body that is not on this machine. */
    static void bodyInS3(Stack stack, Resource api) {
        stack.findings()
                .notice(
                        NoticeCode.FILE_NOT_READ,
                        "the body of " + api.id() + " is in S3: its routes are not read",
                        api.place());
    }

    /** Reports a resource policy, which is not modelled. */
    static void policy(Stack stack, String api, Place place) {
        stack.findings()
                .notice(
                        NoticeCode.PROPERTY_NOT_MODELLED,
                        "the resource policy of " + api + " is not modelled: what it refuses is not refused here",
                        place);
    }

    /** Reports mutual TLS of a domain name. */
    static void mutualTls(Stack stack, @Nullable Item domain, Place place) {
        if (domain != null && domain.get("MutualTlsAuthentication") != null) {
            stack.findings()
                    .notice(
                            NoticeCode.PROPERTY_NOT_MODELLED,
                            "mutual TLS of the domain name " + domain.value("DomainName")
                                    + " is not modelled: AWS refuses callers without a client certificate, and browsers send"
                                    + " none with a preflight",
                            place);
        }
    }

    /** Returns the timeout under CloudFormation's name or the one that Terraform's makes. */
    static @Nullable Value<Integer> timeout(Item integration) {
        return Item.first(integration.number("TimeoutInMillis"), integration.number("TimeoutMilliseconds"));
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
