package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestAuthorizer;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads REST APIs among {@code apis}. */
final class RestApiReader {

    private static final String METHOD_HEADER = "method.response.header.";
    private static final String GATEWAY_HEADER = "gatewayresponse.header.";

    private final Document document;
    private final Setting setting;
    private final UnverifiedBehavior open;

    RestApiReader(Document document, Setting setting, UnverifiedBehavior open) {
        this.document = document;
        this.setting = setting;
        this.open = open;
    }

    /** What comes before the resources in every path. */
    static String path(Setting setting) {
        if (setting.flag("executeApi")) {
            return "/" + setting.text("stage");
        }
        String basePath = setting.textOrNull("basePath");
        return basePath == null || basePath.isEmpty() ? "" : "/" + basePath;
    }

    Front api(FrontParts parts) {
        setting.text("type");
        RestApi.Builder builder = RestApi.builder().stage(setting.text("stage")).unverified(open);
        setting.map("stageVariables").forEach(builder::stageVariable);
        if (setting.flag("executeApi")) {
            builder.executeApi(); // a basePath beside it is refused as one that has no effect
        } else {
            String basePath = setting.textOrNull("basePath");
            builder.customDomain(basePath == null ? "" : basePath);
        }
        setting.texts("binaryMediaTypes").forEach(builder::binaryMediaType);
        setting.texts("apiKeys").forEach(builder::apiKey);
        if (setting.text("apiKeySource").equals("AUTHORIZER")) {
            builder.apiKeyFromAuthorizer();
        }
        int timeout = setting.number("timeoutInMillis");
        Setting timeoutSetting = setting.find("timeoutInMillis");
        (timeoutSetting == null ? setting : timeoutSetting).deployed(() -> builder.timeout(Duration.ofMillis(timeout)));
        setting.entries("gatewayResponses")
                .forEach((type, response) ->
                        builder.gatewayResponse(response.deployed(() -> gatewayResponse(type, response))));
        Map<String, RestAuthorizer> authorizers = new LinkedHashMap<>();
        setting.entries("authorizers")
                .forEach((name, authorizer) ->
                        authorizers.put(name, authorizer.deployed(() -> authorizer(name, authorizer, parts))));
        setting.entries("routes").forEach((key, route) -> {
            String[] methodAndPath = key.split(" ", 2);
            if (methodAndPath.length != 2 || !methodAndPath[1].startsWith("/")) {
                throw route.wrong(setting.where() + ".routes: the route \"" + key
                        + "\" is no method and path: write \"GET /orders\" or \"ANY /{proxy+}\"");
            }
            RestMethod method = route.deployed(() -> method(route, authorizers, parts));
            route.deployed(() -> {
                builder.method(methodAndPath[0], methodAndPath[1], method);
                // A resource's path is looked at when an API is built: alone, so that the route is named.
                return RestApi.builder()
                        .method(methodAndPath[0], methodAndPath[1], method)
                        .build();
            });
        });
        return setting.deployed(builder::build);
    }

    private static RestMethod method(Setting route, Map<String, RestAuthorizer> authorizers, FrontParts parts) {
        if (route.isText()) {
            return RestMethod.lambda(parts.function(route));
        }
        Setting mock = route.find("mock");
        RestMethod method;
        if (mock != null) {
            if (route.has("function")) {
                throw route.wrong(route.where() + " has function and mock: leave one of the two out");
            }
            method = RestMethod.mock(mock.deployed(() -> mock(mock)));
        } else {
            method = RestMethod.lambda(parts.function(route.need("function", "what answers; or a \"mock\"")));
        }
        if (route.text("responseTransferMode").equals("STREAM")) {
            method = method.streaming();
        }
        Setting authorizer = route.find("authorizer");
        if (route.text("authorizationType").equals("AWS_IAM")) {
            if (authorizer != null) {
                throw authorizer.wrong(
                        authorizer.where() + " stands beside authorizationType AWS_IAM: leave one of the two out");
            }
            method = method.iam();
        } else if (authorizer != null) {
            method = method.authorizer(
                    FrontParts.named(
                            authorizer,
                            authorizers,
                            authorizer.where() + " is \"" + authorizer.text() + "\", which is not among authorizers: "),
                    route.textArray("authorizationScopes"));
        }
        return route.flag("apiKeyRequired") ? method.apiKeyRequired() : method;
    }

    private static RestMock mock(Setting mock) {
        RestMock.Builder builder =
                RestMock.builder().passthroughBehavior(mock.constant("passthroughBehavior", PassthroughBehavior.class));
        if (mock.has("contentHandling")) {
            builder.contentHandling(mock.constant("contentHandling", ContentHandling.class));
        }
        Map<String, String> headers = headers(mock);
        if (!mock.has("integrationResponses")) {
            int status = mock.number("statusCode");
            builder.requestTemplate("application/json", "{\"statusCode\": " + status + "}");
            builder.methodResponse(status, headers.keySet().toArray(String[]::new));
            RestMockResponse response = RestMockResponse.of(status);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                response = response.parameter(METHOD_HEADER + header.getKey(), "'" + header.getValue() + "'");
            }
            return builder.response(response).build();
        }
        if (!headers.isEmpty()) {
            throw mock.wrong(
                    mock.where() + " has " + headers.keySet().iterator().next()
                            + " in short beside integrationResponses: write it as one of their responseParameters");
        }
        mock.map("requestTemplates").forEach(builder::requestTemplate);
        mock.entries("methodResponses").forEach((status, declared) -> {
            try {
                builder.methodResponse(
                        Integer.parseInt(status), declared.texts().toArray(String[]::new));
            } catch (NumberFormatException e) {
                throw declared.wrong(declared.where() + ": \"" + status + "\" is no status code: write 200");
            }
        });
        for (Setting response : mock.items("integrationResponses")) {
            builder.response(response.deployed(() -> response(response)));
        }
        return builder.build();
    }

    private static RestMockResponse response(Setting response) {
        RestMockResponse made = RestMockResponse.of(response.number("statusCode"));
        String pattern = response.textOrNull("selectionPattern");
        if (pattern != null) {
            made = made.selectionPattern(pattern);
        }
        for (Map.Entry<String, String> parameter :
                response.map("responseParameters").entrySet()) {
            made = made.parameter(parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> template :
                response.map("responseTemplates").entrySet()) {
            made = made.template(template.getKey(), template.getValue());
        }
        return response.has("contentHandling")
                ? made.contentHandling(response.constant("contentHandling", ContentHandling.class))
                : made;
    }

    private RestGatewayResponse gatewayResponse(String type, Setting response) {
        Map<String, String> parameters = new LinkedHashMap<>();
        headers(response).forEach((name, value) -> parameters.put(GATEWAY_HEADER + name, "'" + value + "'"));
        parameters.putAll(response.map("responseParameters"));
        RestGatewayResponse made = new RestGatewayResponse(
                RestResponseType.valueOf(type),
                response.numberOrNull("statusCode"),
                parameters,
                response.map("responseTemplates"));
        // Parameters are looked at when an API is built: alone, so that the response is named.
        RestApi.builder().unverified(open).gatewayResponse(made).build();
        return made;
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

    private RestAuthorizer authorizer(String name, Setting authorizer, FrontParts parts) {
        RestAuthorizer.Kind kind = authorizer.constant("type", RestAuthorizer.Kind.class);
        List<String> sources = new ArrayList<>();
        for (String source : authorizer.texts("identitySource")) {
            for (String one : source.split(",", -1)) {
                sources.add(one.strip());
            }
        }
        if (sources.isEmpty() && kind != RestAuthorizer.Kind.REQUEST) {
            sources.add("method.request.header.Authorization");
        }
        if (kind == RestAuthorizer.Kind.COGNITO_USER_POOLS) {
            String issuer = authorizer.need("issuer", "the user pool's").text();
            return new RestAuthorizer(
                    name,
                    kind,
                    null,
                    sources,
                    authorizer.textOrNull("identityValidationExpression"),
                    Duration.ZERO,
                    JsonWebKeys.of(document, authorizer),
                    issuer);
        }
        return new RestAuthorizer(
                name,
                kind,
                parts.function(authorizer.need("function", "the one that decides")),
                sources,
                kind == RestAuthorizer.Kind.TOKEN ? authorizer.textOrNull("identityValidationExpression") : null,
                Duration.ofSeconds(authorizer.number("authorizerResultTtlInSeconds")),
                null,
                null);
    }
}
