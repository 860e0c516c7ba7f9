package dev.corsac.config;

import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedLoadBalancer.Rule;
import dev.corsac.deployment.DeployedLoadBalancer.Target;
import dev.corsac.deployment.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code balancers}. */
final class LoadBalancerReader {

    private LoadBalancerReader() {}

    static DeployedLoadBalancer balancer(String name, Setting setting, Endpoint endpoint, Known known) {
        boolean multiValue = setting.flag("multiValueHeaders");
        List<Rule> rules = new ArrayList<>();
        setting.entries("rules")
                .forEach((pattern, target) ->
                        rules.add(new Rule(pattern, target(target, multiValue, known), target.place())));
        Setting action = setting.need("defaultAction", "what happens to requests that no rule takes");
        Setting status = action.find("statusCode");
        String body = status == null ? null : action.textOrNull("messageBody");
        return new DeployedLoadBalancer(
                name,
                List.of(endpoint),
                rules,
                status == null ? target(action, multiValue, known) : null,
                status == null ? 0 : Integer.parseInt(status.text()),
                status == null ? "" : action.text("contentType"),
                body == null ? "" : body,
                status == null ? setting.place() : status.place());
    }

    private static Target target(Setting setting, boolean multiValue, Known known) {
        Setting function =
                setting.isText() ? setting : setting.need("function", "or a \"statusCode\" as default action");
        boolean multi = setting.has("multiValueHeaders") ? setting.flag("multiValueHeaders") : multiValue;
        return new Target(function.text(), known.function(function), multi);
    }
}
