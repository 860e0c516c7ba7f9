package dev.corsac.config;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What an entry of {@code apis} has, be it a REST or an HTTP API: a base path, authorizers, and routes that name them. */
final class ApiEntries {

    private final Document document;
    private final Setting setting;

    /** The names of authorizers that routes may refer to. */
    private final Map<String, String> names = new LinkedHashMap<>();

    ApiEntries(Document document, Setting setting) {
        this.document = document;
        this.setting = setting;
    }

    /** Returns what comes before the routes in every path under a domain name. */
    static String basePath(Setting setting) {
        String basePath = setting.textOrNull("basePath");
        return basePath == null || basePath.isEmpty() ? "" : "/" + basePath;
    }

    /** Lets routes name the authorizers of a template. */
    void addNames(List<DeployedAuthorizer> ofTemplate) {
        ofTemplate.forEach(authorizer -> names.put(authorizer.name(), authorizer.name()));
    }

    List<DeployedAuthorizer> authorizers(BiFunction<String, Setting, DeployedAuthorizer> reader) {
        setting.entries("authorizers").keySet().forEach(name -> names.put(name, name));
        return read("authorizers", reader);
    }

    /** Reads the routes; the authorizers come first. */
    List<DeployedRoute> routes(BiFunction<String, Setting, DeployedRoute> reader) {
        return read("routes", reader);
    }

    private <T> List<T> read(String name, BiFunction<String, Setting, T> reader) {
        List<T> read = new ArrayList<>();
        setting.entries(name).forEach((key, entry) -> {
            @Nullable T made = document.attempt(() -> reader.apply(key, entry));
            if (made != null) {
                read.add(made);
            }
        });
        return read;
    }

    /** Returns the stage variables of a template with those of the entry in addition or instead. */
    static Map<String, Value<String>> over(Map<String, Value<String>> template, Map<String, Value<String>> own) {
        Map<String, Value<String>> variables = new LinkedHashMap<>(template);
        variables.putAll(own);
        return variables;
    }

    /** Reads who may call a route. */
    Authorization authorization(Setting route) {
        Setting authorizer = route.find("authorizer");
        if (route.text("authorizationType").equals("AWS_IAM")) {
            if (authorizer != null) {
                throw authorizer.wrong(authorizer.where()
                        + " cannot be combined with authorizationType AWS_IAM. Remove one of the two");
            }
            return new Authorization(Authorization.Kind.IAM, null, List.of(), route.place());
        }
        if (authorizer == null) {
            return Authorization.NONE;
        }
        String name = Known.named(
                authorizer,
                names,
                authorizer.where() + " is \"" + authorizer.text() + "\", which is not among authorizers: ");
        return new Authorization(
                Authorization.Kind.AUTHORIZER, name, route.values("authorizationScopes"), authorizer.place());
    }
}
