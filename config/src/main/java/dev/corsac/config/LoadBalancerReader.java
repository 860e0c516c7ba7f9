package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;

/** Reads {@code balancers}. */
final class LoadBalancerReader {

    private LoadBalancerReader() {}

    static Front balancer(Setting setting, UnverifiedBehavior open, FrontParts parts) {
        LoadBalancer.Builder builder = LoadBalancer.builder().openQuestions(open);
        boolean multiValue = setting.flag("multiValueHeaders");
        setting.entries("rules")
                .forEach((pattern, target) ->
                        target.deployed(() -> builder.rule(pattern, target(target, multiValue, parts))));
        Setting action = setting.need("defaultAction", "what happens to requests that no rule takes");
        Setting status = action.find("statusCode");
        if (status == null) {
            builder.defaultTarget(target(action, multiValue, parts));
        } else {
            String body = action.textOrNull("messageBody");
            status.deployed(() -> builder.defaultResponse(
                    Integer.parseInt(status.text()), action.text("contentType"), body == null ? "" : body));
        }
        return setting.deployed(builder::build);
    }

    private static LoadBalancerTarget target(Setting setting, boolean multiValue, FrontParts parts) {
        Setting function =
                setting.isText() ? setting : setting.need("function", "or a \"statusCode\" as default action");
        boolean multi = setting.has("multiValueHeaders") ? setting.flag("multiValueHeaders") : multiValue;
        LoadBalancerTarget target = LoadBalancerTarget.of(parts.function(function));
        return multi ? target.withMultiValueHeaders() : target;
    }
}
