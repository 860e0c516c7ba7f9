package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiResponseParameter;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads HTTP APIs among {@code apis}. */
final class HttpApiReader {

    private final Document document;
    private final Setting setting;
    private final UnverifiedBehavior open;

    HttpApiReader(Document document, Setting setting, UnverifiedBehavior open) {
        this.document = document;
        this.setting = setting;
        this.open = open;
    }

    /** What comes before the routes in every path. */
    static String path(Setting setting) {
        if (setting.flag("executeApi")) {
            String stage = setting.text("stage");
            return stage.equals("$default") ? "" : "/" + stage;
        }
        String basePath = setting.textOrNull("basePath");
        return basePath == null || basePath.isEmpty() ? "" : "/" + basePath;
    }

    Front api(FrontParts parts) {
        setting.text("type");
        String stage = setting.text("stage");
        HttpApi.Builder builder = HttpApi.builder()
                .stage(stage, setting.map("stageVariables"))
                .timeout(Duration.ofMillis(setting.number("timeoutInMillis")))
                .unverified(open);
        if (!setting.flag("executeApi")) {
            Setting basePath = setting.find("basePath");
            if (basePath == null) {
                builder.mapping("", stage);
            } else {
                basePath.deployed(() -> builder.mapping(basePath.text(), stage));
            }
        }
        Setting cors = setting.find("cors");
        if (cors != null) {
            builder.cors(cors.deployed(() -> cors(cors)));
        }
        Map<String, HttpApiAuthorizer> authorizers = new LinkedHashMap<>();
        setting.entries("authorizers")
                .forEach((name, authorizer) ->
                        authorizers.put(name, authorizer.deployed(() -> authorizer(name, authorizer, parts))));
        setting.entries("routes")
                .forEach((key, route) -> builder.route(route.deployed(() -> route(key, route, authorizers, parts))));
        return setting.deployed(builder::build);
    }

    private static HttpApiCors cors(Setting cors) {
        HttpApiCors.Builder builder = HttpApiCors.builder()
                .allowOrigins(cors.textArray("allowOrigins"))
                .allowMethods(cors.textArray("allowMethods"))
                .allowHeaders(cors.textArray("allowHeaders"))
                .exposeHeaders(cors.textArray("exposeHeaders"));
        if (cors.flag("allowCredentials")) {
            builder.allowCredentials();
        }
        Integer maxAge = cors.numberOrNull("maxAge");
        return (maxAge == null ? builder : builder.maxAge(Duration.ofSeconds(maxAge))).build();
    }

    private static HttpApiRoute route(
            String key, Setting route, Map<String, HttpApiAuthorizer> authorizers, FrontParts parts) {
        if (route.isText()) {
            return HttpApiRoute.of(key, parts.function(route));
        }
        HttpApiRoute made = HttpApiRoute.of(key, parts.function(route.need("function", "what answers")))
                .with(format(route, "payloadFormatVersion"));
        Setting authorizer = route.find("authorizer");
        if (route.text("authorizationType").equals("AWS_IAM")) {
            if (authorizer != null) {
                throw authorizer.wrong(
                        authorizer.where() + " stands beside authorizationType AWS_IAM: leave one of the two out");
            }
            made = made.with(HttpApiAuthorizer.iam());
        } else if (authorizer != null) {
            made = made.with(FrontParts.named(
                            authorizer,
                            authorizers,
                            authorizer.where() + " is \"" + authorizer.text() + "\", which is not among authorizers: "))
                    .withScopes(route.textArray("authorizationScopes"));
        }
        List<HttpApiResponseParameter> parameters = new ArrayList<>();
        route.entries("responseParameters")
                .forEach((status, changes) -> changes.entries()
                        .forEach((change, value) ->
                                parameters.add(value.deployed(() -> parameter(status, change, value)))));
        return made.with(parameters.toArray(HttpApiResponseParameter[]::new));
    }

    private static HttpApiResponseParameter parameter(String status, String change, Setting value) {
        int header = change.indexOf(":header.");
        String name = header < 0 ? "" : change.substring(header + ":header.".length());
        int code;
        try {
            code = Integer.parseInt(status);
        } catch (NumberFormatException e) {
            throw value.wrong(value.where() + ": \"" + status + "\" is no status code: write 200");
        }
        return switch (header < 0 ? "" : change.substring(0, header)) {
            case "append" -> HttpApiResponseParameter.append(code, name, value.text());
            case "overwrite" -> HttpApiResponseParameter.overwrite(code, name, value.text());
            case "remove" -> {
                value.text();
                yield HttpApiResponseParameter.remove(code, name);
            }
            default ->
                throw value.wrong(
                        value.where() + ": \"" + change
                                + "\" changes no header: write append:header.NAME, overwrite:header.NAME or remove:header.NAME");
        };
    }

    private HttpApiAuthorizer authorizer(String name, Setting authorizer, FrontParts parts) {
        if (authorizer.text("type").equals("JWT")) {
            String issuer = authorizer.textOrNull("issuer");
            HttpApiJwtAuthorizer made = HttpApiJwtAuthorizer.of(
                    name,
                    issuer == null ? "" : issuer,
                    authorizer.texts("audience"),
                    JsonWebKeys.of(document, authorizer));
            List<String> sources = authorizer.texts("identitySource");
            if (sources.size() > 1) {
                throw authorizer.wrong(authorizer.where() + ".identitySource has " + String.join(" and ", sources)
                        + ": a JWT authorizer has one");
            }
            return sources.isEmpty() ? made : made.withIdentitySource(sources.get(0));
        }
        HttpApiLambdaAuthorizer.Builder builder = HttpApiLambdaAuthorizer.builder(
                        name, parts.function(authorizer.need("function", "the one that decides")))
                .format(format(authorizer, "authorizerPayloadFormatVersion"))
                .identitySources(authorizer.textArray("identitySource"))
                .resultTtl(Duration.ofSeconds(authorizer.number("authorizerResultTtlInSeconds")));
        return (authorizer.flag("enableSimpleResponses") ? builder.simpleResponses() : builder).build();
    }

    private static PayloadFormat format(Setting setting, String name) {
        return setting.text(name).equals("1.0") ? PayloadFormat.V1_0 : PayloadFormat.V2_0;
    }
}
