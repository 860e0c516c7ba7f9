package dev.corsac.config.generate;

import dev.corsac.CorsPolicyException;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes plans: of a deployment that a file describes, or of options only. Not thread-safe. */
public final class PlanReader {

    private static final String JAVA = "java21";
    private static final String ORIGINS = "ALLOWED_ORIGINS";

    private final PlanOptions options;
    private final Deployment deployment;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean mocks;

    private PlanReader(PlanOptions options, Deployment deployment) {
        this.options = options;
        this.deployment = deployment;
    }

    /**
     * A plan and what is left out of it.
     *
     * @param notes a sentence or two each
     */
    public record Result(InfrastructurePlan plan, List<String> notes) {
        /** Copies the list. */
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Makes a plan of what a file deploys.
     *
     * @throws ConfigurationException with a line for each problem
     */
    public static Result read(Deployment deployment, PlanOptions options) {
        PlanReader reader = new PlanReader(options, deployment);
        InfrastructurePlan plan = reader.plan();
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", reader.problems));
        }
        return new Result(plan, reader.notes);
    }

    /**
     * Makes a plan of one function, which has every route unless options name some.
     *
     * @throws ConfigurationException with a line for each problem
     */
    public static Result read(PlanOptions options) {
        PlanReader reader = new PlanReader(options, Deployment.EMPTY);
        InfrastructurePlan plan = reader.single();
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", reader.problems));
        }
        return new Result(plan, reader.notes);
    }

    private InfrastructurePlan single() {
        String handler = options.handler();
        FrontKind byDefault = isSameOrigin() ? FrontKind.HTTP_API : FrontKind.REST_API;
        FrontKind front = options.front() == null ? byDefault : options.front();
        if (handler == null) {
            throw new ConfigurationException(
                    "the function's handler is missing. Name it with --handler com.example.Orders, or a file with --from");
        }
        String type = handler.substring(handler.lastIndexOf('.') + 1).replaceAll("::.*", "");
        String id = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        PlannedPolicy policy = isSameOrigin() ? null : policy(options.policy(), "the policy");
        PlannedFunction function = new PlannedFunction(
                id, runtime(JAVA), handler, code(null), 1024, 15, policy, options.layer(), List.of());
        List<PlannedRoute> routes = new ArrayList<>();
        if (front != FrontKind.FUNCTION_URL) {
            for (String key : options.routes().isEmpty() ? List.of("ANY /", "ANY /{proxy+}") : options.routes()) {
                route(key, id, routes);
            }
        }
        return new InfrastructurePlan(
                options.name() == null ? id : options.name(),
                front,
                preflights(front, policy == null ? List.of() : List.of(policy)),
                List.of(function),
                routes,
                List.of(),
                stage(front, "live"),
                List.of(),
                options.errorOrigin());
    }

    /** Returns whether no policy is needed. */
    private boolean isSameOrigin() {
        return options.form() == InfrastructureForm.SAME_ORIGIN;
    }

    private void route(String key, String function, List<PlannedRoute> routes) {
        String[] parts = key.strip().split("\\s+", -1);
        if (parts.length == 1 && parts[0].equals("$default")) {
            routes.add(new PlannedRoute("$default", "", function));
        } else if (parts.length == 2
                && parts[0].matches("(?i)any|get|head|post|put|patch|delete|options")
                && parts[1].startsWith("/")) {
            routes.add(new PlannedRoute(parts[0].toUpperCase(Locale.ROOT), parts[1], function));
        } else {
            problems.add(
                    "the route \"" + key + "\" is not a method and a path. Write one such as \"GET /orders/{id}\"");
        }
    }

    private InfrastructurePlan plan() {
        DeployedFront front = front();
        FrontKind kind = options.front() == null ? front.kind() : options.front();
        List<DeployedRoute> routes = front.routes();
        List<DeployedAuthorizer> authorizers = front.authorizers();
        List<Value<String>> binary = List.of();
        Value<String> stage = Value.byDefault("live");
        DeployedCors cors = null;
        if (front instanceof DeployedRestApi api) {
            binary = api.binaryMediaTypes();
            stage = api.stage();
        } else if (front instanceof DeployedHttpApi api) {
            cors = api.cors();
            stage = api.stage();
        }
        if (kind != front.kind()) {
            problems.add(
                    front.place()
                            .says(
                                    front.id() + " is a " + front.kind().word() + ": --front "
                                            + "works only without --from, since the two have different routes and authorizers. Leave it out"));
        }
        Set<String> ids = new LinkedHashSet<>();
        List<PlannedRoute> planned = new ArrayList<>();
        for (DeployedRoute route : routes) {
            PlannedRoute made = route(route, authorizers);
            if (made != null) {
                planned.add(made);
                ids.add(made.function());
            }
        }
        Map<String, DeployedCors> blocks = new LinkedHashMap<>();
        if (front instanceof DeployedFunctionUrl) {
            for (DeployedFront each : deployment.fronts()) {
                if (each instanceof DeployedFunctionUrl url) {
                    ids.add(url.function());
                    if (url.cors() != null) {
                        blocks.put(url.function(), url.cors());
                    }
                    if (!isSameOrigin() && !"NONE".equals(url.authType().known())) {
                        problems.add(url.authType()
                                .place()
                                .says("the URL of " + url.function()
                                        + " asks for a signature, which a page cannot make, and its preflights have none. Generate"
                                        + " an API in front of the function, or same-origin"));
                    }
                }
            }
        } else if (cors != null) {
            for (String id : ids) {
                blocks.put(id, cors);
            }
        }
        List<PlannedFunction> functions = new ArrayList<>();
        for (String id : ids) {
            function(id, blocks.get(id), functions);
        }
        List<PlannedAuthorizer> guards = new ArrayList<>();
        for (DeployedAuthorizer authorizer : authorizers) {
            guards.add(authorizer(authorizer));
            String id = authorizer.function();
            if (id != null && ids.add(id)) {
                function(id, null, functions);
            }
        }
        List<PlannedPolicy> policies = new ArrayList<>();
        for (PlannedFunction function : functions) {
            if (function.policy() != null) {
                policies.add(function.policy());
            }
        }
        return new InfrastructurePlan(
                options.name() == null ? front.id() : options.name(),
                kind,
                preflights(kind, policies),
                functions,
                planned,
                guards,
                stage(kind, text(stage, "the stage", "live")),
                binary.stream()
                        .map(type -> text(type, "a binary media type", "*/*"))
                        .toList(),
                options.errorOrigin());
    }

    private String stage(FrontKind front, String byDefault) {
        String given = options.stage();
        return given != null ? given : front == FrontKind.HTTP_API ? "$default" : byDefault;
    }

    /** A MOCK where there was one; else an HTTP API's own configuration if it can be the policy; else the function. */
    private Preflights preflights(FrontKind front, List<PlannedPolicy> policies) {
        Preflights given = options.preflights();
        if (given != null) {
            return given;
        }
        boolean expressible = !policies.isEmpty()
                && policies.stream().distinct().count() == 1
                && CorsLayout.httpProblem(policies.get(0)) == null;
        boolean byFront = front == FrontKind.HTTP_API ? expressible : mocks;
        return byFront ? Preflights.FRONT : Preflights.FUNCTION;
    }

    private DeployedFront front() {
        List<DeployedFront> all = deployment.fronts().stream()
                .filter(front -> front instanceof DeployedRestApi
                        || front instanceof DeployedHttpApi
                        || front instanceof DeployedFunctionUrl)
                .toList();
        String name = options.api();
        List<DeployedFront> named = all.stream()
                .filter(front -> name == null || front.id().equals(name))
                .toList();
        boolean urls = named.stream().allMatch(DeployedFunctionUrl.class::isInstance);
        if (named.isEmpty()) {
            throw new ConfigurationException(
                    name == null
                            ? "the file has neither an API nor a Function URL. Name one that has, or use --handler"
                            : "the file has no API named " + name + ". There " + (all.size() == 1 ? "is " : "are ")
                                    + ids(all));
        }
        if (named.size() > 1 && !urls) {
            throw new ConfigurationException("the file has several APIs: " + ids(named) + ". Name one with --api");
        }
        return named.get(0);
    }

    private static String ids(List<DeployedFront> fronts) {
        return String.join(", ", fronts.stream().map(DeployedFront::id).toList());
    }

    private @Nullable PlannedRoute route(DeployedRoute route, List<DeployedAuthorizer> authorizers) {
        if (!(route.integration() instanceof Integration.Function function)) {
            boolean preflight = route.method().equals("OPTIONS");
            mocks |= preflight;
            if (!preflight) {
                notes.add(route.key() + " is left out: only routes to functions are written.");
            }
            return null;
        }
        DeployedRoute.Authorization authorization = route.authorization();
        String name = authorization.authorizer();
        List<String> scopes = authorization.scopes().stream()
                .map(scope -> text(scope, "a scope of " + route.key(), ""))
                .toList();
        if (name != null && authorizers.stream().noneMatch(each -> each.name().equals(name))) {
            problems.add(authorization
                    .place()
                    .says(route.key() + " has the authorizer " + name + ", which is not in the file. Add it"));
        }
        return new PlannedRoute(
                route.method(),
                route.path(),
                function.function(),
                new Access(
                        authorization.kind() == DeployedRoute.Authorization.Kind.IAM,
                        name,
                        scopes,
                        route.apiKeyRequired()),
                function.payloadFormat().or("2.0"));
    }

    private PlannedAuthorizer authorizer(DeployedAuthorizer authorizer) {
        PlannedAuthorizer.Kind kind = switch (authorizer.kind()) {
            case TOKEN -> PlannedAuthorizer.Kind.TOKEN;
            case REQUEST -> PlannedAuthorizer.Kind.REQUEST;
            case COGNITO_USER_POOLS -> PlannedAuthorizer.Kind.USER_POOL;
            case JWT -> PlannedAuthorizer.Kind.JWT;
        };
        String what = "the authorizer " + authorizer.name();
        boolean tokens = kind == PlannedAuthorizer.Kind.USER_POOL || kind == PlannedAuthorizer.Kind.JWT;
        Value<String> issuer = authorizer.issuer();
        Value<String> validation = authorizer.validation();
        if (!tokens && authorizer.function() == null) {
            problems.add(authorizer.place().says("the function of " + what + " is not in the file. Add it"));
        }
        if (tokens && (issuer == null || issuer.known() == null)) {
            problems.add(authorizer.place().says("the issuer of " + what + " is not a text in the file. Write it"));
        }
        PlannedAuthorizer made = new PlannedAuthorizer(
                authorizer.name(),
                kind,
                authorizer.function(),
                authorizer.identitySources().stream()
                        .map(source -> text(source, "an identity source of " + what, ""))
                        .toList(),
                validation == null ? null : text(validation, "the validation expression of " + what, ""),
                authorizer.ttl().or(0),
                issuer == null ? null : issuer.or("https://unknown.invalid"),
                authorizer.audience().stream()
                        .map(each -> text(each, "an audience of " + what, ""))
                        .toList(),
                authorizer.payloadFormat().or("1.0"),
                authorizer.simpleResponses());
        if (kind == PlannedAuthorizer.Kind.USER_POOL && issuer != null && issuer.known() != null) {
            try {
                made.pool(true);
            } catch (IllegalArgumentException e) {
                problems.add(authorizer.place().says(what + ": " + e.getMessage()));
            }
        }
        return made;
    }

    /** Returns the text of a value; if it is not known, adds a problem and returns another. */
    private String text(Value<String> value, String what, String otherwise) {
        String known = value.known();
        if (known == null) {
            problems.add(value.place()
                    .says(what + " is " + value + ", which is not a text. Write it, or give the parameter"
                            + " with --parameter"));
            return otherwise;
        }
        return known;
    }

    private void function(String id, @Nullable DeployedCors block, List<PlannedFunction> functions) {
        DeployedFunction function = deployment.function(id);
        if (function == null) {
            problems.add("the function " + id + " is not in the file. Add it");
            return;
        }
        Map<String, String> policy = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        function.environment().forEach((name, value) -> {
            boolean replaced = isSameOrigin() || options.policy().containsKey(name);
            if (!PlannedPolicy.isVariable(name)) {
                others.add(name);
            } else if (!replaced) {
                policy.put(name, text(value, name + " of " + id, ""));
            }
        });
        boolean own = !isSameOrigin() && function.environment().containsKey(ORIGINS);
        if (!own && block != null && !isSameOrigin()) {
            policy.putAll(variables(block));
        }
        boolean any = "*".equals(policy.get(ORIGINS));
        if (own || (block != null && !isSameOrigin())) {
            Map<String, String> given = new LinkedHashMap<>(options.policy());
            if (any) {
                // A policy for every origin stays one: its API is public.
                given.keySet().removeAll(List.of(ORIGINS, "ALLOW_CREDENTIALS"));
            }
            policy.putAll(given);
        }
        boolean local = !options.policy().containsKey(ORIGINS)
                && policy.getOrDefault(ORIGINS, "").matches("(?s).*\\.localhost(:\\d+)?(\\s.*)?");
        if (local) {
            Value<String> origins = function.environment().get(ORIGINS);
            Place place = origins == null ? function.place() : origins.place();
            problems.add(
                    place.says(
                            ORIGINS + " of " + id + " is " + policy.get(ORIGINS)
                                    + ", which is on this machine. Name the deployed pages with --allow-origins https://shop.example.com"));
            return;
        }
        String runtime = function.runtime().or(JAVA);
        if (runtime.equals("provided") && options.runtime() == null) {
            problems.add(function.place()
                    .says(id
                            + " is run by a command here. Name its runtime on AWS with --runtime, such as nodejs22.x"));
        }
        Value<String> code = function.code();
        functions.add(new PlannedFunction(
                id,
                runtime(runtime.equals("java") ? JAVA : runtime),
                text(function.handler(), "the handler of " + id, ""),
                code(code == null ? null : code.known()),
                function.memory().or(1024),
                function.timeout().or(15),
                policy.isEmpty() ? null : policy(policy, ORIGINS + " of " + id),
                options.layer(),
                others));
    }

    private static Map<String, String> variables(DeployedCors block) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(ORIGINS, joined(block.allowOrigins()));
        variables.put(
                "ALLOW_CREDENTIALS", String.valueOf(block.allowCredentials().or(false)));
        variables.put("ALLOWED_METHODS", joined(block.allowMethods()));
        variables.put("ALLOWED_HEADERS", joined(block.allowHeaders()));
        variables.put("EXPOSED_HEADERS", joined(block.exposeHeaders()));
        Value<Integer> maxAge = block.maxAge();
        Integer seconds = maxAge == null ? null : maxAge.known();
        if (seconds != null && seconds >= 0) {
            variables.put("MAX_AGE_SECONDS", seconds.toString());
        }
        return variables;
    }

    private static String joined(List<Value<String>> values) {
        return String.join(" ", values.stream().map(Value::toString).toList());
    }

    private @Nullable PlannedPolicy policy(Map<String, String> variables, String what) {
        try {
            return PlannedPolicy.of(variables);
        } catch (CorsPolicyException e) {
            problems.add(what + ": " + e.getMessage());
            return null;
        }
    }

    private String runtime(String byDefault) {
        return options.runtime() == null ? byDefault : options.runtime();
    }

    private String code(@Nullable String found) {
        if (options.code() != null) {
            return options.code();
        }
        return found != null
                ? found
                : options.form() == InfrastructureForm.SAM || isSameOrigin() ? "." : "target/function.jar";
    }
}
