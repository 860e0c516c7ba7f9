package dev.corsac.config;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads REST APIs among {@code apis}. */
final class RestApiReader {

    private static final String GATEWAY_HEADER = "gatewayresponse.header.";

    private final Document document;
    private final Setting setting;
    private final Known known;

    private final ApiEntries entries;

    RestApiReader(Document document, Setting setting, Known known) {
        this.document = document;
        this.setting = setting;
        this.known = known;
        this.entries = new ApiEntries(document, setting);
    }

    /** What comes before the resources in every path. */
    static String path(Setting setting) {
        if (setting.flag("executeApi")) {
            return "/" + setting.text("stage");
        }
        return ApiEntries.basePath(setting);
    }

    DeployedRestApi api(String name, Endpoint endpoint) {
        setting.text("type");
        if (!setting.flag("executeApi")) {
            setting.textOrNull("basePath"); // With executeApi it is reported as unused.
        }
        List<DeployedGatewayResponse> responses = new ArrayList<>();
        setting.entries("gatewayResponses").forEach((type, response) -> responses.add(gatewayResponse(type, response)));
        List<DeployedAuthorizer> authorizers = entries.authorizers(this::authorizer);
        List<DeployedRoute> routes = entries.routes(this::route);
        Value<Integer> timeout = setting.numberValue("timeoutInMillis");
        return new DeployedRestApi(
                name,
                List.of(endpoint),
                setting.value("stage"),
                setting.valueMap("stageVariables"),
                setting.values("binaryMediaTypes"),
                setting.texts("apiKeys"),
                setting.text("apiKeySource").equals("AUTHORIZER"),
                timeout == null ? Value.of(setting.number("timeoutInMillis"), setting.place()) : timeout,
                routes,
                authorizers,
                responses,
                setting.place());
    }

    /** Returns a template's API with what the entry says in addition or instead. */
    DeployedRestApi over(DeployedRestApi template) {
        Overlays.refuse(setting, "stage", "basePath", "executeApi");
        entries.addNames(template.authorizers());
        DeployedRestApi own = api(template.id(), template.endpoints().get(0));
        return new DeployedRestApi(
                template.id(),
                template.endpoints(),
                template.stage(),
                ApiEntries.over(template.stageVariables(), own.stageVariables()),
                setting.has("binaryMediaTypes") ? own.binaryMediaTypes() : template.binaryMediaTypes(),
                setting.has("apiKeys") ? own.apiKeys() : template.apiKeys(),
                setting.has("apiKeySource") ? own.apiKeyFromAuthorizer() : template.apiKeyFromAuthorizer(),
                setting.has("timeoutInMillis") ? own.timeoutMillis() : template.timeoutMillis(),
                Overlays.over(template.routes(), own.routes(), DeployedRoute::key),
                Overlays.over(template.authorizers(), own.authorizers(), DeployedAuthorizer::name),
                Overlays.over(template.gatewayResponses(), own.gatewayResponses(), DeployedGatewayResponse::type),
                template.place());
    }

    private DeployedRoute route(String key, Setting route) {
        String[] parts = key.split(" ", 2);
        if (parts.length != 2 || !parts[1].startsWith("/")) {
            throw route.wrong(setting.where() + ".routes: the route \"" + key
                    + "\" is not a method and a path. Write \"GET /orders\" or \"ANY /{proxy+}\"");
        }
        if (route.isText()) {
            Integration integration =
                    new Integration.Function(known.function(route), Value.byDefault("1.0"), false, route.place());
            return new DeployedRoute(
                    parts[0], parts[1], integration, Authorization.NONE, false, List.of(), route.place());
        }
        Setting mock = route.find("mock");
        boolean streaming = route.text("responseTransferMode").equals("STREAM");
        Integration integration;
        if (mock != null) {
            if (route.has("function")) {
                throw route.wrong(route.where() + " has function and mock. Remove one of the two");
            }
            if (streaming) {
                throw route.wrong(route.where() + ": AWS refuses this: Response transfer mode STREAM is only supported"
                        + " for proxy integrations: leave it out, or give the method a function");
            }
            integration = new Integration.Mock(mock(mock), mock.place());
        } else {
            integration = new Integration.Function(
                    known.function(route.need("function", "the one that responds; or a \"mock\"")),
                    Value.byDefault("1.0"),
                    streaming,
                    route.place());
        }
        return new DeployedRoute(
                parts[0],
                parts[1],
                integration,
                entries.authorization(route),
                route.flag("apiKeyRequired"),
                List.of(),
                route.place());
    }

    private static Integration.Responses mock(Setting mock) {
        PassthroughBehavior passthrough = mock.constant("passthroughBehavior", PassthroughBehavior.class);
        ContentHandling handling =
                mock.has("contentHandling") ? mock.constant("contentHandling", ContentHandling.class) : null;
        Map<String, String> headers = headers(mock);
        if (!mock.has("integrationResponses")) {
            int status = mock.number("statusCode");
            return Mocks.simple(status, headers, passthrough, handling, mock.place());
        }
        if (!headers.isEmpty()) {
            throw mock.wrong(
                    mock.where() + " has " + headers.keySet().iterator().next()
                            + " in short, which cannot be combined with integrationResponses. Write it as one of their responseParameters");
        }
        Map<Integer, List<String>> declared = new LinkedHashMap<>();
        mock.entries("methodResponses").forEach((status, its) -> {
            try {
                declared.put(Integer.parseInt(status), its.texts());
            } catch (NumberFormatException e) {
                throw its.wrong(its.where() + ": \"" + status + "\" is not a status code. Write a number such as 200");
            }
        });
        List<Integration.Response> responses = new ArrayList<>();
        for (Setting response : mock.items("integrationResponses")) {
            responses.add(new Integration.Response(
                    response.number("statusCode"),
                    response.textOrNull("selectionPattern"),
                    response.valueMap("responseParameters"),
                    response.valueMap("responseTemplates"),
                    response.has("contentHandling")
                            ? response.constant("contentHandling", ContentHandling.class)
                            : null,
                    response.place()));
        }
        return new Integration.Responses(passthrough, handling, mock.valueMap("requestTemplates"), declared, responses);
    }

    private static DeployedGatewayResponse gatewayResponse(String type, Setting response) {
        Map<String, Value<String>> parameters = new LinkedHashMap<>();
        headers(response)
                .forEach((name, value) ->
                        parameters.put(GATEWAY_HEADER + name, Value.of("'" + value + "'", response.place())));
        parameters.putAll(response.valueMap("responseParameters"));
        return new DeployedGatewayResponse(
                type,
                response.numberValue("statusCode"),
                parameters,
                response.valueMap("responseTemplates"),
                response.place());
    }

    /** The CORS headers that are given in short. */
    private static Map<String, String> headers(Setting setting) {
        Map<String, String> headers = new LinkedHashMap<>();
        String origin = setting.textOrNull("allowOrigin");
        if (origin != null) {
            headers.put("Access-Control-Allow-Origin", origin);
        }
        joined(setting, "allowMethods", "Access-Control-Allow-Methods", headers);
        joined(setting, "allowHeaders", "Access-Control-Allow-Headers", headers);
        joined(setting, "exposeHeaders", "Access-Control-Expose-Headers", headers);
        if (setting.flag("allowCredentials")) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        Integer maxAge = setting.numberOrNull("maxAge");
        if (maxAge != null) {
            headers.put("Access-Control-Max-Age", maxAge.toString());
        }
        return headers;
    }

    private static void joined(Setting setting, String name, String header, Map<String, String> headers) {
        if (setting.has(name)) {
            headers.put(header, String.join(",", setting.texts(name)));
        }
    }

    private DeployedAuthorizer authorizer(String name, Setting authorizer) {
        DeployedAuthorizer.Kind kind = authorizer.constant("type", DeployedAuthorizer.Kind.class);
        List<Value<String>> sources = new ArrayList<>();
        for (String source : authorizer.texts("identitySource")) {
            for (String one : source.split(",", -1)) {
                sources.add(Value.of(one.strip(), authorizer.place()));
            }
        }
        if (sources.isEmpty() && kind != DeployedAuthorizer.Kind.REQUEST) {
            sources.add(Value.byDefault("method.request.header.Authorization"));
        }
        if (kind == DeployedAuthorizer.Kind.COGNITO_USER_POOLS) {
            return DeployedAuthorizer.builder(name, kind, authorizer.place())
                    .identitySources(sources)
                    .validation(authorizer.valueOrNull("identityValidationExpression"))
                    .issuer(authorizer.need("issuer", "the user pool's").value())
                    .signature(JsonWebKeys.of(document, authorizer))
                    .build();
        }
        return DeployedAuthorizer.builder(name, kind, authorizer.place())
                .function(known.function(authorizer.need("function", "the one that decides")))
                .identitySources(sources)
                .validation(
                        kind == DeployedAuthorizer.Kind.TOKEN
                                ? authorizer.valueOrNull("identityValidationExpression")
                                : null)
                .ttl(Value.of(authorizer.number("authorizerResultTtlInSeconds"), authorizer.place()))
                .build();
    }
}
