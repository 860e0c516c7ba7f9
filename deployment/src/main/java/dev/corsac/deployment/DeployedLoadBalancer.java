package dev.corsac.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener of an Application Load Balancer.
 *
 * @param rules by priority
 * @param defaultTarget where other requests go; null for a fixed response
 * @param defaultStatus the status of the fixed response
 * @param defaultType the fixed response's {@code Content-Type}
 * @param defaultBody the fixed response's body
 */
public record DeployedLoadBalancer(
        String id,
        List<Endpoint> endpoints,
        List<Rule> rules,
        @Nullable Target defaultTarget,
        int defaultStatus,
        String defaultType,
        String defaultBody,
        Place place)
        implements DeployedFront {

    /** Copies the lists. */
    public DeployedLoadBalancer {
        endpoints = List.copyOf(endpoints);
        rules = List.copyOf(rules);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.LOAD_BALANCER;
    }

    /** A rule by path. */
    public record Rule(String pattern, Target target, Place place) {}

    /**
     * A target group.
     *
     * @param function the function's id in the deployment; null where the target is something else
     * @param multiValueHeaders whether {@code lambda.multi_value_headers.enabled} is set
     */
    public record Target(String name, @Nullable String function, boolean multiValueHeaders) {}
}
