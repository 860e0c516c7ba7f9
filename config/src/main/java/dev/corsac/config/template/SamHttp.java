package dev.corsac.config.template;

import dev.corsac.config.Nearest;
import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code AWS::Serverless::HttpApi} and the API that SAM makes of events without one. */
final class SamHttp {

    private static final String IMPLICIT = "ServerlessHttpApi";

    private final Stack stack;
    private final Item globals;
    private final AuthorizerItems authorizers;
    private final Map<String, Item> properties = new LinkedHashMap<>();
    private final Set<DeployedRoute> decided = new LinkedHashSet<>();
    private final Map<String, Map<String, List<Value<String>>>> scopes = new LinkedHashMap<>();

    private SamHttp(Stack stack, Item globals) {
        this.stack = stack;
        this.globals = globals;
        this.authorizers = new AuthorizerItems(stack.functionNames(), stack.findings());
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
        properties.forEach(this::finish);
    }

    private HttpDraft api(String id, Item its, Place place) {
        HttpDraft api = new HttpDraft(id, place);
        stack.httpApis().put(id, api);
        properties.put(id, its);
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
        Item listed = its.get("Auth", "Authorizers");
        if (listed != null) {
            Map<String, List<Value<String>>> byDefault = scopes.computeIfAbsent(id, key -> new LinkedHashMap<>());
            listed.fields().forEach((name, authorizer) -> {
                byDefault.put(name, authorizer.values("AuthorizationScopes"));
                api.authorizers.put(name, authorizer(name, authorizer));
            });
        }
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
        Value<String> reference = its.value("ApiId");
        String id = reference == null ? IMPLICIT : Stack.component(reference);
        HttpDraft api = id == null ? null : stack.httpApis().get(id);
        if (api == null && reference == null) {
            api = api(IMPLICIT, globals, event.place());
        }
        Resource plain = id == null ? null : stack.resource(id);
        if (api == null && plain != null && plain.type().equals("AWS::ApiGatewayV2::Api")) {
            return; // SAM only gives the API the permission to call the function.
        }
        if (api == null) {
            stack.findings()
                    .notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            "an event of " + function + " belongs to the API " + reference
                                    + ", which is not in this template: it is not read",
                            event.place());
            return;
        }
        Item apiProperties = properties.get(api.id);
        if (apiProperties == null || !SamRest.isManaged(apiProperties)) {
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
                authorization(api.id, auth, event.place()),
                false,
                List.of(),
                event.place());
        if (api.routes.containsKey(route.key())) {
            stack.findings()
                    .mistake(
                            event.place(),
                            "the route " + route.key() + " of " + api.id
                                    + " is defined twice. Remove one of the two events, or give it an API of its own");
            return;
        }
        if (auth != null && auth.get("Authorizer") != null) {
            decided.add(route);
        }
        api.add(route);
    }

    private Authorization authorization(String api, @Nullable Item auth, Place place) {
        String name = auth == null ? null : auth.string("Authorizer");
        if (auth == null || name == null || name.equals("NONE")) {
            return Authorization.NONE;
        }
        if (name.equals("AWS_IAM")) {
            return new Authorization(Authorization.Kind.IAM, null, List.of(), place);
        }
        return new Authorization(
                Authorization.Kind.AUTHORIZER,
                name,
                auth.get("AuthorizationScopes") != null
                        ? auth.values("AuthorizationScopes")
                        : scopes.getOrDefault(api, Map.of()).getOrDefault(name, List.of()),
                place);
    }

    private void finish(String id, Item its) {
        HttpDraft api = stack.httpApis().get(id);
        if (api == null) {
            return;
        }
        Item cors = its.get("CorsConfiguration");
        if (cors != null && cors.isMap()) {
            api.cors = CorsItems.read(cors);
            Item before = its.get("DefinitionBody", "x-amazon-apigateway-cors");
            if (before != null) {
                merge(api, CorsItems.small(before), CorsItems.small(cors));
            }
        } else if (cors != null && cors.isUnknown()) {
            HttpTree.unknown(stack, "CorsConfiguration of " + id, cors);
        } else if (cors != null && !"false".equalsIgnoreCase(cors.text().known())) {
            List<Value<String>> origins = "true".equalsIgnoreCase(cors.text().known())
                    ? List.of(Value.of("*", cors.place()))
                    : cors.oneOrMore().stream().map(Item::text).toList();
            api.cors = new DeployedCors(
                    origins, List.of(), List.of(), List.of(), Value.byDefault(false), null, cors.place());
        }
        Item auth = its.get("Auth");
        String name = auth == null ? null : auth.string("DefaultAuthorizer");
        if (auth == null || name == null || name.equals("NONE")) {
            return;
        }
        if (!name.equals("AWS_IAM") && !api.authorizers.containsKey(name)) {
            stack.findings()
                    .mistake(
                            auth.place(),
                            "DefaultAuthorizer is \"" + name + "\", which is not among Authorizers"
                                    + Nearest.meant(name, api.authorizers.keySet()));
            return;
        }
        for (DeployedRoute route : List.copyOf(api.routes.values())) {
            boolean open = route.authorization().kind() == Authorization.Kind.NONE && !decided.contains(route);
            if (open && !route.method().equals("OPTIONS")) {
                api.add(new DeployedRoute(
                        route.method(),
                        route.path(),
                        route.integration(),
                        name.equals("AWS_IAM")
                                ? new Authorization(Authorization.Kind.IAM, null, List.of(), auth.place())
                                : new Authorization(
                                        Authorization.Kind.AUTHORIZER,
                                        name,
                                        scopes.getOrDefault(id, Map.of()).getOrDefault(name, List.of()),
                                        auth.place()),
                        false,
                        route.parameters(),
                        route.place()));
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
