package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.alb.LoadBalancerRule;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation.Format;
import java.util.Locale;

/** Reads {@code balancers}. */
final class LoadBalancerReader {

    private final Document document;
    private final Setting setting;
    private final FrontParts parts;

    private LoadBalancerReader(Document document, Setting setting, FrontParts parts) {
        this.document = document;
        this.setting = setting;
        this.parts = parts;
    }

    static Front balancer(Document document, Setting setting, UnverifiedBehavior unverified, FrontParts parts) {
        return new LoadBalancerReader(document, setting, parts).balancer(unverified);
    }

    private Front balancer(UnverifiedBehavior unverified) {
        LoadBalancer.Builder builder = LoadBalancer.builder().unverified(unverified);
        setting.entries("listenerAttributes")
                .forEach((key, value) -> value.deployed(() -> builder.attribute(key, value.text())));
        setting.entries("rules")
                .forEach((condition, action) -> action.deployed(() -> builder.rule(rule(condition, action))));
        Setting last = setting.need("defaultAction", "what happens to requests that no rule covers");
        builder.defaultAction(last.deployed(() -> rule("*", last)));
        return setting.deployed(builder::build);
    }

    /** @param condition a path pattern, or methods with commas between, a space and a path pattern */
    private LoadBalancerRule rule(String condition, Setting action) {
        int space = condition.indexOf(' ');
        String pattern = condition.substring(space + 1);
        LoadBalancerRule rule = action.has("statusCode")
                ? LoadBalancerRule.fixed(pattern, fixedResponse(action))
                : LoadBalancerRule.forward(pattern, target(action));
        if (space >= 0) {
            rule = rule.forMethods(condition.substring(0, space).split(",", -1));
        }
        Setting validation = action.isText() ? null : action.find("jwtValidation");
        return validation == null ? rule : rule.validating(validation.deployed(() -> validation(validation)));
    }

    private static LoadBalancerFixedResponse fixedResponse(Setting action) {
        String body = action.textOrNull("messageBody");
        Setting status = action.need("statusCode", "the status of a fixed response");
        return status.deployed(() -> new LoadBalancerFixedResponse(
                Integer.parseInt(status.text()), action.text("contentType"), body == null ? "" : body));
    }

    private LoadBalancerTarget target(Setting action) {
        Setting function =
                action.isText() ? action : action.need("function", "or a \"statusCode\" for a fixed response");
        boolean multi =
                action.has("multiValueHeaders") ? action.flag("multiValueHeaders") : setting.flag("multiValueHeaders");
        LoadBalancerTarget target = LoadBalancerTarget.of(parts.function(function));
        return multi ? target.withMultiValueHeaders() : target;
    }

    private LoadBalancerTokenValidation validation(Setting setting) {
        LoadBalancerTokenValidation made = LoadBalancerTokenValidation.of(
                setting.need("issuer", "the value of iss").text(), JsonWebKeys.of(document, setting));
        for (Setting claim : setting.items("additionalClaims")) {
            LoadBalancerTokenValidation before = made;
            made = claim.deployed(() -> before.withClaim(
                    claim.need("name", "the claim").text(),
                    Format.valueOf(claim.text("format").toUpperCase(Locale.ROOT).replace('-', '_')),
                    claim.textArray("values")));
        }
        return made;
    }
}
