package dev.corsac.config.template;

import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.rest.RestMock.ContentHandling;
import dev.corsac.gateway.rest.RestMock.PassthroughBehavior;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The preflights of one path, as the Serverless Framework writes them for all events of the path together. */
final class ServerlessCors {

    private final Place place;
    private final List<Value<String>> origins = new ArrayList<>();
    private final List<Value<String>> headers = new ArrayList<>();
    private final Set<String> methods = new LinkedHashSet<>(List.of("OPTIONS"));
    private boolean credentials;

    private @Nullable Value<String> maxAge;

    ServerlessCors(Place place) {
        this.place = place;
    }

    /** Adds the {@code cors} of an event. */
    void add(Item cors, String method, List<String> defaultHeaders, List<String> any) {
        List<Value<String>> given = new ArrayList<>();
        cors.values("origin").forEach(origin -> given.addAll(Value.split(origin, "\\s*,\\s*")));
        given.addAll(cors.values("origins"));
        add(origins, given.isEmpty() ? List.of(Value.of("*", cors.place())) : given);
        List<Value<String>> names = cors.values("headers");
        add(headers, names.isEmpty() ? ServerlessEvents.texts(defaultHeaders, cors.place()) : names);
        cors.values("methods").forEach(name -> methods.add(name.or("")));
        if (method.equals("ANY")) {
            methods.addAll(any);
        } else {
            methods.add(method);
        }
        credentials |= cors.flag("allowCredentials");
        Value<String> age = cors.value("maxAge");
        maxAge = age == null ? maxAge : age;
    }

    private static void add(List<Value<String>> all, List<Value<String>> more) {
        for (Value<String> one : more) {
            if (all.stream().noneMatch(one::same)) {
                all.add(one);
            }
        }
    }

    void addTo(RestDraft api, String path) {
        if (api.routes.containsKey("OPTIONS " + path)) {
            return;
        }
        Map<String, Value<String>> lines = new LinkedHashMap<>();
        lines.put("Access-Control-Allow-Origin", quoted(origins.subList(0, 1)));
        lines.put("Access-Control-Allow-Headers", quoted(headers));
        lines.put("Access-Control-Allow-Methods", quoted(ServerlessEvents.texts(List.copyOf(methods), place)));
        if (credentials) {
            lines.put("Access-Control-Allow-Credentials", Value.of("'true'", place));
        }
        Value<String> age = maxAge;
        if (age != null) {
            lines.put("Access-Control-Max-Age", quoted(List.of(age)));
        }
        Map<String, Value<String>> parameters = new LinkedHashMap<>();
        lines.forEach((name, value) -> parameters.put("method.response.header." + name, value));
        Integration.Responses responses = new Integration.Responses(
                PassthroughBehavior.WHEN_NO_MATCH,
                ContentHandling.CONVERT_TO_TEXT,
                Map.of("application/json", Value.of("{statusCode:200}", place)),
                Map.of(200, List.copyOf(lines.keySet())),
                List.of(new Integration.Response(200, null, parameters, template(), null, place)));
        api.add(new DeployedRoute(
                "OPTIONS", path, new Integration.Mock(responses, place), Authorization.NONE, false, List.of(), place));
    }

    private Value<String> quoted(List<Value<String>> values) {
        List<Value<String>> parts = new ArrayList<>(List.of(Value.of("'", place)));
        for (int i = 0; i < values.size(); i++) {
            parts.add(Value.of(i == 0 ? "" : ",", place));
            parts.add(values.get(i));
        }
        parts.add(Value.of("'", place));
        return Value.joined(parts, place);
    }

    /** Of several origins the response's template sends the one that asked. */
    private Map<String, Value<String>> template() {
        if (origins.size() < 2) {
            return Map.of();
        }
        List<Value<String>> parts = new ArrayList<>();
        parts.add(Value.of(
                "#set($origin = $input.params(\"Origin\"))\n#if($origin == \"\")"
                        + " #set($origin = $input.params(\"origin\")) #end\n#if(",
                place));
        for (int i = 0; i < origins.size(); i++) {
            String known = origins.get(i).known();
            parts.add(Value.of((i == 0 ? "" : " || ") + "$origin.matches(\"", place));
            parts.add(known == null ? origins.get(i) : Value.of(known.equals("*") ? ".*" : escaped(known), place));
            parts.add(Value.of("\")", place));
        }
        parts.add(
                Value.of(") #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end", place));
        return Map.of("application/json", Value.joined(parts, place));
    }

    private static String escaped(String origin) {
        return Pattern.compile("[.]").matcher(origin).replaceAll("[.]");
    }
}
