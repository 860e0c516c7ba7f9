package dev.corsac.check;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deployment made ready to be called: callers have what authorizers and usage plans ask for, and whatever is not a Lambda
 * function is a function whose responses are unknown, so that nothing fails for want of a model. Immutable.
 *
 * @param deployment what is called
 * @param authorizers the ids of the functions that decide about callers
 * @param mapped routes whose integration responses set the headers, by front and route key
 * @param foreign what a function represents that is not a Lambda function, in words, by id
 */
record Subject(Deployment deployment, List<String> authorizers, Map<String, String> foreign, Set<String> mapped) {

    /** The value of {@code x-api-key} that is accepted. */
    static final String API_KEY = "corsac-check-key-of-the-usage-plan";

    /** The issuer of the tokens that are accepted where no file states one. */
    static final String ISSUER = "https://issuer.invalid";

    /** The audience of those tokens. */
    static final String AUDIENCE = "check";

    /** Copies the collections. */
    Subject {
        authorizers = List.copyOf(authorizers);
        foreign = Map.copyOf(foreign);
        mapped = Set.copyOf(mapped);
    }

    static Subject of(Deployment deployment) {
        return new Maker(deployment).make();
    }

    /** Makes one. */
    private static final class Maker {

        private final Deployment deployment;
        private final List<DeployedFunction> functions;
        private final List<String> authorizers = new ArrayList<>();
        private final Map<String, String> foreign = new HashMap<>();
        private final Set<String> mapped = new HashSet<>();

        Maker(Deployment deployment) {
            this.deployment = deployment;
            this.functions = new ArrayList<>(deployment.functions());
        }

        Subject make() {
            // Replacing fronts adds functions.
            Collection<DeployedFront> fronts = deployment.replaced(this::front).values();
            return new Subject(
                    new Deployment(List.copyOf(fronts), functions, deployment.notices()), authorizers, foreign, mapped);
        }

        private DeployedFront front(DeployedFront front) {
            if (front instanceof DeployedRestApi api) {
                return new DeployedRestApi(
                        api.id(),
                        api.endpoints(),
                        api.stage(),
                        api.stageVariables(),
                        api.binaryMediaTypes(),
                        List.of(API_KEY),
                        false,
                        api.timeoutMillis(),
                        api.routes().stream().map(route -> route(api, route)).toList(),
                        api.authorizers().stream()
                                .map(each -> authorizer(api, each))
                                .toList(),
                        api.gatewayResponses(),
                        api.place());
            } else if (front instanceof DeployedHttpApi api) {
                return api.with(
                        api.routes().stream().map(route -> route(api, route)).toList(),
                        api.authorizers().stream()
                                .map(each -> authorizer(api, each))
                                .toList());
            } else if (front instanceof DeployedLoadBalancer balancer) {
                return new DeployedLoadBalancer(
                        balancer.id(),
                        balancer.endpoints(),
                        balancer.attributes(),
                        balancer.rules().stream().map(this::rule).toList(),
                        rule(balancer.defaultAction()),
                        balancer.protocol(),
                        balancer.place());
            }
            return front;
        }

        private DeployedLoadBalancer.Rule rule(DeployedLoadBalancer.Rule rule) {
            DeployedLoadBalancer.Action action = rule.action();
            if (action instanceof DeployedLoadBalancer.Target target && !isFunction(target.function())) {
                String id = unknown("the target group " + target.name(), rule.place());
                action = new DeployedLoadBalancer.Target(target.name(), id, target.multiValueHeaders());
            }
            return new DeployedLoadBalancer.Rule(
                    rule.pattern(),
                    rule.methods(),
                    action,
                    rule.validation() == null ? null : LoadBalancerTokenValidation.of(ISSUER, token -> true),
                    rule.place());
        }

        private boolean isFunction(@Nullable String function) {
            return function != null && deployment.function(function) != null;
        }

        private DeployedRoute route(DeployedFront api, DeployedRoute route) {
            Integration integration = integration(api, route);
            return integration.equals(route.integration()) ? route : route.with(integration);
        }

        private Integration integration(DeployedFront api, DeployedRoute route) {
            Integration integration = route.integration();
            Place place = integration.place();
            Value<String> format = Value.byDefault(api instanceof DeployedRestApi ? "1.0" : "2.0");
            if (integration instanceof Integration.Function function) {
                return deployment.function(function.function()) != null
                        ? function
                        : new Integration.Function(
                                unknown("the function " + function.function(), place), format, false, place);
            }
            if (integration instanceof Integration.Other other) {
                Integration.Mock mock = configured(other);
                if (mock != null) {
                    mapped.add(api.id() + " " + route.key());
                }
                return mock != null
                        ? mock
                        : new Integration.Function(
                                unknown(
                                        "the " + other.type() + " integration of " + route.key() + " of " + api.id(),
                                        place),
                                format,
                                false,
                                place);
            }
            return integration;
        }

        /** The headers of an AWS or HTTP integration without proxy are those of its integration response, whatever is behind it. */
        private static Integration.@Nullable Mock configured(Integration.Other other) {
            boolean mapped = other.type().equals("AWS") || other.type().equals("HTTP");
            for (Integration.Response response : other.responses().responses()) {
                if (mapped && response.selectionPattern() == null) {
                    Integration.Responses responses = new Integration.Responses(
                            other.responses().passthrough(),
                            null,
                            Map.of("application/json", Value.byDefault("{\"statusCode\": " + response.status() + "}")),
                            other.responses().methodResponses(),
                            List.of(new Integration.Response(
                                    response.status(), null, response.parameters(), Map.of(), null, response.place())));
                    return new Integration.Mock(responses, other.place());
                }
            }
            return null;
        }

        private DeployedAuthorizer authorizer(DeployedFront api, DeployedAuthorizer authorizer) {
            boolean tokens = authorizer.kind() == DeployedAuthorizer.Kind.JWT
                    || authorizer.kind() == DeployedAuthorizer.Kind.COGNITO_USER_POOLS;
            String function = null;
            if (!tokens) {
                function = "authorizer " + authorizer.name() + " of " + api.id();
                authorizers.add(function);
                functions.add(function(function, authorizer.place()));
            }
            return authorizer.toBuilder()
                    .function(function)
                    .validation(null)
                    .issuer(tokens ? Value.byDefault(ISSUER) : null)
                    .audience(tokens ? List.of(Value.byDefault(AUDIENCE)) : List.of())
                    .signature(tokens ? token -> true : null)
                    .build();
        }

        private String unknown(String words, Place place) {
            String id = words;
            for (int i = 2; foreign.containsKey(id) || deployment.function(id) != null; i++) {
                id = words + " (" + i + ")";
            }
            foreign.put(id, words);
            functions.add(function(id, place));
            return id;
        }

        private static DeployedFunction function(String id, Place place) {
            return new DeployedFunction(
                    id,
                    Value.of(id, place),
                    Value.byDefault(""),
                    Value.byDefault(""),
                    null,
                    List.of(),
                    Map.of(),
                    Value.byDefault(128),
                    Value.byDefault(3),
                    place);
        }
    }
}
