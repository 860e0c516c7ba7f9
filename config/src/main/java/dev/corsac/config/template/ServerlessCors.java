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

    private static final List<String> ANY = List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT");

    private final Place place;
    private List<Value<String>> origins = List.of();
    private List<Value<String>> headers = List.of();
    private List<String> methods = List.of();
    private boolean credentials;

    /** The origin of the last event that has one; the framework sends it unless a list of origins is given. */
    private @Nullable Value<String> origin;

    private @Nullable Value<String> maxAge;

    private @Nullable Value<String> cacheControl;

    ServerlessCors(Place place) {
        this.place = place;
    }

    /** Adds the {@code cors} of an event: its members come before those of the events before it. */
    void add(Item cors, String method, List<String> defaultHeaders) {
        List<Value<String>> given = cors.values("origins");
        origins = union(given, origins);
        Value<String> own = cors.value("origin");
        origin = own != null ? own : given.isEmpty() ? Value.of("*", cors.place()) : null;
        List<Value<String>> names = cors.values("headers");
        headers = union(names.isEmpty() ? ServerlessEvents.texts(defaultHeaders, cors.place()) : names, headers);
        Set<String> all = new LinkedHashSet<>();
        cors.values("methods").forEach(name -> all.add(name.or("")));
        all.add("OPTIONS");
        all.add(method);
        all.addAll(methods);
        methods = List.copyOf(all);
        credentials |= cors.flag("allowCredentials");
        Value<String> age = cors.value("maxAge");
        maxAge = age == null ? maxAge : age;
        Value<String> cache = cors.value("cacheControl");
        cacheControl = cache == null ? cacheControl : cache;
    }

    private static List<Value<String>> union(List<Value<String>> first, List<Value<String>> more) {
        List<Value<String>> all = new ArrayList<>(first);
        for (Value<String> one : more) {
            if (all.stream().noneMatch(one::same)) {
                all.add(one);
            }
        }
        return all;
    }

    /** Returns the origins that the response's template compares with; none where one origin is always sent. */
    private List<Value<String>> compared() {
        Value<String> last = origin;
        List<Value<String>> listed = last == null ? List.of() : Value.split(last, "\\s*,\\s*");
        return listed.size() > 1 ? listed : origins;
    }

    void addTo(RestDraft api, String path) {
        if (api.routes.containsKey("OPTIONS " + path)) {
            return;
        }
        Map<String, Value<String>> lines = new LinkedHashMap<>();
        List<Value<String>> compared = compared();
        Value<String> last = origin;
        List<Value<String>> sent = compared.isEmpty() && last != null ? List.of(last) : compared.subList(0, 1);
        lines.put("Access-Control-Allow-Origin", quoted(sent));
        lines.put("Access-Control-Allow-Headers", quoted(headers));
        List<String> named = new ArrayList<>();
        methods.forEach(method -> named.addAll(method.equals("ANY") ? ANY : List.of(method)));
        lines.put("Access-Control-Allow-Methods", quoted(ServerlessEvents.texts(named, place)));
        if (credentials) {
            lines.put("Access-Control-Allow-Credentials", Value.of("'true'", place));
        }
        Value<String> age = maxAge;
        if (age != null) {
            lines.put("Access-Control-Max-Age", quoted(List.of(age)));
        }
        Value<String> cache = cacheControl;
        if (cache != null) {
            lines.put("Cache-Control", quoted(List.of(cache)));
        }
        Map<String, Value<String>> parameters = new LinkedHashMap<>();
        lines.forEach((name, value) -> parameters.put("method.response.header." + name, value));
        Integration.Responses responses = new Integration.Responses(
                PassthroughBehavior.WHEN_NO_MATCH,
                ContentHandling.CONVERT_TO_TEXT,
                Map.of("application/json", Value.of("{statusCode:200}", place)),
                Map.of(200, List.copyOf(lines.keySet())),
                List.of(new Integration.Response(200, null, parameters, template(compared), null, place)));
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

    /** Returns the response's template, which sends the origin that asked if it is one of the list. */
    private Map<String, Value<String>> template(List<Value<String>> compared) {
        if (compared.isEmpty()) {
            return Map.of();
        }
        List<Value<String>> parts = new ArrayList<>();
        parts.add(Value.of(
                "#set($origin = $input.params(\"Origin\"))\n#if($origin == \"\")"
                        + " #set($origin = $input.params(\"origin\")) #end\n#if(",
                place));
        for (int i = 0; i < compared.size(); i++) {
            String known = compared.get(i).known();
            parts.add(Value.of((i == 0 ? "" : " || ") + "$origin.matches(\"", place));
            parts.add(known == null ? compared.get(i) : Value.of(escaped(known), place));
            parts.add(Value.of("\")", place));
        }
        parts.add(
                Value.of(") #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end", place));
        return Map.of("application/json", Value.joined(parts, place));
    }

    /** Returns a pattern: a dot is itself, and the first star stands for one character or more. */
    private static String escaped(String origin) {
        String dots = Pattern.compile("[.]").matcher(origin).replaceAll("[.]");
        int star = dots.indexOf('*');
        return star < 0 ? dots : dots.substring(0, star) + ".+" + dots.substring(star + 1);
    }
}
