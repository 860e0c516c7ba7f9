package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code AWS::Serverless::HttpApi} and the API that SAM makes of events without one. */
final class SamHttp {

    private static final String IMPLICIT = "ServerlessHttpApi";

    private final Stack stack;
    private final Item globals;
    private final AuthorizerItems authorizers;
    private final SamApis<HttpDraft> apis;

    private SamHttp(Stack stack, Item globals) {
        this.stack = stack;
        this.globals = globals;
        this.authorizers = new AuthorizerItems(stack.functionNames(), stack.findings());
        this.apis = new SamApis<>(stack, stack.httpApis(), "AWS::ApiGatewayV2::Api");
    }

    /** @param globals {@code Globals.HttpApi}, which also holds for the API that events imply */
    static void read(Stack stack, Item globals) {
        new SamHttp(stack, globals).read();
    }

    private void read() {
        for (Resource resource : stack.ofType("AWS::Serverless::HttpApi")) {
            api(resource.id(), resource.properties(), resource.place());
        }
        for (Resource function : stack.ofType("AWS::Serverless::Function")) {
            Item events = function.properties().get("Events");
            if (events != null) {
                events.fields().forEach((name, event) -> {
                    if ("HttpApi".equals(event.string("Type"))) {
                        event(function.id(), event);
                    }
                });
            }
        }
        apis.forEach(this::finish);
    }

    private HttpDraft api(String id, Item its, Place place) {
        HttpDraft api = new HttpDraft(id, place);
        apis.add(api, its);
        Value<String> stage = its.valueOr("StageName", Stages.DEFAULT);
        api.stages.add(stage, its.valueMap("StageVariables"));
        if (its.flag("DisableExecuteApiEndpoint")) {
            api.stages.disableExecuteApi();
        }
        SamRest.domain(its.get("Domain"), api.stages, stage);
        RestTree.mutualTls(stack, its.get("Domain"), place);
        Item body = its.get("DefinitionBody");
        Item uri = its.get("DefinitionUri");
        Item file = body == null && uri != null ? stack.evaluator().file(uri, "DefinitionUri") : null;
        Item document = file == null ? body : stack.evaluator().resolve(file);
        if (document != null) {
            new OpenApi(document, stack.functionNames(), stack.findings()).http(api);
        }
        apis.addAuthorizers(api, its.get("Auth", "Authorizers"), this::authorizer);
        return api;
    }

    private DeployedAuthorizer authorizer(String name, Item authorizer) {
        if (authorizer.get("FunctionArn") == null) {
            Item configuration = authorizer.get("JwtConfiguration");
            Item small =
                    CorsItems.small(configuration == null ? Item.map(Map.of(), authorizer.place()) : configuration);
            return authorizers.jwt(
                    name,
                    small.value("issuer"),
                    small.values("audience"),
                    authorizer.values("IdentitySource"),
                    authorizer.place());
        }
        Item identity = authorizer.get("Identity");
        return authorizers.httpLambda(
                name,
                authorizer.value("FunctionArn"),
                identity == null ? List.of() : AuthorizerItems.samIdentity(identity, true),
                identity == null ? null : identity.number("ReauthorizeEvery"),
                authorizer.valueOr("AuthorizerPayloadFormatVersion", "1.0"),
                authorizer.flag("EnableSimpleResponses"),
                authorizer.place());
    }

    private void event(String function, Item event) {
        Item given = event.get("Properties");
        Item its = given == null || !given.isMap() ? Item.map(Map.of(), event.place()) : given;
        HttpDraft api = apis.of(
                its.value("ApiId"),
                IMPLICIT,
                () -> api(IMPLICIT, globals, event.place()),
                "an event of " + function,
                event.place());
        if (api == null) {
            return;
        }
        String path = its.string("Path");
        String method = its.string("Method");
        if (path == null && its.get("Path") != null) {
            return; // Unknown, which is listed elsewhere.
        }
        String upper = method == null ? "ANY" : method.toUpperCase(Locale.ROOT);
        String verb = SamRest.verb(upper);
        boolean all = path == null || path.equals("$default") || path.equals("/$default");
        Item auth = its.get("Auth");
        DeployedRoute route = new DeployedRoute(
                all ? "$default" : verb,
                path == null || all ? "" : path,
                new Integration.Function(
                        function,
                        its.valueOr("PayloadFormatVersion", "2.0"),
                        false,
                        its.number("TimeoutInMillis"),
                        event.place()),
                apis.authorization(api, auth, event.place()),
                false,
                List.of(),
                event.place());
        if (!apis.isTaken(api, route.key(), event.place())) {
            apis.add(api, route, auth);
        }
    }

    private void finish(HttpDraft api, Item its) {
        Item cors = its.get("CorsConfiguration");
        if (cors != null && cors.isMap()) {
            api.cors = CorsItems.read(cors);
            Item before = its.get("DefinitionBody", "x-amazon-apigateway-cors");
            if (before != null) {
                merge(api, CorsItems.small(before), CorsItems.small(cors));
            }
        } else if (cors != null && cors.isUnknown()) {
            HttpTree.unknown(stack, "CorsConfiguration of " + api.id, cors);
        } else if (cors != null && !"false".equalsIgnoreCase(cors.text().known())) {
            List<Value<String>> origins = "true".equalsIgnoreCase(cors.text().known())
                    ? List.of(Value.of("*", cors.place()))
                    : cors.oneOrMore().stream().map(Item::text).toList();
            api.cors = new DeployedCors(
                    origins, List.of(), List.of(), List.of(), Value.byDefault(false), null, cors.place());
        }
        Item auth = its.get("Auth");
        if (auth == null || !apis.hasDefault(api, auth)) {
            return;
        }
        for (DeployedRoute route : List.copyOf(api.routes.values())) {
            if (!route.method().equals("OPTIONS")) {
                api.add(route.with(apis.withDefault(api, route, auth), false));
            }
        }
    }

    /** The configuration wins over the block of the document, member by member. */
    private static void merge(HttpDraft api, Item document, Item configuration) {
        Map<String, Item> all = new LinkedHashMap<>(document.fields());
        all.putAll(configuration.fields());
        api.cors = CorsItems.read(Item.map(all, configuration.place()));
    }
}
