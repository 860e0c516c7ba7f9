package dev.corsac.deployment;

import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listener of an Application Load Balancer.
 *
 * @param attributes the listener's attributes that this model knows, by their keys: its CORS headers
 * @param rules by priority
 * @param defaultAction the rule for other requests; its pattern is {@code *}
 * @param protocol {@code HTTP} or {@code HTTPS}; null if no file states it
 */
public record DeployedLoadBalancer(
        String id,
        List<Endpoint> endpoints,
        Map<String, Value<String>> attributes,
        List<Rule> rules,
        Rule defaultAction,
        @Nullable Value<String> protocol,
        Place place)
        implements DeployedFront {

    /** Makes a listener whose protocol no file states. */
    public DeployedLoadBalancer(
            String id,
            List<Endpoint> endpoints,
            Map<String, Value<String>> attributes,
            List<Rule> rules,
            Rule defaultAction,
            Place place) {
        this(id, endpoints, attributes, rules, defaultAction, null, place);
    }

    /** Copies the collections; the map keeps its order. */
    public DeployedLoadBalancer {
        endpoints = List.copyOf(endpoints);
        attributes = Copies.of(attributes);
        rules = List.copyOf(rules);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.LOAD_BALANCER;
    }

    /** Returns the rules in their order, and after them the default action. */
    public List<Rule> rulesAndDefault() {
        List<Rule> all = new ArrayList<>(rules);
        all.add(defaultAction);
        return all;
    }

    @Override
    public Set<String> functions() {
        Set<String> ids = new LinkedHashSet<>();
        for (Rule rule : rulesAndDefault()) {
            if (rule.action() instanceof Target target && target.function() != null) {
                ids.add(target.function());
            }
        }
        return ids;
    }

    @Override
    public List<Value<?>> settings() {
        return List.copyOf(attributes.values());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.loadBalancer(this);
    }

    /**
     * A rule, or the default action.
     *
     * @param pattern the path pattern
     * @param methods the methods that it covers; empty for all
     * @param action what happens to the requests that it covers
     * @param validation what a request's token must be like; null where none is checked
     */
    public record Rule(
            String pattern,
            List<String> methods,
            Action action,
            @Nullable LoadBalancerTokenValidation validation,
            Place place) {

        /** Copies the list. */
        public Rule {
            methods = List.copyOf(methods);
        }
    }

    /** What a rule does with a request. */
    public sealed interface Action {}

    /**
     * Forwards to a target group.
     *
     * @param function the function's id in the deployment; null where the target is something else
     * @param multiValueHeaders whether {@code lambda.multi_value_headers.enabled} is set
     */
    public record Target(String name, @Nullable String function, boolean multiValueHeaders) implements Action {}

    /** Responds itself. */
    public record Fixed(LoadBalancerFixedResponse response) implements Action {}
}
