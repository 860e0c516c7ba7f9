package dev.corsac.config;

import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedLoadBalancer.Action;
import dev.corsac.deployment.DeployedLoadBalancer.Fixed;
import dev.corsac.deployment.DeployedLoadBalancer.Rule;
import dev.corsac.deployment.DeployedLoadBalancer.Target;
import dev.corsac.deployment.Endpoint;
import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code balancers}. */
final class LoadBalancerReader {

    private final Document document;
    private final Setting setting;
    private final Known known;

    private LoadBalancerReader(Document document, Setting setting, Known known) {
        this.document = document;
        this.setting = setting;
        this.known = known;
    }

    static DeployedLoadBalancer balancer(
            Document document, String name, Setting setting, Endpoint endpoint, Known known) {
        return new LoadBalancerReader(document, setting, known).balancer(name, endpoint);
    }

    private DeployedLoadBalancer balancer(String name, Endpoint endpoint) {
        List<Rule> rules = new ArrayList<>();
        setting.entries("rules").forEach((condition, action) -> rules.add(rule(condition, action)));
        Setting last = setting.need("defaultAction", "what happens to requests that no rule covers");
        return new DeployedLoadBalancer(
                name,
                List.of(endpoint),
                setting.valueMap("listenerAttributes"),
                rules,
                rule("*", last),
                setting.place());
    }

    /** @param condition a path pattern, or methods with commas between, a space and a path pattern */
    private Rule rule(String condition, Setting action) {
        int space = condition.indexOf(' ');
        Setting validation = action.isText() ? null : action.find("jwtValidation");
        return new Rule(
                condition.substring(space + 1),
                space < 0 ? List.of() : List.of(condition.substring(0, space).split(",", -1)),
                action.has("statusCode") ? fixedResponse(action) : target(action),
                validation == null ? null : validation.deployed(() -> validation(validation)),
                action.place());
    }

    private static Action fixedResponse(Setting action) {
        String body = action.textOrNull("messageBody");
        Setting status = action.need("statusCode", "the status of a fixed response");
        return new Fixed(status.deployed(() -> new LoadBalancerFixedResponse(
                Integer.parseInt(status.text()), action.text("contentType"), body == null ? "" : body)));
    }

    private Action target(Setting action) {
        Setting function =
                action.isText() ? action : action.need("function", "or a \"statusCode\" for a fixed response");
        boolean multi =
                action.has("multiValueHeaders") ? action.flag("multiValueHeaders") : setting.flag("multiValueHeaders");
        return new Target(function.text(), known.function(function), multi);
    }

    private LoadBalancerTokenValidation validation(Setting validation) {
        LoadBalancerTokenValidation made = LoadBalancerTokenValidation.of(
                validation.need("issuer", "the value of iss").text(), JsonWebKeys.of(document, validation));
        for (Setting claim : validation.items("additionalClaims")) {
            LoadBalancerTokenValidation before = made;
            made = claim.deployed(() -> before.withClaim(
                    claim.need("name", "the claim").text(),
                    Format.valueOf(claim.text("format").toUpperCase(Locale.ROOT).replace('-', '_')),
                    claim.textArray("values")));
        }
        return made;
    }
}
