package dev.corsac.config;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.DeployedRoute.ResponseParameter;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads HTTP APIs among {@code apis}. */
final class HttpApiReader {

    private final Document document;
    private final Setting setting;
    private final Known known;

    private final ApiEntries entries;

    HttpApiReader(Document document, Setting setting, Known known) {
        this.document = document;
        this.setting = setting;
        this.known = known;
        this.entries = new ApiEntries(document, setting);
    }

    /** What comes before the routes in every path. */
    static String path(Setting setting) {
        if (setting.flag("executeApi")) {
            String stage = setting.text("stage");
            return stage.equals("$default") ? "" : "/" + stage;
        }
        return ApiEntries.basePath(setting);
    }

    DeployedHttpApi api(String name, Endpoint endpoint) {
        setting.text("type");
        if (!setting.flag("executeApi")) {
            setting.find("basePath");
        }
        List<DeployedAuthorizer> authorizers = entries.authorizers(this::authorizer);
        List<DeployedRoute> routes = entries.routes(this::route);
        return new DeployedHttpApi(
                name,
                List.of(endpoint),
                setting.value("stage"),
                setting.valueMap("stageVariables"),
                setting.has("timeoutInMillis")
                        ? setting.numberValue("timeoutInMillis")
                        : Value.byDefault(setting.number("timeoutInMillis")),
                FunctionUrlReader.cors(setting.find("cors")),
                routes,
                authorizers,
                setting.place());
    }

    /** Returns a template's API with what the entry says in addition or instead. */
    DeployedHttpApi over(DeployedHttpApi template) {
        Overlays.refuse(setting, "stage", "basePath", "executeApi");
        entries.addNames(template.authorizers());
        DeployedHttpApi own = api(template.id(), template.endpoints().get(0));
        return new DeployedHttpApi(
                template.id(),
                template.endpoints(),
                template.stage(),
                ApiEntries.over(template.stageVariables(), own.stageVariables()),
                setting.has("timeoutInMillis") ? own.timeoutMillis() : template.timeoutMillis(),
                setting.has("cors") ? own.cors() : template.cors(),
                Overlays.over(template.routes(), own.routes(), DeployedRoute::key),
                Overlays.over(template.authorizers(), own.authorizers(), DeployedAuthorizer::name),
                template.place());
    }

    private DeployedRoute route(String key, Setting route) {
        String[] parts = key.split(" ", 2);
        String path = parts.length == 1 ? "" : parts[1];
        if (route.isText()) {
            Integration integration =
                    new Integration.Function(known.function(route), Value.byDefault("2.0"), false, route.place());
            return new DeployedRoute(parts[0], path, integration, Authorization.NONE, false, List.of(), route.place());
        }
        Integration integration = new Integration.Function(
                known.function(route.need("function", "the one that responds")),
                route.value("payloadFormatVersion"),
                false,
                route.place());
        List<ResponseParameter> parameters = new ArrayList<>();
        route.entries("responseParameters")
                .forEach((status, changes) ->
                        changes.entries().forEach((change, value) -> parameters.add(parameter(status, change, value))));
        return new DeployedRoute(
                parts[0], path, integration, entries.authorization(route), false, parameters, route.place());
    }

    private static ResponseParameter parameter(String status, String change, Setting value) {
        int header = change.indexOf(":header.");
        String name = header < 0 ? "" : change.substring(header + ":header.".length());
        int code;
        try {
            code = Integer.parseInt(status);
        } catch (NumberFormatException e) {
            throw value.wrong(value.where() + ": \"" + status + "\" is not a status code. Write a number such as 200");
        }
        String what = header < 0 ? "" : change.substring(0, header);
        if (!List.of("append", "overwrite", "remove").contains(what)) {
            throw value.wrong(
                    value.where() + ": \"" + change
                            + "\" does not change a header. Write append:header.NAME, overwrite:header.NAME or remove:header.NAME");
        }
        return new ResponseParameter(code, what, name, value.value(), value.place());
    }

    private DeployedAuthorizer authorizer(String name, Setting authorizer) {
        boolean token = authorizer.text("type").equals("JWT");
        List<Value<String>> sources = authorizer.values("identitySource");
        if (token) {
            String issuer = authorizer.textOrNull("issuer");
            if (sources.size() > 1) {
                throw authorizer.wrong(authorizer.where() + ".identitySource has "
                        + String.join(" and ", authorizer.texts("identitySource")) + ": a JWT authorizer has one");
            }
            return DeployedAuthorizer.builder(name, DeployedAuthorizer.Kind.JWT, authorizer.place())
                    .identitySources(sources)
                    .issuer(Value.of(issuer == null ? "" : issuer, authorizer.place()))
                    .audience(authorizer.values("audience"))
                    .signature(JsonWebKeys.of(document, authorizer))
                    .build();
        }
        return DeployedAuthorizer.builder(name, DeployedAuthorizer.Kind.REQUEST, authorizer.place())
                .function(known.function(authorizer.need("function", "the one that decides")))
                .identitySources(sources)
                .ttl(Value.of(authorizer.number("authorizerResultTtlInSeconds"), authorizer.place()))
                .payloadFormat(authorizer.value("authorizerPayloadFormatVersion"))
                .simpleResponses(authorizer.flag("enableSimpleResponses"))
                .build();
    }
}
