package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the HTTP events of a serverless.yml's functions. */
final class ServerlessEvents {

    private static final String REST = "ApiGatewayRestApi";
    private static final String HTTP = "HttpApi";

    private static final List<String> HEADERS = List.of(
            "Content-Type",
            "X-Amz-Date",
            "Authorization",
            "X-Api-Key",
            "X-Amz-Security-Token",
            "X-Amz-User-Agent",
            "X-Amzn-Trace-Id");

    /** A Function URL's block does not have the header that a REST API's has. */
    private static final List<String> URL_HEADERS =
            HEADERS.stream().filter(name -> !name.equals("X-Amz-User-Agent")).toList();

    private static final List<String> ANY = List.of("OPTIONS", "DELETE", "GET", "HEAD", "PATCH", "POST", "PUT");

    private final Item root;
    private final String stage;
    private final Stack stack;
    private final AuthorizerItems authorizers;
    private final Map<String, ServerlessCors> preflights = new LinkedHashMap<>();

    ServerlessEvents(Item root, String stage, Stack stack) {
        this.root = root;
        this.stage = stage;
        this.stack = stack;
        this.authorizers = new AuthorizerItems(stack.functionNames(), stack.findings());
    }

    void read(Map<String, Item> functions) {
        functions.forEach((name, function) -> {
            Item events = function.get("events");
            for (Item event : events == null ? List.<Item>of() : events.items()) {
                Item resolved = stack.evaluator().resolve(event);
                if (resolved != null) {
                    event(name, resolved);
                }
            }
            Item url = function.get("url");
            Item resolved = url == null ? null : stack.evaluator().resolve(url);
            if (resolved != null && !"false".equalsIgnoreCase(resolved.text().known())) {
                url(name, resolved);
            }
        });
        RestDraft rest = stack.restApis().get(REST);
        if (rest != null) {
            preflights.forEach((path, cors) -> cors.addTo(rest, path));
        }
        HttpDraft http = stack.httpApis().get(HTTP);
        if (http != null) {
            httpCors(http);
        }
    }

    private void event(String function, Item event) {
        event.fields().forEach((kind, its) -> {
            switch (kind) {
                case "http" -> http(function, its);
                case "httpApi" -> httpApi(function, its);
                case "alb" -> ServerlessBalancer.add(function, its, root, stack);
                case "websocket" ->
                    stack.findings()
                            .notice(
                                    NoticeCode.RESOURCE_NOT_READ,
                                    "the websocket event of " + function
                                            + " is not read: browsers apply no CORS to WebSocket APIs",
                                    its.place());
                default -> {
                    // Other events are not calls of pages.
                }
            }
        });
        String name = event.isText() ? event.text().known() : null;
        if ("httpApi".equals(name)) {
            httpApi(function, Item.text("*", event.place()));
        }
    }

    private RestDraft rest(Place place) {
        return stack.restApis().computeIfAbsent(REST, id -> {
            RestDraft api = new RestDraft(id, place);
            api.stages.add(Value.byDefault(stage), Map.of());
            Item settings = root.get("provider", "apiGateway");
            if (settings != null) {
                api.binaryMediaTypes.addAll(settings.values("binaryMediaTypes"));
                api.apiKeyFromAuthorizer = "AUTHORIZER".equalsIgnoreCase(settings.string("apiKeySourceType"));
                if (settings.get("restApiId") != null) {
                    stack.findings()
                            .notice(
                                    NoticeCode.RESOURCE_NOT_READ,
                                    "the API " + settings.value("restApiId")
                                            + " is made elsewhere: only the routes of this file are read",
                                    settings.place());
                }
            }
            return api;
        });
    }

    private void http(String function, Item event) {
        String method = event.string("method");
        String path = event.string("path");
        String text = event.isText() ? event.text().known() : null;
        if (text != null) {
            String[] words = text.strip().split("\\s+", 2);
            method = words[0];
            path = words.length > 1 ? words[1] : "/";
        }
        if (method == null || path == null) {
            if (!event.isUnknown()) {
                stack.findings().mistake(event.place(), "an http event needs a method and a path");
            }
            return;
        }
        String verb = method.equals("*") ? "ANY" : method.toUpperCase(Locale.ROOT);
        String slashed = path.startsWith("/") ? path : "/" + path;
        RestDraft api = rest(event.place());
        String type = event.string("integration");
        boolean async = event.flag("async");
        boolean proxy = !async
                && (type == null
                        || type.equalsIgnoreCase("lambda-proxy")
                        || type.equalsIgnoreCase("aws-proxy")
                        || type.equalsIgnoreCase("aws_proxy"));
        Integration integration;
        if (proxy) {
            boolean streaming = "stream".equalsIgnoreCase(event.string("response", "transferMode"));
            integration = new Integration.Function(
                    function, Value.byDefault("1.0"), streaming, event.number("timeoutInMillis"), event.place());
        } else {
            stack.findings()
                    .notice(
                            NoticeCode.INTEGRATION_NOT_MODELLED,
                            "the " + (async ? "asynchronous" : type) + " integration of " + verb + " " + slashed
                                    + " is not modelled: its response is unknown",
                            event.place());
            integration = new Integration.Other(
                    type == null || type.equalsIgnoreCase("lambda") ? "AWS" : type.toUpperCase(Locale.ROOT),
                    "",
                    Integration.Responses.NONE,
                    event.place());
        }
        Item authorizer = event.get("authorizer");
        api.add(new DeployedRoute(
                verb,
                slashed,
                integration,
                authorizer == null ? Authorization.NONE : restAuthorizer(api, authorizer),
                event.flag("private"),
                List.of(),
                event.place()));
        Item cors = event.get("cors");
        if (cors != null && !"false".equalsIgnoreCase(cors.text().known())) {
            preflights
                    .computeIfAbsent(slashed, key -> new ServerlessCors(cors.place()))
                    .add(cors, verb, HEADERS);
        }
    }

    private Authorization restAuthorizer(RestDraft api, Item authorizer) {
        Place place = authorizer.place();
        String text = authorizer.isText() ? authorizer.text().known() : null;
        String type = authorizer.string("type");
        if ("aws_iam".equalsIgnoreCase(text) || "aws_iam".equalsIgnoreCase(type)) {
            return new Authorization(Authorization.Kind.IAM, null, List.of(), place);
        }
        Value<String> arn = Item.first(
                authorizer.value("arn"),
                authorizer.isText() && (text == null || text.startsWith("arn:")) ? authorizer.text() : null);
        Value<String> named = authorizer.value("name");
        Value<String> id = authorizer.value("authorizerId");
        String name = Item.first(
                named == null ? null : named.known(),
                text != null && !text.startsWith("arn:") ? text : null,
                arn == null ? null : stack.functionNames().of(arn),
                id == null ? null : Stack.component(id),
                "authorizer" + (api.authorizers.size() + 1));
        boolean pool = "COGNITO_USER_POOLS".equalsIgnoreCase(type)
                || (arn != null
                        && (arn.toString().contains(":cognito-idp:")
                                || arn.toString().contains("UserPool")));
        String key = String.valueOf(name);
        if (id != null && stack.resource(key) != null) {
            // An authorizer of the resources, which is read with them.
            return new Authorization(Authorization.Kind.AUTHORIZER, key, authorizer.values("scopes"), place);
        }
        if (!api.authorizers.containsKey(key)) {
            List<Value<String>> sources = AuthorizerItems.commaSeparated(authorizer.values("identitySource"));
            Value<String> validation = authorizer.value("identityValidationExpression");
            DeployedAuthorizer made = pool
                    ? authorizers.cognito(key, arn == null ? List.of() : List.of(arn), sources, validation, place)
                    : authorizers.restLambda(
                            key,
                            !"request".equalsIgnoreCase(type),
                            arn == null ? function(key, place) : arn,
                            sources.isEmpty()
                                    ? List.of(Value.byDefault("method.request.header.Authorization"))
                                    : sources,
                            validation,
                            authorizer.number("resultTtlInSeconds"),
                            place);
            api.authorizers.put(key, made);
        }
        return new Authorization(Authorization.Kind.AUTHORIZER, key, authorizer.values("scopes"), place);
    }

    /** Returns a value that means the function of that name in this file. */
    private static Value<String> function(String name, Place place) {
        return Value.of(new Symbol(name, Symbol.ARN), place);
    }

    private HttpDraft httpDraft(Place place) {
        return stack.httpApis().computeIfAbsent(HTTP, id -> {
            HttpDraft api = new HttpDraft(id, place);
            Item listed = root.get("provider", "httpApi", "authorizers");
            if (listed != null) {
                listed.fields().forEach((name, authorizer) -> {
                    Item resolved = stack.evaluator().resolve(authorizer);
                    api.authorizers.put(name, httpAuthorizer(name, resolved == null ? authorizer : resolved));
                });
            }
            return api;
        });
    }

    private DeployedAuthorizer httpAuthorizer(String name, Item its) {
        if (!"request".equalsIgnoreCase(its.string("type"))) {
            return authorizers.jwt(
                    name, its.value("issuerUrl"), its.values("audience"), its.values("identitySource"), its.place());
        }
        String function = its.string("functionName");
        Value<String> arn = its.value("functionArn");
        return authorizers.httpLambda(
                name,
                arn == null && function != null ? function(function, its.place()) : arn,
                its.values("identitySource"),
                its.number("resultTtlInSeconds"),
                its.valueOr("payloadVersion", "2.0"),
                its.flag("enableSimpleResponses"),
                its.place());
    }

    private void httpApi(String function, Item event) {
        String method = event.string("method");
        String path = event.string("path");
        String text = event.isText() ? event.text().known() : null;
        if (text != null) {
            String[] words = text.strip().split("\\s+", 2);
            method = words.length > 1 ? words[0] : "*";
            path = words[words.length - 1];
        }
        if (path == null) {
            if (!event.isUnknown()) {
                stack.findings().mistake(event.place(), "an httpApi event needs a path");
            }
            return;
        }
        boolean all = path.equals("*") || path.equals("$default");
        String verb = method == null || method.equals("*") ? "ANY" : method.toUpperCase(Locale.ROOT);
        HttpDraft api = httpDraft(event.place());
        Item authorizer = event.get("authorizer");
        Authorization authorization = Authorization.NONE;
        if (authorizer != null) {
            String name = authorizer.isText() ? authorizer.text().known() : authorizer.string("name");
            String type = authorizer.string("type");
            boolean iam = "aws_iam".equalsIgnoreCase(type) || "aws_iam".equalsIgnoreCase(name);
            String id = Stack.component(authorizer.value("id"));
            authorization = iam
                    ? new Authorization(Authorization.Kind.IAM, null, List.of(), authorizer.place())
                    : new Authorization(
                            Authorization.Kind.AUTHORIZER,
                            name == null ? id : name,
                            authorizer.values("scopes"),
                            authorizer.place());
        }
        String slashed = path.startsWith("/") ? path : "/" + path;
        Value<String> payload = root.value("provider", "httpApi", "payload");
        api.add(new DeployedRoute(
                all ? "$default" : verb,
                all ? "" : slashed,
                new Integration.Function(
                        function, payload == null ? Value.byDefault("2.0") : payload, false, event.place()),
                authorization,
                false,
                List.of(),
                event.place()));
    }

    private void httpCors(HttpDraft api) {
        Item cors = root.get("provider", "httpApi", "cors");
        if (cors == null || "false".equalsIgnoreCase(cors.text().known())) {
            return;
        }
        Item resolved = stack.evaluator().resolve(cors);
        Set<String> methods = new LinkedHashSet<>(List.of("OPTIONS"));
        api.routes.values().forEach(route -> {
            if (route.method().equals("ANY") || route.method().equals("$default")) {
                methods.addAll(ANY);
            } else {
                methods.add(route.method());
            }
        });
        api.cors = cors(resolved == null ? cors : resolved, List.copyOf(methods), HEADERS);
    }

    /** Returns the block of an HTTP API or Function URL, with the framework's defaults. */
    private static DeployedCors cors(Item cors, List<String> methods, List<String> defaultHeaders) {
        List<Value<String>> origins = cors.values("allowedOrigins");
        List<Value<String>> headers = cors.values("allowedHeaders");
        List<Value<String>> allowed = cors.values("allowedMethods");
        return new DeployedCors(
                origins.isEmpty() ? List.of(Value.of("*", cors.place())) : origins,
                allowed.isEmpty() ? texts(methods, cors.place()) : allowed,
                headers.isEmpty() ? texts(defaultHeaders, cors.place()) : headers,
                cors.values("exposedResponseHeaders"),
                cors.flagValue("allowCredentials"),
                cors.number("maxAge"),
                cors.place());
    }

    static List<Value<String>> texts(List<String> texts, Place place) {
        List<Value<String>> values = new ArrayList<>();
        texts.forEach(text -> values.add(Value.of(text, place)));
        return values;
    }

    private void url(String function, Item url) {
        String id = ServerlessFile.logicalId(function) + "LambdaFunctionUrl";
        Item cors = url.get("cors");
        boolean none = cors == null || "false".equalsIgnoreCase(cors.text().known());
        stack.fronts()
                .add(new DeployedFunctionUrl(
                        id,
                        List.of(new Endpoint(Value.of(new Symbol(id, Symbol.HOST), url.place()), "", false)),
                        function,
                        Value.of(
                                "aws_iam".equalsIgnoreCase(url.string("authorizer")) ? "AWS_IAM" : "NONE", url.place()),
                        url.valueOr("invokeMode", "BUFFERED"),
                        none || cors == null ? null : cors(cors, List.of("*"), URL_HEADERS),
                        null,
                        url.place()));
    }
}
