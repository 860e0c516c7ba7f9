package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedAuthorizer.Kind;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes authorizers of what the formats say alike. */
final class AuthorizerItems {

    private static final String HEADER = "method.request.header.";

    private final FunctionNames functions;
    private final TemplateMessages findings;

    AuthorizerItems(FunctionNames functions, TemplateMessages findings) {
        this.functions = functions;
        this.findings = findings;
    }

    /** Returns who may call a route or method, of a REST or an HTTP API. */
    static Authorization authorization(Resource route) {
        Item properties = route.properties();
        String type = properties.string("AuthorizationType");
        if ("AWS_IAM".equals(type)) {
            return new Authorization(Authorization.Kind.IAM, null, List.of(), route.place());
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
                route.place());
    }

    /** Returns a Lambda authorizer of a REST API. */
    DeployedAuthorizer restLambda(
            String name,
            boolean token,
            @Nullable Value<String> function,
            List<Value<String>> sources,
            @Nullable Value<String> validation,
            @Nullable Value<Integer> ttl,
            Place place) {
        return DeployedAuthorizer.builder(name, token ? Kind.TOKEN : Kind.REQUEST, place)
                .function(function(name, function, place))
                .identitySources(
                        token && sources.isEmpty() ? List.of(Value.byDefault(HEADER + "Authorization")) : sources)
                .validation(given(validation))
                .ttl(ttl != null ? ttl : Value.byDefault(!token && sources.isEmpty() ? 0 : 300))
                .build();
    }

    /** Returns an expression; null for an empty one, as a Terraform state has it. */
    private static @Nullable Value<String> given(@Nullable Value<String> validation) {
        return validation == null || "".equals(validation.known()) ? null : validation;
    }

    private @Nullable String function(String name, @Nullable Value<String> function, Place place) {
        String id = functions.of(function);
        if (id == null) {
            findings.notice(
                    NoticeCode.INTEGRATION_NOT_MODELLED,
                    "the function of the authorizer " + name
                            + " is not part of this template: it refuses every call here",
                    place);
        }
        return id;
    }

    /** Returns an authorizer of a REST API that takes a user pool's tokens. */
    DeployedAuthorizer cognito(
            String name,
            List<Value<String>> pools,
            List<Value<String>> sources,
            @Nullable Value<String> validation,
            Place place) {
        unverifiable(name, place);
        return DeployedAuthorizer.builder(name, Kind.COGNITO_USER_POOLS, place)
                .identitySources(sources.isEmpty() ? List.of(Value.byDefault(HEADER + "Authorization")) : sources)
                .validation(given(validation))
                .issuer(pools.isEmpty() ? null : issuer(pools.get(0), place))
                .build();
    }

    /** Returns the issuer of a user pool's tokens. */
    private static Value<String> issuer(Value<String> pool, Place place) {
        String resource = Stack.component(pool);
        if (resource != null) {
            return Value.joined(
                    List.of(
                            Value.of("https://cognito-idp.", place),
                            Value.of(Symbol.REGION, place),
                            Value.of(".amazonaws.com/", place),
                            Value.of(new Symbol(resource, Symbol.ID), place)),
                    place);
        }
        String known = pool.known();
        int slash = known == null ? -1 : known.lastIndexOf("userpool/");
        if (known == null || slash < 0) {
            return pool;
        }
        String id = known.substring(slash + "userpool/".length());
        int underscore = id.indexOf('_');
        return Value.of(
                "https://cognito-idp." + (underscore < 0 ? "" : id.substring(0, underscore)) + ".amazonaws.com/" + id,
                place);
    }

    private void unverifiable(String name, Place place) {
        findings.notice(
                NoticeCode.TOKEN_NOT_VERIFIABLE,
                "the keys of the authorizer " + name + " are not in this template, so that no token is accepted here",
                place);
    }

    /** Returns an authorizer of an HTTP API that takes an issuer's tokens. */
    DeployedAuthorizer jwt(
            String name,
            @Nullable Value<String> issuer,
            List<Value<String>> audience,
            List<Value<String>> sources,
            Place place) {
        unverifiable(name, place);
        return DeployedAuthorizer.builder(name, Kind.JWT, place)
                .identitySources(
                        sources.isEmpty() ? List.of(Value.byDefault("$request.header.Authorization")) : sources)
                .issuer(issuer)
                .audience(audience)
                .build();
    }

    /** Returns a Lambda authorizer of an HTTP API. */
    DeployedAuthorizer httpLambda(
            String name,
            @Nullable Value<String> function,
            List<Value<String>> sources,
            @Nullable Value<Integer> ttl,
            Value<String> format,
            boolean simple,
            Place place) {
        return DeployedAuthorizer.builder(name, Kind.REQUEST, place)
                .function(function(name, function, place))
                .identitySources(sources)
                .ttl(ttl == null ? Value.byDefault(0) : ttl)
                .payloadFormat(format)
                .simpleResponses(simple)
                .build();
    }

    /** Returns identity sources that are written in one text, with commas between. */
    static List<Value<String>> commaSeparated(List<Value<String>> sources) {
        List<Value<String>> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(Value.split(source, "\\s*,\\s*")));
        return all;
    }

    /**
     * Reads an authorizer of an OpenAPI document's security scheme; null if it is not one of API Gateway's.
     *
     * @param http whether the document is an HTTP API's
     */
    @Nullable
    DeployedAuthorizer openApi(String name, Item scheme, boolean http) {
        Item authorizer = scheme.get("x-amazon-apigateway-authorizer");
        String type = authorizer == null ? null : authorizer.string("type");
        if (authorizer == null || type == null) {
            return null;
        }
        Place place = scheme.place();
        List<Value<String>> sources = commaSeparated(authorizer.values("identitySource"));
        if (http) {
            if (type.equals("jwt")) {
                return jwt(
                        name,
                        authorizer.value("jwtConfiguration", "issuer"),
                        authorizer.values("jwtConfiguration", "audience"),
                        sources,
                        place);
            }
            return httpLambda(
                    name,
                    authorizer.value("authorizerUri"),
                    sources,
                    authorizer.number("authorizerResultTtlInSeconds"),
                    authorizer.valueOr("authorizerPayloadFormatVersion", "1.0"),
                    authorizer.flag("enableSimpleResponses"),
                    place);
        }
        String header = scheme.string("name");
        List<Value<String>> named = "header".equals(scheme.string("in")) && header != null && !header.equals("Unused")
                ? List.of(Value.of(HEADER + header, place))
                : List.of();
        if (type.equalsIgnoreCase("cognito_user_pools")) {
            return cognito(
                    name,
                    authorizer.values("providerARNs"),
                    named,
                    authorizer.value("identityValidationExpression"),
                    place);
        }
        boolean token = type.equalsIgnoreCase("token");
        return restLambda(
                name,
                token,
                authorizer.value("authorizerUri"),
                token ? named : sources,
                authorizer.value("identityValidationExpression"),
                authorizer.number("authorizerResultTtlInSeconds"),
                place);
    }

    /** Returns identity sources of SAM's {@code Identity} of a REST or HTTP API. */
    static List<Value<String>> samIdentity(Item identity, boolean http) {
        Map<String, String> prefixes = http
                ? Map.of(
                        "Headers", "$request.header.",
                        "QueryStrings", "$request.querystring.",
                        "Context", "$context.",
                        "StageVariables", "$stageVariables.")
                : Map.of(
                        "Headers", HEADER,
                        "QueryStrings", "method.request.querystring.",
                        "Context", "context.",
                        "StageVariables", "stageVariables.");
        List<Value<String>> sources = new ArrayList<>();
        for (String kind : List.of("Headers", "QueryStrings", "StageVariables", "Context")) {
            for (Value<String> name : identity.values(kind)) {
                sources.add(Value.joined(
                        List.of(Value.of(String.valueOf(prefixes.get(kind)), name.place()), name), name.place()));
            }
        }
        return sources;
    }
}
