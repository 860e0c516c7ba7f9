package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code AWS::Serverless::Api} and the API that SAM makes of events without one. What SAM adds follows its <a
 * href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html">documentation</a>
 * and its translator, which the tests compare with.
 */
final class SamRest {

    private static final String IMPLICIT = "ServerlessRestApi";
    private static final List<String> ALL_METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final Stack stack;
    private final Item globals;
    private final IntegrationItems integrations;
    private final AuthorizerItems authorizers;
    private final SamApis<RestDraft> apis;
    private final Map<DeployedRoute, Boolean> keyDecided = new LinkedHashMap<>();

    private SamRest(Stack stack, Item globals) {
        this.stack = stack;
        this.globals = globals;
        this.integrations = new IntegrationItems(stack.functionNames(), stack.findings());
        this.authorizers = new AuthorizerItems(stack.functionNames(), stack.findings());
        this.apis = new SamApis<>(stack, stack.restApis(), "AWS::ApiGateway::RestApi");
    }

    /** @param globals {@code Globals.Api}, which also holds for the API that events imply */
    static void read(Stack stack, Item globals) {
        new SamRest(stack, globals).read();
    }

    private void read() {
        for (Resource resource : stack.ofType("AWS::Serverless::Api")) {
            api(resource.id(), resource.properties(), resource.place());
        }
        for (Resource function : stack.ofType("AWS::Serverless::Function")) {
            events(function, function.id(), true);
        }
        for (Resource machine : stack.ofType("AWS::Serverless::StateMachine")) {
            events(machine, machine.id(), false);
        }
        apis.forEach(this::finish);
    }

    private RestDraft api(String id, Item its, Place place) {
        RestDraft api = new RestDraft(id, place);
        apis.add(api, its);
        Value<String> stage = its.value("StageName");
        if (stage == null && !id.equals(IMPLICIT)) {
            stack.findings().mistake(place, id + " has no StageName. Add one, such as StageName: Prod");
        }
        Value<String> name = stage == null ? Value.byDefault("Prod") : stage;
        api.stages.add(name, its.valueMap("Variables"));
        for (Value<String> type : its.values("BinaryMediaTypes")) {
            api.binaryMediaTypes.add(type.map(text -> text.replace("~1", "/")));
        }
        api.apiKeyFromAuthorizer = "AUTHORIZER".equals(its.string("ApiKeySourceType"));
        if (its.flag("DisableExecuteApiEndpoint")) {
            api.stages.disableExecuteApi();
        }
        domain(its.get("Domain"), api.stages, name);
        RestTree.mutualTls(stack, its.get("Domain"), place);
        RestTree.limits(stack, id, its, place);
        Item body = body(its);
        if (body != null) {
            new OpenApi(body, stack.functionNames(), stack.findings()).rest(api);
        }
        apis.addAuthorizers(api, its.get("Auth", "Authorizers"), this::authorizer);
        return api;
    }

    /** Adds the {@code Domain} of a REST or HTTP API. */
    static void domain(@Nullable Item domain, Stages stages, Value<String> stage) {
        Value<String> name = domain == null ? null : domain.value("DomainName");
        if (domain == null || name == null) {
            return;
        }
        List<Value<String>> paths = domain.values("BasePath");
        if (paths.isEmpty()) {
            stages.map(name, null, stage);
        }
        paths.forEach(path -> stages.map(name, path.known(), stage));
    }

    private @Nullable Item body(Item its) {
        Item body = its.get("DefinitionBody");
        if (body != null) {
            return body;
        }
        Item uri = its.get("DefinitionUri");
        Item file = uri == null ? null : stack.evaluator().file(uri, "DefinitionUri");
        return file == null ? null : stack.evaluator().resolve(file);
    }

    private DeployedAuthorizer authorizer(String name, Item authorizer) {
        Item identity = authorizer.get("Identity");
        Item given = identity == null ? Item.map(Map.of(), authorizer.place()) : identity;
        Value<String> header = given.value("Header");
        List<Value<String>> named = header == null
                ? List.of()
                : List.of(Value.joined(
                        List.of(Value.of("method.request.header.", header.place()), header), header.place()));
        if (authorizer.get("UserPoolArn") != null) {
            return authorizers.cognito(
                    name,
                    authorizer.values("UserPoolArn"),
                    named,
                    given.value("ValidationExpression"),
                    authorizer.place());
        }
        boolean token = !"REQUEST".equals(authorizer.string("FunctionPayloadType"));
        return authorizers.restLambda(
                name,
                token,
                authorizer.value("FunctionArn"),
                token ? named : AuthorizerItems.samIdentity(given, false),
                given.value("ValidationExpression"),
                given.number("ReauthorizeEvery"),
                authorizer.place());
    }

    private void events(Resource owner, String function, boolean lambda) {
        Item events = owner.properties().get("Events");
        if (events == null) {
            return;
        }
        events.fields().forEach((name, event) -> {
            if ("Api".equals(event.string("Type"))) {
                event(function, lambda, event);
            }
        });
    }

    /** Returns the method of a route, in upper case, as a deployment has it. */
    static String verb(String method) {
        return method.equals("*") || method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD") ? "ANY" : method;
    }

    private void event(String function, boolean lambda, Item event) {
        Item its = event.get("Properties");
        String path = its == null ? null : its.string("Path");
        String method = its == null ? null : its.string("Method");
        if (its == null || path == null || method == null) {
            boolean unknown = its != null && (isUnknown(its.get("Path")) || isUnknown(its.get("Method")));
            if (!unknown) {
                stack.findings().mistake(event.place(), "an event of type Api needs Path and Method");
            }
            return;
        }
        if (!path.startsWith("/")) {
            stack.findings().mistake(its.place(), "the path \"" + path + "\" must begin with a slash");
            return;
        }
        String upper = method.toUpperCase(Locale.ROOT);
        RestDraft api = apis.of(
                its.value("RestApiId"),
                IMPLICIT,
                () -> api(IMPLICIT, globals, event.place()),
                "the route " + upper + " " + path,
                event.place());
        String verb = verb(upper);
        if (api == null || apis.isTaken(api, verb + " " + path, event.place())) {
            return;
        }
        Integration integration = lambda
                ? new Integration.Function(
                        function,
                        Value.byDefault("1.0"),
                        "RESPONSE_STREAM".equals(its.string("ResponseTransferMode"))
                                || "STREAM".equals(its.string("ResponseTransferMode")),
                        its.number("TimeoutInMillis"),
                        event.place())
                : notModelled(verb + " " + path, function, event.place());
        Item auth = its.get("Auth");
        DeployedRoute route = new DeployedRoute(
                verb,
                path,
                integration,
                apis.authorization(api, auth, event.place()),
                auth != null && auth.flag("ApiKeyRequired"),
                List.of(),
                event.place());
        if (auth != null && auth.get("ApiKeyRequired") != null) {
            keyDecided.put(route, auth.flag("ApiKeyRequired"));
        }
        apis.add(api, route, auth);
    }

    private static boolean isUnknown(@Nullable Item item) {
        return item != null && item.isUnknown();
    }

    private Integration notModelled(String route, String machine, Place place) {
        stack.findings()
                .notice(
                        NoticeCode.INTEGRATION_NOT_MODELLED,
                        "the integration of " + route + " with the state machine " + machine
                                + " is not modelled: its response is unknown",
                        place);
        return new Integration.Other("AWS", "to the state machine " + machine, Integration.Responses.NONE, place);
    }

    /** Adds what holds for the API as a whole, in SAM's order: CORS, then authorization. */
    private void finish(RestDraft api, Item its) {
        Item cors = its.get("Cors");
        boolean off = cors != null
                && cors.isText()
                && "false".equalsIgnoreCase(cors.text().known());
        if (cors != null && !off) {
            if (its.get("DefinitionBody") == null && its.get("DefinitionUri") != null) {
                stack.findings()
                        .refused(
                                cors.place(),
                                "Cors works only with a DefinitionBody or without a definition. Move the"
                                        + " document into DefinitionBody, or write the OPTIONS methods into it");
            } else {
                cors(api, cors);
            }
        }
        Item auth = its.get("Auth");
        if (auth != null) {
            defaults(api, auth);
        }
        Item responses = its.get("GatewayResponses");
        if (responses != null) {
            responses
                    .fields()
                    .forEach((type, response) ->
                            api.add(integrations.gatewayResponse(type, response), stack.findings()));
        }
    }

    private void cors(RestDraft api, Item cors) {
        Value<String> stated = cors.isText() ? cors.text() : cors.value("AllowOrigin");
        Value<String> origin = stated == null ? Value.of("'*'", cors.place()) : stated;
        boolean credentials = cors.flag("AllowCredentials");
        if (credentials && "'*'".equals(origin.known())) {
            stack.findings()
                    .refused(
                            cors.place(),
                            "AllowCredentials cannot be true when AllowOrigin is '*' or not set. Write"
                                    + " the origin of the page");
        }
        Map<String, List<String>> methods = new LinkedHashMap<>();
        Map<String, String> spelled = new LinkedHashMap<>();
        for (DeployedRoute route : api.routes.values()) {
            String plain = plain(route.path());
            spelled.putIfAbsent(plain, route.path());
            if (spelled.get(plain).equals(route.path())) {
                methods.computeIfAbsent(plain, key -> new ArrayList<>()).add(route.method());
            }
        }
        methods.forEach((path, verbs) -> {
            if (verbs.contains("OPTIONS")) {
                return;
            }
            Map<String, Value<String>> headers = new LinkedHashMap<>();
            headers.put("Access-Control-Allow-Origin", origin);
            put(headers, "Access-Control-Allow-Headers", cors.value("AllowHeaders"));
            Value<String> allowed = cors.value("AllowMethods");
            headers.put(
                    "Access-Control-Allow-Methods",
                    allowed != null && !"".equals(allowed.known())
                            ? allowed
                            : Value.of("'" + String.join(",", allowedMethods(verbs)) + "'", cors.place()));
            put(headers, "Access-Control-Max-Age", cors.value("MaxAge"));
            if (credentials) {
                headers.put("Access-Control-Allow-Credentials", Value.of("'true'", cors.place()));
            }
            api.add(new DeployedRoute(
                    "OPTIONS",
                    String.valueOf(spelled.get(path)),
                    new Integration.Mock(SamMocks.preflight(headers, cors.place()), cors.place()),
                    Authorization.NONE,
                    false,
                    List.of(),
                    cors.place()));
        });
    }

    private static void put(Map<String, Value<String>> headers, String name, @Nullable Value<String> value) {
        if (value != null && !"".equals(value.known())) {
            headers.put(name, value);
        }
    }

    private static String plain(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Set<String> allowedMethods(List<String> methods) {
        if (methods.contains("ANY")) {
            return new LinkedHashSet<>(ALL_METHODS);
        }
        Set<String> sorted = new TreeSet<>(methods);
        sorted.add("OPTIONS");
        return sorted;
    }

    private void defaults(RestDraft api, Item auth) {
        boolean preflights = auth.flagOr(true, "AddDefaultAuthorizerToCorsPreflight");
        boolean keys = auth.flag("ApiKeyRequired");
        boolean preflightKeys = auth.flagOr(true, "AddApiKeyRequiredToCorsPreflight");
        if (!apis.hasDefault(api, auth)) {
            return;
        }
        if (auth.get("ResourcePolicy") != null) {
            RestTree.policy(stack, api.id, auth.place());
        }
        for (DeployedRoute route : List.copyOf(api.routes.values())) {
            boolean options = route.method().equals("OPTIONS");
            Authorization authorization =
                    options && !preflights ? route.authorization() : apis.withDefault(api, route, auth);
            Boolean own = keyDecided.get(route);
            boolean key = own != null ? own : route.apiKeyRequired() || keys;
            if (options && keys && !preflightKeys) {
                key = false;
            }
            api.add(route.with(authorization, key));
        }
    }
}
